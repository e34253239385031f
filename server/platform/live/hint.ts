import type { Hints } from '../../api.ts'
import type { Emitted } from '../database/database.ts'
import type { Event, PayloadOf } from '../events/event.ts'
import type { Live, Room } from './live.ts'

export type Told = { [E in keyof Hints]: { rooms: Room[]; event: E; data: Hints[E] } }[keyof Hints]

/** "When this happened, these pages hear that." Pure: all it tells is in the event. */
export type Hint = { event: Event; tell: (payload: never) => Told[] }

export const tell = <E extends Event>(event: E, told: (payload: PayloadOf<E>) => Told[]): Hint => ({
  event,
  tell: told as Hint['tell'],
})

/** Tells the pages concerned of one event. Told twice, a page ignores the second by its `eventId`. */
export function sendHints(live: Live, hints: readonly Hint[], { id, name, payload }: Emitted) {
  for (const hint of hints)
    if (hint.event.name === name)
      for (const { rooms, event, data } of hint.tell(payload as never))
        live.tell(rooms, event, { ...data, eventId: id } as never)
}
