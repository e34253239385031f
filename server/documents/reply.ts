import { changeCase } from '../cases/change.ts'
import { meetObligation } from '../cases/obligations.ts'
import { lockCase } from '../cases/queries.ts'
import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { formatRocDate, parseRocDate } from '../platform/zh/roc-date.ts'
import { cleanLine } from '../platform/zh/text.ts'
import { documentNotFound, readVisible } from './queries.ts'

/** How a document was answered: by a document of ours, or why by none. */
export type DocumentReply = { number: string; issuedOn: string } | { waived: string }

/**
 * Records the document that answers this one, or why none is needed; on the timeline of its case, which can be closed
 * from then on. Recorded again it corrects; the timeline keeps both.
 *
 * @param reply.issuedOn as people write days: 115.11.25, 民國115年11月25日, 2026-11-25
 * @throws Refusal 'not-found' `document-not-found` · 'invalid' `document-date-invalid`
 */
export async function recordReply(
  deps: Pick<Deps, 'db' | 'now'>,
  { actor, documentId, address }: { actor: Actor; documentId: Id<'document'>; address: string },
  reply: DocumentReply,
): Promise<void> {
  const row = await readVisible(deps.db, actor, documentId)
  const { caseId } = row
  if (!caseId) throw documentNotFound()
  const told = 'waived' in reply ? { waived: cleanLine(reply.waived) } : dated(reply)
  const at = deps.now()
  await transact(deps.db, async (trx) => {
    const row = await lockCase(trx, actor, caseId)
    const before = await trx
      .selectFrom('documents')
      .select(['replyNumber', 'replyIssuedOn', 'replyWaived'])
      .where('id', '=', documentId)
      .executeTakeFirstOrThrow()
    await trx
      .updateTable('documents')
      .set({
        replyNumber: 'number' in told ? told.number : null,
        replyIssuedOn: 'issuedOn' in told ? told.issuedOn : null,
        replyWaived: 'waived' in told ? told.waived : null,
        repliedAt: at,
        repliedBy: actor.id,
      })
      .where('id', '=', documentId)
      .execute()
    const from = wordsOf(before.replyNumber, before.replyIssuedOn, before.replyWaived)
    const to = 'waived' in told ? wordsOf(null, null, told.waived) : wordsOf(told.number, told.issuedOn, null)
    await changeCase(trx, row, {}, [
      {
        actorId: actor.id,
        origin: `desk ${address}`,
        at,
        kind: 'change',
        body: { fields: ['outgoingDocument'], ...(from && { from }), to },
      },
    ])
    await meetObligation(trx, caseId, 'outgoing-document', at)
    await record(trx, {
      actorId: actor.id,
      action: 'waived' in told ? 'document-reply-waived' : 'document-replied',
      subject: `document:${documentId}`,
      detail: { caseId, ...('number' in told && { number: told.number, issuedOn: told.issuedOn }) },
      address,
      at,
    })
  })
}

function dated({ number, issuedOn }: { number: string; issuedOn: string }) {
  const day = parseRocDate(issuedOn)
  if (!day)
    throw new Refusal('invalid', 'document-date-invalid', { fields: [{ path: '/issuedOn', rule: 'date' }] })
  return { number: cleanLine(number), issuedOn: day }
}

const wordsOf = (number: string | null, issuedOn: string | null, waived: string | null) =>
  number ? `${number}（${issuedOn ? formatRocDate(issuedOn) : ''}）` : waived ? `不需函復：${waived}` : ''
