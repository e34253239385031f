import { describe, expect } from 'vitest'
import { changeCase } from '../../server/cases/change.ts'
import { caseCodeOf, caseOfSurveyToken } from '../../server/cases/links.ts'
import { lockAnyCase } from '../../server/cases/queries.ts'
import type { CaseStatus, WaitingFor } from '../../server/cases/shapes.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
import { secrets } from '../support/files-app.ts'
import { fileCase } from '../support/filing.ts'
import { messagesOf, somebody, storedCase } from '../support/intake-app.ts'
import { test as base } from '../support/intake-test.ts'

const test = base
  .extend(
    'filed',
    ({ db, clock }) =>
      (given: Parameters<typeof fileCase>[1] = {}) =>
        fileCase(db, given, clock.now),
  )
  .extend(
    'workOn',
    ({ db, clock }) =>
      (caseId: Id<'case'>, to: State) =>
        work(db, caseId, to, clock.now()),
  )

type State = { status: CaseStatus; waitingFor?: WaitingFor }

/** The case comes into a state, with a note and a message on the way, by somebody of the staff. */
async function work(db: Db, caseId: Id<'case'>, state: State, at: Date) {
  const agent = await employ(db, { name: '張志明' })
  const by = { actorId: agent.id, origin: 'desk 192.0.2.9', at }
  await transact(db, async (trx) =>
    changeCase(trx, await lockAnyCase(trx, caseId), { ...state, ownerId: agent.id, answeredAt: at }, [
      { ...by, kind: 'note', body: { text: '內部註記：這位使用者常來電' } },
      { ...by, kind: 'message-out', body: { text: '請更新字型後再試。' } },
      {
        ...by,
        kind: 'state',
        body: {
          from: 'received',
          to: state.status,
          ...(state.waitingFor && { waitingFor: state.waitingFor }),
        },
      },
    ]),
  )
}

const nothing = { status: 404, body: { status: 404, code: 'case-not-found', title: expect.any(String) } }

describe('the progress of a case', () => {
  test('opens with number and code, as people write them', async ({ ask, filed }) => {
    const { id, number } = await filed()
    const code = caseCodeOf(secrets, id)
    for (const written of [code, code.toLowerCase(), code.replace('-', ''), ` ${code.replace('-', ' ')} `]) {
      const { status, body } = await ask(`POST /progress/${number}`, { body: { code: written } })
      expect({ status, number: body.number }).toEqual({ status: 200, number })
    }
    const wide = number
      .replace('-', '－')
      .replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
    expect((await ask(`POST /progress/${encodeURIComponent(wide)}`, { body: { code } })).status).toBe(200)
  })

  test('shows what was said and how it stands: no notes, no names of staff, nothing of the requester', async ({
    ask,
    filed,
    workOn,
  }) => {
    const { id, number } = await filed({ requesterPhone: '0912-345-678' })
    await workOn(id, { status: 'answered' })
    const { body, reply } = await ask(`POST /progress/${number}`, { body: { code: caseCodeOf(secrets, id) } })
    expect(body).toMatchObject({
      id,
      number,
      title: '匯出清冊後姓名變成問號',
      status: 'answered',
      systemName: 'WebHR',
      handlingUnit: '一線客服',
      actions: ['add-information', 'reopen', 'verify'],
      surveyToken: null,
    })
    expect(body.entries.map(({ kind, text, state }: never) => [kind, text, state])).toEqual([
      ['state', null, 'received'],
      ['message-in', '在人員清冊按匯出，部分姓名變成問號。', null],
      ['message-out', '請更新字型後再試。', null],
      ['state', null, 'answered'],
    ])
    for (const secret of ['張志明', '內部註記', '0912-345-678', 'wang@', '192.0.2'])
      expect(reply.body).not.toContain(secret)
  })

  test('of one’s own opens without a code, somebody else’s does not', async ({ db, ask, filed }) => {
    const [me, other] = [await somebody(db), await somebody(db)]
    const { number } = await filed({ requesterId: me.id })
    expect(await ask(`POST /progress/${number}`, { as: me, body: {} })).toMatchObject({
      status: 200,
      body: { number },
    })
    expect(await ask(`POST /progress/${number}`, { as: other, body: {} })).toMatchObject(nothing)
    expect(await ask(`POST /progress/${number}`, { body: {} })).toMatchObject(nothing)
  })

  test('offers the survey while it is open', async ({ db, ask, clock, filed }) => {
    const { id, number } = await filed()
    const survey = {
      id: newId<'survey'>(),
      caseId: id,
      systemId: 1,
      invitedAt: clock.now(),
      agentId: null,
      remindedAt: null,
      answeredAt: null,
      score: null,
      comment: null,
    }
    await db
      .insertInto('surveys')
      .values({ ...survey, expiresAt: new Date(clock.now().getTime() + 86_400_000) } as never)
      .execute()
    const read = async () =>
      (await ask(`POST /progress/${number}`, { body: { code: caseCodeOf(secrets, id) } })).body.surveyToken
    expect(caseOfSurveyToken(secrets, await read())).toBe(id)
    await db
      .updateTable('surveys')
      .set({ score: 5, answeredAt: clock.now() })
      .where('caseId', '=', id)
      .execute()
    expect(await read()).toBeNull()
  })
})

