import { describe, expect } from 'vitest'
import type { Role } from '../../server/identity/api.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import { viewsOf, writeViews } from '../../server/knowledge/reading/views.ts'
import { tellSubscribers } from '../../server/notifications/tell-subscribers.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { test } from '../support/database.ts'
import { aReader, knowledgeApp, PUBLIC_URL } from '../support/knowledge-app.ts'
import { layEntry, laySystem } from '../support/knowledge-ground.ts'

const AT = new Date('2026-11-22T01:00:00Z')
const now = () => AT

describe('whether it helped', () => {
  test('is asked once of each reader and version, and the last word counts', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const { id, number } = await layEntry(db)
    const reader = await aReader(db)
    const say = (solved: boolean) =>
      ask(`POST /api/knowledge/${number}/feedback`, { as: reader, body: { solved, reason: '看不懂' } })
    expect((await say(false)).status).toBe(201)
    await Promise.all([say(true), say(true), say(true)])
    expect(await countsOf(db, id)).toEqual({ solved: 1, unsolved: 0 })
  })

  test('is asked once of a browser in which nobody is signed in', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const [one, other] = [await layEntry(db), await layEntry(db)]
    const first = await ask(`POST /api/knowledge/${one.number}/feedback`, { body: { solved: true } })
    const cookie = String(first.reply.headers['set-cookie']).split(';')[0] ?? ''
    expect(cookie).toMatch(/^onewindow_visitor=.{32}$/)
    expect(String(first.reply.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/i)
    for (const number of [one.number, one.number, other.number])
      await ask(`POST /api/knowledge/${number}/feedback`, { body: { solved: false }, cookie })
    expect(await countsOf(db, one.id)).toEqual({ solved: 0, unsolved: 1 })
    const rows = await db
      .selectFrom('knowledgeFeedback')
      .select('visitor')
      .where('entryId', 'in', [one.id, other.id])
      .execute()
    // Nothing says that it was the same visitor, and nothing is what the browser keeps.
    expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(2)
    expect(rows.some(({ visitor }) => cookie.includes(visitor ?? ''))).toBe(false)
  })

  test('cannot be said of what one may not see, nor without end', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const hidden = await layEntry(db, { visibility: 'internal' })
    const said = await ask(`POST /api/knowledge/${hidden.number}/feedback`, { body: { solved: true } })
    expect(said.status).toBe(404)
    const { number } = await layEntry(db)
    const reader = await aReader(db)
    let refused = 0
    for (let n = 0; n < 65; n++)
      if (
        (await ask(`POST /api/knowledge/${number}/feedback`, { as: reader, body: { solved: true } }))
          .status === 429
      )
        refused += 1
    expect(refused).toBe(5)
  })

  test('is shown to everybody once the editors have answered, and no longer when it is said anew', async ({
    db,
  }) => {
    const { ask } = await knowledgeApp(db)
    const { id, number } = await layEntry(db)
    const reader = await aReader(db)
    const body = { solved: false, reason: '第二步的按鈕不見了' }
    await ask(`POST /api/knowledge/${number}/feedback`, { as: reader, body })
    expect((await ask(`GET /api/knowledge/${number}/feedback`)).body).toEqual([])
    await db
      .updateTable('knowledgeFeedback')
      .set({ answer: '新版已移到右上角', answeredAt: AT, answeredBy: reader.id })
      .where('entryId', '=', id)
      .execute()
    const shown = { solved: false, reason: '第二步的按鈕不見了', answer: '新版已移到右上角' }
    expect((await ask(`GET /api/knowledge/${number}/feedback`)).body).toMatchObject([shown])
    expect((await ask(`GET /api/knowledge/${number}`)).body.answered).toMatchObject([shown])
    await ask(`POST /api/knowledge/${number}/feedback`, { as: reader, body: { solved: true } })
    expect((await ask(`GET /api/knowledge/${number}/feedback`)).body).toEqual([])
  })
})

describe('views', () => {
  test('are written down together, by entry and day, also by two servers at once', async ({ db }) => {
    const { ask, views } = await knowledgeApp(db, now)
    const [one, other] = [await layEntry(db), await layEntry(db)]
    await Promise.all([one, one, one, other].map(({ number }) => ask(`GET /api/knowledge/${number}`)))
    const many = new Map([one, other].map(({ id }) => [id, 10] as const))
    await Promise.all([views.flush(), writeViews(db, many, '2026-11-22'), writeViews(db, many, '2026-11-22')])
    const rows = await db
      .selectFrom('knowledgeEntries as e')
      .innerJoin('knowledgeViews as w', 'w.entryId', 'e.id')
      .select(['e.id', 'e.views', 'w.n'])
      .where('e.id', 'in', [one.id, other.id])
      .execute()
    expect(rows.toSorted((a, b) => b.n - a.n)).toEqual([
      { id: one.id, views: 23, n: 23 },
      { id: other.id, views: 21, n: 21 },
    ])
  })

  test('of an entry that is not there are nobody’s trouble', async ({ db }) => {
    const { deps } = await knowledgeApp(db, now)
    const { id } = await layEntry(db)
    viewsOf(deps).note(newId())
    viewsOf(deps).note(id)
    await viewsOf(deps).flush()
    expect(await db.selectFrom('knowledgeViews').select('n').where('entryId', '=', id).execute()).toEqual([
      { n: 1 },
    ])
  })

  test('that could not be written down are written down later', async ({ db }) => {
    const { deps } = await knowledgeApp(db, now)
    const { id } = await layEntry(db)
    const broken = { ...deps, db: brokenOnce(db) }
    viewsOf(broken).note(id)
    await viewsOf(broken).flush()
    expect(await db.selectFrom('knowledgeViews').select('n').where('entryId', '=', id).execute()).toEqual([])
    await viewsOf(broken).flush()
    expect(await db.selectFrom('knowledgeViews').select('n').where('entryId', '=', id).execute()).toEqual([
      { n: 1 },
    ])
  })
})

