import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { liveSince, systemsOf } from '../columns.ts'
import type { Feed, FeedEntry } from '../feeds.ts'
import { plainTextOf } from '../plain-text.ts'
import { ANYBODY } from '../visible.ts'
import { slice } from './list-entries.ts'
import { publisherOf } from './publisher.ts'

const LENGTH = 50

/**
 * The newest public entries for who follows them, whoever asks.
 * @throws Refusal 'not-found' `not-found`: no such system
 */
export async function feedOf(
  { db, now, publicUrl }: Pick<Deps, 'db' | 'now' | 'publicUrl'>,
  { path, system, tag }: { path: string; system?: number; tag?: string },
): Promise<{ feed: Feed; entries: FeedEntry[] }> {
  const asked = { ...(system !== undefined && { system }), ...(tag !== undefined && { tag }) }
  const [name, publisher, rows] = await Promise.all([
    nameOf(db, asked),
    publisherOf(db),
    slice(db, ANYBODY, asked)
      .select([
        'e.id',
        'e.number',
        'e.firstLiveAt',
        'v.title',
        'v.shortAnswer',
        'v.body',
        liveSince.as('liveAt'),
      ])
      .select(['v.domain', 'v.tags', systemsOf.as('systems')])
      .orderBy('e.firstLiveAt', 'desc')
      .orderBy('e.id', 'desc')
      .limit(LENGTH)
      .execute(),
  ])
  const entries = rows.map(
    (row): FeedEntry => ({
      id: row.id,
      number: row.number,
      title: row.title,
      summary: row.shortAnswer || plainTextOf(row.body).slice(0, 500),
      address: `${publicUrl}/qa/${row.number}`,
      firstLiveAt: row.firstLiveAt ?? row.liveAt,
      updatedAt: row.liveAt,
      categories: [...row.systems.map(({ shortName }) => shortName), row.domain, ...row.tags],
    }),
  )
  const query = new URLSearchParams(
    Object.entries(asked).map(([key, value]): [string, string] => [key, String(value)]),
  )
  const search = query.size > 0 ? `?${query}` : ''
  const newest = Math.max(0, ...entries.map(({ updatedAt }) => updatedAt.getTime()))
  return {
    feed: {
      title: `${name ? `${name}　` : ''}最新問答｜${publisher}`,
      description: name ? `${name}最新的公開問答` : '所有系統最新的公開問答',
      publisher,
      address: `${publicUrl}/qa${search}`,
      self: `${publicUrl}${path}${search}`,
      at: newest > 0 ? new Date(newest) : now(),
    },
    entries,
  }
}

async function nameOf(db: Deps['db'], { system, tag }: { system?: number; tag?: string }) {
  if (system === undefined) return tag === undefined ? '' : `「${tag}」`
  const { shortName } = await db
    .selectFrom('systems')
    .select('shortName')
    .where('id', '=', system)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'not-found'))
  return tag === undefined ? shortName : `${shortName}「${tag}」`
}
