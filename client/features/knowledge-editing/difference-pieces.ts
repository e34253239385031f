import type { Runs } from './queries.ts'

export type Piece = { is: Runs[number]['is'] | 'skipped'; text: string }

/** So much of what is the same stands around what is not. */
const AROUND = 60
const LONG = 240

/** Long stretches of what is the same are left out; nothing that differs ever is. */
export function shortened(runs: Runs): Piece[] {
  return runs.flatMap(({ is, text }, n): Piece[] => {
    const all = [...text]
    if (is !== 'same' || all.length <= LONG) return [{ is, text }]
    const head = n === 0 ? '' : all.slice(0, AROUND).join('')
    const tail = n === runs.length - 1 ? '' : all.slice(-AROUND).join('')
    const middle = all.slice(n === 0 ? 0 : AROUND, n === runs.length - 1 ? all.length : -AROUND).join('')
    return [
      { is: 'same', text: head } as const,
      { is: 'skipped', text: middle } as const,
      { is: 'same', text: tail } as const,
    ].filter((piece) => piece.text !== '')
  })
}
