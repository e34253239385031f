import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Call } from '../tables.ts'
import { type Next, OFFICE, type World } from './step.ts'

/** A call that begins, as far as its first event tells. */
export function begin(
  event: Envelope<'call.offered'> | Envelope<'call.originated'>,
  at: Date,
  world: World,
): Next {
  if (!event.callRef) return undefined
  const incoming = event.type === 'call.offered'
  const { to } = event.data
  const line = incoming ? world.lineOf(to) : undefined
  const from = incoming ? event.data.from : null
  const call: Call = {
    ...NOTHING_YET,
    id: world.newCallId(at),
    callRef: event.callRef,
    exchange: event.exchange,
    site: event.site,
    direction: incoming ? 'in' : 'out',
    channel: incoming ? event.data.channel : 'phone',
    fromNumber: from === null ? null : world.numberOf(from),
    toNumber: incoming ? to : world.numberOf(to),
    line: line?.number ?? null,
    language: line?.language ?? 'zh-TW',
    state: incoming ? 'menu' : 'ringing',
    agentId: incoming ? null : (world.agentOf({ extension: event.data.extension }) ?? null),
    arrivedAt: at,
    seenAt: at,
    certainty: event.certainty,
    source: event.exchange === OFFICE ? 'office' : 'live',
    ...(!incoming && orderOf(event)),
  }
  return { call, legs: [], effects: [{ do: 'begin' }] }
}

const orderOf = ({ data: { order } }: Envelope<'call.originated'>) => ({
  caseId: (order?.caseId ?? null) as Call['caseId'],
  callbackId: (order?.callbackId ?? null) as Call['callbackId'],
})

const NOTHING_YET = {
  source: 'live',
  callerId: null,
  maybeIds: [],
  caseId: null,
  openedCase: false,
  systemId: null,
  agencyId: null,
  queueId: null,
  readyAt: null,
  waitingSince: null,
  placeAt: null,
  isFront: false,
  anySkill: false,
  answeredAt: null,
  endedAt: null,
  talkMs: 0,
  holdMs: 0,
  outcome: null,
  endedBy: null,
  toldWaitAt: null,
  toldWaitS: null,
  callbackId: null,
  version: 1,
} satisfies Partial<Call>
