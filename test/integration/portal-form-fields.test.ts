import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import multipart from '@fastify/multipart'
import { expect } from 'vitest'
import type { Deps } from '../../server/platform/deps.ts'
import { openFileStore } from '../../server/platform/files/open.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { noScanner } from '../../server/platform/scanner/no-scanner.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import { readFields } from '../../server/portal/form-fields.ts'
import { test as withDb } from '../support/database.ts'

const PROGRAM = Buffer.from('MZ\u0090\u0000')
const log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** Posts a form and gives back what was read of it. */
const test = withDb.extend('post', { scope: 'file' }, async ({ db }, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), 'onewindow-form-'))
  const files = openFileStore(pathToFileURL(folder).href)
  const secrets = secretsFrom('a secret key for the tests, long enough')
  const deps = { db, files, secrets, scanner: noScanner(), now: () => new Date(), log } as unknown as Deps
  const app = createApp({ actorOf: async () => undefined, logger: false, trustProxy: false })
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: 4096, files: 12 } })
  app.post('/form', async (request) => {
    const { fields, refusal } = await readFields(deps, request)
    return { fields, code: refusal?.code ?? null, reason: refusal?.detail?.['reason'] ?? null }
  })
  onCleanup(async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })
  return async (parts: [name: string, value: string | { name: string; bytes: Uint8Array }][]) => {
    const form = new FormData()
    for (const [name, value] of parts)
      if (typeof value === 'string') form.append(name, value)
      else form.append(name, new Blob([value.bytes as Uint8Array<ArrayBuffer>]), value.name)
    const encoded = new Response(form)
    const answer = await app.inject({
      method: 'POST',
      url: '/form',
      headers: { 'content-type': encoded.headers.get('content-type')! },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
    expect(answer.statusCode).toBe(200)
    return answer.json() as {
      fields: Record<string, string | string[]>
      code: string | null
      reason: string | null
    }
  }
})

const text = (name: string, words = '姓名,王𡍼\n') => ({ name, bytes: Buffer.from(words) })

test('files of a posted form are stored, and named so that a refused form can show them again', async ({
  post,
  db,
}) => {
  const { fields, code } = await post([
    ['description', '按了沒有反應'],
    ['files', text('清冊.txt')],
    ['email', 'a@k022.gov.example'],
  ])
  expect(code).toBeNull()
  expect(fields).toMatchObject({ description: '按了沒有反應', email: 'a@k022.gov.example' })
  expect(fields['fileNames']).toBe(`${String(fields['fileIds'])} 15 清冊.txt`)
  const stored = await db
    .selectFrom('files')
    .select(['name', 'state', 'size'])
    .where('id', '=', fields['fileIds'] as never)
    .executeTakeFirstOrThrow()
  expect(stored).toEqual({ name: '清冊.txt', state: 'ready', size: 15 })
})

test('a refused file in the middle costs nothing of the form: fields behind it and files before it stay', async ({
  post,
}) => {
  const { fields, code, reason } = await post([
    ['files', text('清冊.txt')],
    ['files', { name: '工具.exe', bytes: PROGRAM }],
    ['files', text('later.txt')],
    ['description', '寫在檔案之後的話'],
  ])
  expect([code, reason]).toEqual(['file-refused', 'attachment-type-blocked'])
  expect(fields['description']).toBe('寫在檔案之後的話')
  expect(fields['fileNames']).toMatch(/ 清冊\.txt$/)
})

test('a program under a false name is found by its content', async ({ post }) => {
  const { code, fields } = await post([
    ['files', { name: '截圖.png', bytes: PROGRAM }],
    ['title', '主旨'],
  ])
  expect(code).toBe('file-refused')
  expect(fields).toEqual({ title: '主旨' })
})

test('a file field left empty is no file', async ({ post }) => {
  const { fields, code } = await post([
    ['files', { name: '', bytes: Buffer.alloc(0) }],
    ['title', '主旨'],
  ])
  expect(code).toBeNull()
  expect(fields).toEqual({ title: '主旨' })
})

test('the eleventh file is refused and the first ten stay', async ({ post }) => {
  const eleven = Array.from(
    { length: 11 },
    (_, n) => ['files', text(`${n}.txt`)] as [string, ReturnType<typeof text>],
  )
  const { fields, code } = await post([...eleven, ['title', '主旨']])
  expect(code).toBe('too-many-files')
  expect(fields['fileIds']).toHaveLength(10)
  expect(fields['title']).toBe('主旨')
})

test('far more files than anybody gives are refused, not a fault', async ({ post }) => {
  const many = Array.from(
    { length: 20 },
    (_, n) => ['files', text(`${n}.txt`)] as [string, ReturnType<typeof text>],
  )
  expect((await post(many)).code).toBe('too-many-files')
})
