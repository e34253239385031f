import { describe, expect } from 'vitest'
import { test } from '../support/database.ts'
import { addAgency } from '../support/directory.ts'
import { aReader, knowledgeApp } from '../support/knowledge-app.ts'
import { layEntry, laySystem, layVendor, takeBack } from '../support/knowledge-ground.ts'

type Row = { number: string }
const numbers = (rows: Row[]) => rows.map(({ number }) => number)

const staffed = ['knowledge:read-internal']

describe('one entry', () => {
  test('is found by its number however that is typed', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const { number } = await layEntry(db, { title: '補休怎麼申請？' })
    const digits = Number(number.slice(1))
    for (const typed of [number, number.toLowerCase(), `Q${digits}`, String(digits), `q0${digits}`]) {
      const { status, body } = await ask(`GET /api/knowledge/${typed}`)
      expect([typed, status, body.number, body.title]).toEqual([typed, 200, number, '補休怎麼申請？'])
    }
    expect((await ask('GET /api/knowledge/Q999999')).status).toBe(404)
    expect((await ask('GET /api/knowledge/nonsense')).status).toBe(400)
  })

  test('is written in Markdown and read as HTML in which nothing runs', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const { number } = await layEntry(db, { body: '1. 按**送出**\n\n<script>alert(1)</script>' })
    const { body } = await ask(`GET /api/knowledge/${number}`)
    expect(body.bodyHtml).toContain('<strong>送出</strong>')
    expect(body.bodyHtml).not.toContain('<script')
  })

  test('says that its day of review is past', async ({ db }) => {
    const { ask } = await knowledgeApp(db, () => new Date('2026-11-22T16:30:00Z'))
    const late = await layEntry(db, { reviewOn: '2026-11-22' })
    const today = await layEntry(db, { reviewOn: '2026-11-23' })
    expect((await ask(`GET /api/knowledge/${late.number}`)).body.isOverdue).toBe(true)
    expect((await ask(`GET /api/knowledge/${today.number}`)).body.isOverdue).toBe(false)
  })

  test('shows first what is written for the agency of the reader, or the authority above it', async ({
    db,
  }) => {
    const { ask } = await knowledgeApp(db)
    const authority = await addAgency(db, { name: '教育部人事處' })
    const other = await addAgency(db, { name: '財政部人事處' })
    const school = await addAgency(db, { name: '某某國民小學', parentId: authority })
    const { number } = await layEntry(db, {
      variants: [
        { authorityId: other, body: '財政部的作法' },
        { hrSystem: 'Pemis2K', body: '用 Pemis2K 的作法' },
        { hrSystem: 'WebHR', body: '用 WebHR 的作法' },
        { authorityId: authority, body: '教育部的作法' },
      ],
    })
    const teacher = await aReader(db, { agencyId: school })
    const labels = (body: { variants: { label: string; isOwn: boolean }[] }) =>
      body.variants.map(({ label, isOwn }) => `${label}${isOwn ? '*' : ''}`)
    const own = await ask(`GET /api/knowledge/${number}`, { as: teacher })
    expect(labels(own.body)).toEqual(['教育部人事處*', 'WebHR*', '財政部人事處', 'Pemis2K'])
    const anybody = await ask(`GET /api/knowledge/${number}`)
    expect(labels(anybody.body)).toEqual(['財政部人事處', 'Pemis2K', 'WebHR', '教育部人事處'])
  })

  test('is in its short form for whoever knows the systems well', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const { number } = await layEntry(db, { expertBody: '直接改設定檔' })
    const expert = await aReader(db)
    await db.updateTable('people').set({ proficiency: 'expert' }).where('id', '=', expert.id).execute()
    expect((await ask(`GET /api/knowledge/${number}`, { as: expert })).body.isExpert).toBe(true)
    expect((await ask(`GET /api/knowledge/${number}`)).body).toMatchObject({
      isExpert: false,
      expertHtml: expect.stringContaining('直接改設定檔'),
    })
  })

  test('tells staff, and nobody else, who answers for it', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const { id, number } = await layEntry(db)
    const owner = await aReader(db)
    await db.updateTable('knowledgeEntries').set({ ownerId: owner.id }).where('id', '=', id).execute()
    const agent = await aReader(db, { permissions: staffed })
    expect((await ask(`GET /api/knowledge/${number}`, { as: agent })).body.ownerName).toMatch(/^某人/)
    expect((await ask(`GET /api/knowledge/${number}`, { as: owner })).body.ownerName).toBeNull()
  })

  test('asks the database twice for a visitor', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const systemId = await laySystem(db, '差勤')
    const { number } = await layEntry(db, { systemIds: [systemId], tags: ['補休'] })
    await layEntry(db, { systemIds: [systemId], tags: ['補休'] })
    const asked: string[] = []
    const pool = (
      db as never as { getExecutor(): { provideConnection(...a: unknown[]): unknown } }
    ).getExecutor()
    const provide = pool.provideConnection.bind(pool)
    pool.provideConnection = (...args: unknown[]) => {
      asked.push('asked')
      return provide(...args)
    }
    try {
      expect((await ask(`GET /api/knowledge/${number}`)).body.related).toHaveLength(1)
    } finally {
      pool.provideConnection = provide
    }
    expect(asked).toHaveLength(2)
  })
})

