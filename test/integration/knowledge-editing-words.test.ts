import { describe, expect } from 'vitest'
import { newId } from '../../server/platform/values.ts'
import { content, test } from '../support/knowledge/editors.ts'

describe('what an editor writes', () => {
  test('is kept clean, and nothing but what is theirs to write', async ({ desk }) => {
    const { id, atWork } = await desk.begin({
      title: '　請假單\n沒有簽核人 ',
      body: '第一行\r\n第二行\u202E\u0000 ',
      tags: [' 請假 ', '請假', '　'],
      systemIds: [desk.payroll, desk.attendance, desk.payroll],
      ...({
        state: 'live',
        isImported: true,
        liveAt: '2020-01-01T00:00:00Z',
        writers: [],
        reviewedBy: desk.writer.id,
      } as object),
    })
    expect(atWork).toMatchObject({
      title: '請假單 沒有簽核人',
      body: '第一行\n第二行',
      tags: ['請假'],
      systemIds: [desk.attendance, desk.payroll],
    })
    expect((await desk.versions(id))[0]).toMatchObject({
      state: 'draft',
      isImported: false,
      liveAt: null,
      reviewedBy: null,
      writers: [desk.writer.id],
    })
  })

  test('is refused and told which field is wrong', async ({ desk }) => {
    const cases: [given: object, status: number, code: string, path?: string][] = [
      [{ title: ' \u3000 ' }, 400, 'knowledge-title-missing', '/title'],
      [{ title: '\u0958'.repeat(150) }, 400, 'knowledge-too-large', '/title'],
      [{ visibility: 'internal', whyHidden: ' ' }, 400, 'knowledge-reason-missing', '/whyHidden'],
      [{ visibility: 'vendor', whyHidden: '維運' }, 400, 'knowledge-reason-missing', '/vendorId'],
      [
        { effectiveFrom: '2026-12-02', effectiveUntil: '2026-12-01' },
        400,
        'knowledge-days',
        '/effectiveUntil',
      ],
      [{ effectiveFrom: '0000-01-01' }, 400, 'knowledge-days', '/effectiveFrom'],
      [
        { variants: [{ authorityId: null, hrSystem: null, body: '' }] },
        400,
        'knowledge-variant',
        '/variants/0',
      ],
      [
        {
          variants: [
            { authorityId: null, hrSystem: 'own', body: '一' },
            { authorityId: null, hrSystem: 'own', body: '二' },
          ],
        },
        400,
        'knowledge-variant',
        '/variants/1',
      ],
      [{ systemIds: [32_000] }, 409, 'refers-to-nothing'],
      [{ files: [{ fileId: newId(), kind: 'form', title: '' }] }, 404, 'file-not-found'],
      [{ title: 'x'.repeat(201) }, 400, 'input-invalid'],
      [{ effectiveFrom: '2026-02-30' }, 400, 'input-invalid'],
    ]
    for (const [given, status, code, path] of cases) {
      const answer = await desk.ask('POST /knowledge-entries', {
        as: desk.writer,
        body: content(given),
      })
      expect([given, answer.status, answer.body.code]).toEqual([given, status, code])
      if (path) expect(answer.body.detail.fields[0].path).toBe(path)
    }
  })

  test('needs no reason once it is for everybody', async ({ desk }) => {
    const { id } = await desk.begin({ visibility: 'vendor', vendorId: desk.vendorId, whyHidden: '維運' })
    const { atWork } = await desk.save(id, {
      visibility: 'public',
      vendorId: desk.vendorId,
      whyHidden: '維運',
    })
    expect(atWork).toMatchObject({ visibility: 'public', vendorId: null, whyHidden: null })
  })
})

describe('a file of an entry', () => {
  test('lives as long as a version has it, and is removed in a day after that', async ({ desk, db }) => {
    const upload = async (uploadedBy: typeof desk.writer.id) => {
      const id = newId<'file'>()
      await db
        .insertInto('files')
        .values({
          id,
          name: '申請表.odt',
          size: 10,
          mediaType: 'application/vnd.oasis.opendocument.text',
          wrappedKey: Buffer.alloc(1),
          state: 'ready',
          refusal: null,
          sha256: null,
          uploadedBy,
          caseId: null,
          expiresAt: new Date('2026-11-20T02:00:00Z'),
        })
        .execute()
      return id
    }
    const expiryOf = async (id: string) =>
      (
        await db
          .selectFrom('files')
          .select('expiresAt')
          .where('id', '=', id as never)
          .executeTakeFirstOrThrow()
      ).expiresAt
    const [kept, left, theirs] = [
      await upload(desk.writer.id),
      await upload(desk.writer.id),
      await upload(desk.colleague.id),
    ]
    const form = (fileId: typeof kept) => ({ fileId, kind: 'form' as const, title: '申請表' })
    const { id } = await desk.publish({ files: [form(kept)] })
    expect(await expiryOf(kept)).toBeNull()
    await desk.next(id, desk.colleague)
    await desk.save(id, { body: '二', files: [form(kept), form(theirs)] }, desk.colleague)
    await desk.save(id, { body: '三', files: [form(theirs)] }, desk.colleague)
    expect([await expiryOf(kept), await expiryOf(theirs)]).toEqual([null, null])
    await desk.save(id, { body: '四', files: [] }, desk.writer)
    expect([await expiryOf(kept), await expiryOf(theirs)]).toEqual([null, new Date('2026-11-21T01:00:00Z')])
    const { atWork } = await desk.read(id)
    const answer = await desk.ask(`PUT /knowledge-versions/${atWork!.id}`, {
      as: desk.colleague,
      body: { ...content({ files: [form(left)] }), version: atWork!.version },
    })
    expect([answer.status, answer.body.code]).toEqual([404, 'file-not-found'])
    expect((await desk.read(id)).atWork!.version).toBe(atWork!.version)
  })
})
