import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import type { Visibility } from '../../server/knowledge/shapes.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Found, Hit } from '../../server/search/api.ts'
import { openDesk } from '../support/case-desk.ts'
import { testAlone as test } from '../support/database.ts'
import { aReader } from '../support/knowledge-app.ts'
import { laySystem, layVendor, takeBack } from '../support/knowledge-ground.ts'
import { asked, layFindable, searchApp, typed } from '../support/search-app.ts'

const WORDS = ['補休結算', '加班費', '考績評定', '國民旅遊卡', '退撫基金', 'WebHR', 'Pemis2K', '報表匯出']
const TEXTS = ['補休結算', '加班費考績', 'webhr 報表', '卡', 'pemis', '退輔基金', '螺旋', '問答']
const VISIBILITIES: Visibility[] = ['public', 'signed-in', 'internal', 'vendor']
const DOMAINS = ['差勤', '考績'] as const

const kind = fc.record({
  words: fc.subarray(WORDS, { minLength: 1, maxLength: 4 }),
  visibility: fc.constantFrom(...VISIBILITIES),
  vendor: fc.nat(1),
  system: fc.nat(1),
  domain: fc.constantFrom(...DOMAINS),
  fate: fc.constantFrom('live', 'live', 'live', 'draft', 'withdrawn'),
})
type Kind = typeof kind extends fc.Arbitrary<infer K> ? K : never
type Who = { name: string; actor: Actor | undefined; staff: boolean; vendorId: number | null }

