import type { Entry } from '../../../../server/api.ts'

const MOVES: readonly Entry['kind'][] = ['routing', 'hand-over', 'call']

/**
 * The entries worth a line of their own: that somebody was given a case says as well that it is assigned or escalated,
 * so the change of state that came with it is left out.
 */
export function linesOf(entries: readonly Entry[]): readonly Entry[] {
  const moved = new Set(entries.filter(({ kind }) => MOVES.includes(kind)).map(({ version }) => version))
  return entries.filter(
    ({ kind, version, body }) =>
      !(kind === 'state' && moved.has(version) && (body.to === 'assigned' || body.to === 'escalated')),
  )
}
