import type { Done, Exchange, ExchangeEvent } from '../exchange.ts'
import { ariLink } from './ari-link.ts'
import { bridgeOrders } from './bridge-orders.ts'
import { channelOrders } from './channel-orders.ts'
import { OK } from './done.ts'
import { hearing } from './hear.ts'
import { journal } from './journal.ts'
import { knownLegs } from './legs.ts'
import type { AsteriskOptions } from './options.ts'
import { letRegister } from './phones.ts'
import { snapshotOf } from './snapshot.ts'

/** Told very often, and of no use here. Asterisk describes this as a member of the body, and reads it as the body. */
const FILTER: object = {
  disallowed: [
    'ChannelVarset',
    'ChannelDialplan',
    'ChannelCallerId',
    'ChannelConnectedLine',
    'ContactStatusChange',
  ].map((type) => ({ type })),
}

/** A real Asterisk, set up with the files of deploy/asterisk. */
export function asteriskExchange(options: AsteriskOptions): Exchange {
  const { name, site, ami, log, app = 'onewindow' } = options
  const books = ami ? journal({ host: options.host, tls: options.tls, ...ami }) : undefined
  const legs = knownLegs()
  let listener: ((event: ExchangeEvent) => void) | undefined
  const tell = (event: ExchangeEvent) => listener?.(event)

  const hear = hearing(app, legs, tell, {
    follow: (channelId) => void follow(`channel:${channelId}`),
    confirm: (channelId) =>
      void link.rest('POST /channels/{channelId}/transfer_progress', {
        channelId,
        states: 'channel_answered',
      }),
  })
  const link = ariLink(
    { ...options, app },
    {
      event: hear,
      state(state, why) {
        log[state === 'up' ? 'info' : 'warn']({ exchange: name, state, why }, 'link to the exchange')
        tell({ type: 'link', at: Date.now(), state, why })
        if (state === 'up') void takeUp()
      },
      refused: () => tell({ type: 'refused', at: Date.now() }),
    },
  )
  const follow = (eventSource: string) =>
    link.rest('POST /applications/{applicationName}/subscription', { applicationName: app, eventSource })

  /** After each connection: hears of every phone and of every call of ours again, and of what waits to be fetched. */
  async function takeUp() {
    try {
      await link.rest('PUT /applications/{applicationName}/eventFilter', {
        applicationName: app,
        json: FILTER,
      })
      // Of every phone. Following their endpoints would tell each call of theirs twice.
      await follow('deviceState:')
      const { channels } = await snapshotOf(link, app)
      for (const { channelId, state, isOurs } of channels.filter(
        (channel) => channel.isOurs || channel.marks.role,
      )) {
        if (isOurs) legs.of(channelId).isUp = state === 'up'
        await follow(`channel:${channelId}`)
      }
      for (const fax of (await books?.faxes()) ?? []) tell({ at: Date.now(), ...fax })
    } catch (error) {
      log.warn({ exchange: name, why: (error as Error).message }, 'not everything could be taken up again')
    }
  }

  const inBooks = () => {
    if (!books) throw new Error(`Nothing is known of ${name}'s manager interface.`)
    return books
  }
  return {
    name,
    site,
    isSimulated: false,
    phoneUrl: options.phoneUrl,
    async start(heard) {
      listener = heard
      link.start()
    },
    async close() {
      await link.close()
      legs.clear()
      listener = undefined
    },
    snapshot: () => snapshotOf(link, app),
    ...channelOrders(link, legs, tell, { ...options, app }),
    ...bridgeOrders(link, books),
    letRegister: letRegister(link, options),
    records: (from, to) => inBooks().records(name, from, to),
    missed: async () => (await books?.missed()) ?? [],
    async forgetMissed(callRefs): Promise<Done> {
      try {
        await inBooks().forgetMissed(callRefs)
        return OK
      } catch (error) {
        return { ok: false, code: 'link-down', why: (error as Error).message }
      }
    },
  }
}
