import { newsOf, subscribersOf } from '../knowledge/reading/subscribers.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { knowledgeNews } from './letters/knowledge-news.ts'
import { queueMail } from './queue-mail.ts'

const AT_ONCE = 200

/**
 * Writes to everybody who wants to hear of new entries of a system or with a tag, and may see this one: one letter a
 * person and entry, however often this runs. Entries that were imported, and later versions, are told by the feeds.
 */
export async function tellSubscribers(
  deps: Pick<Deps, 'db' | 'publicUrl' | 'now'>,
  entry: { entryId: Id<'knowledge-entry'>; versionId: Id<'knowledge-version'> },
) {
  const news = await newsOf(deps.db, entry)
  if (!news) return
  for (let after: Id<'person'> | undefined; ; ) {
    const { subscribers, last } = await subscribersOf(deps.db, entry.versionId, { after, limit: AT_ONCE })
    await transact(deps.db, async (trx) => {
      for (const { id, name, email } of subscribers)
        await queueMail(trx, deps, {
          dedupeKey: `knowledge-news:${entry.entryId}:${id}`,
          kind: 'notice',
          caseId: null,
          to: { address: email, name },
          sender: null,
          letter: knowledgeNews(news, { name, publicUrl: deps.publicUrl }),
        })
    })
    if (!last) return
    after = last
  }
}
