import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { reach } from '../parts/reach.ts'

/**
 * Removes a file that no case has claimed: first nobody can use it any more, then its content, then its row; stopped
 * in between, it is finished by `removeUnclaimed`.
 * @returns false when it is kept (a case has claimed it, or a mail is made of it), or it is not there: nothing was done
 */
export async function discardUpload(
  { db, files, now }: Pick<Deps, 'db' | 'files' | 'now'>,
  id: Id<'file'>,
): Promise<boolean> {
  const given = await db
    .updateTable('files')
    .set({ state: 'refused', refusal: 'discarded', expiresAt: now() })
    .where('id', '=', id)
    .where('caseId', 'is', null)
    .where('expiresAt', 'is not', null)
    .returning('parts')
    .executeTakeFirst()
  if (!given) return false
  // One more than were counted: the process may have died between writing a part and counting it.
  await reach(files.remove(id, given.parts + 1))
  await db.deleteFrom('files').where('id', '=', id).where('caseId', 'is', null).execute()
  return true
}
