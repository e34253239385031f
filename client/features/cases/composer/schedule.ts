const TIME = /^(\d{1,2})[:：時]?(\d{2})?分?$/u

/**
 * Reads a time of day as people type it: `0830`, `8:30`, `8時30分`, `14`, full-width digits too.
 *
 * @returns `08:30`, or undefined when it is none
 */
export function parseTime(text: string): string | undefined {
  const [, hour = '', minute = '00'] = TIME.exec(text.normalize('NFKC').replaceAll(/\s/g, '')) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}

/** The moment of a day (`2026-11-23`) and a time (`08:30`) in Taipei, as it travels. */
export const momentOf = (date: string, time: string) => new Date(`${date}T${time}:00+08:00`).toISOString()

/** Why a reply cannot be sent then. */
export function faultOf(
  at: string,
  { now, latest }: { now: number; latest: string },
): 'past' | 'late' | undefined {
  if (Date.parse(at) <= now) return 'past'
  return Date.parse(at) > Date.parse(latest) ? 'late' : undefined
}