describe('the requester', () => {
  test('adds information: once, however often the button is pressed', async ({ db, ask, filed }) => {
    const { id, number } = await filed()
    const body = { code: caseCodeOf(secrets, id), text: '補充：只有 Chrome 會這樣' }
    const replies = await Promise.all(
      [1, 2, 3].map(() => ask(`POST /progress/${number}/messages`, { body, key: 'press' })),
    )
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(await messagesOf(db, id)).toMatchObject([
      {},
      { text: body.text, origin: 'web 192.0.2.1 with-code', actorId: null },
    ])
    const blank = await ask(`POST /progress/${number}/messages`, { body: { ...body, text: '\u200b　' } })
    expect(blank.body.code).toBe('text-missing')
  })

  test('adds information signed in, under their name', async ({ db, ask, filed, workOn }) => {
    const me = await somebody(db)
    const { id, number } = await filed({ requesterId: me.id })
    await workOn(id, { status: 'waiting', waitingFor: 'data' })
    const { body } = await ask(`POST /progress/${number}/messages`, {
      as: me,
      body: { text: '機關代碼是 A01' },
    })
    expect(body).toMatchObject({ status: 'in-progress', waitingFor: null })
    expect((await messagesOf(db, id)).at(-1)).toMatchObject({ actorId: me.id, origin: 'web 192.0.2.1' })
  })

  test('withdraws, and comes back', async ({ db, ask, filed }) => {
    const { id, number } = await filed()
    const code = caseCodeOf(secrets, id)
    const withdrawn = await ask(`POST /progress/${number}/withdrawal`, {
      body: { code, reason: '已自行解決' },
    })
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', actions: ['reopen'] })
    const again = await ask(`POST /progress/${number}/withdrawal`, { body: { code } })
    expect(again).toMatchObject({ status: 409, body: { code: 'transition-not-allowed' } })
    const reopened = await ask(`POST /progress/${number}/reopening`, { body: { code, reason: '又發生了' } })
    expect(reopened.body).toMatchObject({ status: 'reopened' })
    expect((await messagesOf(db, id)).at(-1)).toMatchObject({ text: '又發生了' })
  })

  test('says that it is solved, or that it is not', async ({ db, ask, filed, workOn }) => {
    for (const [solved, status] of [
      [true, 'closed'],
      [false, 'reopened'],
    ] as const) {
      const { id, number } = await filed()
      await workOn(id, { status: 'waiting', waitingFor: 'verification' })
      const body = { code: caseCodeOf(secrets, id), solved, comment: '試過了' }
      expect((await ask(`POST /progress/${number}/verification`, { body })).body).toMatchObject({ status })
      expect((await storedCase(db, id)).status).toBe(status)
    }
  })
})