test('of two worlds that differ in an entry that somebody may not see, they are told the same', async ({
  db,
}) => {
  let at = Date.parse('2026-11-22T01:00:00Z')
  const server = await searchApp(db, () => new Date(at))
  const systems = [await laySystem(db, '甲'), await laySystem(db, '乙')]
  const vendors = [await layVendor(db, '甲公司'), await layVendor(db, '乙公司')]
  const desk = await openDesk(db)
  const asker = await desk.hire('user')
  await desk.file({ title: '補休結算', text: '加班費', requesterId: asker.id })
  const people: Who[] = [
    { name: 'visitor', actor: undefined, staff: false, vendorId: null },
    { name: 'requester', actor: asker, staff: false, vendorId: null },
    {
      name: 'agent',
      actor: await aReader(db, { permissions: ['knowledge:read-internal'] }),
      staff: true,
      vendorId: null,
    },
    ...(await Promise.all(
      vendors.map(async (vendorId) => ({
        name: `vendor ${vendorId}`,
        actor: await aReader(db, { vendorId }),
        staff: false,
        vendorId,
      })),
    )),
  ]
  const vendorOf = ({ visibility, vendor }: Kind) => (visibility === 'vendor' ? vendors[vendor]! : null)
  const lay = async (one: Kind) => {
    const { words, visibility, system, domain, fate } = one
    const laid = await layFindable(db, {
      title: `問答 ${words.join('、')}`,
      body: `內文 ${words.join(' ')}`,
      tags: [words[0]!],
      systemIds: [systems[system]!],
      domain,
      visibility,
      vendorId: vendorOf(one),
      state: fate === 'draft' ? 'draft' : 'live',
    })
    if (fate === 'withdrawn') {
      await takeBack(db, laid)
      await db.deleteFrom('searchDocuments').where('key', '=', `qa-${laid.id}`).execute()
    }
    return laid
  }
  /** The rule once more, in other words. */
  const maySee = (one: Kind, { actor, staff, vendorId }: Who) =>
    one.visibility === 'public' ||
    (actor !== undefined &&
      (one.visibility === 'signed-in' || staff || (vendorId !== null && vendorOf(one) === vendorId)))

  /** Everything that this person is told, by the way they ask. */
  async function told({ actor }: Who, numbers: readonly string[]) {
    await server.views.flush()
    // Who has just read pages has changed what is read most.
    await db.updateTable('knowledgeEntries').set({ views: sql`seq % 7` }).execute()
    const answers = new Map<string, string>()
    const apartFromTimes = (text: string) =>
      text
        .replaceAll(/"views":\d+/g, '"views":0')
        .replaceAll(new Date(at).toISOString(), 'now')
        .replaceAll(new Date(at).toUTCString(), 'now')
    const note = async (way: string, more: object = {}) => {
      const { status, text } = await server.ask(way, { as: actor, ...more })
      answers.set(`${way} ${JSON.stringify(more)}`, `${status} ${apartFromTimes(text)}`)
    }
    for (const order of ['newest', 'changed', 'most-read']) await note(`GET /api/knowledge?order=${order}`)
    for (const system of systems) await note(`GET /api/knowledge?system=${system}`)
    await note('GET /api/knowledge-overview')
    for (const text of [...TEXTS, ...numbers]) {
      await note(asked(text))
      await note(typed(text))
      await note('POST /api/knowledge-matches', { body: { text } })
    }
    for (const filter of [`system=${systems[0]}`, 'kind=考績', 'year=2026', 'source=qa', 'page=2'])
      await note(asked('補休結算', `&${encodeURI(filter)}`))
    for (const way of ['/qa/feed.rss', '/qa/feed.atom', '/qa/open-data.csv', '/qa/open-data.json'])
      await note(`GET ${way}`)
    for (const way of ['/qa/open-data.xml', '/sitemap.xml', '/api/public/knowledge']) await note(`GET ${way}`)
    for (const number of numbers) {
      await note(`GET /api/knowledge/${number}`)
      await note(`GET /api/public/knowledge/${number}`)
    }
    await server.views.flush()
    return answers
  }

  await fc.assert(
    fc.asyncProperty(fc.array(kind, { minLength: 3, maxLength: 9 }), kind, async (kinds, hidden) => {
      await server.views.flush()
      await db.updateTable('knowledgeEntries').set({ liveVersionId: null, successorId: null }).execute()
      for (const table of [
        'knowledgeViews',
        'knowledgeVersions',
        'knowledgeEntries',
        'searchDocuments',
      ] as const)
        await db.deleteFrom(table).execute()
      const numbers: string[] = []
      for (const one of kinds) numbers.push((await lay(one)).number)
      await countTerms(db)
      at += 600_000
      const { n } = await db
        .selectFrom('knowledgeEntries')
        .select(({ fn }) => fn.max('seq').as('n'))
        .executeTakeFirstOrThrow()
      const next = `Q${String(Number(n) + 1).padStart(6, '0')}`
      const blind = people.filter((who) => hidden.fate === 'draft' || !maySee(hidden, who))
      const before = []
      for (const who of blind) before.push(await told(who, [...numbers, next]))

      expect((await lay(hidden)).number).toBe(next)
      for (const [i, who] of blind.entries())
        for (const [way, answer] of await told(who, [...numbers, next]))
          expect({ who: who.name, way, answer }).toEqual({ who: who.name, way, answer: before[i]!.get(way) })

      // Counted anew, its words weigh in the order of what is found (search/port.ts), and in nothing else.
      await countTerms(db)
      at += 600_000
      for (const [i, who] of blind.entries())
        for (const [way, answer] of await told(who, [...numbers, next]))
          expect({ way, answer: withoutOrder(answer) }).toEqual({
            way,
            answer: withoutOrder(before[i]!.get(way) ?? ''),
          })
    }),
    { numRuns: 4, endOnFailure: true },
  )
}, 240_000)

/** What is found, whatever the order and whatever is marked in it. */
function withoutOrder(answer: string) {
  const body = answer.slice(answer.indexOf(' ') + 1)
  if (!body.startsWith('{"hits":') && !body.startsWith('[')) return answer
  const read = JSON.parse(body) as Found | Hit[]
  const numbers = (hits: readonly Hit[]) => hits.map(({ number }) => number).toSorted()
  return Array.isArray(read) ? numbers(read) : { ...read, hits: numbers(read.hits) }
}
