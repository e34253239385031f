import { sql } from 'kysely'
import { readCase } from '../cases/queries.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Language } from '../platform/problems.ts'
import type { Id } from '../platform/values.ts'
import { wordsOf } from './reason-words.ts'
import type { Decision } from './reasons.ts'

/**
 * How a case was distributed: every decision in order, about whom, and why.
 *
 * @throws Refusal 'not-found' `case-not-found`, also when the case is not theirs to see
 */
export async function readRouting(db: Db, actor: Actor, caseId: Id<'case'>, language: Language) {
  await readCase(db, actor, caseId)
  const { rows } = await sql<Decision & { at: Date; agentName: string | null }>`
    select d.at, d.outcome, d.reason, p.name as agent_name
    from routing_decisions d left join people p on p.id = d.agent_id
    where d.case_id = ${caseId} order by d.at, d.id`.execute(db)
  return rows.map((decision) => ({
    at: decision.at,
    outcome: decision.outcome,
    agentName: decision.agentName,
    reason: wordsOf(decision, language),
  }))
}
