import { describe, expect } from 'vitest'
import { changeCase } from '../../server/cases/change.ts'
import { caseCodeOf } from '../../server/cases/links.ts'
import { lockAnyCase } from '../../server/cases/queries.ts'
import { attachFiles } from '../../server/files/attach.ts'
import { PART_BYTES } from '../../server/files/parts/sealed-part.ts'
import { storeUpload } from '../../server/files/store-upload.ts'
import { transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import { secrets } from '../support/files-app.ts'
import { someLog } from '../support/files-test.ts'
import { fileCase } from '../support/filing.ts'
import { somebody } from '../support/intake-app.ts'
import { test as base } from '../support/intake-test.ts'
import { SAMPLES } from '../support/samples/files.ts'

const test = base
  .extend('stored', ({ server }) => async (name: string, content: Uint8Array) => {
    const once = (async function* () {
      yield content
    })()
    return storeUpload(server.deps, { name, bytes: once, uploader: null })
  })
  /** A file that staff have put beside a message or a note of a case. */
  .extend('added', ({ db, clock, stored }) => async (caseId: Id<'case'>, kind: 'message-out' | 'note') => {
    const { id: fileId } = await stored('附件.log', someLog(30))
    const { id: actorId } = await employ(db)
    await transact(db, async (trx) => {
      const files = await attachFiles(trx, {
        fileIds: [fileId],
        caseId,
        uploader: actorId,
        fromRequester: false,
      })
      const entry = { actorId, origin: 'desk', at: clock.now(), kind, body: { text: '如附件', files } }
      await changeCase(trx, await lockAnyCase(trx, caseId), {}, [entry])
    })
    return fileId
  })

const contentOf = (fileId: string) => `GET /files/${fileId}/content`

describe('the content of a file', () => {
  test('comes as a download with its full name, locked in, byte for byte', async ({
    db,
    ask,
    clock,
    stored,
  }) => {
    const me = await somebody(db)
    const content = someLog(2 * PART_BYTES + 5)
    const { id } = await stored('差勤錯誤紀錄.log', content)
    await fileCase(db, { requesterId: me.id, fileIds: [id] }, clock.now)
    const { reply } = await ask(contentOf(id), { as: me })
    expect(reply.statusCode).toBe(200)
    expect(reply.rawPayload.equals(content)).toBe(true)
    expect(reply.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': String(content.length),
      'content-disposition': expect.stringContaining(
        `filename*=UTF-8''${encodeURIComponent('差勤錯誤紀錄.log')}`,
      ),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    expect(reply.headers['content-disposition']).toMatch(/^attachment;/)
  })

  test('of images and PDF is shown when asked for, of nothing else', async ({ db, ask, clock, stored }) => {
    const me = await somebody(db)
    const kinds = [
      await stored('畫面.png', SAMPLES.png),
      await stored('公文.pdf', SAMPLES.pdf),
      await stored('資料.xml', Buffer.from('<?xml version="1.0"?><a/>')),
    ]
    await fileCase(db, { requesterId: me.id, fileIds: kinds.map(({ id }) => id) }, clock.now)
    const how = []
    for (const { id } of kinds) {
      const { reply } = await ask(`${contentOf(id)}?inline=1`, { as: me })
      how.push(String(reply.headers['content-disposition']).split(';')[0])
    }
    expect(how).toEqual(['inline', 'inline', 'attachment'])
  })

  test('comes in ranges', async ({ db, ask, clock, stored }) => {
    const me = await somebody(db)
    const content = someLog(PART_BYTES + 100)
    const { id } = await stored('a.log', content)
    await fileCase(db, { requesterId: me.id, fileIds: [id] }, clock.now)
    const range = async (asked: string) =>
      (await ask(contentOf(id), { as: me, headers: { range: asked } })).reply
    const [from, to] = [PART_BYTES - 10, PART_BYTES + 9]
    const across = await range(`bytes=${from}-${to}`)
    expect(across.statusCode).toBe(206)
    expect(across.headers['content-range']).toBe(`bytes ${from}-${to}/${content.length}`)
    expect(across.rawPayload.equals(content.subarray(from, to + 1))).toBe(true)
    expect((await range('bytes=-7')).rawPayload.equals(content.subarray(-7))).toBe(true)
    expect((await range(`bytes=${content.length}-`)).statusCode).toBe(416)
    expect((await range('bytes=nonsense')).statusCode).toBe(200)
  })

  test('is recorded each time, with who and through what', async ({ db, ask, clock, stored }) => {
    const me = await somebody(db)
    const { id } = await stored('a.log', someLog(3))
    const { id: caseId } = await fileCase(db, { requesterId: me.id, fileIds: [id] }, clock.now)
    await ask(contentOf(id), { as: me })
    await ask(contentOf(id))
    const entries = await db.selectFrom('auditLog').selectAll().where('subject', '=', `file:${id}`).execute()
    expect(entries).toMatchObject([
      {
        actorId: me.id,
        action: 'file-downloaded',
        detail: { caseId, through: 'session' },
        address: '192.0.2.1',
      },
    ])
  })
})

describe('who may have a file', () => {
  test('the requester: what came and went with messages, not what lies beside a note', async ({
    db,
    ask,
    clock,
    added,
  }) => {
    const me = await somebody(db)
    const { id } = await fileCase(db, { requesterId: me.id }, clock.now)
    const [sent, internal] = [await added(id, 'message-out'), await added(id, 'note')]
    expect((await ask(contentOf(sent), { as: me })).status).toBe(200)
    expect((await ask(contentOf(internal), { as: me })).status).toBe(404)
  })

  test('staff: what belongs to cases they may see', async ({ db, ask, clock, added }) => {
    const { id } = await fileCase(db, {}, clock.now)
    const files = [await added(id, 'message-out'), await added(id, 'note')]
    const everything = await somebody(db, { permissions: ['case:work', 'case:read-all'] })
    const ownOnly = await somebody(db, { permissions: ['case:work'] })
    for (const file of files) {
      expect((await ask(contentOf(file), { as: everything })).status).toBe(200)
      expect((await ask(contentOf(file), { as: ownOnly })).status).toBe(404)
    }
  })

  test('nobody else: not others, not without a session, not an upload that no case has', async ({
    db,
    ask,
    clock,
    added,
    stored,
  }) => {
    const { id } = await fileCase(db, { requesterId: (await somebody(db)).id }, clock.now)
    const file = await added(id, 'message-out')
    const unclaimed = (await stored('a.log', someLog(1))).id
    const stranger = await somebody(db)
    for (const asked of [file, unclaimed, newId(), 'nonsense'])
      for (const as of [stranger, undefined])
        expect(await ask(contentOf(asked), { as })).toMatchObject({ status: 404 })
  })

  test('who sees the case with its code: by links that are good for an hour, each for its own file', async ({
    db,
    ask,
    clock,
    added,
  }) => {
    const { id, number } = await fileCase(db, {}, clock.now)
    const [one, other] = [await added(id, 'message-out'), await added(id, 'message-out')]
    await added(id, 'note')
    const { body } = await ask(`POST /progress/${number}`, { body: { code: caseCodeOf(secrets, id) } })
    const files = body.entries.flatMap((entry: { files: { id: string; href: string }[] }) => entry.files)
    expect(files.map((file: { id: string }) => file.id)).toEqual([one, other])
    const [first] = files as [{ href: string }]
    const path = first.href.replace('/api', '')

    const { status, reply } = await ask(`GET ${path}`)
    expect(status).toBe(200)
    expect(reply.rawPayload).toHaveLength(30)
    expect((await ask(`GET ${path.replace(one, other)}`)).status).toBe(404)
    expect((await ask(`GET ${path}x`)).status).toBe(404)
    clock.advance({ minutes: 61 })
    expect(await ask(`GET ${path}`)).toMatchObject({ status: 410, body: { code: 'file-link-expired' } })
  })

  test('who is signed in gets links without a token', async ({ db, ask, clock, stored }) => {
    const me = await somebody(db)
    const { id } = await stored('a.log', someLog(3))
    const { number } = await fileCase(db, { requesterId: me.id, fileIds: [id] }, clock.now)
    const { body } = await ask(`POST /progress/${number}`, { as: me, body: {} })
    expect(body.entries[1].files).toEqual([
      { id, name: 'a.log', size: 3, mediaType: 'text/plain', href: `/api/files/${id}/content` },
    ])
  })
})
