import type { Envelope, EventName, TelephonyEvents } from '../../../telephony-adapter/port.ts'
import { newId } from '../../platform/values.ts'

/** Which call it is about. */
export type About = { callRef: string; exchange: string; site: string }

/** An event that nobody saw, concluded from what was found. */
export const concluded = <E extends EventName>(
  type: E,
  data: TelephonyEvents[E],
  { callRef, exchange, site }: About,
  at: Date,
  legRef: string | null = null,
) =>
  ({
    seq: 0,
    eventId: newId(),
    epoch: 0,
    exchange,
    site,
    callRef,
    legRef,
    occurredAt: at.toISOString(),
    certainty: 'reconstructed',
    type,
    data,
  }) as Envelope

/** Nobody can say what became of it. */
export const concludedEnd = (call: About, at: Date): Envelope =>
  concluded('call.ended', { outcome: 'lost', by: 'unknown' }, call, at)
