import { describe, expect } from 'vitest'
import { caseCodeOf } from '../../server/cases/links.ts'
import { newId } from '../../server/platform/values.ts'
import { beginUpload, secrets } from '../support/files-app.ts'
import { messagesOf, somebody, storedCase } from '../support/intake-app.ts'
import { test } from '../support/intake-test.ts'

describe('a case filed by web', () => {
  test('needs three fields of somebody who does not sign in, and is confirmed with number and code', async ({
    db,
    file,
    clock,
  }) => {
    const { status, body } = await file({ description: '匯出清冊後，部分姓名變成問號。\n換電腦也一樣。' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(String),
      number: expect.stringMatching(/^115-\d{6}$/),
      code: caseCodeOf(secrets, body.id),
      openedAt: clock.now().toISOString(),
      responseDueAt: '2026-11-20T02:00:00.000Z',
    })
    expect(await storedCase(db, body.id)).toMatchObject({
      title: '匯出清冊後，部分姓名變成問號。',
      status: 'received',
      channel: 'web',
      priority: 3,
      leadSystemId: 1,
      requesterId: null,
      requesterEmail: 'wang@k012.example.tw',
      keyedById: null,
    })
    const [message] = await messagesOf(db, body.id)
    expect(message).toEqual({
      text: '匯出清冊後，部分姓名變成問號。\n換電腦也一樣。',
      origin: 'web 192.0.2.1 unverified',
      actorId: null,
    })
  })

  test('needs two of somebody signed in: the directory knows the rest', async ({ db, file }) => {
    const me = await somebody(db, { name: '陳怡君' })
    await db
      .insertInto('personPhones')
      .values({ personId: me.id, e164: '+886223979298', extension: '123' })
      .execute()
    const { status, body } = await file({}, { as: me })
    expect(status).toBe(201)
    expect(await storedCase(db, body.id)).toMatchObject({
      requesterId: me.id,
      requesterName: '陳怡君',
      requesterEmail: me.email,
      requesterPhone: '02-2397-9298 #123',
    })
    expect(await messagesOf(db, body.id)).toMatchObject([{ origin: 'web 192.0.2.1', actorId: me.id }])
  })

  test('takes what is given before what the directory says', async ({ db, file }) => {
    const me = await somebody(db)
    const given = { name: '代理人', email: 'deputy@k013.example.tw', phone: '049-2222-106' }
    const { body } = await file(given, { as: me })
    expect(await storedCase(db, body.id)).toMatchObject({
      requesterId: me.id,
      requesterName: '代理人',
      requesterEmail: 'deputy@k013.example.tw',
      requesterPhone: '049-2222-106',
    })
  })

  test('without an address to answer to is not accepted', async ({ db, file }) => {
    const unreachable = await somebody(db, { email: null })
    for (const how of [{ body: { email: undefined } }, { body: {}, as: unreachable }]) {
      const { status, body } = await file(how.body, 'as' in how ? { as: how.as } : {})
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'contact-missing' })
    }
    expect((await file({ email: 'a@k012.example.tw' }, { as: unreachable })).status).toBe(201)
  })

  test('of somebody who gives an address that one person has is theirs, and says that nobody proved it', async ({
    db,
    file,
  }) => {
    const person = await somebody(db, { name: '陳怡君', email: 'Chen.Yi-Chun@K012.example.tw' })
    const { body } = await file({ email: 'chen.yi-chun@k012.example.tw' })
    expect(await storedCase(db, body.id)).toMatchObject({ requesterId: person.id, requesterName: '陳怡君' })
    expect(await messagesOf(db, body.id)).toMatchObject([
      { origin: 'web 192.0.2.1 unverified', actorId: null },
    ])
  })

  test('of an address that several people share is nobody’s', async ({ db, file }) => {
    await somebody(db, { email: 'office@k014.example.tw' })
    await somebody(db, { email: 'office@k014.example.tw' })
    const { body } = await file({ email: 'office@k014.example.tw' })
    expect(await storedCase(db, body.id)).toMatchObject({ requesterId: null, requesterName: '' })
  })

  test('is more urgent when a whole agency stands still or a deadline is near', async ({ db, file }) => {
    for (const [impact, priority] of [
      ['me', 3],
      ['unit', 3],
      ['agency', 2],
      ['deadline', 2],
    ] as const) {
      const { body } = await file({ impact })
      expect(await storedCase(db, body.id)).toMatchObject({ priority })
    }
  })

  test('keeps the day, the impact and a long subject in full in its message', async ({ db, file }) => {
    const title = '人事人員於差勤系統登錄加班時數後，'.repeat(40)
    const { body } = await file({ title, occurredOn: '2026-11-19', impact: 'deadline' })
    expect([...(await storedCase(db, body.id)).title].length).toBeLessThanOrEqual(120)
    const [message] = await messagesOf(db, body.id)
    expect(message!.text).toBe(
      `${title}\n\n匯出清冊後姓名變成問號\n\n發生日期：115.11.19\n影響範圍：期限將至`,
    )
  })

  test('about several systems has one lead', async ({ db, file }) => {
    const { body } = await file({ systemId: 2, otherSystemIds: [1, 2, 1] })
    const systems = await db
      .selectFrom('caseSystems')
      .select('systemId')
      .where('caseId', '=', body.id)
      .execute()
    expect(systems.map(({ systemId }) => systemId).sort()).toEqual([1, 2])
    expect((await storedCase(db, body.id)).leadSystemId).toBe(2)
  })

  test('about a system that is not there is refused with a sentence of its own', async ({ file }) => {
    for (const body of [{ systemId: 999 }, { otherSystemIds: [999] }]) {
      const { status, body: problem } = await file(body)
      expect({ status, code: problem.code }).toEqual({ status: 400, code: 'system-not-found' })
    }
  })

  test('brings its files along, whoever is signed in', async ({ db, server, file }) => {
    const me = await somebody(db)
    const url = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const upload = async (content: string) => {
      const { path, id } = await beginUpload({ url }, '紀錄.log', content.length)
      await fetch(`${url}${path}`, {
        method: 'PATCH',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
        },
        body: content,
      })
      return id
    }
    const fileIds = [await upload('one'), await upload('two')]
    const { status, body } = await file({ fileIds }, { as: me })
    expect(status).toBe(201)
    expect((await messagesOf(db, body.id))[0]!.files!.map(({ id }) => id)).toEqual(fileIds)

    const again = await file({ fileIds }, { as: me })
    expect(again.body.code).toBe('file-not-found')
    const missing = await file({ fileIds: [newId()] }, { as: me })
    expect(missing.body.code).toBe('file-not-found')
    const cases = await db.selectFrom('cases').select('id').where('requesterId', '=', me.id).execute()
    expect(cases).toHaveLength(1)
  })
})
