import type { Emitted } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { newId } from '../../platform/values.ts'

/** However much happens, whoever watches the board looks again no more often than this; and no later. */
const BETWEEN_MS = 500

/** Tells open boards to look again soon after anything happened on the telephone: many events, one hint. */
export function startBoardHints({ live }: Pick<Deps, 'live'>) {
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const tell = () => {
    timer = undefined
    live.tell('board', 'board.changed', { eventId: newId() } as never)
  }

  return {
    note({ name }: Pick<Emitted, 'name'>) {
      if (name.startsWith('call.') && !timer && !stopped) timer = setTimeout(tell, BETWEEN_MS).unref()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
