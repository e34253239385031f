import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { PART_BYTES } from '../../server/files/parts/sealed-part.ts'
import { readFile } from '../../server/files/queries.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { newId } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import {
  andThenNothing,
  beginUpload,
  cookieOf,
  offsetOf,
  sendPiece,
  tusHeaders,
} from '../support/files-app.ts'
import { someLog, test } from '../support/files-test.ts'

async function signedIn(db: Db, actors: Map<string, Actor>, name: string) {
  const { id } = await employ(db, { name })
  actors.set(name, { id, name, roles: ['user'], permissions: [], sessionId: newId() })
  return { id, headers: cookieOf(name) }
}

test('an upload made while signed in is its uploader’s alone', async ({ db, actors, server }) => {
  const owner = await signedIn(db, actors, 'owner')
  const other = await signedIn(db, actors, 'other')
  const { path, id } = await beginUpload(server, 'a.log', 100, owner.headers)
  expect((await readFile(db, id)).uploadedBy).toBe(owner.id)

  for (const headers of [other.headers, {}]) {
    expect((await offsetOf(server, path, headers)).status).toBe(404)
    expect((await sendPiece(server, path, 0, someLog(100), { headers })).status).toBe(404)
    const removal = { method: 'DELETE', headers: { ...tusHeaders, ...headers } }
    expect((await fetch(`${server.url}${path}`, removal)).status).toBe(404)
  }
  expect((await sendPiece(server, path, 0, someLog(100), { headers: owner.headers })).status).toBe(204)
})

test('an upload made before signing in goes on afterwards', async ({ db, actors, server }) => {
  const { path, id } = await beginUpload(server, 'a.log', 100)
  await sendPiece(server, path, 0, someLog(50))
  const { headers } = await signedIn(db, actors, 'late')
  expect((await sendPiece(server, path, 50, someLog(50), { headers })).status).toBe(204)
  expect(await readFile(db, id)).toMatchObject({ state: 'ready', uploadedBy: null })
})

test('an upload that is not there, or is called nonsense, is not found', async ({ server }) => {
  for (const id of [newId(), 'nonsense', '..%2f..', `${newId()}?x=1`]) {
    const reply = await sendPiece(server, `/api/uploads/${id}`, 0, someLog(1))
    expect(reply.status).toBe(404)
    expect(await reply.json()).toMatchObject({ code: 'file-not-found' })
  }
})

test('what is no upload by the protocol is refused with a sentence, never a fault', async ({ server }) => {
  const { path } = await beginUpload(server, 'a.log', 100)
  const asked: [string, RequestInit][] = [
    ['/api/uploads', { method: 'POST' }],
    ['/api/uploads', { method: 'POST', headers: tusHeaders }],
    ['/api/uploads', { method: 'POST', headers: { ...tusHeaders, 'upload-length': '-5' } }],
    ['/api/uploads', { method: 'POST', headers: { ...tusHeaders, 'upload-defer-length': '1' } }],
    [
      '/api/uploads',
      { method: 'POST', headers: { ...tusHeaders, 'upload-length': '1', 'upload-metadata': ',,=' } },
    ],
    [path, { method: 'PATCH', headers: { ...tusHeaders, 'upload-offset': '0' }, body: 'text' }],
    [path, { method: 'PATCH', headers: { 'content-type': 'application/offset+octet-stream' }, body: 'x' }],
  ]
  for (const [url, init] of asked) {
    const reply = await fetch(`${server.url}${url}`, init)
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(await reply.json()).toMatchObject({
      code: expect.any(String),
      title: expect.stringContaining('。'),
    })
  }
})

test('more bytes than were announced are refused', async ({ server }) => {
  const { path } = await beginUpload(server, 'a.log', 10)
  expect((await sendPiece(server, path, 0, someLog(11))).status).toBe(413)
})

test('another site cannot upload in somebody’s name', async ({ server }) => {
  const { reply } = await beginUpload(server, 'a.log', 10, { origin: 'https://elsewhere.example' })
  expect(reply.status).toBe(403)
})

test('one network that does not sign in is slowed down after 120 uploads, others and signed-in people are not', async ({
  db,
  actors,
  server,
}) => {
  const from = { 'x-forwarded-for': '198.51.100.7' }
  const statuses = []
  for (let n = 0; n < 121; n++) statuses.push((await beginUpload(server, 'a.log', 1, from)).reply.status)
  expect(statuses.slice(0, 120).every((status) => status === 201)).toBe(true)
  expect(statuses[120]).toBe(429)
  expect((await beginUpload(server, 'a.log', 1, { 'x-forwarded-for': '198.51.100.8' })).reply.status).toBe(
    201,
  )
  const { headers } = await signedIn(db, actors, 'inside')
  expect((await beginUpload(server, 'a.log', 1, { ...from, ...headers })).reply.status).toBe(201)
})

test('uploads hold no database connection once nobody writes', async ({ db, server }) => {
  const { path, id } = await beginUpload(server, 'a.log', 2 * PART_BYTES)
  const line = new AbortController()
  const sending = sendPiece(server, path, 0, andThenNothing(someLog(PART_BYTES)), line).catch(() => {})
  await vi.waitFor(async () => expect((await readFile(db, id)).parts).toBe(1))
  expect(await advisoryLocks(db)).toBe(1)
  line.abort()
  await sending
  await vi.waitFor(async () => expect(await advisoryLocks(db)).toBe(0))
})

test('when the database drops the connection of the locks, writers leave and the upload goes on', async ({
  db,
  server,
}) => {
  const content = someLog(2 * PART_BYTES)
  const { path, id } = await beginUpload(server, 'a.log', content.length)
  const hanging = sendPiece(server, path, 0, andThenNothing(content.subarray(0, PART_BYTES)))
  await vi.waitFor(async () => expect((await readFile(db, id)).parts).toBe(1))
  await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`.execute(db)

  expect((await hanging).headers.get('upload-offset')).toBe(String(PART_BYTES))

  expect(await offsetOf(server, path)).toEqual({ status: 200, offset: PART_BYTES })
  expect((await sendPiece(server, path, PART_BYTES, content.subarray(PART_BYTES))).status).toBe(204)
  expect((await readFile(db, id)).state).toBe('ready')
})

async function advisoryLocks(db: Db) {
  const { rows } = await sql<{ n: number }>`select count(*) as n from pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`.execute(db)
  return rows[0]!.n
}
