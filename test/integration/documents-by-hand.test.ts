import { describe, expect } from 'vitest'
import { diText } from '../support/documents/di.ts'
import { test } from '../support/documents/document-test.ts'
import { somebody } from '../support/intake-app.ts'
import { SAMPLES } from '../support/samples/files.ts'

describe('a document that cannot be read by itself', () => {
  test('waits, visible with its words, and becomes a case once somebody has completed it', async ({
    db,
    office,
    clerk,
    uploaded,
  }) => {
    const broken = diText({ serial: '0004444' }).slice(0, 500)
    const fileIds = await uploaded(clerk, { '毀損.di': Buffer.from(broken), '附件.pdf': SAMPLES.pdf })
    const { status, body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    expect([status, body.state, body.failure, body.caseId]).toEqual([201, 'failed', 'document-not-xml', null])
    const files = await db.selectFrom('files').select('expiresAt').where('id', 'in', fileIds).execute()
    expect(files).toEqual([{ expiresAt: null }, { expiresAt: null }])

    const { body: list } = await office.ask('GET /documents?state=failed', { as: clerk })
    expect(list.documents.map(({ id }: { id: string }) => id)).toContain(body.id)
    const { body: shown } = await office.ask(`GET /documents/${body.id}`, { as: clerk })
    expect(shown.preview).toContain('臺北市政府人事處')

    const retry = (cover: object) =>
      office.ask(`POST /documents/${body.id}/retry`, { as: clerk, body: { cover } })
    expect((await retry({ number: '府人字第1150004444號' })).body).toMatchObject({
      state: 'failed',
      failure: 'document-not-xml',
      number: '府人字第1150004444號',
    })
    expect((await retry({ issuedOn: '115.13.99' })).body.code).toBe('document-date-invalid')
    const { body: done } = await retry({
      senderName: '臺北市政府人事處',
      subject: '函詢差勤系統',
      issuedOn: '115.11.20',
      dueOn: '115/12/01',
    })
    expect(done).toMatchObject({
      state: 'case',
      number: '府人字第1150004444號',
      issuedOn: '2026-11-20',
      dueOn: '2026-12-01',
    })
    expect(done.files).toHaveLength(2)
    expect((await retry({})).body.code).toBe('document-is-case')
  })

  test('as PDF needs its cover form, which may come with it', async ({ office, clerk, uploaded }) => {
    const pdf = Buffer.concat([SAMPLES.pdf, Buffer.from('one')])
    const fileIds = await uploaded(clerk, { '來文.pdf': pdf })
    const { body: bare } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    expect(bare).toMatchObject({ state: 'failed', failure: 'document-needs-cover' })

    const cover = {
      number: '部退字第1150099號',
      senderName: '銓敘部',
      subject: '退撫資料查詢',
      issuedOn: '民國115年11月19日',
      speed: '最速件',
    }
    const others = await uploaded(clerk, { '來文.pdf': Buffer.concat([SAMPLES.pdf, Buffer.from('two')]) })
    const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds: others, cover } })
    expect(body).toMatchObject({
      state: 'case',
      number: '部退字第1150099號',
      issuedOn: '2026-11-19',
      speed: '最速件',
    })
  })

  test('is shown to those who complete documents, not to everybody who sees cases', async ({
    db,
    office,
    clerk,
    uploaded,
  }) => {
    const fileIds = await uploaded(clerk, { 'x.di': Buffer.from('<函><') })
    const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    const reader = await somebody(db, { permissions: ['case:work', 'case:read-all'] })
    expect((await office.ask(`GET /documents/${body.id}`, { as: reader })).status).toBe(404)
    const { body: list } = await office.ask('GET /documents', { as: reader })
    expect(list.documents.filter(({ state }: { state: string }) => state === 'failed')).toEqual([])
  })
})
