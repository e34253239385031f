import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished } from 'vitest'
import { hrOverHttp } from '../../server/directory/hr-over-http.ts'
import { keptCopy } from '../../server/directory/kept-copy.ts'
import { testAlone as test, test as testShared } from '../support/database.ts'
import { addAgency, addPerson } from '../support/directory.ts'
import { overHttp } from '../support/hr-over-http.ts'
import { startHrServer } from '../support/hr-server.ts'
import { quietLog } from '../support/quiet-log.ts'

const SWITCHBOARD = '+886225550002'
const namesOf = ({ people }: { people: { name: string }[] }) => people.map(({ name }) => name)

describe('an answer of the HR database', () => {
  test('refreshes the copy: name, title, agency and numbers become those, what only we know stays', async ({
    db,
  }) => {
    const { hr, server, clock } = await overHttp(db)
    const old = await addAgency(db, { name: '舊機關', code: 'OLD' })
    const agencyId = await addAgency(db, { name: '新機關', code: 'NEW' })
    const id = await addPerson(db, {
      personnelNo: 'A1',
      name: '舊名',
      agencyId: old,
      phones: [[SWITCHBOARD, '1'], ['+886225550009']],
      refreshedAt: new Date('2026-01-01T00:00:00Z'),
    })
    await db.updateTable('people').set({ proficiency: 'expert' }).where('id', '=', id).execute()
    const phones = [
      { number: SWITCHBOARD, extension: '2' },
      { number: '(02)2555-0010 轉 7' },
      { number: '不詳' },
    ]
    server.people.push({ personnelNo: 'A1', name: '新名', title: '科長', agencyCode: 'NEW', phones })

    const answer = await hr.byPersonnelNo('A1')

    const kept = { id, name: '新名', title: '科長', email: null, agencyId }
    expect(answer).toMatchObject({ people: [kept], stale: false, asOf: clock.now() })
    expect(answer.people[0]?.phones).toEqual([
      { e164: SWITCHBOARD, extension: '2' },
      { e164: '+886225550010', extension: '7' },
    ])
    expect(await db.selectFrom('people').selectAll().where('id', '=', id).execute()).toMatchObject([
      { ...kept, proficiency: 'expert', refreshedAt: clock.now() },
    ])
  })

  test('takes a number or address away from those who no longer have it, and only that', async ({ db }) => {
    const { hr, knows } = await overHttp(db)
    await addPerson(db, {
      personnelNo: 'A1',
      name: '已調職',
      email: 'hr@k2.example',
      phones: [[SWITCHBOARD, '1'], ['+886225550009']],
    })
    await knows({ personnelNo: 'A2', name: '接任者', email: 'hr@k2.example', phones: [[SWITCHBOARD, '1']] })
    expect(namesOf(await hr.byPhone(SWITCHBOARD, '1'))).toEqual(['接任者'])
    expect(namesOf(await hr.byEmail('hr@k2.example'))).toEqual(['接任者'])
    const copy = keptCopy(db)
    expect(namesOf(await copy.byPhone(SWITCHBOARD))).toEqual(['接任者'])
    expect(namesOf(await copy.byEmail('hr@k2.example'))).toEqual(['接任者'])
    expect(namesOf(await copy.byPhone('+886225550009'))).toEqual(['已調職'])
  })

  test('that names the same people in any order is kept once, however many ask at the same moment', async ({
    db,
  }) => {
    const { hr, server } = await overHttp(db)
    const people = Array.from({ length: 100 }, (_, n) => ({
      personnelNo: `A${n}`,
      name: `同仁${n}`,
      phones: [{ number: SWITCHBOARD, extension: String(200 + n) }],
    }))
    server.behave((_request, response) => {
      people.reverse()
      response.writeHead(200).end(JSON.stringify({ people }))
    })
    const answers = await Promise.all(Array.from({ length: 16 }, () => hr.byPhone(SWITCHBOARD)))
    expect(answers.map(({ stale, people }) => [stale, people.length])).toEqual(Array(16).fill([false, 100]))
    expect(await db.selectFrom('people').select('id').execute()).toHaveLength(100)
    expect(await db.selectFrom('personPhones').select('e164').execute()).toHaveLength(100)
  })
})

