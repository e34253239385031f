import { describe, expect } from 'vitest'
import { attachFiles } from '../../server/files/attach.ts'
import { PART_BYTES } from '../../server/files/parts/sealed-part.ts'
import { readFile } from '../../server/files/queries.ts'
import { removeUnclaimed } from '../../server/files/remove-unclaimed.ts'
import { storeUpload } from '../../server/files/store-upload.ts'
import { transact } from '../../server/platform/database/database.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import { stoppedClock } from '../support/clock.ts'
import { beginUpload, everythingIn, filesDeps, sendPiece } from '../support/files-app.ts'
import { test as base, someLog } from '../support/files-test.ts'
import { fileCase } from '../support/filing.ts'
import { SAMPLES, zip } from '../support/samples/files.ts'

const test = base
  .extend('clock', () => stoppedClock())
  .extend('deps', ({ db, files, clock }) => filesDeps({ db, files, now: clock.now }))
  .extend(
    'store',
    ({ deps }) =>
      (name: string, content: Uint8Array, uploader: Id<'person'> | null = null) =>
        storeUpload(deps, { name, bytes: inPieces(content, 100_000), uploader }),
  )
  .extend('attach', ({ db }) => async (fileIds: Id<'file'>[], uploader: Id<'person'> | null = null) => {
    const { id: caseId } = await fileCase(db)
    return transact(db, (trx) => attachFiles(trx, { fileIds, caseId, uploader, fromRequester: true }))
  })

async function* inPieces(content: Uint8Array, size: number) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

describe('a file sent with the form that needs no script', () => {
  test('is inspected and ready, byte for byte', async ({ db, store, contentOf }) => {
    const content = someLog(2 * PART_BYTES + 17)
    const { id, ...told } = await store('錯誤紀錄.log', content)
    expect(told).toEqual({ name: '錯誤紀錄.log', size: content.length, mediaType: 'text/plain' })
    expect(await readFile(db, id)).toMatchObject({ state: 'ready', parts: 3, received: content.length })
    expect((await contentOf(id)).equals(content)).toBe(true)
  })

  test('is refused like any other, and nothing of it is kept', async ({ db, folder, store }) => {
    const before = await db.selectFrom('files').select('id').execute()
    const hidden = zip({ 'a.zip': zip({ 'b.zip': zip({ 'c.exe': SAMPLES.exe }) }) })
    await expect(store('a.zip', hidden)).rejects.toMatchObject({
      code: 'file-refused',
      detail: { reason: 'attachment-type-blocked' },
    })
    await expect(store('a.js', someLog(10))).rejects.toMatchObject({ code: 'file-refused' })
    await expect(store('a.pdf', Buffer.alloc(0))).rejects.toMatchObject({
      detail: { reason: 'attachment-empty' },
    })
    await expect(store('a.log', Buffer.alloc(50 * PART_BYTES + 1, 'a'))).rejects.toMatchObject({
      code: 'file-too-large',
    })
    expect(await everythingIn(folder)).toHaveLength(0)
    expect(await db.selectFrom('files').select('id').execute()).toEqual(before)
  })

  test('that breaks off leaves nothing', async ({ db, folder, deps }) => {
    const before = await db.selectFrom('files').select('id').execute()
    async function* broken() {
      yield someLog(PART_BYTES + 5)
      throw new Error('the line broke')
    }
    await expect(storeUpload(deps, { name: 'a.log', bytes: broken(), uploader: null })).rejects.toThrow(
      'line',
    )
    expect(await everythingIn(folder)).toHaveLength(0)
    expect(await db.selectFrom('files').select('id').execute()).toEqual(before)
  })

  test('is told to come later when the store is away', async ({ db, files }) => {
    const away: FileStore = { ...files, putPart: () => Promise.reject(new Error('no such host')) }
    const deps = filesDeps({ db, files: away })
    await expect(
      storeUpload(deps, { name: 'a.log', bytes: inPieces(someLog(10), 5), uploader: null }),
    ).rejects.toMatchObject({ kind: 'unavailable' })
  })
})