describe('subscriptions', () => {
  test('are to a system or to a tag, and one is one', async ({ db }) => {
    const { ask } = await knowledgeApp(db)
    const systemId = await laySystem(db, '差勤')
    const as = await aReader(db)
    const put = (body: object) => ask('PUT /api/knowledge-subscriptions', { as, body })
    await put({ systemId, tag: null })
    await put({ systemId, tag: null })
    expect((await put({ systemId: null, tag: '補休' })).body).toEqual([
      { systemId, tag: null },
      { systemId: null, tag: '補休' },
    ])
    expect((await put({ systemId, tag: '補休' })).status).toBe(400)
    expect((await put({ systemId: null, tag: null })).status).toBe(400)
    expect((await put({ systemId: 32_000, tag: null })).status).toBe(409)
    const left = await ask(`DELETE /api/knowledge-subscriptions?system=${systemId}`, { as })
    expect(left.body).toEqual([{ systemId: null, tag: '補休' }])
    expect((await ask('GET /api/knowledge-subscriptions')).status).toBe(401)
  })

  test('tell of a new entry those who may see it, once', async ({ db }) => {
    const systemId = await laySystem(db, '考績')
    const inside = await subscriber(db, { systemId, roles: ['tier1-agent'] })
    const outside = await subscriber(db, { systemId })
    const byTag = await subscriber(db, { tag: '考績清冊' })
    const deps = { db, now, publicUrl: PUBLIC_URL }
    const tell = async (visibility: 'public' | 'internal', more: object = {}) => {
      const laid = await layEntry(db, {
        title: '清冊匯出後是問號',
        systemIds: [systemId],
        tags: ['考績清冊'],
        visibility,
        ...more,
      })
      const told = { entryId: laid.id, versionId: laid.versionId }
      await tellSubscribers(deps, told)
      await tellSubscribers(deps, told)
      const mails = await db
        .selectFrom('outgoingMails')
        .select(['toAddress', 'subject', 'body'])
        .where('dedupeKey', 'like', `knowledge-news:${laid.id}:%`)
        .orderBy('toAddress')
        .execute()
      return { laid, mails, to: mails.map(({ toAddress }) => toAddress) }
    }
    const written = { isImported: false }
    const forStaff = await tell('internal', written)
    expect(forStaff.to).toEqual([inside])
    const imported = await tell('public')
    expect(imported.to).toEqual([])
    const { laid, mails, to } = await tell('internal', { ...written, visibility: 'signed-in' })
    expect(to).toEqual([inside, outside, byTag].toSorted())
    expect(mails[0]?.subject).toBe(`[問答 ${laid.number}] 清冊匯出後是問號`)
    expect(mails[0]?.body).toContain(`${PUBLIC_URL}/qa/${laid.number}`)
  })
})

const countsOf = (db: Db, id: Id<'knowledge-entry'>) =>
  db
    .selectFrom('knowledgeEntries')
    .select(['solved', 'unsolved'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** Somebody with an account who wants to hear of it. @returns their address */
async function subscriber(
  db: Db,
  {
    systemId = null,
    tag = null,
    roles = [],
  }: { systemId?: number | null; tag?: string | null; roles?: Role[] },
): Promise<string> {
  const email = `${newId()}@k012.example.tw`
  const { id } = await aReader(db, { email })
  await seedRoles(db)
  await db
    .insertInto('accounts')
    .values({ personId: id, login: email, passwordHash: null, disabledAt: null })
    .execute()
  for (const roleId of roles) await db.insertInto('accountRoles').values({ personId: id, roleId }).execute()
  await db.insertInto('knowledgeSubscriptions').values({ personId: id, systemId, tag, at: AT }).execute()
  return email
}

/** The database, away the first time that it is asked. */
function brokenOnce(db: Db): Db {
  let isBroken = true
  return new Proxy(db, {
    get(target, name, receiver) {
      if (name === 'getExecutor' && isBroken) {
        isBroken = false
        throw new Error('the database is away')
      }
      const value = Reflect.get(target, name, receiver)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
