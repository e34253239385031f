import type { Done, ExchangeEvent } from '../exchange.ts'
import { chance } from './chance.ts'
import type { Switch } from './state.ts'

type Faults = {
  isCut: boolean
  /** How often an event is told twice. */
  duplicates: number
  /** Up to so much later an event may come; those of one channel stay in order. */
  reorderMs: number
  drops: Set<(event: ExchangeEvent) => boolean>
}

/** The connection of one program with the exchange: at most one has the calls, the last that came. */
export type Link = {
  start(listener: (event: ExchangeEvent) => void): void
  close(): void
  /** The connection broke. */
  lost(why: string): void
  froze(): void
  thawed(): void
  replaced(): void
  order(run: () => Done): Promise<Done>
  /** What is only asked; @throws where nobody answers. */
  ask<T>(run: () => T): Promise<T>
}
/** The links of one exchange. */
export type Links = { current: Link | null; all: Set<Link>; faults: Faults }

const LAG_MS = 1
const CONNECT_MS = 5
const DEGRADED_AFTER_MS = 6000
const DOWN_AFTER_MS = 9000
const LEAST_BACKOFF_MS = 250
const MOST_BACKOFF_MS = 5000

export function newLink(sw: Switch, links: Links): Link {
  // Of its own: how a link fares must not change what callers do.
  const luck = chance(sw.chance.below(2 ** 32))
  let state: 'off' | 'connecting' | 'up' | 'degraded' | 'replaced' = 'off'
  let listener: (event: ExchangeEvent) => void = () => {}
  let session = 0
  let backoff = LEAST_BACKOFF_MS
  const lastAt = new Map<string, number>()
  const unanswered = new Set<(done: Done) => void>()
  const cancels = new Set<() => void>()

  const after = (ms: number, run: () => void) => {
    const cancel = sw.clock.after(ms, () => {
      cancels.delete(cancel)
      run()
    })
    cancels.add(cancel)
  }
  const tellLink = (now: 'up' | 'degraded' | 'down' | 'replaced', why: string) =>
    listener({ at: sw.clock.now(), type: 'link', state: now, why })

  const deliver = (key: string, event: ExchangeEvent) => {
    const { drops, duplicates, reorderMs } = links.faults
    for (const drop of drops) if (drop(event)) return
    const now = sw.clock.now()
    const times = luck.happens(duplicates) ? 2 : 1
    for (let n = 0; n < times; n++) {
      const at = Math.max(lastAt.get(key) ?? 0, now + LAG_MS + luck.below(reorderMs + 1))
      lastAt.set(key, at)
      const mine = session
      after(at - now, () => {
        if (session === mine && isUp()) listener(event)
      })
    }
  }
  const isUp = () => state === 'up' || state === 'degraded'
  const disconnect = () => {
    session++
    for (const answer of unanswered) answer({ ok: false, code: 'link-down' })
    unanswered.clear()
    lastAt.clear()
    if (links.current === link) {
      links.current = null
      sw.follower = null
    }
  }
  const connect = () => {
    if (state !== 'connecting') return
    if (sw.state === 'dead' && !links.faults.isCut) listener({ at: sw.clock.now(), type: 'refused' })
    if (sw.state !== 'alive' || links.faults.isCut) return tryAgain()
    links.current?.replaced()
    links.current = link
    sw.isStrangers = false
    sw.follower = deliver
    session++
    backoff = LEAST_BACKOFF_MS
    state = 'up'
    tellLink('up', 'connected')
    // What waits to be fetched is told after every connection.
    for (const fax of sw.faxes.values()) deliver(fax.name, { at: sw.clock.now(), ...fax })
  }
  const tryAgain = () => {
    state = 'connecting'
    after(backoff * (0.5 + luck.next() / 2), connect)
    backoff = Math.min(MOST_BACKOFF_MS, backoff * 2)
  }

  const link: Link = {
    start(heard) {
      listener = heard
      state = 'connecting'
      links.all.add(link)
      after(CONNECT_MS, connect)
    },
    close() {
      disconnect()
      state = 'off'
      for (const cancel of cancels) cancel()
      cancels.clear()
      links.all.delete(link)
    },
    lost(why) {
      if (!isUp()) return
      disconnect()
      tellLink('down', why)
      tryAgain()
    },
    froze() {
      const mine = session
      const isStill = () => session === mine && sw.state === 'frozen'
      after(DEGRADED_AFTER_MS, () => {
        if (!isStill() || state !== 'up') return
        state = 'degraded'
        tellLink('degraded', 'no answer to two of its questions')
      })
      after(DOWN_AFTER_MS, () => {
        if (isStill()) link.lost('no answer to three of its questions')
      })
    },
    thawed() {
      if (state !== 'degraded') return
      state = 'up'
      tellLink('up', 'answers again')
    },
    replaced() {
      if (!isUp()) return
      disconnect()
      state = 'replaced'
      tellLink('replaced', 'another program has taken over')
    },
    async order(run) {
      if (!isUp() || sw.state === 'dead') return { ok: false, code: 'link-down' }
      if (sw.state === 'alive') return run()
      // It waits in the socket, and is done even when nobody waits for the answer any more.
      return new Promise((answer) => {
        unanswered.add(answer)
        sw.backlog.push(() => {
          unanswered.delete(answer)
          answer(run())
        })
      })
    },
    async ask(run) {
      let answer: { it: ReturnType<typeof run> } | undefined
      const done = await link.order(() => {
        answer = { it: run() }
        return { ok: true }
      })
      if (!done.ok || !answer) throw new Error(`The simulated exchange ${sw.name} does not answer.`)
      return answer.it
    },
  }
  return link
}
