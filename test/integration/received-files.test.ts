import { describe, expect } from 'vitest'
import {
  dropHeld,
  heldAmong,
  listHeld,
  releaseHeld,
  removeDropped,
  scanHeld,
} from '../../server/files/held-files.ts'
import { attachReceived, keepReceived } from '../../server/files/keep-received.ts'
import { readContent } from '../../server/files/parts/read.ts'
import { PART_BYTES } from '../../server/files/parts/sealed-part.ts'
import { readFile } from '../../server/files/queries.ts'
import { storeUpload } from '../../server/files/store-upload.ts'
import { transact } from '../../server/platform/database/database.ts'
import { diskStore } from '../../server/platform/files/disk.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { openScanner } from '../../server/platform/scanner/open.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { clamdServer, EICAR } from '../support/clamd-server.ts'
import { everythingIn, filesDeps, secrets } from '../support/files-app.ts'
import { someLog } from '../support/files-test.ts'
import { fileCase } from '../support/filing.ts'
import { somebody } from '../support/intake-app.ts'
import { test as base } from '../support/intake-test.ts'
import { SAMPLES, zip } from '../support/samples/files.ts'

const test = base
  .extend('clamd', async ({}, { onCleanup }) => {
    const server = await clamdServer()
    onCleanup(server.stop)
    return server
  })
  .extend('files', ({ folder }) => diskStore(folder))
  .extend('contentOf', ({ db, files }) => async (id: Id<'file'>) => {
    const chunks: Buffer[] = []
    for await (const chunk of readContent({ files, secrets }, await readFile(db, id))) chunks.push(chunk)
    return Buffer.concat(chunks)
  })
  .extend('deps', ({ db, files, clock, clamd }) =>
    filesDeps({ db, files, now: clock.now, scanner: openScanner(clamd.url) }),
  )
  .extend(
    'keep',
    ({ deps }) =>
      (name: string, bytes: Uint8Array, mediaType = '', id?: Id<'file'>) =>
        keepReceived(deps, { name, bytes, mediaType, ...(id && { id }) }),
  )
  .extend('attach', ({ db, clock }) => async (fileIds: Id<'file'>[]) => {
    const { id: caseId } = await fileCase(db, {}, clock.now)
    await transact(db, (trx) => attachReceived(trx, { fileIds, caseId }))
    return caseId
  })

