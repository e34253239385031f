import { describe, expect } from 'vitest'
import { editedFileRoutes } from '../../server/knowledge/editing/file-routes.ts'
import { newId } from '../../server/platform/values.ts'
import { filesDeps } from '../support/files-app.ts'
import { filesInMemory } from '../support/files-in-memory.ts'
import { test } from '../support/knowledge/editors.ts'

describe('at the desk of the editors', () => {
  test('an entry is opened by its number as people say it, also one that nobody else sees', async ({
    desk,
  }) => {
    const { id, number } = await desk.begin()
    for (const said of [number, number.toLowerCase(), String(Number(number.slice(1)))]) {
      const { status, body } = await desk.ask(`GET /knowledge-entries?number=${said}`, { as: desk.colleague })
      expect([status, body.id]).toEqual([200, id])
    }
    const none = await desk.ask('GET /knowledge-entries?number=Q999999', { as: desk.writer })
    expect([none.status, none.body.code]).toEqual([404, 'knowledge-not-found'])
  })

  test('any version can be read again, as it was', async ({ desk }) => {
    const { id, versions } = await desk.publish({ body: '第一版的內文', effectiveFrom: '2026-01-01' })
    await desk.next(id)
    await desk.save(id, { body: '第二版的內文' })
    const { status, body } = await desk.ask(`GET /knowledge-versions/${versions[0]!.id}`, { as: desk.writer })
    expect(status).toBe(200)
    expect(body).toMatchObject({ n: 1, state: 'live', body: '第一版的內文' })
    const entry = await desk.read(id)
    expect(entry.versions.map(({ n, effectiveFrom }) => [n, effectiveFrom])).toEqual([
      [2, null],
      [1, '2026-01-01'],
    ])
  })

  test('the preview is what readers would see, and nothing in it runs', async ({ desk }) => {
    const fileId = newId<'file'>()
    const { body } = await desk.ask('POST /knowledge-preview', {
      as: desk.writer,
      body: {
        text: `1. 開啟**差勤系統**\n2. 見 [Q000001](Q000001)\n\n![簽核畫面](file:${fileId})\n\n<script>alert(1)</script>\n\n[按](javascript:alert(1))`,
        fileIds: [fileId],
      },
    })
    expect(body.html).toContain('<strong>差勤系統</strong>')
    expect(body.html).toContain('href="/qa/Q000001"')
    expect(body.html).toContain(`src="/api/knowledge-files/${fileId}"`)
    expect(body.html).not.toContain('<script')
    expect(body.html).not.toContain('href="javascript')
  })

  test('two texts are compared word by word before anything is saved', async ({ desk }) => {
    const { body } = await desk.ask('POST /knowledge-differences', {
      as: desk.writer,
      body: { before: '請洽人事單位', after: '請洽主計單位' },
    })
    expect(body).toEqual([
      { is: 'same', text: '請洽' },
      { is: 'removed', text: '人事' },
      { is: 'added', text: '主計' },
      { is: 'same', text: '單位' },
    ])
  })

  test('who may answer for an entry are those who may write one', async ({ desk }) => {
    const outsider = await desk.hire('quality-officer', { name: '品管員' })
    const { body } = await desk.ask('GET /knowledge-choices', { as: desk.writer })
    const names = body.owners.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['林以晴', '陳柏宇', '蕭雅雯', '呂玉華']))
    expect(names).not.toContain('品管員')
    const barred = await desk.ask('GET /knowledge-choices', { as: outsider })
    expect(barred.status).toBe(403)
  })

  test('a file just uploaded is seen by its uploader alone until a draft has it', async ({ desk, db }) => {
    const stored = filesDeps({ db, files: filesInMemory(), now: () => new Date('2026-11-20T01:00:00Z') })
    await desk.app.register(editedFileRoutes(stored), { prefix: '/api' })
    const fileId = newId<'file'>()
    await db
      .insertInto('files')
      .values({
        id: fileId,
        name: '簽核畫面.png',
        size: 10,
        mediaType: 'image/png',
        wrappedKey: Buffer.alloc(1),
        state: 'ready',
        refusal: null,
        sha256: null,
        uploadedBy: desk.writer.id,
        caseId: null,
        expiresAt: new Date('2026-11-20T02:00:00Z'),
      })
      .execute()
    const see = async (as: typeof desk.writer) =>
      (await desk.ask(`GET /knowledge-files/${fileId}`, { as })).status
    expect(await see(desk.colleague)).toBe(404)
    expect(await see(desk.writer)).not.toBe(404)
    const { atWork } = await desk.begin({ files: [{ fileId, kind: 'picture', title: '簽核畫面' }] })
    expect(atWork?.names.files).toEqual([{ fileId, name: '簽核畫面.png', bytes: 10 }])
    expect(await see(desk.colleague)).not.toBe(404)
  })
})
