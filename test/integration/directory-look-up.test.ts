import { describe, expect } from 'vitest'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { stoppedClock } from '../support/clock.ts'
import { test, testAlone } from '../support/database.ts'
import { addAgency, addPerson } from '../support/directory.ts'
import { directoryFor } from '../support/directory-app.ts'

const { now } = stoppedClock()

/** As many cases as there are days, opened so many days before now. */
async function openCases(db: Db, requesterId: Id<'person'>, daysAgo: readonly number[]) {
  await db
    .insertInto('systems')
    .values({
      id: 1,
      code: 'S1',
      name: '系統',
      shortName: '系統',
      domain: '差勤',
      ownerId: null,
      vendorId: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const nothing = { answeredAt: null, closedAt: null, keyedById: null, ownerId: null, agencyId: null }
  const more = {
    requesterEmail: null,
    requesterPhone: null,
    rootCause: null,
    disposition: null,
    answer: null,
  }
  for (const [n, days] of daysAgo.entries()) {
    const at = new Date(now().getTime() - days * 86_400_000)
    await db
      .insertInto('cases')
      .values({
        ...nothing,
        ...more,
        id: newId(),
        openedAt: at,
        responseDueAt: at,
        dueAt: at,
        updatedAt: at,
        statusSince: at,
        requesterId,
        numberSeq: n + 1,
        numberYear: 115,
        queueId: 1,
        leadSystemId: 1,
        priority: 3,
        status: 'received',
        waitingFor: null,
        channel: 'phone',
        title: '無法登入',
        requesterName: '',
        responsibleUnit: null,
        attention: null,
      })
      .execute()
  }
}

describe('looking somebody up by telephone', () => {
  test.for([
    '02-2397-9298',
    '０２－２３９７－９２９８',
    '(02) 2397 9298',
    '+886 2 2397 9298',
    '02-2397-9298 分機 301',
    '０２２３９７９２９８＃３０１',
    '02-23979298 轉301',
    '02-2397-9298 ext. 301',
  ])('as written %s finds who has it', async (phone, { db }) => {
    const { found } = await directoryFor(db)
    const name = `打電話的人 ${phone}`
    const id = await addPerson(db, { name, phones: [['+886223979298', '301']] })
    expect(await found({ phone })).toEqual([name])
    await db.deleteFrom('people').where('id', '=', id).execute()
  })

  testAlone('shows all who share a switchboard, the one with the extension first', async ({ db }) => {
    const { found } = await directoryFor(db)
    for (const [name, extension] of [
      ['甲', '201'],
      ['乙', ''],
      ['丙', '202'],
      ['丁', '202'],
    ] as const)
      await addPerson(db, { name, phones: [['+886223979298', extension]] })
    expect(await found({ phone: '02-2397-9298 #202' })).toEqual(['丁', '丙', '乙', '甲'])
    expect(await found({ phone: '02-2397-9298' })).toEqual(['乙', '丁', '丙', '甲'])
    expect(await found({ phone: '02-2397-9299' })).toEqual([])
  })

  test('shows the number as people write it, agency and authority, and how often they asked lately', async ({
    db,
  }) => {
    const { get } = await directoryFor(db)
    const top = await addAgency(db, { name: '青嵐縣政府' })
    const middle = await addAgency(db, { name: '青嵐縣政府教育局', parentId: top })
    const school = await addAgency(db, { name: '青嵐縣立松果國民小學', parentId: middle })
    const id = await addPerson(db, {
      name: '朱曉嵐',
      email: 'chu@k1.example',
      agencyId: school,
      phones: [['+886492332131', '12'], ['+886912345678']],
    })
    await openCases(db, id, [0, 1, 89, 90, 91, 400])
    const { body } = await get('/people', { phone: '049-233-2131' })
    expect(body).toEqual({
      people: [
        {
          id,
          personnelNo: expect.any(String),
          name: '朱曉嵐',
          title: '',
          email: 'chu@k1.example',
          proficiency: 'regular',
          caseCount90Days: 4,
          phones: [
            { e164: '+886492332131', extension: '12', shown: '049-233-2131 #12' },
            { e164: '+886912345678', extension: '', shown: '0912-345-678' },
          ],
          agency: expect.objectContaining({ id: school, authorityId: top, authorityName: '青嵐縣政府' }),
        },
      ],
      source: { stale: false, asOf: null },
    })
    expect(await get(`/people/${id}`)).toMatchObject({ status: 200, body: body.people[0] })
    expect(await get(`/people/${newId()}`)).toMatchObject({ status: 404, body: { code: 'person-not-found' } })
  })
})

describe('looking somebody up by other things', () => {
  testAlone('mail and personnel number are found however they are typed', async ({ db }) => {
    const { found } = await directoryFor(db)
    await addPerson(db, { name: '林以晴', email: 'Lin0001@k002.gov.example', personnelNo: 'D0000001' })
    await addPerson(db, { name: '別人', email: 'lin@k002.gov.example', personnelNo: 'D0000002' })
    expect(await found({ email: ' LIN0001@K002.gov.example ' })).toEqual(['林以晴'])
    expect(await found({ email: 'ｌｉｎ０００１@k002.gov.example' })).toEqual(['林以晴'])
    expect(await found({ personnelNo: 'ｄ0000001' })).toEqual(['林以晴'])
    expect(await found({ personnelNo: 'D000000' })).toEqual([])
  })

  testAlone(
    'a name is found by its beginning, shortest first, whichever dot is typed, at most twenty',
    async ({ db }) => {
      const { found } = await directoryFor(db, 'supervisor')
      for (const name of ['伊婕‧雅悠', '伊婕', '王𡍼', '王%明', '雅悠']) await addPerson(db, { name })
      expect(await found({ name: '伊婕' })).toEqual(['伊婕', '伊婕‧雅悠'])
      expect(await found({ name: '伊婕・雅' })).toEqual(['伊婕‧雅悠'])
      expect(await found({ name: '王𡍼' })).toEqual(['王𡍼'])
      expect(await found({ name: '王%' })).toEqual(['王%明'])
      expect(await found({ name: '悠' })).toEqual([])
      for (let n = 0; n < 25; n++) await addPerson(db, { name: `陳${n}` })
      expect(await found({ name: '陳' })).toHaveLength(20)
    },
  )

  test.for([
    ['nothing', {}, 'one-of'],
    ['only spaces', { name: '   ' }, 'one-of'],
    ['two things', { name: '林', email: 'lin@example.org' }, 'one-of'],
    ['no telephone number', { phone: '不知道' }, 'phone'],
    ['half a telephone number', { phone: '02-239' }, 'phone'],
  ] as const)('%s is refused, and says which rule', async ([, query, rule], { db }) => {
    const { get } = await directoryFor(db)
    expect(await get('/people', query as Record<string, string>)).toMatchObject({
      status: 400,
      body: { code: 'input-invalid', detail: { fields: [{ rule }] } },
    })
  })
})

describe('how much somebody knows', () => {
  test('is noted by an agent, recorded, and seen by the next one', async ({ db }) => {
    const { ask, get, token } = await directoryFor(db)
    const id = await addPerson(db)
    const put = (proficiency: string, personId = id) =>
      ask(`PUT /people/${personId}/proficiency`, { token, body: { proficiency } })
    expect(await put('novice')).toMatchObject({ status: 200, body: { id, proficiency: 'novice' } })
    expect(await get(`/people/${id}`)).toMatchObject({ body: { proficiency: 'novice' } })
    expect(await put('genius')).toMatchObject({ status: 400 })
    expect(await put('novice', newId())).toMatchObject({ status: 404, body: { code: 'person-not-found' } })
    const log = await db.selectFrom('auditLog').selectAll().where('subject', '=', `person:${id}`).execute()
    expect(log).toMatchObject([{ action: 'proficiency-set', detail: { proficiency: 'novice' } }])
  })

  test('is not for a vendor to read nor for a quality officer to change', async ({ db }) => {
    const id = await addPerson(db)
    const vendor = await directoryFor(db, 'vendor')
    expect(await vendor.get(`/people/${id}`)).toMatchObject({ status: 403 })
    expect(await vendor.get('/people', { name: '某' })).toMatchObject({ status: 403 })
    const { ask, token } = await directoryFor(db, 'quality-officer')
    const put = await ask(`PUT /people/${id}/proficiency`, { token, body: { proficiency: 'expert' } })
    expect(put).toMatchObject({ status: 403 })
  })
})
