import { type Reviewed, reviewedAs } from '../../knowledge/editing/waiting.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { entryLive, entryReturned } from '../letters/knowledge-desk.ts'
import type { Written } from '../letters/letter.ts'
import { queueMail } from '../queue-mail.ts'
import { placesOf } from './places.ts'
import { recipientsWho } from './recipients.ts'

type Needs = Pick<Deps, 'db' | 'now' | 'publicUrl'>
type OfVersion = { versionId: Id<'knowledge-version'> }

/** Writes to those who wrote a version that it was given back, with the note; once for each time. */
export async function tellReturned(
  deps: Needs,
  { versionId, isApproved }: OfVersion & { isApproved: boolean },
) {
  if (isApproved) return
  const found = await reviewedAs(deps.db, versionId, 'draft')
  if (!found?.note) return
  const { note } = found
  await toWriters(deps, found, `knowledge-returned:${versionId}:${found.reviewedAt.toISOString()}`, (to) =>
    entryReturned(
      to,
      { ...found, by: found.reviewedBy, note },
      { url: placesOf(deps.publicUrl).written(found.number) },
    ),
  )
}

/** Writes to those who wrote a version that everybody reads it now; once. */
export async function tellLive(deps: Needs, { versionId }: OfVersion) {
  const found = await reviewedAs(deps.db, versionId, 'live')
  if (!found) return
  await toWriters(deps, found, `knowledge-live:${versionId}`, (to) =>
    entryLive(to, { ...found, by: found.reviewedBy }, { url: placesOf(deps.publicUrl).entry(found.number) }),
  )
}

/** Not to whoever did it: they know. */
async function toWriters(
  deps: Needs,
  { writers, reviewedById }: Reviewed,
  key: string,
  letterTo: (to: { name: string }) => Written,
) {
  const others = writers.filter((id) => id !== reviewedById)
  await transact(deps.db, async (trx) => {
    for (const { id, name, email } of await recipientsWho(trx, 'knowledge:write', others))
      await queueMail(trx, deps, {
        dedupeKey: `${key}:${id}`,
        kind: 'notice',
        caseId: null,
        to: { address: email, name },
        sender: null,
        letter: letterTo({ name }),
      })
  })
}
