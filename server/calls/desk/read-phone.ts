import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { readAgentState } from '../../routing/agent-state.ts'
import { routingStatusOf } from '../../routing/rules.ts'
import type { DeskPhone } from '../api.ts'
import { telephonyLink } from '../follow/telephony-link.ts'
import { readDeskCall } from '../log/desk-call.ts'
import type { WrapUp } from '../shapes.ts'
import { readPhone } from './own-phone.ts'
import { findPart } from './part.ts'

/**
 * Everything the phone strip of an agent's desk shows: their phone, what they do, their call, what they write up.
 *
 * @throws Refusal 'not-found' `not-an-agent`
 */
export async function readDeskPhone(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  actor: Actor,
): Promise<Returned<DeskPhone>> {
  const { db } = deps
  const asOf = deps.now()
  const agent = await readAgentState(db, actor.id, asOf)
  if (!agent) throw new Refusal('not-found', 'not-an-agent')
  const [phone, exchanges, link, part, wrapUp, doing] = await Promise.all([
    readPhone(db, actor.id),
    db.selectFrom('exchanges').select(['name', 'state', 'isSimulated', 'phoneUrl']).orderBy('name').execute(),
    telephonyLink(deps),
    findPart(db, actor.id),
    readWrapUp(db, actor.id),
    readDoing(db, actor.id),
  ])
  const status = routingStatusOf(agent)
  return {
    asOf,
    extension: phone.extension,
    registeredAt: phone.registeredAt,
    exchanges,
    link: link.state,
    state: status === 'on-call' && doing.state === 'hold' ? 'hold' : status,
    stateSince: doing.since,
    call: part ? await readDeskCall(deps, actor, part.id) : null,
    wrapUp,
  }
}

/** What an agent does and since when; before anything was noted, since they last said what they do. */
async function readDoing(db: Db, personId: Id<'person'>): Promise<{ state: string | null; since: Date }> {
  const { presenceSince, state, fromAt } = await db
    .selectFrom('agents')
    .leftJoin('agentTimes', (join) =>
      join.onRef('agentTimes.personId', '=', 'agents.personId').on('agentTimes.toAt', 'is', null),
    )
    .select(['presenceSince', 'agentTimes.state', 'agentTimes.fromAt'])
    .where('agents.personId', '=', personId)
    .executeTakeFirstOrThrow()
  return { state, since: fromAt ?? presenceSince }
}

async function readWrapUp(db: Db, personId: Id<'person'>): Promise<Returned<WrapUp> | null> {
  const open = await db
    .selectFrom('wrapUps')
    .innerJoin('calls', 'calls.id', 'wrapUps.callId')
    .leftJoin('cases', 'cases.id', 'calls.caseId')
    .select(['wrapUps.callId', 'calls.caseId', 'cases.number as caseNumber', 'startedAt', 'endsAt', 'codeId'])
    .select(['note', 'isExtended'])
    .where('wrapUps.agentId', '=', personId)
    .where('wrapUps.endedAt', 'is', null)
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!open) return null
  const codes = await db
    .selectFrom('wrapUpCodes')
    .select(['id', 'name'])
    .where('isOn', '=', true)
    .orderBy('place')
    .orderBy('id')
    .execute()
  const { isExtended, ...shown } = open
  return { ...shown, canExtend: !isExtended, codes }
}
