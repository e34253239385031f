import type { Trx } from './database/database.ts'
import { type Id, newId } from './values.ts'

export type AuditEntry = {
  /** Who did it; null when nobody was signed in. */
  actorId: Id<'person'> | null
  /** What was done, in the past tense and with dashes: `signed-in`, `roles-changed`. */
  action: string
  /** To what: kind and id, such as `account:0198…`. */
  subject: string
  /** What changed, as plain data. Never a password, a token or the words of a case. */
  detail?: Record<string, unknown>
  address?: string | null
  at: Date
}

/** Adds to the append-only audit log, with the change that it records or not at all. */
export async function record(trx: Trx, { actorId, action, subject, detail, address, at }: AuditEntry) {
  await trx
    .insertInto('auditLog')
    .values({
      id: newId(at.getTime()),
      at,
      actorId,
      action,
      subject,
      detail: JSON.stringify(detail ?? {}),
      address: address ?? null,
    })
    .execute()
}
