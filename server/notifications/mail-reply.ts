import { contentPath, fileTokenUntil } from '../files/downloads/link.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { linkUntil, planAttachments } from './attachments/plan.ts'
import { type Writer, writableCase } from './case-facts.ts'
import { reply } from './letters/reply.ts'
import { queueMail } from './queue-mail.ts'
import { lastWordsBefore, readReply, standingAfter } from './read-reply.ts'
import { openSurveyLink } from './survey-link.ts'

/**
 * Mails a reply to the requester, in its own words and from the mailbox that the case came to, with what it answers
 * below and its files as `planAttachments` says; once per reply. A reply that answered the case also asks how
 * it went, unless they have said so already.
 */
export async function mailReply(
  deps: Writer & Pick<Deps, 'files'>,
  { caseId, entryId }: { caseId: Id<'case'>; entryId: Id<'entry'> },
) {
  const { db } = deps
  const found = await writableCase(deps, caseId)
  const entry = await readReply(db, caseId, entryId)
  if (!found || !entry) return
  const { facts, to, sender, keyedById } = found
  const standing = await standingAfter(db, caseId, entry.version)
  const asks = standing === 'answered' || standing === 'closed'
  const plan = await planAttachments(
    deps,
    entry.files.map(({ id }) => id),
  )
  const until = await linkUntil(db, deps.now())
  const letter = reply(facts, {
    text: entry.text,
    files: entry.files.map(({ id, name, size }, n) => ({
      name,
      size,
      way: plan[n]!.way,
      url: `${deps.publicUrl}${contentPath(id)}?t=${fileTokenUntil(deps.secrets, id, until)}`,
    })),
    linkUntil: until,
    standing,
    quoted: await lastWordsBefore(db, caseId, { seq: entry.seq, name: facts.requesterName, keyedById }),
    surveyUrl: asks ? await openSurveyLink(deps, caseId) : null,
  })
  await transact(db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `reply:${entryId}`,
      kind: 'answer',
      caseId,
      entryId,
      to,
      sender,
      letter,
      fileIds: plan.filter(({ way }) => way === 'mail').map(({ fileId }) => fileId),
    }),
  )
}
