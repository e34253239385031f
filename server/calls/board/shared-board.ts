import { type Actor, may } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Language } from '../../platform/problems.ts'
import { readCallBoard } from './read-board.ts'
import { settledToday } from './today.ts'

/** Many pages look again at the same hint: what was read this short a time ago is what the next one sees too. */
const FRESH_MS = 300

/** Reads the board once for everybody who asks at the same time; each answer is still of one moment. */
export function sharedBoard(deps: Pick<Deps, 'db' | 'now' | 'telephony'>) {
  const latest = new Map<string, { at: number; board: ReturnType<typeof readCallBoard> }>()
  const countToday = settledToday()
  return (actor: Actor, language: Language) => {
    const key = `${language} ${may(actor, 'call:read-numbers')}`
    const known = latest.get(key)
    if (known && performance.now() - known.at < FRESH_MS) return known.board
    const board = readCallBoard(deps, actor, language, countToday)
    const read = { at: performance.now(), board }
    latest.set(key, read)
    board.catch(() => {
      if (latest.get(key) === read) latest.delete(key)
    })
    return board
  }
}
