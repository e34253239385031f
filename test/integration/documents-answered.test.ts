import { unzipSync } from 'fflate'
import { describe, expect } from 'vitest'
import { closeSilent } from '../../server/cases/close-silent.ts'
import type { Id } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import { di } from '../support/documents/di.ts'
import { test } from '../support/documents/document-test.ts'
import { somebody } from '../support/intake-app.ts'

describe('the answer to a document', () => {
  const document = test
    .extend('taken', async ({ office, clerk, uploaded }) => {
      const serial = String(Math.floor(Math.random() * 9_000_000) + 1_000_000)
      const fileIds = await uploaded(clerk, { 'd.di': di({ serial }) })
      return (await office.ask('POST /documents', { as: clerk, body: { fileIds } })).body as {
        id: string
        caseId: Id<'case'>
        caseNumber: string
      }
    })
    .extend('close', ({ db, deps, taken, clock }) => async () => {
      const { closeCase } = await import('../../server/cases/close.ts')
      const { id: ownerId } = await employ(db)
      const actor = await somebody(db, {
        permissions: ['case:work', 'case:read-all', 'case:handle', 'case:assign'],
      })
      await db
        .updateTable('cases')
        .set({ status: 'in-progress', ownerId })
        .where('id', '=', taken.caseId)
        .execute()
      return closeCase(
        { ...deps, now: clock.now },
        { actor, caseId: taken.caseId, address: '192.0.2.1' },
        { rootCause: 'operation', disposition: 'solved', answer: '已修正' },
      )
    })

  document(
    'is recorded with number and day, on the timeline; only then the case can be closed',
    async ({ db, office, clerk, taken, close }) => {
      await expect(close()).rejects.toMatchObject({ code: 'closing-needs-document' })
      const reply = { number: '總處資字第1150009999號', issuedOn: '115.11.25' }
      const answer = await office.ask(`POST /documents/${taken.id}/reply`, { as: clerk, body: reply })
      expect([answer.status, answer.body.replyNumber, answer.body.replyIssuedOn]).toEqual([
        201,
        '總處資字第1150009999號',
        '2026-11-25',
      ])
      const wrong = await office.ask(`POST /documents/${taken.id}/reply`, {
        as: clerk,
        body: { ...reply, issuedOn: '115.02.30' },
      })
      expect([wrong.status, wrong.body.code]).toEqual([400, 'document-date-invalid'])
      const lines = await db.selectFrom('timeline').selectAll().where('caseId', '=', taken.caseId).execute()
      expect(lines.map(({ body }) => body)).toContainEqual({
        fields: ['outgoingDocument'],
        to: '總處資字第1150009999號（115.11.25）',
      })
      expect((await close()).status).toBe('closed')
    },
  )

  document('need not be given when somebody says why', async ({ office, clerk, taken, close }) => {
    const { body } = await office.ask(`POST /documents/${taken.id}/no-reply`, {
      as: clerk,
      body: { reason: '副本僅供知悉' },
    })
    expect(body).toMatchObject({ replyWaived: '副本僅供知悉', replyNumber: null })
    expect((await close()).status).toBe('closed')
  })

  document('is not skipped by the clock that closes silent cases', async ({ db, deps, taken, clock }) => {
    const since = new Date(clock.now().getTime() - 60 * 86_400_000)
    const { id: ownerId } = await employ(db)
    await db
      .updateTable('cases')
      .set({ status: 'answered', ownerId, answer: '已修正', answeredAt: since, statusSince: since })
      .where('id', '=', taken.caseId)
      .execute()
    await closeSilent(deps)
    const { status } = await db
      .selectFrom('cases')
      .select('status')
      .where('id', '=', taken.caseId)
      .executeTakeFirstOrThrow()
    expect(status).toBe('answered')
  })

  document(
    'is drafted as ODT that carries number, sender and the answer',
    async ({ db, office, clerk, taken }) => {
      await db
        .updateTable('cases')
        .set({ answer: '1. 已修正匯出程式。\n2. <請>更新 & 重試。' })
        .where('id', '=', taken.caseId)
        .execute()
      const { reply } = await office.ask(`GET /documents/${taken.id}/letter`, { as: clerk })
      expect(reply.headers['content-type']).toBe('application/vnd.oasis.opendocument.text')
      const letter = unzipSync(reply.rawPayload)
      expect(Object.keys(letter)[0]).toBe('mimetype')
      expect(reply.rawPayload.subarray(30, 38).toString()).toBe('mimetype')
      const content = Buffer.from(letter['content.xml']!).toString()
      for (const words of [
        '主旨：復貴機關函詢',
        '受文者：臺北市政府人事處',
        '二、已修正匯出程式。',
        '三、&lt;請&gt;更新 &amp; 重試。',
        taken.caseNumber,
      ])
        expect(content).toContain(words)
    },
  )

  document('is seen beside its case, and is nobody else’s', async ({ db, office, clerk, taken }) => {
    const { body } = await office.ask(`GET /cases/${taken.caseId}/document`, { as: clerk })
    expect(body.document).toMatchObject({ id: taken.id, caseNumber: taken.caseNumber })
    const stranger = await somebody(db, { permissions: ['case:work', 'case:handle'] })
    for (const address of [
      `GET /documents/${taken.id}`,
      `GET /documents/${taken.id}/letter`,
      `GET /cases/${taken.caseId}/document`,
    ])
      expect((await office.ask(address, { as: stranger })).status).toBe(404)
    const { status } = await office.ask(`POST /documents/${taken.id}/no-reply`, {
      as: stranger,
      body: { reason: '無' },
    })
    expect(status).toBe(404)
  })

  document(
    'is found by number, sender or subject, and what waits for an answer by itself',
    async ({ office, clerk, taken }) => {
      const found = async (query: string) =>
        (await office.ask(`GET /documents?${query}`, { as: clerk })).body.documents.map(
          ({ id }: { id: string }) => id,
        )
      const { number } = (await office.ask(`GET /documents/${taken.id}`, { as: clerk })).body
      expect(await found(`text=${encodeURIComponent(number.slice(2, 12))}`)).toContain(taken.id)
      expect(await found(`text=${encodeURIComponent('100%_沒有')}`)).toEqual([])
      expect(await found('unanswered=true')).toContain(taken.id)
      await office.ask(`POST /documents/${taken.id}/no-reply`, { as: clerk, body: { reason: '副本' } })
      expect(await found('unanswered=true')).not.toContain(taken.id)
    },
  )
})