describe('an entry that was taken back', () => {
  test('says so, and where to go on, as far as the reader may see that', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const [gone, between, last] = [
      await layEntry(db),
      await layEntry(db),
      await layEntry(db, { title: '新的' }),
    ]
    await takeBack(db, between, last)
    await takeBack(db, gone, between)
    const { status, body } = await ask(`GET /api/knowledge/${gone.number}`)
    expect([status, body.code]).toEqual([410, 'knowledge-withdrawn'])
    expect(body.detail.successor).toEqual({ number: last.number, title: '新的' })
  })

  test('keeps a successor to itself that the reader may not see', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const [gone, hidden] = [await layEntry(db), await layEntry(db, { visibility: 'internal', title: '內部' })]
    await takeBack(db, gone, hidden)
    expect((await ask(`GET /api/knowledge/${gone.number}`)).body.detail.successor).toBeNull()
    const agent = await aReader(db, { permissions: staffed })
    expect((await ask(`GET /api/knowledge/${gone.number}`, { as: agent })).body.detail.successor.title).toBe(
      '內部',
    )
  })

  test('was never there for those who could not read it', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const gone = await layEntry(db, { visibility: 'internal' })
    await takeBack(db, gone)
    expect((await ask(`GET /api/knowledge/${gone.number}`)).status).toBe(404)
  })

  test('does not turn in a circle with what followed it', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const [a, b] = [await layEntry(db), await layEntry(db)]
    await takeBack(db, a, b)
    await takeBack(db, b, a)
    expect((await ask(`GET /api/knowledge/${a.number}`)).body.detail.successor).toBeNull()
  })
})

describe('the list', () => {
  test('goes page by page without losing or repeating an entry, in each order', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const systemId = await laySystem(db, '考績')
    const laid = []
    for (let n = 0; n < 45; n++) laid.push(await layEntry(db, { systemIds: [systemId], views: n % 7 }))
    for (const order of ['newest', 'changed', 'most-read']) {
      const seen: string[] = []
      let after = ''
      do {
        const { body } = await ask(`GET /api/knowledge?system=${systemId}&order=${order}${after}`)
        seen.push(...numbers(body.entries))
        after = body.next ? `&after=${body.next}` : ''
      } while (after)
      expect(new Set(seen).size).toBe(45)
      expect(seen).toHaveLength(45)
      if (order === 'newest') expect(seen).toEqual(numbers(laid).toReversed())
    }
  })

  test('shows one system, domain or tag, and counts them', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const systemId = await laySystem(db, '待遇')
    const paid = await layEntry(db, { systemIds: [systemId], domain: '待遇福利', tags: ['薪資條'] })
    await layEntry(db, { systemIds: [systemId], visibility: 'internal', tags: ['薪資條'] })
    expect(numbers((await ask(`GET /api/knowledge?system=${systemId}`)).body.entries)).toEqual([paid.number])
    expect(
      numbers((await ask(`GET /api/knowledge?tag=${encodeURIComponent('薪資條')}`)).body.entries),
    ).toEqual([paid.number])
    expect((await ask(`GET /api/knowledge?domain=${encodeURIComponent('不存在')}`)).body.entries).toEqual([])
    const { body } = await ask('GET /api/knowledge-overview')
    expect(body.systems).toContainEqual(expect.objectContaining({ id: systemId, n: 1 }))
    expect(body.tags).toContainEqual({ tag: '薪資條', n: 1 })
  })

  test('refuses a place that is none', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    for (const after of [
      'x',
      Buffer.from('1 2').toString('base64url'),
      Buffer.from("'; x").toString('base64url'),
    ])
      expect((await ask(`GET /api/knowledge?after=${after}`)).status).toBe(400)
  })
})

test('what is for a vendor is for its people and for staff', async ({ db }) => {
  const { ask } = await knowledgeApp(db)
  const [ours, others] = [await layVendor(db, '甲公司'), await layVendor(db, '乙公司')]
  const { number } = await layEntry(db, { visibility: 'vendor', vendorId: ours })
  const status = async (as?: Awaited<ReturnType<typeof aReader>>) =>
    (await ask(`GET /api/knowledge/${number}`, { as })).status
  expect(await status(await aReader(db, { vendorId: ours }))).toBe(200)
  expect(await status(await aReader(db, { permissions: staffed }))).toBe(200)
  expect(await status(await aReader(db, { vendorId: others }))).toBe(404)
  expect(await status(await aReader(db))).toBe(404)
  expect(await status()).toBe(404)
})

test('other sites read public entries only, whoever asks', async ({ db }) => {
  const { ask } = await knowledgeApp(db)
  const [open, inside] = [await layEntry(db), await layEntry(db, { visibility: 'internal' })]
  const agent = await aReader(db, { permissions: staffed })
  const shown = await ask(`GET /api/public/knowledge/${open.number}`, { as: agent })
  expect(shown.status).toBe(200)
  expect(shown.reply.headers['access-control-allow-origin']).toBe('*')
  expect(shown.reply.headers['access-control-allow-credentials']).toBeUndefined()
  expect(shown.reply.headers['cache-control']).toBe('public, max-age=60')
  const hidden = await ask(`GET /api/public/knowledge/${inside.number}`, { as: agent })
  expect([hidden.status, hidden.reply.headers['cache-control']]).toEqual([404, undefined])
  expect(
    (await ask(`GET /api/knowledge/${open.number}`)).reply.headers['access-control-allow-origin'],
  ).toBeUndefined()
})