describe('when the HR database', () => {
  test('goes down, answers come from the copy and say so; when it is back, from it again', async ({ db }) => {
    const { hr, server, clock, knows } = await overHttp(db)
    await knows({ personnelNo: 'A1', name: '林以晴', phones: [[SWITCHBOARD, '201']] })
    const asOf = clock.now()
    await hr.byPhone(SWITCHBOARD)
    await addPerson(db, { personnelNo: null, name: '廠商窗口', phones: [[SWITCHBOARD]], refreshedAt: asOf })

    server.behave((request) => request.socket.destroy())
    clock.advance({ hours: 1 })
    expect(await hr.byPhone(SWITCHBOARD, '201')).toMatchObject({
      people: [{ name: '林以晴', phones: [{ e164: SWITCHBOARD, extension: '201' }] }, { name: '廠商窗口' }],
      stale: true,
      asOf,
    })
    expect(await hr.byPersonnelNo('A9')).toEqual({ people: [], stale: true, asOf: null })

    server.behave()
    server.people[0]!.name = '林以晴（改名）'
    clock.advance({ seconds: 30 })
    expect(await hr.byPersonnelNo('A1')).toMatchObject({
      people: [{ name: '林以晴（改名）' }],
      stale: false,
      asOf: clock.now(),
    })
  })

  test('is gone altogether, the copy answers', async ({ db }) => {
    const { hr, server } = await overHttp(db)
    const id = await addPerson(db, { personnelNo: 'A1' })
    server.behave((request, response) => response.writeHead(503).end(`no service for ${request.url}`))
    expect(await hr.byPersonnelNo('A1')).toMatchObject({ people: [{ id }], stale: true })
  })

  test('fails twice in a row it is not asked for half a minute; then by one look-up only', async ({ db }) => {
    const { hr, server, clock } = await overHttp(db)
    server.behave((request) => request.socket.destroy())
    for (let n = 0; n < 5; n++) expect(await hr.byPersonnelNo('A1')).toMatchObject({ stale: true })
    expect(server.asked).toHaveLength(2)
    clock.advance({ seconds: 29 })
    await hr.byPersonnelNo('A1')
    expect(server.asked).toHaveLength(2)
    clock.advance({ seconds: 1 })
    await Promise.all(Array.from({ length: 5 }, () => hr.byPersonnelNo('A1')))
    expect(server.asked).toHaveLength(3)

    server.behave()
    clock.advance({ seconds: 30 })
    expect(await hr.byPersonnelNo('A1')).toMatchObject({ stale: false })
    for (let n = 0; n < 3; n++) expect(await hr.byPersonnelNo('A1')).toMatchObject({ stale: false })
    expect(server.asked).toHaveLength(7)
  })

  test('does not answer in time, the copy does', async ({ db }) => {
    const { hr, server } = await overHttp(db, 50)
    const id = await addPerson(db, { personnelNo: 'A1' })
    server.behave(() => {})
    expect(await hr.byPersonnelNo('A1')).toMatchObject({ people: [{ id }], stale: true })
    server.behave((_request, response) => response.writeHead(200).write('{"people": ['))
    expect(await hr.byPersonnelNo('A1')).toMatchObject({ people: [{ id }], stale: true })
  })

  testShared.for([
    ['no JSON', '<html>維護中</html>'],
    ['JSON of another kind', '{"result": []}'],
    ['people without a name', '{"people": [{"personnelNo": "A1"}]}'],
    ['a name that is a number', '{"people": [{"personnelNo": "A1", "name": 7}]}'],
    ['an endless name', `{"people": [{"personnelNo": "A1", "name": "${'長'.repeat(101)}"}]}`],
    ['more than an answer can be', `{"people": [], "more": "${'x'.repeat(1024 * 1024)}"}`],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe])],
    ['nothing', ''],
  ] as const)('answers %s, the copy is untouched and answers', async ([, nonsense], { db }) => {
    const { hr, server } = await overHttp(db)
    const email = `${randomUUID()}@k1.example`
    await addPerson(db, { name: '林以晴', email })
    server.behave((_request, response) => response.writeHead(200).end(nonsense))
    expect(await hr.byEmail(email)).toMatchObject({ people: [{ name: '林以晴', email }], stale: true })
  })

  testShared('sends people elsewhere, it is not followed', async ({ db }) => {
    const { hr, server } = await overHttp(db)
    server.behave((_request, response) => response.writeHead(302, { location: `${server.url}/people` }).end())
    expect(await hr.byPersonnelNo('A1')).toMatchObject({ stale: true })
    expect(server.asked).toHaveLength(1)
  })

  test('sends what PostgreSQL cannot store, that is left out', async ({ db }) => {
    const { hr, server } = await overHttp(db)
    server.people.push({ personnelNo: 'A1', name: '王\u0000𡍼\ud800' })
    expect(await hr.byPersonnelNo('A1')).toMatchObject({ people: [{ name: '王𡍼\ufffd' }], stale: false })
  })
})

testShared('a name and password in its address are sent as the HR database expects them', async ({ db }) => {
  const server = await startHrServer()
  onTestFinished(() => server.close())
  const url = server.url.replace('http://', 'http://one%40window:p%3Aw@')
  const seen: (string | undefined)[] = []
  server.behave((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(200).end('{"people": []}')
  })
  const hr = hrOverHttp({ url, db, now: () => new Date(), timeoutMs: 2000, log: quietLog })
  expect(await hr.byPersonnelNo('A1')).toMatchObject({ people: [], stale: false })
  expect(seen).toEqual([`Basic ${Buffer.from('one@window:p:w').toString('base64')}`])
})
