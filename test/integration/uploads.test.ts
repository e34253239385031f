import { describe, expect, vi } from 'vitest'
import { PART_BYTES } from '../../server/files/parts/sealed-part.ts'
import { readFile } from '../../server/files/queries.ts'
import {
  andThenNothing,
  beginUpload,
  everythingIn,
  offsetOf,
  sendPiece,
  tusHeaders,
  upload,
} from '../support/files-app.ts'
import { someLog, test } from '../support/files-test.ts'

describe('an upload', () => {
  test('of several parts arrives byte for byte, is inspected and ready', async ({
    db,
    server,
    contentOf,
  }) => {
    const content = someLog(3 * PART_BYTES + 12_345)
    const id = await upload(server, '差勤系統錯誤紀錄.log', content)
    expect(await readFile(db, id)).toMatchObject({
      name: '差勤系統錯誤紀錄.log',
      state: 'ready',
      size: content.length,
      received: content.length,
      parts: 4,
      mediaType: 'text/plain',
      tail: null,
    })
    expect((await contentOf(id)).equals(content)).toBe(true)
  })

  test('of exactly one, two and just over two parts arrives whole', async ({ server, contentOf }) => {
    for (const size of [1, PART_BYTES, 2 * PART_BYTES, 2 * PART_BYTES + 1]) {
      const content = someLog(size)
      const id = await upload(server, 'a.log', content)
      expect((await contentOf(id)).equals(content)).toBe(true)
    }
  })

  test('in pieces smaller than a part arrives whole', async ({ server, contentOf }) => {
    const content = someLog(PART_BYTES + 300_000)
    const id = await upload(server, 'a.log', content, { chunkSize: 200_000 })
    expect((await contentOf(id)).equals(content)).toBe(true)
  })

  test('is told its limits first', async ({ server }) => {
    const options = await fetch(`${server.url}/api/uploads`, { method: 'OPTIONS' })
    expect(options.status).toBe(204)
    expect(options.headers.get('tus-max-size')).toBe(String(50 * 1024 * 1024))
    expect(options.headers.get('tus-extension')).toContain('creation')
    const rules = (await server.app.inject('/api/attachment-rules')).json()
    expect(rules).toMatchObject({ maxFiles: 10, maxBytesTotal: 100 * 1024 * 1024 })
    expect(rules.types).toContainEqual({ label: 'PDF 文件', extensions: ['pdf'] })
  })

  test('is encrypted on the disk: neither content nor name can be found there', async ({
    folder,
    server,
  }) => {
    const secret = '身分證字號 A123456789 的考績資料'
    await upload(server, 'a.txt', Buffer.from(secret.repeat(1000)))
    const stored = await everythingIn(folder)
    expect(stored.length).toBeGreaterThan(secret.length * 1000)
    expect(stored.includes(Buffer.from(secret))).toBe(false)
    expect(stored.includes(Buffer.from('A123456789'))).toBe(false)
  })

  test('cannot go on when its day is over', async ({ db, server, files, serverOn }) => {
    const { path, id } = await beginUpload(server, 'a.log', 10)
    const { createdAt } = await readFile(db, id)
    const tomorrow = await serverOn(files, () => new Date(createdAt.getTime() + 24 * 3_600_000))
    expect((await offsetOf(tomorrow, path)).status).toBe(410)
    expect((await sendPiece(tomorrow, path, 0, someLog(10))).status).toBe(410)
    expect((await offsetOf(server, path)).status).toBe(200)
  })

  test('that its sender gives up is removed at once', async ({ db, folder, server }) => {
    const { path, id } = await beginUpload(server, 'a.log', 2 * PART_BYTES)
    await sendPiece(server, path, 0, someLog(PART_BYTES + 5))
    const reply = await fetch(`${server.url}${path}`, {
      method: 'DELETE',
      headers: tusHeaders,
    })
    expect(reply.status).toBe(204)
    expect((await offsetOf(server, path)).status).toBe(404)
    await expect(readFile(db, id)).rejects.toThrow('file-not-found')
    expect(await everythingIn(folder)).toHaveLength(0)
  })
})

describe('an interrupted upload', () => {
  test('goes on at another server where it stopped', async ({ db, server, another, contentOf }) => {
    const content = someLog(3 * PART_BYTES + 500_000)
    const { path, id } = await beginUpload(server, 'a.log', content.length)
    const line = new AbortController()
    const cut = 2 * PART_BYTES + 250_000
    const sending = sendPiece(server, path, 0, andThenNothing(content.subarray(0, cut)), line)
    await vi.waitFor(async () => expect((await readFile(db, id)).parts).toBe(2))
    line.abort()
    await expect(sending).rejects.toThrow()

    const { offset } = await offsetOf(another, path)

    expect(offset).toBeGreaterThanOrEqual(2 * PART_BYTES)
    expect(offset).toBeLessThanOrEqual(cut)
    expect((await sendPiece(another, path, offset, content.subarray(offset))).status).toBe(204)
    expect((await contentOf(id)).equals(content)).toBe(true)
  })

  test('whose line hangs open at one server is taken over at the other', async ({
    db,
    server,
    another,
    contentOf,
  }) => {
    const content = someLog(2 * PART_BYTES)
    const { path, id } = await beginUpload(server, 'a.log', content.length)
    const hanging = sendPiece(server, path, 0, andThenNothing(content.subarray(0, PART_BYTES + 10)))
    await vi.waitFor(async () => expect((await readFile(db, id)).received).toBe(PART_BYTES))

    const { status, offset } = await offsetOf(another, path)

    expect({ status, offset }).toEqual({ status: 200, offset: PART_BYTES + 10 })
    expect((await hanging).headers.get('upload-offset')).toBe(String(PART_BYTES + 10))
    expect((await sendPiece(another, path, offset, content.subarray(offset))).status).toBe(204)
    expect((await contentOf(id)).equals(content)).toBe(true)
  })

  test('is taken over at the same server, too', async ({ db, server, contentOf }) => {
    const content = someLog(PART_BYTES + 20)
    const { path, id } = await beginUpload(server, 'a.log', content.length)
    const hanging = sendPiece(server, path, 0, andThenNothing(content.subarray(0, PART_BYTES + 10)))
    await vi.waitFor(async () => expect((await readFile(db, id)).received).toBe(PART_BYTES))
    const { offset } = await offsetOf(server, path)
    expect(offset).toBe(PART_BYTES + 10)
    await hanging
    expect((await sendPiece(server, path, offset, content.subarray(offset))).status).toBe(204)
    expect((await contentOf(id)).equals(content)).toBe(true)
  })

  test('is refused a piece that does not continue it', async ({ server }) => {
    const { path } = await beginUpload(server, 'a.log', 100)
    await sendPiece(server, path, 0, someLog(40))
    const reply = await sendPiece(server, path, 10, someLog(40))
    expect(reply.status).toBe(409)
    expect(await reply.json()).toMatchObject({ code: 'upload-offset-wrong' })
    expect((await offsetOf(server, path)).offset).toBe(40)
  })

  test('two pieces for the same place at once: one counts', async ({ db, server, another, contentOf }) => {
    const content = someLog(PART_BYTES + 1000)
    const { path, id } = await beginUpload(server, 'a.log', content.length)
    const replies = await Promise.all(
      [server, another, server, another].map((at) => sendPiece(at, path, 0, content)),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409])
    expect((await readFile(db, id)).state).toBe('ready')
    expect((await contentOf(id)).equals(content)).toBe(true)
  })
})
