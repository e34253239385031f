const TAIPEI_MS = 8 * 3_600_000

/** The day in Taipei, `2026-11-22`. */
export const taipeiDay = (at: Date): string => new Date(at.getTime() + TAIPEI_MS).toISOString().slice(0, 10)
