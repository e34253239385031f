import { randomUUID } from 'node:crypto'
import { boundedCache } from '../knowledge/reading/bounded-cache.ts'
import type { ReadEntry } from '../knowledge/shapes.ts'
import { ANYBODY } from '../knowledge/visible.ts'
import { visibleEntries } from '../knowledge/visible-entries.ts'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'

const MOST_BYTES = 64 * 1024 * 1024
/** What is not asked about each time (names of systems, answers to readers) is at most so old. */
const KEPT_MS = 600_000

type Nonces = { script: string; style: string }
type Html = (nonces: Nonces) => Buffer
type Related = { number: string; title: string }
type Kept = { html: Html; bytes: number; at: number; number: string; versionId: string; related: Related[] }

/** Pages of entries as everybody sees them. Nothing of a page is sent that is not public at that moment. */
export function keptPages(db: Db) {
  const pages = boundedCache<Kept>(MOST_BYTES, ({ bytes }) => bytes)
  // Nobody can know them, and so nobody can write them into an entry.
  const nonces: Nonces = { script: randomUUID(), style: randomUUID() }

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

    keep(key: string, page: Buffer, { number, versionId, related }: ReadEntry, at: Date): Html {
      const html = withNonces(page)
      pages.set(key, { html, bytes: page.length, at: at.getTime(), number, versionId, related })
      return html
    },

    /** A page that is still so: the entry's live version is the same, and what it names beside is too. */
    async find(key: string, now: Date): Promise<{ html: Html; entryId: Id<'knowledge-entry'> } | undefined> {
      const kept = pages.get(key)
      if (!kept) return undefined
      const age = now.getTime() - kept.at
      const entryId = age >= 0 && age < KEPT_MS ? await stillSo(db, kept) : undefined
      if (entryId) return { html: kept.html, entryId }
      pages.delete(key)
      return undefined
    },
  }
}

async function stillSo(db: Db, { number, versionId, related }: Kept) {
  const rows = await visibleEntries(db, ANYBODY)
    .where('e.number', 'in', [number, ...related.map((one) => one.number)])
    .select(['e.id', 'e.number', 'v.id as versionId', 'v.title'])
    .execute()
  const titles = new Map(rows.map((row) => [row.number, row.title]))
  if (!related.every((one) => titles.get(one.number) === one.title)) return undefined
  return rows.find((row) => row.number === number && row.versionId === versionId)?.id
}
