import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test as base, describe, expect } from 'vitest'
import { openFileStore, s3PlaceOf } from '../../server/platform/files/open.ts'
import { s3Store } from '../../server/platform/files/s3.ts'
import { startS3Server } from '../support/s3-server.ts'

const account = { bucket: 'files', key: 'AKIAEXAMPLE', secret: 's3cret/with+signs=' }

const test = base
  .extend('folder', async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'onewindow-files-'))
    onCleanup(() => rm(folder, { recursive: true, force: true }))
    return folder
  })
  .extend('s3', async ({}, { onCleanup }) => {
    const server = await startS3Server(account)
    onCleanup(server.stop)
    return server
  })
  .extend('urls', async ({ folder, s3 }) => ({
    disk: pathToFileURL(join(folder, 'not', 'yet', 'there')).href,
    S3: s3.url,
    'named S3': process.env['TEST_S3_URL'] ?? '',
  }))

const kinds = ['disk', 'S3', ...(process.env['TEST_S3_URL'] ? (['named S3'] as const) : [])] as const

describe.each(kinds)('the %s store', (kind) => {
  const own = test.extend('store', ({ urls }) => openFileStore(urls[kind]))
  const key = () => randomUUID()

  own('gives back the parts that it was given', async ({ store }) => {
    const file = key()
    const parts = [randomBytes(1024 * 1024 + 28), randomBytes(1), randomBytes(0)]
    await Promise.all(parts.map((part, n) => store.putPart(file, n, part)))
    for (const [n, part] of parts.entries())
      expect(Buffer.from(await store.getPart(file, n)).equals(part)).toBe(true)
  })

  own('keeps the later of two writings of a part, whole', async ({ store }) => {
    const file = key()
    await store.putPart(file, 0, Buffer.alloc(2000, 1))
    await store.putPart(file, 0, Buffer.alloc(1000, 2))
    expect(Buffer.from(await store.getPart(file, 0)).equals(Buffer.alloc(1000, 2))).toBe(true)
  })

  own('says so when a part is missing', async ({ store }) => {
    const file = key()
    await store.putPart(file, 0, Buffer.from('first'))
    await expect(store.getPart(file, 1)).rejects.toThrow()
    await expect(store.getPart(key(), 0)).rejects.toThrow()
  })

  own('removes one file and leaves the others; removing twice is no error', async ({ store }) => {
    const [gone, kept] = [key(), key()]
    for (const n of [0, 1, 2]) await store.putPart(gone, n, Buffer.from(`part ${n}`))
    await store.putPart(kept, 0, Buffer.from('kept'))
    await store.remove(gone, 5)
    await store.remove(gone, 5)
    for (const n of [0, 1, 2]) await expect(store.getPart(gone, n)).rejects.toThrow()
    expect(Buffer.from(await store.getPart(kept, 0)).toString()).toBe('kept')
  })

  own('refuses a key that could leave its place', async ({ store }) => {
    for (const bad of ['../../etc', 'a/b/c/d', '', 'x'.repeat(101)]) {
      await expect(store.putPart(bad, 0, Buffer.from('x'))).rejects.toThrow('not a key')
      await expect(store.getPart(bad, 0)).rejects.toThrow('not a key')
      await expect(store.remove(bad, 1)).rejects.toThrow('not a key')
    }
  })

  own('says that it can be written to', async ({ store }) => {
    await expect(store.check()).resolves.toBeUndefined()
  })
})

test('the disk store is not ready where it cannot write', async ({ folder }) => {
  await writeFile(join(folder, 'a file'), '')
  await expect(openFileStore(pathToFileURL(join(folder, 'a file', 'below')).href).check()).rejects.toThrow()
})

test('the disk store leaves no half-written part and nothing behind a removed file', async ({ folder }) => {
  const store = openFileStore(pathToFileURL(folder).href)
  const file = randomUUID()
  await store.putPart(file, 0, Buffer.from('one'))
  await store.putPart(file, 1, Buffer.from('two'))
  const names = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((f) => f.isFile())
  expect((await names()).map(({ name }) => name).sort()).toEqual(['0', '1'])
  await store.remove(file, 2)
  expect(await names()).toEqual([])
})

test('the S3 store signs what it sends: another secret is refused and nothing is written', async ({ s3 }) => {
  const store = s3Store({ ...s3PlaceOf(s3.url), secret: 'wrong' })
  const file = randomUUID()
  await expect(store.putPart(file, 0, Buffer.from('x'))).rejects.toThrow('403 SignatureDoesNotMatch')
  await expect(store.check()).rejects.toThrow('403')
  expect(s3.objects.size).toBe(0)
})

test('the S3 store asks again when the server is busy, and not when it said no', async ({ s3 }) => {
  const store = openFileStore(s3.url)
  const file = randomUUID()
  s3.failNext(2)
  await store.putPart(file, 0, Buffer.from('x'))
  expect(s3.asked).toHaveLength(3)
  await expect(store.getPart(file, 7)).rejects.toThrow('404 NoSuchKey')
  expect(s3.asked).toHaveLength(4)
})

test('a bucket that is not there is named by its code, the secret is not', async ({ s3 }) => {
  const store = openFileStore(s3.url.replace('/files?', '/others?'))
  const refusal = await store.putPart(randomUUID(), 0, Buffer.from('x')).catch((error: Error) => error)
  expect(refusal).toMatchObject({ message: 'the object store answered PUT with 404 NoSuchBucket' })
})

test('an address that cannot be a store is refused at the start, without repeating its secret', () => {
  for (const bad of [
    'nonsense',
    'file:///',
    'https://host/bucket',
    's3://host/bucket',
    's3://key:hidden@host',
    's3://key:hidden@host/bucket/deeper',
    's3://key:hidden@host/bucket?tls=yes',
  ]) {
    expect(() => openFileStore(bad)).toThrow(/FILES_URL/)
    expect(() => openFileStore(bad)).not.toThrow(/hidden/)
  }
  expect(s3PlaceOf('s3://k%2F1:s%3D2@minio:9000/files?region=ap-east-2&tls=0')).toEqual({
    endpoint: 'http://minio:9000',
    bucket: 'files',
    region: 'ap-east-2',
    key: 'k/1',
    secret: 's=2',
  })
})
