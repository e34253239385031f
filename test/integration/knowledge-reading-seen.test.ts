import fc from 'fast-check'
import { expect } from 'vitest'
import { makeFindable } from '../../server/knowledge/editing/searchable.ts'
import type { Visibility } from '../../server/knowledge/shapes.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import type { Hit } from '../../server/search/api.ts'
import { openDesk } from '../support/case-desk.ts'
import { testAlone as test } from '../support/database.ts'
import { upload } from '../support/files-in-memory.ts'
import { aReader } from '../support/knowledge-app.ts'
import { type Laid, layEntry, laySystem, layVendor, takeBack } from '../support/knowledge-ground.ts'
import { asked, searchApp, typed } from '../support/search-app.ts'

type Kind = { visibility: Visibility; vendor: number | null; fate: 'live' | 'draft' | 'withdrawn' }
type Known = Laid & Kind & { system: number; tag: string; fileId: Id<'file'>; word: string }
type Who = { actor: Actor | undefined; staff: boolean; vendorId: number | null }

const KINDS: Visibility[] = ['public', 'signed-in', 'internal', 'vendor']
const entries = fc.array(
  fc.record({
    visibility: fc.constantFrom(...KINDS),
    vendor: fc.integer({ min: 0, max: 1 }),
    system: fc.integer({ min: 0, max: 2 }),
    tag: fc.constantFrom('補休', '加班', '考績'),
    fate: fc.constantFrom('live', 'live', 'live', 'draft', 'withdrawn'),
  }),
  { minLength: 8, maxLength: 20 },
)

/** The rule once more, in other words: what the product does is compared with it. */
function maySee({ visibility, vendor }: Kind, { actor, staff, vendorId }: Who) {
  if (visibility === 'public') return true
  if (!actor) return false
  if (visibility === 'signed-in' || staff) return true
  return visibility === 'vendor' && vendor !== null && vendor === vendorId
}

