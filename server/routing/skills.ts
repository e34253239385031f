import type { Static } from 'typebox'
import { record } from '../platform/audit.ts'
import { type Db, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { lockAgent } from './agent-state.ts'
import type { Skills } from './api.ts'
import { agentAvailable, boardChanged } from './events.ts'
import type { By } from './pause.ts'

/** @throws Refusal 'not-found' `agent-not-found` */
export async function readSkills(db: Db, personId: Id<'person'>): Promise<Static<typeof Skills>> {
  const agent = await db
    .selectFrom('agents')
    .select('personId')
    .where('personId', '=', personId)
    .executeTakeFirst()
  if (!agent) throw new Refusal('not-found', 'agent-not-found')
  const skills = await db
    .selectFrom('agentSkills')
    .select(['systemId', 'level'])
    .where('personId', '=', personId)
    .orderBy('systemId')
    .execute()
  const agencies = await db
    .selectFrom('agentAgencies')
    .select('agencyId')
    .where('personId', '=', personId)
    .orderBy('agencyId')
    .execute()
  return { skills, agencyIds: agencies.map(({ agencyId }) => agencyId) }
}

/**
 * Replaces what an agent knows: systems with a level, and the agencies (with all below them) they look after. Of a
 * system named twice the last level counts. What they may get now is offered at once.
 *
 * @throws Refusal 'not-found' `agent-not-found`
 */
export async function changeSkills(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: By,
  personId: Id<'person'>,
  { skills, agencyIds }: Static<typeof Skills>,
) {
  const wanted = [...new Map(skills.map((skill) => [skill.systemId, skill])).values()]
  const agencies = [...new Set(agencyIds)]
  await transact(db, async (trx) => {
    if (!(await lockAgent(trx, personId))) throw new Refusal('not-found', 'agent-not-found')
    await trx.deleteFrom('agentSkills').where('personId', '=', personId).execute()
    await trx.deleteFrom('agentAgencies').where('personId', '=', personId).execute()
    if (wanted.length > 0)
      await trx
        .insertInto('agentSkills')
        .values(wanted.map(({ systemId, level }) => ({ personId, systemId, level })))
        .execute()
    if (agencies.length > 0)
      await trx
        .insertInto('agentAgencies')
        .values(agencies.map((agencyId) => ({ personId, agencyId })))
        .execute()
    await record(trx, {
      actorId: actor.id,
      action: 'skills-changed',
      subject: `person:${personId}`,
      detail: { skills: wanted, agencyIds: agencies },
      address,
      at: now(),
    })
    await emit(trx, agentAvailable, { agentId: personId })
    await emit(trx, boardChanged, {})
  })
  return readSkills(db, personId)
}
