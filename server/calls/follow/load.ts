import { type RawBuilder, sql } from 'kysely'
import type { Envelope } from '../../../telephony-adapter/port.ts'
import type { Db, Trx } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import { type Id, newId } from '../../platform/values.ts'
import { parsePhone } from '../../platform/zh/phone.ts'
import { type CallTerms, callTerms } from '../acd/terms.ts'
import { type Caller, callersAmong, type Owner, ownersOf } from './callers.ts'
import type { Followed } from './state.ts'
import type { World } from './step.ts'

type KnownAgent = {
  id: Id<'person'>
  name: string
  extension: string | null
  queueId: number | null
}
type KnownLine = {
  number: string
  name: string
  kind: 'voice' | 'fax'
  language: 'zh-TW' | 'en'
  defaultSystemId: number
}
/** What a batch needs to know beside its calls. */
export type Known = Omit<World, 'lineOf'> & {
  lineOf(number: string): KnownLine | undefined
  lines: readonly KnownLine[]
  agents: ReadonlyMap<Id<'person'>, KnownAgent>
  nameOf(id: Id<'person'> | null): string
  /** Whoever the directory knows by the number; nobody when that is not sure, or the number is withheld. */
  callerOf(number: string | null): Caller
  /** Numbers that are to be called back; whoever makes more of them adds them. */
  owed: Set<string>
  /** Calls that are written down already, by name. */
  there: Set<string>
  /** Where calls wait that nobody sent elsewhere. */
  firstQueueId: number | null
  /** By what calls are given to agents, as it was when this was read: until the first is given. */
  takeTerms(): CallTerms | undefined
}

/** What an effect is done in: when it happened, and what time it is. `isPast`: agents and queues have nothing to do with it. */
export type Scene = { known: Known; at: Date; now: Date; isPast: boolean; vain: Set<string> }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu

export type WorldRead = {
  lines: KnownLine[] | null
  there: string[] | null
  agents?: KnownAgent[] | null
  owners?: Owner[] | null
  owed?: string[] | null
  firstQueueId?: number | null
  terms?: CallTerms
}

/** Reads who takes part in these events. One statement. */
export async function loadWorld(db: Db, batch: readonly Envelope[], now: Date): Promise<Known> {
  const { rows } = await plannedOnce(
    sql<{ world: WorldRead }>`select ${worldOf(batch, now)} as world`,
  ).execute(db)
  return knownOf(rows[0]!.world)
}

/** `loadWorld`, as JSON in a greater statement: for `knownOf`. */
export function worldOf(batch: readonly Envelope[], now: Date): RawBuilder<WorldRead> {
  const named = [...new Set(batch.flatMap(namesIn))]
  const ids = named.filter((name) => UUID.test(name))
  const refs = [...new Set(batch.flatMap(({ callRef }) => callRef ?? []))]
  const numbers = batch.flatMap(otherNumber)
  const parts = [
    sql`'lines', (select jsonb_agg(jsonb_build_object('number', number, 'name', name, 'kind', kind, 'language', language,
        'defaultSystemId', default_system_id) order by number) from service_lines),
    'there', (select jsonb_agg(call_ref) from calls where call_ref = any (${refs}::text[]))`,
    ...(named.length > 0 ? [agentsOf(ids, named)] : []),
    ...(batch.some(beginsOrWaits) ? [termsOf(numbers, now)] : []),
  ]
  return sql`jsonb_build_object(${sql.join(parts)})`
}

const agentsOf = (ids: readonly string[], extensions: readonly string[]) => sql`
  'agents', (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'extension', e.extension,
      'queueId', (select min(q.id) from queues q where q.tier = a.tier)))
    from people p left join agents a on a.person_id = p.id left join seats e on e.id = a.seat_id
    where p.id = any (${ids}::uuid[]) or p.id in (
      select x.person_id from agents x join seats y on y.id = x.seat_id
      where y.extension = any (${extensions}::text[])))`

const termsOf = (numbers: readonly string[], now: Date) => sql`
  'owners', ${ownersOf(numbers)},
  'owed', (select jsonb_agg(number) from callbacks where done_at is null and number = any (${numbers}::text[])),
  'firstQueueId', (select id from queues where tier = 1 order by id limit 1),
  'terms', ${callTerms(now)}`

/** Of all others nobody asks who calls, or where a call waits. */
const beginsOrWaits = ({ type }: Envelope) =>
  type === 'call.offered' || type === 'call.originated' || type === 'call.ready'

export function knownOf(read: WorldRead): Known {
  const lines = read.lines ?? []
  const agents = new Map((read.agents ?? []).map((agent) => [agent.id, agent]))
  const byExtension = new Map([...agents.values()].map(({ extension, id }) => [extension, id]))
  let terms: CallTerms | undefined = read.terms
  return {
    lines,
    agents,
    nameOf: (id) => (id && agents.get(id)?.name) || '同仁',
    agentOf: ({ agentId, extension }) =>
      agentId ? agents.get(agentId as Id<'person'>)?.id : extension ? byExtension.get(extension) : undefined,
    numberOf,
    lineOf: (number) => lines.find((line) => line.number === number),
    newCallId: (at) => newId<'call'>(at.getTime()),
    callerOf: callersAmong(read.owners ?? []),
    owed: new Set(read.owed),
    there: new Set(read.there),
    firstQueueId: read.firstQueueId ?? null,
    takeTerms() {
      const taken = terms
      terms = undefined
      return taken
    },
  }
}

/** Of whoever calls us, or is called, in an event that a call begins with. */
function otherNumber(event: Envelope): string[] {
  if (event.type === 'call.offered') return event.data.from === null ? [] : [numberOf(event.data.from)]
  return event.type === 'call.originated' ? [numberOf(event.data.to)] : []
}

/** E.164 with `#` and the extension where there is one; what is no number of the world stays as it was told. */
export function numberOf(told: string): string {
  const phone = parsePhone(told)
  if (!phone) return told.slice(0, 60)
  return phone.extension ? `${phone.e164}#${phone.extension}` : phone.e164
}

/** Everybody an event names: ids of agents, and extensions. */
function namesIn({ data }: Envelope): string[] {
  const of = data as Record<string, unknown>
  const listed = Array.isArray(of['agentIds']) ? (of['agentIds'] as unknown[]) : []
  return [
    of['agentId'],
    of['extension'],
    of['fromAgentId'],
    of['toAgentId'],
    of['supervisorId'],
    ...listed,
  ].filter((name): name is string => typeof name === 'string')
}

/** The calls of these names with their legs, locked until the transaction ends. */
export async function loadCalls(trx: Trx, refs: readonly string[]): Promise<Map<string, Followed>> {
  if (refs.length === 0) return new Map()
  const calls = await trx
    .selectFrom('calls')
    .selectAll()
    .where('callRef', 'in', [...new Set(refs)])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  if (calls.length === 0) return new Map()
  const legs = await trx
    .selectFrom('callLegs')
    .selectAll()
    .where(
      'callId',
      'in',
      calls.map(({ id }) => id),
    )
    .orderBy('legRef')
    .execute()
  const byCall = Map.groupBy(legs, ({ callId }) => callId)
  return new Map(calls.map((call) => [call.callRef, { call, legs: byCall.get(call.id) ?? [] }]))
}
