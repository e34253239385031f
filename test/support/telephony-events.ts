import type { Unspooled } from '../../telephony-adapter/spool/spool.ts'

/** An event of no consequence, told apart by its number. */
export const deviceEvent = (n: number): Unspooled => ({
  eventId: `event-${n}`,
  epoch: 1,
  exchange: 'pbx-a',
  site: 'nantou',
  callRef: null,
  legRef: null,
  occurredAt: new Date(Date.UTC(2026, 10, 21) + n).toISOString(),
  certainty: 'observed',
  type: 'device.changed',
  data: { extension: String(700 + (n % 10)), exchange: 'pbx-a', registered: true, inUse: false },
})
