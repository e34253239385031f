import { describe, expect } from 'vitest'
import { beginUpload, everythingIn, offsetOf, sendPiece, upload } from '../support/files-app.ts'
import { test } from '../support/files-test.ts'
import { SAMPLES, zip } from '../support/samples/files.ts'

describe('a file that may not be attached', () => {
  test('is refused by its name before a byte travels', async ({ db, server }) => {
    const { reply } = await beginUpload(server, 'C:\\fakepath\\報表.pdf.exe', 1000)
    expect(reply.status).toBe(415)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    expect(await reply.json()).toMatchObject({
      code: 'file-refused',
      detail: { reason: 'attachment-type-blocked', name: '報表.pdf.exe' },
    })
    const kept = await db.selectFrom('files').select('id').where('name', 'like', '%.exe').execute()
    expect(kept).toEqual([])
  })

  test('is refused when it is too large before a byte travels', async ({ server }) => {
    const { reply } = await beginUpload(server, 'a.pdf', 50 * 1024 * 1024 + 1)
    expect(reply.status).toBe(413)
    expect(await reply.json()).toMatchObject({
      code: 'file-too-large',
      detail: { maxBytes: 50 * 1024 * 1024 },
    })
  })

  test('is refused without a name and without content', async ({ server }) => {
    expect((await beginUpload(server, '', 10)).reply.status).toBe(415)
    expect((await beginUpload(server, 'a.txt', 0)).reply.status).toBe(415)
  })

  test('a program in an archive in an archive is refused, named, and nothing of it is kept', async ({
    db,
    folder,
    server,
  }) => {
    const inner = zip({ '安裝程式.exe': SAMPLES.exe })
    const outer = zip({ '說明.txt': Buffer.from('請解開'), '附件.zip': inner })
    const refusal = await upload(server, '資料.zip', outer).catch((error) => error)
    expect(refusal.status).toBe(415)
    expect(refusal.problem).toMatchObject({
      code: 'file-refused',
      detail: { reason: 'attachment-type-blocked', path: expect.stringContaining('安裝程式.exe') },
    })
    const { state, refusal: reason } = await db
      .selectFrom('files')
      .select(['state', 'refusal'])
      .where('name', '=', '資料.zip')
      .executeTakeFirstOrThrow()
    expect({ state, reason }).toEqual({ state: 'refused', reason: 'attachment-type-blocked' })
    expect(await everythingIn(folder)).toHaveLength(0)
  })

  test('a program under a false name is refused, and so is going on with it', async ({ server }) => {
    const { path } = await beginUpload(server, 'a.pdf', SAMPLES.exe.length)
    expect((await sendPiece(server, path, 0, SAMPLES.exe)).status).toBe(415)
    expect((await offsetOf(server, path)).status).toBe(410)
    expect((await sendPiece(server, path, SAMPLES.exe.length, Buffer.alloc(0))).status).toBe(410)
  })
})
