import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { openMailbox } from './came-by-mail.ts'
import { layMail } from './laid-mails.ts'

const MINUTE_MS = 60_000
export const LINE =
  '匯出考績清冊 CSV 後用 Excel 開啟，「王𡍼」同仁的姓名變成問號，其他人都正常；改用 ODS 匯出也一樣。\n'

/**
 * Writes a thread onto a case: mails that came and answers that went, as long as people's letters are, in turn.
 * @returns the words that the newest one ends with
 */
export async function writeThread(db: Db, caseId: Id<'case'>, messages: number): Promise<string> {
  const { id: mailboxId } = await openMailbox(db)
  const { lastSeq, version, ownerId } = await db
    .selectFrom('cases')
    .select(['lastSeq', 'version', 'ownerId'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const start = Date.now() - messages * MINUTE_MS
  for (let n = 0; n < messages; n++) {
    const at = new Date(start + n * MINUTE_MS)
    const text = `您好：\n\n${LINE.repeat(4 + ((n * 7) % 30))}第 ${n + 1} 封`
    const isIn = n % 2 === 0 || n === messages - 1
    const mailId = isIn
      ? await layMail(db, { mailboxId, outcome: 'follow-up', caseId, at, text, quoted: `> ${LINE}` })
      : undefined
    const body = {
      text,
      ...(mailId && { mailId, folded: true, ...(n % 10 === 0 && { marks: ['changed-subject'] }) }),
    }
    await db
      .insertInto('timeline')
      .values({
        id: newId(at.getTime()),
        caseId,
        seq: lastSeq + n + 1,
        version: version + n + 1,
        kind: isIn ? 'message-in' : 'message-out',
        at,
        actorId: isIn ? null : ownerId,
        origin: 'mail',
        body: JSON.stringify(body),
      })
      .execute()
  }
  await db
    .updateTable('cases')
    .set({ lastSeq: lastSeq + messages, version: version + messages })
    .where('id', '=', caseId)
    .execute()
  return `第 ${messages} 封`
}
