import type { Role } from '../../server/identity/api.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import type {
  Command,
  Envelope,
  EventName,
  Result,
  Telephony,
  TelephonyEvents,
} from '../../telephony-adapter/port.ts'
import { unplugged } from '../../telephony-adapter/unplugged.ts'
import { openDesk } from './case-desk.ts'
import { testAlone } from './database.ts'
import { quietLog } from './quiet-log.ts'

/** People dial this and hear a menu: 1 attendance, 2 payroll, 9 operator. */
export const MENU_LINE = '5001'
/** People dial this and wait at once, for attendance. */
export const DIRECT_LINE = '5002'
export const FAX_LINE = '5009'

export type OnPhone = {
  name?: string
  role?: Role
  tier?: number
  site?: 'nantou' | 'taipei'
  extension?: string | null
  /** Level by system; attendance and payroll unless told otherwise. */
  skills?: Record<number, number>
  presence?: 'ready' | 'break' | 'away'
  /** Their phone is registered, at both exchanges. */
  registered?: boolean
  /** They have a desk open. */
  online?: boolean
  idleSeconds?: number
}

/** Where and when something was told to have happened, when it is not here and now. */
export type Told = {
  callRef?: string | null
  legRef?: string | null
  exchange?: string
  site?: string
  at?: Date
  certainty?: 'observed' | 'reconstructed'
}

/** A telephone that does nothing, remembers what it was asked, and answers as it is told to. */
function fakeTelephony(spoolId: string) {
  const orders: Command[] = []
  let answer: (command: Command) => Result = () => ({ ok: true })
  let parts: Partial<Telephony> = {}
  const telephony: Telephony = {
    ...unplugged,
    spoolId: async () => spoolId,
    order: async (command) => {
      orders.push(command)
      return answer(command)
    },
    keepPlan: (plan) => parts.keepPlan?.(plan) ?? Promise.resolve(),
    snapshot: () => (parts.snapshot ?? unplugged.snapshot)(),
    fetch: (name) => (parts.fetch ?? unplugged.fetch)(name),
    records: (from, to) => (parts.records ?? unplugged.records)(from, to),
  }
  return {
    telephony,
    orders,
    ordersTo: <D extends Command['do']>(what: D) =>
      orders.filter((order): order is Extract<Command, { do: D }> => order.do === what),
    answers(next: (command: Command) => Result) {
      answer = next
    },
    /** From now on these parts of the port are done so. */
    does(next: Partial<Telephony>) {
      parts = { ...parts, ...next }
    },
  }
}

/** Makes envelopes as one adapter tells them: `seq` without a gap, `eventId` of its own. */
export function teller(now: () => Date) {
  let seq = 0
  return <E extends EventName>(type: E, data: TelephonyEvents[E], where: Told = {}): Envelope<E> => {
    seq += 1
    const { callRef = null, legRef = null, exchange = 'pbx-a', site = 'nantou' } = where
    return {
      seq,
      eventId: `E${String(seq).padStart(8, '0')}${newId().slice(-12)}`,
      epoch: 1,
      exchange,
      site,
      callRef,
      legRef,
      occurredAt: (where.at ?? now()).toISOString(),
      certainty: where.certainty ?? 'observed',
      type,
      data,
    } as Envelope<E>
  }
}

