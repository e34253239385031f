/**
 * The number of the row after or before one; the first when none is open or it has left the list.
 *
 * @returns undefined at the end of the list
 */
export function neighbour(
  rows: readonly { number: string }[],
  number: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = rows.findIndex((row) => row.number === number)
  return at < 0 ? rows[0]?.number : rows[at + step]?.number
}

/** The case to go on with after one is done: the one that followed it, else the first other. */
export const nextAfter = (rows: readonly { number: string }[], number: string): string | undefined =>
  neighbour(rows, number, 1) ?? rows.find((row) => row.number !== number)?.number