describe('a file that came by mail', () => {
  test('is kept and given out byte for byte when nothing is wrong with it', async ({
    db,
    keep,
    attach,
    ask,
  }) => {
    const content = someLog(2 * PART_BYTES + 3)
    const kept = await keep('差勤\u202E錯誤/../紀錄.log', content, 'text/plain')
    expect(kept).toMatchObject({
      name: '紀錄.log',
      size: content.length,
      mediaType: 'text/plain',
      held: null,
    })
    await attach([kept.id])
    const clerk = await somebody(db, { permissions: ['case:work', 'case:read-all'] })
    const { reply } = await ask(`GET /files/${kept.id}/content`, { as: clerk })
    expect(reply.rawPayload.equals(content)).toBe(true)
  })

  test('of a kind that mail programs attach by themselves is let in, and an empty one as well', async ({
    keep,
  }) => {
    expect((await keep('invite.ics', Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR'))).held).toBeNull()
    expect((await keep('smime.p7s', Buffer.from([0x30, 0x82, 1, 2]))).held).toBeNull()
    expect((await keep('空白.txt', Buffer.alloc(0))).held).toBeNull()
  })

  test('without an ending gets that of its type, which has to be true', async ({ keep }) => {
    expect(await keep('掃描', SAMPLES.pdf, 'application/pdf; name=x')).toMatchObject({
      name: '掃描.pdf',
      held: null,
    })
    expect(await keep('掃描', SAMPLES.exe, 'application/pdf')).toMatchObject({
      held: 'attachment-executable',
    })
  })

  test('is held back when it runs, hides what it is, or hides something inside', async ({ keep, deps }) => {
    const inner = zip({ '說明.txt': Buffer.from('無'), 'a.zip': zip({ '工具.exe': SAMPLES.exe }) })
    expect(await keep('工具.exe', SAMPLES.exe)).toMatchObject({ held: 'attachment-type-blocked' })
    expect(await keep('照片.png', SAMPLES.exe)).toMatchObject({ held: 'attachment-executable' })
    expect(await keep('表單.html', Buffer.from('<html><body>登入</body></html>'))).toMatchObject({
      held: 'attachment-type-not-allowed',
    })
    const { id, held } = await keep('資料.zip', inner)
    expect(held).toBe('attachment-type-blocked')
    expect((await readFile(deps.db, id)).finding).toBe('資料.zip/a.zip/工具.exe')
  })

  test('is held back when the scanner finds something, whatever it is called', async ({ keep, deps }) => {
    const { id, held } = await keep('會議紀錄.txt', EICAR)
    expect(held).toBe('attachment-virus')
    expect((await readFile(deps.db, id)).finding).toMatch(/EICAR/)
    expect((await keep('EICAR.exe', EICAR)).held).toBe('attachment-virus')
  })

  test('kept twice under one id is one file, also when the first try broke off halfway', async ({
    db,
    files,
    deps,
    keep,
    contentOf,
  }) => {
    const id = newId<'file'>()
    const content = someLog(3 * PART_BYTES)
    let parts = 0
    const breaking: FileStore = {
      ...files,
      putPart: (...part) => (parts++ < 1 ? files.putPart(...part) : Promise.reject(new Error('full disk'))),
    }
    await expect(
      keepReceived({ ...deps, files: breaking }, { name: 'a.log', bytes: content, mediaType: null, id }),
    ).rejects.toMatchObject({ kind: 'unavailable' })
    const kept = await keep('a.log', content, '', id)
    expect(await keep('a.log', content, '', id)).toEqual(kept)
    expect((await contentOf(id)).equals(content)).toBe(true)
    expect(await db.selectFrom('files').select('id').where('id', '=', id).execute()).toHaveLength(1)
  })

  test('belongs to its case in the order told; to the same case twice changes nothing, to another never', async ({
    db,
    keep,
    clock,
  }) => {
    const [one, held] = [await keep('一.log', someLog(9)), await keep('二.exe', SAMPLES.exe)]
    const many = await Promise.all(Array.from({ length: 12 }, (_, n) => keep(`${n}.log`, someLog(5))))
    const fileIds = [held, one, ...many].map(({ id }) => id)
    const [{ id: caseId }, { id: otherId }] = [
      await fileCase(db, {}, clock.now),
      await fileCase(db, {}, clock.now),
    ]
    const attach = (to: Id<'case'>) => transact(db, (trx) => attachReceived(trx, { fileIds, caseId: to }))
    const attached = await attach(caseId)
    expect(attached.map(({ name }) => name).slice(0, 2)).toEqual(['二.exe', '一.log'])
    expect(await attach(caseId)).toEqual(attached)
    await expect(attach(otherId)).rejects.toMatchObject({ code: 'file-not-found' })
    expect(await heldAmong(db, fileIds)).toEqual(new Map([[held.id, 'attachment-type-blocked']]))
  })
})

describe('a file that is held back', () => {
  const manager = { permissions: ['mail:manage', 'case:work', 'case:read-all'] }

  test('is listed with its case and never served, to nobody and by no link', async ({
    db,
    keep,
    attach,
    ask,
  }) => {
    const { id } = await keep('薪資.exe', SAMPLES.exe)
    const caseId = await attach([id])
    const boss = await somebody(db, manager)
    expect((await ask(`GET /cases/${caseId}/held-files`, { as: boss })).body).toMatchObject([
      { id, name: '薪資.exe', reason: 'attachment-type-blocked', releasable: true },
    ])
    expect(
      (await ask('GET /held-files', { as: boss })).body.files.map((file: { id: string }) => file.id),
    ).toContain(id)
    for (const address of [`GET /files/${id}/content`, `GET /files/${id}/content?inline=1`]) {
      const { status, body } = await ask(address, { as: boss })
      expect([status, body.code]).toEqual([409, 'file-held'])
      expect((await ask(address)).status).toBe(404)
    }
  })

  test('is given out once a manager of mail releases it, which is written down', async ({
    db,
    keep,
    attach,
    ask,
  }) => {
    const { id } = await keep('對照表.html', Buffer.from('<html><body>一</body></html>'))
    await attach([id])
    const boss = await somebody(db, manager)
    const clerk = await somebody(db, { permissions: ['case:work', 'case:handle', 'case:read-all'] })
    expect((await ask(`POST /files/${id}/release`, { as: clerk })).status).toBe(403)
    expect((await ask(`POST /files/${id}/release`, { as: boss })).status).toBe(200)
    const { reply } = await ask(`GET /files/${id}/content?inline=1`, { as: clerk })
    expect([reply.statusCode, reply.headers['content-disposition']]).toEqual([
      200,
      expect.stringMatching(/^attachment/),
    ])
    expect((await ask(`POST /files/${id}/release`, { as: boss })).body.code).toBe('file-not-held')
    const lines = await db.selectFrom('auditLog').selectAll().where('subject', '=', `file:${id}`).execute()
    expect(lines.filter(({ action }) => action === 'file-released')).toMatchObject([{ actorId: boss.id }])
  })

  test('for a virus is never released, only dropped; the name remains, the bytes do not', async ({
    db,
    deps,
    folder,
    keep,
    attach,
  }) => {
    const { id } = await keep('發票.txt', EICAR)
    const caseId = await attach([id])
    const order = { fileId: id, actor: await somebody(db, manager), address: '192.0.2.1' }
    await expect(releaseHeld(deps, order)).rejects.toMatchObject({ code: 'file-held-for-virus' })
    await dropHeld(deps, order)
    await removeDropped(deps)
    expect(await everythingIn(folder)).toHaveLength(0)
    expect(await readFile(db, id)).toMatchObject({ state: 'refused', name: '發票.txt', caseId })
    expect((await listHeld(db, { caseId })).files).toEqual([])
  })

  test('is scanned once more before it is released: signatures may have learned meanwhile', async ({
    db,
    deps,
    files,
  }) => {
    const blind = filesDeps({ db, files })
    const { id, held } = await keepReceived(blind, { name: '表.html', bytes: EICAR, mediaType: null })
    expect(held).toBe('attachment-type-not-allowed')
    const order = { fileId: id, actor: await somebody(db, manager), address: '192.0.2.1' }
    await expect(releaseHeld(deps, order)).rejects.toMatchObject({ code: 'file-held-for-virus' })
    expect((await readFile(db, id)).refusal).toBe('attachment-virus')
  })
})

describe('while the scanner is away', () => {
  test('what comes is held back, and opens by itself when the scanner is back', async ({
    db,
    deps,
    clamd,
    keep,
  }) => {
    clamd.become('hangs-up')
    const [fine, bad] = [await keep('一.txt', Buffer.from('一')), await keep('二.txt', EICAR)]
    expect([fine.held, bad.held]).toEqual(['attachment-not-scanned', 'attachment-not-scanned'])
    await scanHeld(deps)
    expect((await readFile(db, fine.id)).state).toBe('held')

    clamd.become('well')
    await scanHeld(deps)

    expect(await readFile(db, fine.id)).toMatchObject({
      state: 'ready',
      refusal: null,
      mediaType: 'text/plain',
    })
    expect(await readFile(db, bad.id)).toMatchObject({ state: 'held', refusal: 'attachment-virus' })
  })

  test('an upload of the web is taken, and its case filed; the file opens later', async ({
    db,
    deps,
    clamd,
    clock,
    ask,
  }) => {
    clamd.become('hangs-up')
    const me = await somebody(db)
    const once = (async function* () {
      yield Buffer.from('錯誤訊息\n')
    })()
    const { id } = await storeUpload(deps, { name: '錯誤.txt', bytes: once, uploader: me.id })
    await fileCase(db, { requesterId: me.id, actorId: me.id, fileIds: [id] }, clock.now)
    const { status, body } = await ask(`GET /files/${id}/content`, { as: me })
    expect([status, body.code]).toEqual([409, 'file-held'])
    expect(body.title ?? body.detail).toBeTruthy()

    clamd.become('well')
    await scanHeld(deps)
    expect((await ask(`GET /files/${id}/content`, { as: me })).status).toBe(200)
  })

  test('a file with a virus uploaded on the web is refused once the scanner sees it', async ({
    deps,
    folder,
  }) => {
    const once = (async function* () {
      yield EICAR
    })()
    await expect(storeUpload(deps, { name: '錯誤.txt', bytes: once, uploader: null })).rejects.toMatchObject({
      code: 'file-refused',
      detail: { reason: 'attachment-virus' },
    })
    expect(await everythingIn(folder)).toHaveLength(0)
  })
})
