import { emit } from '../../platform/events/outbox.ts'
import { mailDecided } from '../events.ts'
import { keepContents, sentAtOf } from './contents.ts'
import { unkeptRef } from './parts.ts'
import type { Decision } from './rules.ts'
import type { Scene } from './settle.ts'
import { trace } from './trace.ts'

/** Lays a mail where agents see it and say what becomes of it; what it carries stays in its bytes until then. */
export async function quarantine(
  { trx, row, mail, at }: Scene,
  { reason, marks }: Extract<Decision, { outcome: 'quarantined' }>,
): Promise<void> {
  await keepContents(trx, row.id, mail, mail.parts.map(unkeptRef))
  await trx
    .updateTable('receivedMails')
    .set({
      fromAddress: mail.from?.address || null,
      fromName: mail.from?.name ?? '',
      subject: mail.subject,
      sentAt: sentAtOf(mail),
      marks: [...new Set([...row.marks, ...marks])],
      outcome: 'quarantined',
      reason,
      decidedAt: at,
    })
    .where('id', '=', row.id)
    .execute()
  await trace(trx, row.id, at, 'quarantined', { reason })
  await emit(trx, mailDecided, { mailId: row.id, outcome: 'quarantined', caseId: null })
}