/** A help desk on the telephone: two systems, two sites, two exchanges that are up, three lines. */
export async function openCallCentre(db: Db) {
  const { told: emitted, ...desk } = await openDesk(db)
  const stopped = desk.clock
  const { attendance, payroll } = desk
  const spoolId = newId()
  const fake = fakeTelephony(spoolId)
  const told = teller(stopped.now)

  await db
    .insertInto('sites')
    .values({ id: 'taipei', name: '台北', kind: 'outsourced' })
    .onConflict((known) => known.doNothing())
    .execute()
  await db
    .insertInto('serviceLines')
    .values([
      { number: MENU_LINE, name: '客服專線', kind: 'voice', defaultSystemId: payroll, hasMenu: true },
      { number: DIRECT_LINE, name: '差勤專線', kind: 'voice', defaultSystemId: attendance, hasMenu: false },
      { number: FAX_LINE, name: '傳真專線', kind: 'fax', defaultSystemId: payroll, hasMenu: false },
    ])
    .execute()
  await db
    .insertInto('menuChoices')
    .values([
      { digit: '1', systemId: attendance, action: 'system' },
      { digit: '2', systemId: payroll, action: 'system' },
      { digit: '9', systemId: null, action: 'operator' },
    ])
    .execute()
  await db
    .insertInto('exchanges')
    .values(
      ['a', 'b'].map((name, n) => ({
        name: `pbx-${name}`,
        site: n === 0 ? 'nantou' : 'taipei',
        state: 'up' as const,
        isSimulated: false,
        phoneUrl: `wss://pbx-${name}.example/ws`,
        since: stopped.now(),
      })),
    )
    .execute()

  let seats = 0
  /** An agent at a seat with a telephone: tier 1 in Nantou, ready and registered, unless told otherwise. */
  async function agent(given: OnPhone = {}): Promise<Actor & { extension: string | null }> {
    const { role = 'tier1-agent', tier = 1, site = 'nantou', presence = 'ready' } = given
    seats += 1
    const extension = given.extension === undefined ? String(700 + seats) : given.extension
    const name = given.name ?? `專員${seats}`
    const actor = await desk.hire(role, { name, tier, site })
    if (extension)
      await db
        .insertInto('seats')
        .values({ id: seats, siteId: site, name: `${seats} 號席`, extension })
        .execute()
    const at = stopped.now()
    await db
      .updateTable('agents')
      .set({
        seatId: extension ? seats : null,
        presence,
        presenceSince: at,
        idleSince: new Date(at.getTime() - (given.idleSeconds ?? 0) * 1000),
      })
      .where('personId', '=', actor.id)
      .execute()
    const skills = Object.entries(given.skills ?? { [attendance]: 2, [payroll]: 2 })
    if (skills.length > 0)
      await db
        .insertInto('agentSkills')
        .values(skills.map(([system, level]) => ({ personId: actor.id, systemId: Number(system), level })))
        .execute()
    if (extension && given.registered !== false)
      await db
        .insertInto('phones')
        .values(
          ['pbx-a', 'pbx-b'].map((exchange) => ({ extension, exchange, registered: true, inUse: false, at })),
        )
        .execute()
    if (given.online !== false)
      await db
        .insertInto('deskConnections')
        .values({ id: `desk-${actor.id}`, personId: actor.id, seenAt: at, leftAt: null })
        .execute()
    return { ...actor, extension }
  }

  /** Somebody of the directory who may call. */
  async function caller({ name = '王小明', agencyId = desk.bureau, phones = [] }: Calls = {}) {
    const id = newId<'person'>()
    await db
      .insertInto('people')
      .values({ id, name, personnelNo: null, agencyId, vendorId: null, email: null })
      .execute()
    if (phones.length > 0)
      await db
        .insertInto('personPhones')
        .values(phones.map((phone) => ({ personId: id, ...phone })))
        .execute()
    return id
  }

  const rowOf = (callRef: string) =>
    db.selectFrom('calls').selectAll().where('callRef', '=', callRef).executeTakeFirst()

  return {
    ...desk,
    deps: { ...desk.deps, telephony: fake.telephony, log: quietLog },
    fake,
    orders: fake.orders,
    spoolId,
    told,
    /** What was emitted of that name, about this case when one is named. */
    emitted,
    agent,
    caller,
    /** The call of that name. */
    callOf: async (callRef: string) => {
      const row = await rowOf(callRef)
      if (!row) throw new Error(`no call ${callRef}`)
      return row
    },
    findCall: rowOf,
    /** An agent's leg, as the exchange tells of it. */
    legOf: (of: { id: Id<'person'>; extension: string | null }) => ({
      role: 'agent' as const,
      agentId: of.id,
      extension: of.extension,
      number: null,
    }),
    /** The next name of a call at an exchange. */
    nextRef: (exchange = 'pbx-a') => `${exchange}-${newId().slice(-12)}`,
  }
}

type Calls = { name?: string; agencyId?: number | null; phones?: { e164: string; extension?: string }[] }
export type CallCentre = Awaited<ReturnType<typeof openCallCentre>>

/** `centre`: a help desk on the telephone with a database of its own. */
export const inCallCentre = testAlone.extend('centre', ({ db }) => openCallCentre(db))
