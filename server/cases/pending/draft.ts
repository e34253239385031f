import { type Selectable, sql } from 'kysely'
import { keepUploads } from '../../files/attach.ts'
import type { Trx } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import { keepDraft, readDraft } from '../drafts.ts'
import { replyReturned } from '../events.ts'
import type { CaseTables } from '../tables.ts'

export type PendingRow = Selectable<CaseTables['pendingReplies']>

/** Under which key the composer keeps what somebody writes to the requester. */
export const draftKey = (caseId: Id<'case'>) => `case:${caseId}:reply`

const KEPT_MS = 7 * 86_400_000

/**
 * Makes a reply that was not sent a draft again, word for word and with its files, as the composer keeps them. What its
 * author has begun meanwhile stays below it.
 *
 * @param code why it was not sent; null when its author took it back
 */
export async function returnToDraft(
  trx: Trx,
  { now }: Pick<Deps, 'now'>,
  reply: PendingRow,
  code: string | null,
) {
  const { caseId, authorId, text, fileIds, outcome, version, closing } = reply
  const author = { id: authorId }
  const files = await stillThere(trx, reply, new Date(+now() + KEPT_MS))
  const begun = (await readDraft(trx, author, draftKey(caseId))).body
  const also = begunSince(begun?.['text'], text)
  const body = {
    text: also === undefined ? text : `${text}\n\n${also}`,
    files,
    outcome: outcome === 'closed' ? 'answered' : outcome,
    version,
    // Another one: what is sent next is another command.
    key: newId(),
    ...(closing && { closing }),
    ...(code && { returned: code }),
    ...(files.length < fileIds.length && { lost: fileIds.length - files.length }),
  }
  const { updatedAt } = await keepDraft({ db: trx, now }, author, draftKey(caseId), body)
  await emit(trx, replyReturned, { caseId, authorId, code })
  return { body: body as Record<string, unknown>, updatedAt }
}

/** What was begun since; the reply itself, kept once more by a page that was slow, is nothing new. */
const begunSince = (begun: unknown, text: string) =>
  typeof begun === 'string' && begun.trim() !== '' && begun.trim() !== text.trim() ? begun : undefined

/** A reply that leaves is no draft any more, also where a slow page has kept it once more. */
export const forgetDraft = (trx: Trx, { caseId, authorId, text }: PendingRow) =>
  trx
    .deleteFrom('drafts')
    .where('personId', '=', authorId)
    .where('key', '=', draftKey(caseId))
    .where(sql<boolean>`body ->> 'text' = ${text}`)
    .execute()

/** The files of the reply as the composer names them. */
async function stillThere(trx: Trx, { fileIds, authorId }: PendingRow, until: Date) {
  const kept: { id: string; name: string; size: number }[] = []
  for (const fileId of fileIds)
    try {
      for (const { id, name, size } of await keepUploads(trx, {
        fileIds: [fileId],
        uploader: authorId,
        until,
      }))
        kept.push({ id, name, size })
    } catch (error) {
      // One that was given to a case or removed meanwhile stands in nobody's way.
      if (!(error instanceof Refusal)) throw error
    }
  return kept
}
