import { sql } from 'kysely'
import { type Db, transact } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { type Writer, writableCase } from './case-facts.ts'
import { caseClosedNotice } from './letters/case-closed.ts'
import { queueMail } from './queue-mail.ts'
import { openSurveyLink } from './survey-link.ts'

/**
 * Writes to the requester that the case is closed; once per closing. Not when the reply that closed it says so. Nor to
 * those who have closed it themselves, unless that made it answered: then they are asked how it went.
 */
export async function noticeOfClosing(deps: Writer, { caseId }: { caseId: Id<'case'> }) {
  const found = await writableCase(deps, caseId)
  if (found?.status !== 'closed' || !found.closedAt) return
  const { facts, to, sender, closedAt, answeredAt, requesterId } = found
  const closing = await closingWithoutReply(deps.db, caseId)
  if (!closing) return
  const byRequester = isRequester(closing, requesterId)
  const surveyUrl = +closedAt === Number(answeredAt) ? await openSurveyLink(deps, caseId) : null
  if (byRequester && !surveyUrl) return
  await transact(deps.db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `closed:${closing.id}`,
      kind: 'notice',
      caseId,
      to,
      sender,
      letter: caseClosedNotice(facts, { closedAt, byRequester, surveyUrl }),
    }),
  )
}

type Closing = { id: Id<'entry'>; actorId: Id<'person'> | null; origin: string }

/** Requesters come signed in, or with the code: then it is known from where, and not who. */
const isRequester = ({ actorId, origin }: Closing, requesterId: Id<'person'> | null) =>
  actorId === null ? origin !== 'clock' : actorId === requesterId

/** The entry of the latest closing, unless a reply of the same moment told of it. */
async function closingWithoutReply(db: Db, caseId: Id<'case'>): Promise<Closing | undefined> {
  const closing = await db
    .selectFrom('timeline')
    .select(['id', 'version', 'actorId', 'origin'])
    .where('caseId', '=', caseId)
    .where('kind', '=', 'state')
    .where(sql<boolean>`body->>'to' = 'closed'`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!closing) return undefined
  const reply = await db
    .selectFrom('timeline')
    .select('id')
    .where('caseId', '=', caseId)
    .where('version', '=', closing.version)
    .where('kind', '=', 'message-out')
    .executeTakeFirst()
  return reply ? undefined : closing
}
