import type { Clock } from '../clock.ts'
import type { Exchange, ExchangeEvent } from '../exchange.ts'
import type { Plan } from '../plan.ts'
import type { Command, Result, Snapshot } from '../port.ts'
import { giveUpIfItStaysAway } from './dead-exchange.ts'
import { type ControlLog, callsOn, type Ground, type Link, type Told, tellOf } from './ground.ts'
import { limitsBy } from './limits.ts'
import { recordingBegan } from './media.ts'
import type { OpenCall } from './open-calls.ts'
import { ordersOf } from './orders.ts'
import { startReaper } from './reaper.ts'
import { resync } from './resync.ts'
import { routeHere } from './route-here.ts'
import { route } from './routes.ts'
import { letGo } from './running.ts'
import { exchangeState, snapshotOf } from './snapshot.ts'

const ASK_AGAIN_MS = 1_000

export type CallControl = {
  /** Begins to follow the exchanges; does not wait until they are there. */
  start(): Promise<void>
  /** Resolves when the exchange has taken it. The same `commandId` within a quarter of an hour gets the first answer. */
  order(command: Command): Promise<Result>
  snapshot(): Omit<Snapshot, 'seq'>
  /** A recording or fax, from whichever exchange has it. */
  fetch(name: string): Promise<Buffer | undefined>
  /** True: calls that wait are distributed here, from now until false. */
  serverIsAway(isAway: boolean): void
  close(): Promise<void>
}

/**
 * Follows calls on any number of exchanges and does with them what the server says: a call lives on exactly one. Tells
 * what happens in the order in which it came to know it; of one call, `call.ended` is the last but for its recordings.
 * `openBefore`: calls that the process before this one had told of and not told as ended (see `openCalls`).
 */
export function callControl({
  exchanges,
  clock,
  plan,
  newId,
  tell,
  log,
  openBefore = [],
}: {
  exchanges: readonly Exchange[]
  clock: Clock
  plan: () => Plan | undefined
  newId: () => string
  tell: (event: Told) => void
  log: ControlLog
  openBefore?: readonly OpenCall[]
}): CallControl {
  const links = exchanges.map((exchange) => newLink(exchange, clock.now()))
  const ground: Ground = {
    ...{ clock, plan, newId, log, links },
    calls: new Map(),
    ended: new Map(),
    recordings: new Map(),
    faxes: new Set(),
    afterStep: new Set(),
    tell(event) {
      const link = links.find(({ exchange }) => exchange.name === event.exchange)
      if (link && event.type === 'recording.started')
        recordingBegan(ground, link, event.data.name, event.callRef)
      routing.note(event)
      tell(event)
    },
  }
  const limits = limitsBy(ground)
  const routing = routeHere(ground)
  const open = new Map(
    links.map((link) => [link, openBefore.filter((call) => call.exchange === link.exchange.name)]),
  )
  let stopReaper = () => {}

  function hear(link: Link, event: ExchangeEvent) {
    if (event.type === 'link') return linkChanged(link, event)
    if (event.type === 'refused') {
      link.isRefused = link.state === 'down'
      return
    }
    if (link.isInStep) return route(ground, limits, link, event)
    if (link.state === 'up' || link.state === 'degraded') link.buffer.push(event)
  }

  function linkChanged(link: Link, { state, at, why }: Extract<ExchangeEvent, { type: 'link' }>) {
    if (link.state === 'replaced') return
    log.info({ exchange: link.exchange.name, state, why }, 'the link to an exchange has changed')
    link.state = state
    link.since = at
    if (state === 'up') {
      link.epoch += 1
      link.isInStep = false
      link.isRefused = false
      link.buffer = []
    }
    tellOf(ground, link, 'exchange.changed', exchangeState(link), { at })
    if (state === 'up') void compare(link, link.epoch)
    if (state === 'down' || state === 'replaced') outOfStep(link)
    if (state === 'down') giveUpIfItStaysAway(ground, link)
    if (state === 'replaced') {
      for (const running of callsOn(ground, link)) letGo(ground, running)
      link.givenUp.clear()
      link.devices.clear()
      tellOf(ground, link, 'adapter.replaced', {}, { at })
    }
  }

  /** Nothing is known of its calls until it is back: they are neither alive nor over. */
  function outOfStep(link: Link) {
    link.isInStep = false
    link.buffer = []
    for (const running of callsOn(ground, link)) running.cancelTimer?.()
  }

  async function compare(link: Link, epoch: number) {
    const isDone = await resync(ground, limits, link, open.get(link) ?? []).catch((err) => {
      log.error({ err, exchange: link.exchange.name }, 'an exchange could not be compared')
      return false
    })
    if (link.epoch !== epoch) return
    if (!isDone) {
      const cancel = clock.after(ASK_AGAIN_MS, () => {
        link.cancels.delete(cancel)
        if (link.epoch === epoch && link.state === 'up') void compare(link, epoch)
      })
      link.cancels.add(cancel)
      return
    }
    open.delete(link)
  }

  return {
    async start() {
      stopReaper = startReaper(ground, limits)
      await Promise.all(links.map((link) => link.exchange.start((event) => hear(link, event))))
    },
    order: ordersOf(ground, limits),
    snapshot: () => snapshotOf(ground),
    async fetch(name) {
      for (const { exchange } of links) {
        const file = await fetchFrom(exchange, name)
        if (file) return file
      }
      return undefined
    },
    serverIsAway: routing.serverIsAway,
    async close() {
      stopReaper()
      routing.close()
      for (const link of links) {
        outOfStep(link)
        link.state = 'down'
        for (const cancel of link.cancels) cancel()
      }
      await Promise.all(exchanges.map((exchange) => exchange.close()))
    },
  }
}

const newLink = (exchange: Exchange, since: number): Link => ({
  exchange,
  since,
  state: 'down',
  epoch: 0,
  isInStep: false,
  buffer: [],
  devices: new Map(),
  isRefused: false,
  givenUp: new Map(),
  looks: new Set(),
  cancels: new Set(),
})

const fetchFrom = async (exchange: Exchange, name: string) =>
  (await exchange.fetchRecording(name).catch(() => undefined)) ??
  (await exchange.fetchFax(name).catch(() => undefined))
