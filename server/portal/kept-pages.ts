import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { boundedCache } from '../knowledge/reading/bounded-cache.ts'
import { ANSWERED_SHOWN } from '../knowledge/reading/read-entry.ts'
import type { ReadEntry } from '../knowledge/shapes.ts'
import { ANYBODY } from '../knowledge/visible.ts'
import { visibleEntries } from '../knowledge/visible-entries.ts'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'

const MOST_BYTES = 64 * 1024 * 1024
/** What is not asked about each time (names of systems, how many it helped) is at most so old. */
const KEPT_MS = 600_000

type Nonces = { script: string; style: string }
type Html = (nonces: Nonces) => Buffer
type Related = { number: string; title: string }
type Kept = {
  html: Html
  bytes: number
  at: number
  number: string
  versionId: string
  related: Related[]
  answered: string
}
type Found = { html: Html; entryId: Id<'knowledge-entry'> }

/** Pages of entries as everybody sees them. Nothing of a page is sent that is not public at that moment. */
export function keptPages(db: Db) {
  const pages = boundedCache<Kept>(MOST_BYTES, ({ bytes }) => bytes)
  // Nobody can know them, and so nobody can write them into an entry.
  const nonces: Nonces = { script: randomUUID(), style: randomUUID() }
  const making = new Map<string, Promise<unknown>>()

  function withNonces(page: Buffer): Html {
    const pieces = page
      .toString()
      .split(new RegExp(`(${nonces.script}|${nonces.style})`))
      .map((piece) =>
        piece === nonces.script ? 'script' : piece === nonces.style ? 'style' : Buffer.from(piece),
      )
    return ({ script, style }) => {
      const given = { script: Buffer.from(script), style: Buffer.from(style) }
      return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? given[piece] : piece)))
    }
  }

  return {
    /** What stands in a page that is to be kept where each request has its own. */
    nonces,
    withNonces,

    keep(key: string, page: Buffer, { number, versionId, related, answered }: ReadEntry, at: Date): Html {
      const html = withNonces(page)
      pages.set(key, {
        html,
        bytes: page.length,
        at: at.getTime(),
        number,
        versionId,
        related,
        answered: mark(answered.length, answered[0]?.answeredAt),
      })
      return html
    },

    /**
     * A page that is still so: the entry's live version is the same, and what it names beside is too. While somebody
     * makes the page it is waited for, and asked about afterwards like any other: many who come at once for a page that
     * has just changed have it made once.
     */
    async find(key: string, now: Date): Promise<Found | undefined> {
      for (let tries = 0; tries < 2; tries++) {
        if (!pages.get(key)) await making.get(key)
        const kept = pages.get(key)
        if (!kept) return undefined
        const isOld = Math.abs(now.getTime() - kept.at) >= KEPT_MS
        const entryId = isOld ? undefined : await stillSo(db, kept)
        if (entryId) return { html: kept.html, entryId }
        if (pages.get(key) === kept) pages.delete(key)
      }
      return undefined
    },

    /** Makes a page, and lets others who want the same wait for it. */
    async make<T>(key: string, work: () => Promise<T>): Promise<T> {
      const made = work()
      if (making.has(key)) return made
      const over = made.then(
        () => {},
        () => {},
      )
      making.set(key, over)
      try {
        return await made
      } finally {
        making.delete(key)
      }
    },
  }
}

/** Says whether answers to readers are the same: how many are shown, and when the last was given. */
const mark = (n: number, last: string | null | undefined) => `${n} ${last ?? ''}`

async function stillSo(db: Db, { number, versionId, related, answered }: Kept) {
  const rows = await visibleEntries(db, ANYBODY)
    .where('e.number', 'in', [number, ...related.map((one) => one.number)])
    .select(['e.id', 'e.number', 'v.id as versionId', 'v.title'])
    .select(
      sql<{ n: number; last: string | null } | null>`case when e.number = ${number} then (
        select json_build_object('n', count(*),
          'last', to_char(max(b.answered_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from knowledge_feedback b where b.entry_id = e.id and b.answer is not null) end`.as('answered'),
    )
    .execute()
  const titles = new Map(rows.map((row) => [row.number, row.title]))
  if (!related.every((one) => titles.get(one.number) === one.title)) return undefined
  const own = rows.find((row) => row.number === number && row.versionId === versionId)
  const now = own?.answered && mark(Math.min(own.answered.n, ANSWERED_SHOWN), own.answered.last)
  return now === answered ? own?.id : undefined
}
