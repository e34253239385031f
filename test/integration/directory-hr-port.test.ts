import { describe, expect } from 'vitest'
import { keptCopy } from '../../server/directory/kept-copy.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { testAlone as test } from '../support/database.ts'
import { addPerson } from '../support/directory.ts'
import { type OpenedHr, overHttp } from '../support/hr-over-http.ts'

const adapters: Record<string, (db: Db) => Promise<OpenedHr>> = {
  'the copy kept here': async (db) => ({ hr: keptCopy(db), knows: (person) => addPerson(db, person) }),
  'the HR database over HTTP': overHttp,
}

const SWITCHBOARD = '+886225550002'
const namesOf = ({ people }: { people: { name: string }[] }) => people.map(({ name }) => name)

describe.each(Object.entries(adapters))('looking people up in %s', (_name, open) => {
  test('finds all who share a number: those with the extension first, then those without one', async ({
    db,
  }) => {
    const { hr, knows } = await open(db)
    await knows({ personnelNo: 'A1', name: '分機不同', phones: [[SWITCHBOARD, '201']] })
    await knows({ personnelNo: 'A2', name: '沒有分機', phones: [[SWITCHBOARD]] })
    await knows({
      personnelNo: 'A3',
      name: '分機相同',
      phones: [
        [SWITCHBOARD, '202'],
        [SWITCHBOARD, '203'],
      ],
    })
    await knows({ personnelNo: 'A4', name: '別的號碼', phones: [['+886225550003', '202']] })
    expect(namesOf(await hr.byPhone(SWITCHBOARD, '202'))).toEqual(['分機相同', '沒有分機', '分機不同'])
    expect(namesOf(await hr.byPhone(SWITCHBOARD))[0]).toBe('沒有分機')
    expect(namesOf(await hr.byPhone(SWITCHBOARD))).toHaveLength(3)
  })

  test('finds by mail whatever the capitals, and by personnel number', async ({ db }) => {
    const { hr, knows } = await open(db)
    await knows({
      personnelNo: 'A1',
      name: '林以晴',
      email: 'Lin@k002.gov.example',
      phones: [[SWITCHBOARD, '201']],
    })
    await knows({ personnelNo: 'A2', name: '陳柏宇', email: 'chen@k002.gov.example' })
    expect(await hr.byEmail('lin@k002.gov.example')).toMatchObject({
      stale: false,
      people: [
        {
          personnelNo: 'A1',
          name: '林以晴',
          email: 'Lin@k002.gov.example',
          phones: [{ e164: SWITCHBOARD, extension: '201' }],
        },
      ],
    })
    expect(namesOf(await hr.byPersonnelNo('A2'))).toEqual(['陳柏宇'])
  })

  test('finds those whom only we know', async ({ db }) => {
    const { hr, knows } = await open(db)
    await addPerson(db, {
      name: '廠商窗口',
      personnelNo: null,
      email: 'pm@v1.example',
      phones: [[SWITCHBOARD, '9']],
    })
    await knows({ personnelNo: 'A1', name: '林以晴', phones: [[SWITCHBOARD, '1']] })
    expect(namesOf(await hr.byPhone(SWITCHBOARD, '9'))).toEqual(['廠商窗口', '林以晴'])
    expect(namesOf(await hr.byEmail('pm@v1.example'))).toEqual(['廠商窗口'])
  })

  test('finds nobody where there is nobody, and is the same the second time', async ({ db }) => {
    const { hr, knows } = await open(db)
    await knows({ personnelNo: 'A1', name: '林以晴', phones: [[SWITCHBOARD, '201']] })
    expect(await hr.byPhone('+886225559999', '201')).toMatchObject({ people: [], stale: false })
    expect(await hr.byEmail('nobody@example.org')).toMatchObject({ people: [], stale: false })
    expect(await hr.byPersonnelNo('A9')).toMatchObject({ people: [], stale: false })
    const first = await hr.byPhone(SWITCHBOARD)
    expect((await hr.byPhone(SWITCHBOARD)).people.map(({ id }) => id)).toEqual(
      first.people.map(({ id }) => id),
    )
  })
})
