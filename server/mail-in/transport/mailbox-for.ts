import type { Db } from '../../platform/database/database.ts'

/**
 * Whose mail this is: a mailbox's own address, or one with something behind a plus sign (`service+115-000731.x@…`).
 * Letters may be of either case.
 */
export async function mailboxFor(db: Db, address: string) {
  const written = address.trim().toLowerCase()
  const at = written.lastIndexOf('@')
  if (at < 1) return undefined
  const plain = `${written.slice(0, at).split('+', 1)[0]}${written.slice(at)}`
  const found = await db
    .selectFrom('mailboxes')
    .select(['id', 'address', 'pausedAt'])
    .where('address', 'in', [written, plain])
    .execute()
  return found.find((mailbox) => mailbox.address === written) ?? found[0]
}