describe('files of a message', () => {
  test('belong to the case in the order they were named, each once', async ({ db, store, attach }) => {
    const [one, other] = [await store('一.log', someLog(10)), await store('二.log', someLog(20))]
    const attached = await attach([other.id, one.id, other.id])
    expect(attached).toEqual([other, one])
    expect(await readFile(db, one.id)).toMatchObject({ caseId: expect.any(String), expiresAt: null })
  })

  test('cannot be taken twice, by another, or before they have arrived', async ({
    db,
    server,
    store,
    attach,
  }) => {
    const mine = await employ(db)
    const other = await employ(db)
    const taken = await store('a.log', someLog(1))
    await attach([taken.id])
    await expect(attach([taken.id])).rejects.toMatchObject({ code: 'file-not-found' })

    const owned = await store('a.log', someLog(1), mine.id)
    await expect(attach([owned.id], other.id)).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(attach([owned.id], null)).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(attach([newId()])).rejects.toMatchObject({ code: 'file-not-found' })
    expect(await attach([owned.id], mine.id)).toHaveLength(1)

    const { id } = await beginUpload(server, 'a.log', 10)
    await expect(attach([id])).rejects.toMatchObject({ code: 'file-not-ready' })
  })

  test('are all given or none', async ({ db, store, attach }) => {
    const good = await store('a.log', someLog(1))
    await expect(attach([good.id, newId()])).rejects.toMatchObject({ code: 'file-not-found' })
    expect((await readFile(db, good.id)).caseId).toBeNull()
  })

  test('that were refused are named so', async ({ server, attach }) => {
    const { path, id } = await beginUpload(server, 'a.pdf', SAMPLES.exe.length)
    await sendPiece(server, path, 0, SAMPLES.exe)
    await expect(attach([id])).rejects.toMatchObject({ code: 'file-refused' })
  })

  test('are ten at most, and 100 MB together', async ({ db, store, attach }) => {
    const many = await Promise.all(Array.from({ length: 11 }, () => store('a.log', someLog(1))))
    const ids = many.map(({ id }) => id)
    await expect(attach(ids)).rejects.toMatchObject({ code: 'too-many-files', status: 413 })
    await db
      .updateTable('files')
      .set({ size: 40 * PART_BYTES })
      .where('id', 'in', ids.slice(0, 3))
      .execute()
    await expect(attach(ids.slice(0, 3))).rejects.toMatchObject({ code: 'too-many-files' })
    expect(await attach(ids.slice(0, 2))).toHaveLength(2)
  })
})

describe('uploads that no case claims', () => {
  test('are removed after a day, content and all; claimed ones stay', async ({
    db,
    folder,
    clock,
    deps,
    store,
    attach,
  }) => {
    const unclaimed = await store('a.log', someLog(PART_BYTES + 1))
    const claimed = await store('b.log', someLog(100))
    await attach([claimed.id])
    clock.advance({ hours: 23, minutes: 59 })
    await removeUnclaimed(deps)
    expect((await readFile(db, unclaimed.id)).state).toBe('ready')

    clock.advance({ minutes: 1 })
    expect(await removeUnclaimed(deps)).toBeGreaterThanOrEqual(1)

    await expect(readFile(db, unclaimed.id)).rejects.toMatchObject({ code: 'file-not-found' })
    expect((await readFile(db, claimed.id)).state).toBe('ready')
    expect(await everythingIn(folder)).toHaveLength(100 + 28)
    expect(await removeUnclaimed(deps)).toBe(0)
  })

  test('whose store is away are removed the next time', async ({ db, folder, files, clock, deps, store }) => {
    const { id } = await store('a.log', someLog(10))
    clock.advance({ hours: 25 })
    const away: FileStore = { ...files, remove: () => Promise.reject(new Error('no such host')) }
    await removeUnclaimed({ ...deps, files: away })
    expect((await readFile(db, id)).state).toBe('refused')
    await removeUnclaimed(deps)
    await expect(readFile(db, id)).rejects.toMatchObject({ code: 'file-not-found' })
    expect(await everythingIn(folder)).toHaveLength(0)
  })
})
