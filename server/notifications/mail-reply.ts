import { type Static, Type } from 'typebox'
import { FileRef } from '../cases/shapes.ts'
import { type Db, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { type Id, parserOf } from '../platform/values.ts'
import { writableCase } from './case-facts.ts'
import { reply, type Standing } from './letters/reply.ts'
import { queueMail } from './queue-mail.ts'
import { openSurveyLink } from './survey-link.ts'

/**
 * Mails a reply to the requester, in its own words; once per reply. A reply that answered the case also asks how
 * it went, unless they have said so already.
 */
export async function mailReply(
  deps: Pick<Deps, 'db' | 'secrets' | 'publicUrl' | 'now'>,
  { caseId, entryId }: { caseId: Id<'case'>; entryId: Id<'entry'> },
) {
  const { db } = deps
  const found = await writableCase(deps, caseId)
  const entry = await readReply(db, caseId, entryId)
  if (!found || !entry) return
  const { facts, to } = found
  const standing = await standingAfter(db, caseId, entry.version)
  const asks = standing === 'answered' || standing === 'closed'
  const letter = reply(facts, {
    text: entry.text,
    files: entry.files,
    standing,
    surveyUrl: asks ? await openSurveyLink(deps, caseId) : null,
  })
  await transact(db, (trx) =>
    queueMail(trx, deps, { dedupeKey: `reply:${entryId}`, kind: 'answer', caseId, entryId, to, letter }),
  )
}

const Message = Type.Object({ text: Type.Optional(Type.String()), files: Type.Optional(Type.Array(FileRef)) })
const State = Type.Object({ to: Type.String(), waitingFor: Type.Optional(Type.String()) })
const messageOf = parserOf(Message)
const stateOf = parserOf(State)

async function readReply(db: Db, caseId: Id<'case'>, entryId: Id<'entry'>) {
  const entry = await db
    .selectFrom('timeline')
    .select(['version', 'body'])
    .where('id', '=', entryId)
    .where('caseId', '=', caseId)
    .where('kind', '=', 'message-out')
    .executeTakeFirst()
  if (!entry) return undefined
  const { text = '', files = [] }: Static<typeof Message> = messageOf(entry.body)
  return { version: entry.version, text, files }
}

/** How the case stood when the reply was written, whatever has become of it since. */
async function standingAfter(db: Db, caseId: Id<'case'>, version: number): Promise<Standing> {
  const last = await db
    .selectFrom('timeline')
    .select('body')
    .where('caseId', '=', caseId)
    .where('kind', '=', 'state')
    .where('version', '<=', version)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return 'going-on'
  const { to, waitingFor }: Static<typeof State> = stateOf(last.body)
  if (to === 'answered' || to === 'closed') return to
  if (to === 'waiting') return waitingFor === 'verification' ? 'waiting-verification' : 'waiting-data'
  return 'going-on'
}