test('whoever reads, by whatever way, finds what is theirs to see and no trace of the rest', async ({
  db,
}) => {
  const server = await searchApp(db)
  const { ask, deps } = server
  const systems = [await laySystem(db, '甲'), await laySystem(db, '乙'), await laySystem(db, '丙')]
  const vendors = [await layVendor(db, '甲公司'), await layVendor(db, '乙公司')]
  const uploader = await aReader(db)
  const desk = await openDesk(db)
  const asker = await desk.hire('user')
  const ofVisitor = await desk.file({ title: '補休', text: '問答' })
  const ofUser = await desk.file({ title: '補休', text: '問答', requesterId: asker.id })
  const people: Who[] = [
    { actor: undefined, staff: false, vendorId: null },
    { actor: await aReader(db), staff: false, vendorId: null },
    { actor: await aReader(db, { permissions: ['knowledge:read-internal'] }), staff: true, vendorId: null },
    { actor: await desk.hire('tier1-agent'), staff: true, vendorId: null },
    { actor: asker, staff: false, vendorId: null },
    ...(await Promise.all(
      vendors.map(async (vendorId) => ({
        actor: await aReader(db, { vendorId }),
        staff: false,
        vendorId,
      })),
    )),
  ]

  await fc.assert(
    fc.asyncProperty(entries, async (kinds) => {
      await server.views.flush()
      await db.updateTable('knowledgeEntries').set({ liveVersionId: null, successorId: null }).execute()
      for (const table of [
        'knowledgeViews',
        'knowledgeVersions',
        'knowledgeEntries',
        'searchDocuments',
      ] as const)
        await db.deleteFrom(table).execute()
      const known: Known[] = []
      for (const { visibility, vendor, system, tag, fate } of kinds) {
        // A word that stands in this entry alone: wherever it comes up, the entry does.
        const word = `字${newId().replaceAll('-', '')}字`
        const { id: fileId } = await upload(deps, uploader.id, `${word}.pdf`, PDF)
        const kind = { visibility, vendor: visibility === 'vendor' ? vendors[vendor]! : null, fate }
        const laid = await layEntry(db, {
          title: `問 ${word}`,
          shortAnswer: `答 ${word}`,
          body: `內文 ${word}`,
          systemIds: [systems[system]!],
          tags: [tag, word],
          visibility,
          vendorId: kind.vendor,
          files: [{ fileId }],
          state: fate === 'draft' ? 'draft' : 'live',
        })
        if (fate === 'withdrawn') await takeBack(db, laid, known.at(-1))
        known.push({ ...laid, ...kind, system: systems[system]!, tag, fileId, word })
      }
      // Where somebody looks for them nothing is kept of those that are gone, but what an engine has not heard of yet.
      await transact(db, (trx) =>
        makeFindable(
          trx,
          known.map(({ id }) => id),
        ),
      )
      for (const who of people) await compare(who, known)
    }),
    { numRuns: 4 },
  )

  async function compare(who: Who, known: Known[]) {
    const as = { as: who.actor }
    const live = known.filter(({ fate }) => fate === 'live')
    const seen = live.filter((entry) => maySee(entry, who))
    const open = live.filter(({ visibility }) => visibility === 'public')
    const only = (text: string, allowed: Known[], way: string) => {
      for (const { word, number } of known.filter((entry) => !allowed.includes(entry)))
        expect(text.includes(word) ? `${way} tells of ${number}` : way).toBe(way)
    }

    // Lists, page after page, are exactly what may be seen; so are the counts.
    for (const order of ['newest', 'changed', 'most-read']) {
      const found: string[] = []
      for (let after: string | null = ''; after !== null; ) {
        const { text, body } = await ask(`GET /api/knowledge?order=${order}${after && `&after=${after}`}`, as)
        only(text, seen, `list ${order}`)
        found.push(...body.entries.map(({ number }: Laid) => number))
        after = body.next
      }
      expect(found.toSorted()).toEqual(seen.map(({ number }) => number).toSorted())
    }
    const overview = await ask('GET /api/knowledge-overview', as)
    only(overview.text, seen, 'overview')
    expect(overview.body.n).toBe(seen.length)
    for (const system of systems) {
      const n = seen.filter((entry) => entry.system === system).length
      expect(overview.body.systems.find(({ id }: { id: number }) => id === system)?.n ?? 0).toBe(n)
    }
    for (const tag of ['補休', '加班', '考績']) {
      const counted = overview.body.tags.find((one: { tag: string }) => one.tag === tag)?.n
      // Only the most used tags are told.
      if (counted !== undefined) expect(counted).toBe(seen.filter((entry) => entry.tag === tag).length)
    }

    // One by one: entry, related, file, feedback.
    for (const entry of known) {
      const isSeen = seen.includes(entry)
      const shown = await ask(`GET /api/knowledge/${entry.number}`, as)
      const isGone = entry.fate === 'withdrawn' && maySee(entry, who)
      expect([entry.number, shown.status]).toEqual([entry.number, isSeen ? 200 : isGone ? 410 : 404])
      only(shown.text, isSeen || isGone ? seen : [], 'entry')
      const file = await ask(`GET /api/knowledge/${entry.number}/files/${entry.fileId}`, as)
      expect(file.status).toBe(isSeen ? 200 : 404)
      const kept = String(file.reply.headers['cache-control'])
      if (isSeen) expect(kept.includes('public')).toBe(entry.visibility === 'public')
      const said = await ask(`GET /api/knowledge/${entry.number}/feedback`, as)
      expect(said.status).toBe(shown.status)
      const foreign = await ask(`GET /api/public/knowledge/${entry.number}`, as)
      expect(foreign.status === 200).toBe(open.includes(entry))
    }

    // Search: what is found is what may be seen, whatever is asked, and every count is of that.
    for (const text of ['問', '內文', '補休 加班 考績', ...known.map(({ word }) => word)]) {
      const { text: told, body } = await ask(asked(text), as)
      only(told, seen, `search for ${text}`)
      const found: string[] = body.hits.flatMap(({ number, source }: Hit) =>
        source === 'qa' ? [number] : [],
      )
      for (const number of found) expect(seen.map((entry) => entry.number)).toContain(number)
      expect(body.sources.find(({ value }: { value: string }) => value === 'qa')?.n ?? 0).toBe(found.length)
      for (const { value, n } of body.systems as { value: string; n: number }[])
        expect(n).toBeLessThanOrEqual(
          seen.filter(({ system }) => String(system) === value).length + (who.actor?.id === asker.id ? 1 : 0),
        )
      only((await ask(typed(text), as)).text, seen, `suggestions for ${text}`)
      const matches = await ask('POST /api/knowledge-matches', { ...as, body: { text } })
      only(matches.text, seen, `matches for ${text}`)
      if (who.actor?.permissions.includes('case:work'))
        for (const [{ id }, theirs] of [
          [ofVisitor, open],
          [ofUser, live.filter(({ visibility }) => visibility === 'public' || visibility === 'signed-in')],
        ] as const) {
          const beside = await ask(`GET /api/cases/${id}/knowledge?text=${encodeURIComponent(text)}`, as)
          expect(beside.status).toBe(200)
          only(beside.text, seen, `beside a case for ${text}`)
          for (const { number, isForRequester } of beside.body)
            expect(isForRequester).toBe(theirs.some((entry) => entry.number === number))
        }
    }
    const everything = await ask(asked('問'), as)
    const ofQa = everything.body.hits.filter(({ source }: Hit) => source === 'qa')
    expect(ofQa.map(({ number }: Hit) => number).toSorted()).toEqual(
      seen
        .map(({ number }) => number)
        .toSorted()
        .slice(0, 20),
    )
    for (const entry of known) {
      const isSeen = seen.includes(entry)
      const { body } = await ask(asked(entry.number), as)
      expect([entry.number, body.hits[0]?.number === entry.number]).toEqual([entry.number, isSeen])
    }

    // What is for everybody is public whoever asks.
    for (const way of [
      '/qa/feed.rss',
      '/qa/feed.atom',
      `/qa/feed.rss?system=${systems[0]}`,
      '/qa/open-data.csv',
      '/qa/open-data.json',
      '/qa/open-data.xml',
      '/sitemap.xml',
      '/api/public/knowledge',
    ]) {
      const { status, text } = await ask(`GET ${way}`, as)
      expect([way, status]).toEqual([way, 200])
      only(text, open, way)
    }
    const data = await ask('GET /qa/open-data.json', as)
    expect(data.body.entries).toHaveLength(open.length)
    const map = await ask('GET /sitemap.xml', as)
    for (const { number } of known) {
      const isThere = open.some((entry) => entry.number === number)
      expect(map.text.includes(`/qa/${number}<`)).toBe(isThere)
    }
  }
}, 120_000)

const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
