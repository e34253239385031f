import type { DeskCall, DeskPhone } from '../../../server/api.ts'
import type { PhoneExchange, PhoneSession } from '../../platform/phone/port.ts'

type Leg = DeskCall['legs'][number]

/** The call at one's desk: what the telephone knows of it, and what the server knows beyond that. */
export type Line = {
  stage: 'ringing' | 'connecting' | 'talking' | 'held'
  /** The telephone of this page is in the call and does by itself what it can. Null: another telephone has it. */
  session: PhoneSession | null
  /** Null while the server is out of reach or has not heard of it yet. */
  desk: DeskCall | null
  /** Milliseconds since the epoch. */
  since: number
  /** Whom the agent asks while the caller waits. */
  consulted: Leg | null
  /** The one asked talks with the caller as well. */
  isConference: boolean
}

const STAGES = { alerting: 'ringing', up: 'talking', held: 'held' } as const

/** One's own part in the call, as the server has been told. */
export function ownLegOf({ extension, call }: Pick<DeskPhone, 'extension' | 'call'>): Leg | undefined {
  const live = call?.legs.filter(({ state }) => state !== 'ended') ?? []
  return (
    live.findLast((leg) => leg.extension === extension && leg.role === call?.role) ??
    live.findLast((leg) => leg.extension === extension)
  )
}

/**
 * The call that is at the desk now. What the telephone of this page says of its own part holds, for it is there first
 * and also while the server is away.
 */
export function lineOf(
  session: PhoneSession | null,
  phone: Pick<DeskPhone, 'extension' | 'call'> | undefined,
): Line | null {
  const desk = phone?.call ?? null
  const own = phone && ownLegOf(phone)
  const legs = desk?.legs.filter(({ state }) => state !== 'ended') ?? []
  const consulted = desk?.role === 'agent' ? (legs.find(({ role }) => role === 'consulted') ?? null) : null
  // Whoever asks a colleague holds the caller meanwhile; of callers' own legs nothing is told.
  const isConference = consulted?.state === 'up' && own?.state === 'up'
  if (session)
    return {
      stage: session.state === 'talking' && session.isHeld ? 'held' : session.state,
      session,
      desk,
      since: session.since,
      consulted,
      isConference,
    }
  if (!desk) return null
  const stage = own ? STAGES[own.state as keyof typeof STAGES] : desk.offerId ? 'ringing' : undefined
  if (!stage) return null
  const since = Date.parse(own?.since ?? desk.call.arrivedAt)
  return { stage, session: null, desk, since, consulted, isConference }
}

/** How the telephone stands with its exchanges, in one word and the names it is true of. */
export function registrationOf(exchanges: readonly Pick<PhoneExchange, 'name' | 'registration'>[]): {
  state: 'all' | 'some' | 'connecting' | 'refused' | 'none'
  names: readonly string[]
} {
  const names = exchanges.filter(({ registration }) => registration === 'registered').map(({ name }) => name)
  if (names.length > 0) return { state: names.length === exchanges.length ? 'all' : 'some', names }
  const has = (wanted: PhoneExchange['registration']) =>
    exchanges.some(({ registration }) => registration === wanted)
  return { state: has('connecting') ? 'connecting' : has('refused') ? 'refused' : 'none', names }
}
