import { expect, vi } from 'vitest'
import type { Envelope, EventName, Telephony } from '../../telephony-adapter/port.ts'

type Told<E extends EventName> = Extract<Envelope, { type: E }>

/** Somebody who follows a telephone and writes down what is told. */
export function listenTo(telephony: Telephony, afterSeq = 0) {
  const events: Envelope[] = []
  const links: ('up' | 'down')[] = []
  let take: (batch: Envelope[]) => Promise<void> = async () => {}
  const following = telephony.follow(
    afterSeq,
    async (batch, safe) => {
      await take(batch)
      await safe
      events.push(...batch)
    },
    (state) => void links.push(state),
  )
  const of = <E extends EventName>(type: E, callRef?: string) =>
    events.filter(
      (event): event is Told<E> =>
        event.type === type && (callRef === undefined || event.callRef === callRef),
    )
  return {
    events,
    links,
    of,
    /** From now on each batch goes here first; when this throws it was not taken. */
    takes(next: typeof take) {
      take = next
    },
    until: <E extends EventName>(type: E, callRef?: string): Promise<Told<E>> =>
      vi.waitFor(
        () => {
          const found = of(type, callRef)[0]
          if (!found) throw new Error(`no ${type} among ${events.map((event) => event.type).join(', ')}`)
          return found
        },
        { timeout: 10_000, interval: 10 },
      ),
    isUp: () => vi.waitFor(() => expect(links.at(-1)).toBe('up'), { timeout: 10_000, interval: 10 }),
    stop: () => following.stop(),
  }
}
export type Listener = ReturnType<typeof listenTo>

/** What the journal promises of everything that anybody has heard: each event once, in order, without a gap. */
export function expectWhole(events: readonly Envelope[], afterSeq = 0) {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => afterSeq + i + 1))
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length)
}
