import { sql } from 'kysely'
import { visibleCases } from '../../cases/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Id } from '../../platform/values.ts'
import { readGeneral } from '../plan/general.ts'
import type { DeskCall } from '../shapes.ts'
import type { Call } from '../tables.ts'
import { legsOf, readCallRow } from './show-call.ts'

/** B06: an open case of the last four weeks is offered before a new one. */
const OFFERED_MS = 28 * 86_400_000
const MOST_CASES = 10

type Shown = Returned<DeskCall>

/**
 * A call as the desk of somebody who has a part in it shows it: who calls, or may be calling, and their cases; those
 * still open come first, for the call may be about one of them.
 *
 * @returns null when it is no more, or not theirs to see
 */
export async function readDeskCall(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  callId: Id<'call'>,
): Promise<Shown | null> {
  const stored = await db.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirst()
  if (!stored) return null
  const people = stored.callerId ? [stored.callerId] : stored.maybeIds
  const [call, maybe, openCases, recentCases, legs, part, state, general] = await Promise.all([
    readCallRow(db, actor, callId).catch(() => null),
    stored.callerId ? [] : callersNamed(db, stored.maybeIds),
    casesOf(db, actor, stored, { people, openSince: new Date(now().getTime() - OFFERED_MS) }),
    casesOf(db, actor, stored, { people, openSince: null }),
    legsOf(db, actor, callId),
    partOf(db, callId, actor.id),
    stateOf(db, callId),
    readGeneral(db),
  ])
  if (!call) return null
  const open = new Set(openCases.map(({ id }) => id))
  const isListening = state.supervised === 'listen' || state.supervised === 'whisper'
  return {
    call,
    role: part.role ?? 'agent',
    offerId: part.offerId,
    ringsUntil: part.ringsUntil,
    maybe,
    openCases,
    recentCases: recentCases.filter(({ id }) => !open.has(id)),
    legs,
    recording: state.recording,
    supervised: isListening && !general.showsListening ? null : state.supervised,
    asksSurvey: general.asksSurvey && stored.direction === 'in' && !state.isSurveyed,
    can: whatCan(stored, part),
  }
}

type Part = {
  role: 'agent' | 'consulted' | 'supervisor' | null
  isUp: boolean
  offerId: Id<'call-offer'> | null
  ringsUntil: Date | null
}

const partOf = (db: Db, callId: Id<'call'>, agentId: Id<'person'>): Promise<Part> =>
  sql<Part>`
    select l.role, l.established_at is not null as is_up, o.id as offer_id, o.expires_at as rings_until
    from (select) one
    left join lateral (select role, established_at from call_legs where call_id = ${callId} and agent_id = ${agentId}
      and ended_at is null order by established_at nulls last limit 1) l on true
    left join call_offers o on o.call_id = ${callId} and o.agent_id = ${agentId} and o.outcome is null`
    .execute(db)
    .then(({ rows }) => rows[0]!)

type State = {
  recording: Shown['recording']
  supervised: Shown['supervised']
  isSurveyed: boolean
}

const stateOf = (db: Db, callId: Id<'call'>): Promise<State> =>
  sql<State>`
    select
      (select case when state in ('running', 'paused', 'failed') then state end from recordings
        where call_id = ${callId} order by started_at desc limit 1) as recording,
      (select mode from supervisions where call_id = ${callId} and ended_at is null
        order by started_at desc limit 1) as supervised,
      exists (select from calls c join surveys s on s.case_id = c.case_id
        where c.id = ${callId} and s.answered_at is not null) as is_surveyed`
    .execute(db)
    .then(({ rows }) => rows[0]!)

/** Everything about a call that somebody talks in; nothing yet about one that rings. */
function whatCan({ endedAt, direction }: Call, { role, isUp }: Part): Shown['can'] {
  if (endedAt || role === 'supervisor' || role === null) return []
  if (!isUp) return ['hang-up']
  if (role === 'consulted') return ['mute', 'dtmf', 'hang-up']
  const always = ['hold', 'mute', 'dtmf', 'transfer', 'consult', 'conference', 'record', 'hang-up'] as const
  return direction === 'in' ? [...always, 'survey'] : [...always]
}

async function casesOf(
  db: Db,
  actor: Actor,
  call: Call,
  { people, openSince }: { people: readonly Id<'person'>[]; openSince: Date | null },
) {
  if (people.length === 0) return []
  const found = await visibleCases(db, actor)
    .innerJoin('systems', 'systems.id', 'cases.leadSystemId')
    .leftJoin('people as owner', 'owner.id', 'cases.ownerId')
    .clearSelect()
    .select(['cases.id', 'cases.number', 'cases.title', 'cases.status', 'cases.openedAt'])
    .select(['systems.shortName as systemName', 'owner.name as ownerName'])
    .where('cases.requesterId', 'in', people)
    .$if(call.caseId !== null, (cases) => cases.where('cases.id', '<>', call.caseId!))
    .$if(openSince !== null, (cases) =>
      cases.where('cases.closedAt', 'is', null).where('cases.openedAt', '>=', openSince!),
    )
    .orderBy('cases.openedAt', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(MOST_CASES)
    .execute()
  return found
}

/** People as the desk shows who may be calling. */
const callersNamed = (db: Db, ids: readonly Id<'person'>[]): Promise<Shown['maybe']> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('people')
        .leftJoin('agencies', 'agencies.id', 'people.agencyId')
        .select(['people.id as personId', 'people.name', 'people.title', 'people.agencyId'])
        .select(['agencies.name as agencyName', 'people.proficiency'])
        .where('people.id', 'in', ids)
        .orderBy('people.name')
        .orderBy('people.id')
        .execute()
