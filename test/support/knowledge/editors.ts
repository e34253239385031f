import type { FastifyPluginAsync } from 'fastify'
import { knowledgeEditingRoutes } from '../../../server/knowledge/editing/routes.ts'
import { makeDueLive } from '../../../server/knowledge/live.ts'
import type { Content, EditedEntry } from '../../../server/knowledge/shapes.ts'
import type { Actor } from '../../../server/platform/actor.ts'
import type { Db } from '../../../server/platform/database/database.ts'
import { createApp } from '../../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../../server/platform/http/request.ts'
import type { Id } from '../../../server/platform/values.ts'
import { openDesk } from '../case-desk.ts'
import { testAlone as alone, test as base } from '../database.ts'
import { quietLog } from '../quiet-log.ts'

/** `key`: as the header `Idempotency-Key` says. */
type Ask = { as?: Actor; body?: object; key?: string }

/** What an editor writes. */
export const content = (given: Partial<Content> = {}): Content => ({
  title: '請假單送出後沒有簽核人',
  shortAnswer: '請人事單位在簽核流程指定主管，再重新派送。',
  body: '1. 開啟簽核流程。\n2. 指定主管。',
  expertBody: '',
  domain: '差勤',
  systemIds: [],
  tags: ['請假'],
  appliesTo: '',
  visibility: 'public',
  vendorId: null,
  whyHidden: null,
  effectiveFrom: null,
  effectiveUntil: null,
  changeNote: '',
  variants: [],
  files: [],
  ...given,
})

/** Where Q&A is written: two who write, two who review, and a server that they ask. Friday 2026-11-20, 09:00. */
export async function editorsDesk(db: Db, also: FastifyPluginAsync[] = []) {
  const desk = await openDesk(db)
  const actors = new Map<string, Actor>()
  const app = createApp({
    actorOf: async (token) => (token ? actors.get(token) : undefined),
    logger: false,
    trustProxy: true,
  })
  for (const routes of [knowledgeEditingRoutes(desk.deps), ...also])
    await app.register(routes, { prefix: '/api' })

  async function ask(endpoint: string, { as, body, key }: Ask = {}) {
    const [method, url] = endpoint.split(' ')
    if (as) actors.set(as.sessionId, as)
    const reply = await app.inject({
      method: method as 'GET',
      url: `/api${url}`,
      headers: {
        ...(as && { cookie: `${SESSION_COOKIE}=${as.sessionId}` }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { payload: body }),
    })
    return { status: reply.statusCode, body: reply.json() }
  }

  /** Asks, and it has to be done. */
  async function done(endpoint: string, how: Ask): Promise<EditedEntry> {
    const { status, body } = await ask(endpoint, how)
    if (status >= 300) throw new Error(`${endpoint}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  const writer = await desk.hire('tier1-agent', { name: '林以晴' })
  const colleague = await desk.hire('tier1-agent', { name: '陳柏宇' })
  const reviewer = await desk.hire('knowledge-editor', { name: '蕭雅雯' })
  const second = await desk.hire('supervisor', { name: '呂玉華' })

  const read = (entryId: string, as = writer) => done(`GET /knowledge-entries/${entryId}`, { as })
  const begin = (given: Partial<Content> = {}, as = writer) =>
    done('POST /knowledge-entries', { as, body: content(given) })
  /** A step with the version at work, as it is now. */
  async function take(
    what: 'submission' | 'discard' | 'review',
    entryId: string,
    as: Actor,
    body: object = {},
  ) {
    const { atWork } = await read(entryId)
    return done(`POST /knowledge-versions/${atWork!.id}/${what}`, {
      as,
      body: { version: atWork!.version, ...body },
    })
  }
  const submit = (entryId: string, as = writer) => take('submission', entryId, as)
  const approve = (entryId: string, as = reviewer) => take('review', entryId, as, { decision: 'approve' })
  const next = (entryId: string, as = writer) =>
    done(`POST /knowledge-entries/${entryId}/next-version`, { as })
  async function save(entryId: string, given: Partial<Content>, as = writer) {
    const { atWork } = await read(entryId)
    const { id, version } = atWork!
    return done(`PUT /knowledge-versions/${id}`, { as, body: { ...content(given), version } })
  }
  /** An entry that everybody reads. */
  async function publish(given: Partial<Content> = {}) {
    const { id } = await begin(given)
    await submit(id)
    return approve(id)
  }
  async function withdraw(entryId: string, body: object = {}, as = reviewer) {
    const { version } = await read(entryId)
    return ask(`POST /knowledge-entries/${entryId}/withdrawal`, {
      as,
      body: { version, why: '系統改版', successor: null, ...body },
    })
  }

  return {
    ...desk,
    ...{ app, ask, done, read, begin, submit, approve, next, save, publish, withdraw, take },
    ...{ writer, colleague, reviewer, second },
    goLive: () => makeDueLive({ ...desk.deps, log: quietLog }),
    versions: (entryId: string) =>
      db
        .selectFrom('knowledgeVersions')
        .selectAll()
        .where('entryId', '=', entryId as Id<'knowledge-entry'>)
        .orderBy('n')
        .execute(),
    entry: (entryId: string) =>
      db
        .selectFrom('knowledgeEntries')
        .selectAll()
        .where('id', '=', entryId as Id<'knowledge-entry'>)
        .executeTakeFirstOrThrow(),
    /** What was emitted of that name about an entry. */
    toldOf: async (name: string, entryId: string) =>
      (await db.selectFrom('outbox').select('payload').where('name', '=', name).execute()).filter(
        ({ payload }) => (payload as { entryId?: string }).entryId === entryId,
      ),
    audit: (entryId: string) =>
      db
        .selectFrom('auditLog')
        .select(['action', 'actorId', 'detail', 'address'])
        .where('subject', '=', `knowledge:${entryId}`)
        .orderBy('at')
        .orderBy('action')
        .execute(),
  }
}

const withDesk = <T extends typeof base>(test: T) =>
  test.extend('desk', async ({ db }, { onCleanup }) => {
    const desk = await editorsDesk(db)
    onCleanup(() => desk.app.close())
    return desk
  })

/** `desk`: where Q&A is written. */
export const test = withDesk(base)
/** As `test`, with a database for each test. */
export const testAlone = withDesk(alone as unknown as typeof base)
