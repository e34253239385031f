import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Plan } from '../../../telephony-adapter/plan.ts'
import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { type General, readGeneral } from './general.ts'
import { versionOf } from './kept-plan.ts'
import { planAgents } from './plan-agents.ts'
import { planLines } from './plan-lines.ts'

/** How long a caller may think about the score. */
const ANSWER_WITHIN_MS = 8000
const SECOND = 1000

/** Held while a plan is made, so that of two plans the higher version never knows less. */
const LOCK = 'calls.plan'

/**
 * By what the adapter is to go from now on. Its version rises when, and only when, something of it has changed, whoever
 * makes it.
 */
export async function makePlan({
  db,
  now,
  publicUrl = '',
}: Pick<Deps, 'db' | 'now'> & Partial<Pick<Deps, 'publicUrl'>>): Promise<Plan> {
  const at = now()
  return transact(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${LOCK}))`.execute(trx)
    const content = {
      lines: await planLines(trx, at),
      agents: await planAgents(trx, at),
      prompts: await planPrompts(trx, publicUrl),
      ...limitsOf(await readGeneral(trx)),
    }
    const hash = createHash('sha256').update(JSON.stringify(content)).digest('base64url')
    return { version: await versionOf(trx, hash), madeAt: at.toISOString(), ...content }
  })
}

const limitsOf = (general: General): Omit<Plan, 'version' | 'madeAt' | 'lines' | 'agents' | 'prompts'> => ({
  waiting: {
    informEveryMs: general.informEverySeconds * SECOND,
    offerCallBackAfterMs:
      general.offerCallBackAfterSeconds === null ? null : general.offerCallBackAfterSeconds * SECOND,
    mostMs: general.mostWaitSeconds * SECOND,
  },
  survey: {
    isOn: general.asksSurvey,
    leastTalkMs: general.surveyLeastTalkSeconds * SECOND,
    answerWithinMs: ANSWER_WITHIN_MS,
  },
  officeNumber: general.officeNumber,
  dialling: { allow: general.allow, deny: general.deny, perAgentAndHour: general.callOutsPerHour },
  mostCallsPerMinute: general.mostCallsPerMinute,
})

/** Recordings of texts, by where they are kept: the adapter fetches each content once. */
async function planPrompts(db: Db, publicUrl: string): Promise<Plan['prompts']> {
  const rows = await db
    .selectFrom('prompts')
    .select(['key', 'language', 'sha256'])
    .orderBy('key')
    .orderBy('language')
    .execute()
  const prompts: Plan['prompts'] = {}
  for (const { key, language, sha256 } of rows)
    prompts[key] = {
      ...prompts[key],
      [language]: { sha256, url: `${publicUrl}/api/call-prompts/${sha256}.wav` },
    }
  return prompts
}
