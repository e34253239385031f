const MINUTE = 60_000

/** How long a mail rests after each try that failed for the time being; after the last one comes no other. */
const WAITS_MINUTES = [1, 5, 15, 60, 120, 180, 240, 300, 420]

/** Tries of one mail, over about a day. */
export const MOST_TRIES = WAITS_MINUTES.length + 1

/** While one process sends a mail no other does; longer than any sending takes. */
export const LEASE_MS = 2 * MINUTE

/** When a mail is tried again after so many tries; undefined when it is given up. */
export function nextTry(tries: number, at: Date): Date | undefined {
  const wait = WAITS_MINUTES[tries - 1]
  return wait === undefined ? undefined : new Date(+at + wait * MINUTE)
}

const ADDRESS = /[^\s<>"']+@[^\s<>"']+/g
const LONGEST = 500

/** What a mail server said, as it may be shown and kept: without the addresses it likes to repeat. */
export const saidBy = (error: unknown) =>
  (error instanceof Error ? error.message : String(error))
    .replaceAll(ADDRESS, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
