import { describe, expect } from 'vitest'
import { attachReceived, keepReceived } from '../../server/files/keep-received.ts'
import { transact } from '../../server/platform/database/database.ts'
import { darkness, faxTiff } from '../support/fax-tiff.ts'
import { everythingIn } from '../support/files-app.ts'
import { fileCase } from '../support/filing.ts'
import { somebody } from '../support/intake-app.ts'
import { test as base } from '../support/intake-test.ts'
import { SAMPLES } from '../support/samples/files.ts'

const BAR: [number, number][] = [
  [0.1, 0.5],
  [0.5, 0.5],
]

const test = base.extend('received', ({ db, server, clock }) => async (name: string, bytes: Uint8Array) => {
  const { id } = await keepReceived(server.deps, { name, bytes, mediaType: null })
  const { id: caseId } = await fileCase(db, { channel: 'fax' }, clock.now)
  await transact(db, (trx) => attachReceived(trx, { fileIds: [id], caseId }))
  return id
})
const staff = { permissions: ['case:work', 'case:read-all'] }

describe('a fax on a case', () => {
  test('is shown page by page to those who see the case, and drawn only once', async ({
    db,
    ask,
    folder,
    received,
  }) => {
    const id = await received(
      'fax.tif',
      faxTiff([
        { lines: 1100, yDensity: 98 },
        { lines: 300, yDensity: 98 },
      ]),
    )
    const clerk = await somebody(db, staff)
    const { body } = await ask(`GET /files/${id}/pages`, { as: clerk })
    expect(body).toEqual({
      kind: 'images',
      pages: [
        { width: 1728, height: 2290 },
        { width: 1728, height: 624 },
      ],
    })
    const page = () => ask(`GET /files/${id}/pages/2`, { as: clerk })
    const { reply } = await page()
    expect(reply.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'private, no-store' })
    expect(await darkness(reply.rawPayload, BAR)).toEqual([255, 0])
    const kept = await everythingIn(folder)
    expect(kept.includes(reply.rawPayload.subarray(0, 50))).toBe(false)
    expect((await page()).reply.rawPayload.equals(reply.rawPayload)).toBe(true)
    expect(await everythingIn(folder)).toHaveLength(kept.length)
    expect((await ask(`GET /files/${id}/pages/3`, { as: clerk })).status).toBe(404)
    expect((await ask(`GET /files/${id}/pages/0`, { as: clerk })).status).toBe(404)
    const lines = await db
      .selectFrom('auditLog')
      .select('detail')
      .where('subject', '=', `file:${id}`)
      .execute()
    expect(lines).toHaveLength(2)
  })

  test('is nobody else’s: neither its pages nor how many there are', async ({ db, ask, received }) => {
    const id = await received('fax.tif', faxTiff([{ lines: 100, yDensity: 98 }]))
    const stranger = await somebody(db)
    for (const as of [stranger, undefined])
      for (const address of [`GET /files/${id}/pages`, `GET /files/${id}/pages/1`])
        expect((await ask(address, { as })).status).toBe(404)
  })

  test('as PDF is left to the browser; anything else has no pages', async ({ db, ask, received }) => {
    const clerk = await somebody(db, staff)
    const pdf = await received('fax.pdf', SAMPLES.pdf)
    expect((await ask(`GET /files/${pdf}/pages`, { as: clerk })).body).toEqual({ kind: 'pdf', pages: [] })
    const text = await received('說明.txt', Buffer.from('一'))
    const { status, body } = await ask(`GET /files/${text}/pages`, { as: clerk })
    expect([status, body.code]).toEqual([415, 'file-has-no-pages'])
  })

  test('that cannot be decoded says so, and stays to be downloaded', async ({ db, ask, received }) => {
    const broken = faxTiff([{ lines: 100, yDensity: 98 }])
    const at = broken.readUInt32LE(4)
    broken.writeUInt16LE(7, at + 2 + 3 * 12 + 8)
    const id = await received('fax.tif', broken)
    const clerk = await somebody(db, staff)
    const { status, body } = await ask(`GET /files/${id}/pages/1`, { as: clerk })
    expect([status, body.code]).toEqual([415, 'file-has-no-pages'])
    expect((await ask(`GET /files/${id}/content`, { as: clerk })).status).toBe(200)
  })
})
