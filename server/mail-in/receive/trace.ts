import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'

/** One more step of what has become of a mail, in its transaction. Never the words of the mail. */
export const trace = (
  trx: Trx,
  mailId: Id<'received-mail'>,
  at: Date,
  step: string,
  detail: Record<string, unknown> = {},
) =>
  trx
    .insertInto('mailTrace')
    .values({ mailId, at, step, detail: JSON.stringify(detail) })
    .execute()
