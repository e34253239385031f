const TAIPEI_MS = 8 * 3_600_000

/** The day that it is in Taipei at this moment, as `2026-11-21`. Taiwan keeps one time all the year. */
export const dayInTaipei = (at: Date): string => new Date(at.getTime() + TAIPEI_MS).toISOString().slice(0, 10)
