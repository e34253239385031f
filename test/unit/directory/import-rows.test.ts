import { describe, expect, test } from 'vitest'
import { secondsLeft } from '../../../client/features/imports/remaining.ts'
import { dayOf } from '../../../server/directory/import/cells.ts'
import { sentenceOfFault } from '../../../server/directory/import/kind.ts'
import { readRow } from '../../../server/directory/import/row-data.ts'
import { decidePerson, type LoadedPerson } from '../../../server/directory/import/subjects/decide-person.ts'
import { directoryScope } from '../../../server/directory/import/subjects/subjects.ts'
import { isNationalId } from '../../../server/platform/zh/national-id.ts'

const TODAY = '2026-11-21'
const person = (cells: Record<string, string>) =>
  readRow('people', Object.keys(cells), Object.values(cells), TODAY)

describe('a row about a person', () => {
  test('has widths, spaces and capitals put right, and says nothing of cells that are empty', () => {
    expect(
      person({ personnelNo: ' ｐ－０ ０1 ', name: '　王　小明 ', title: '', email: '', phone: '' }),
    ).toEqual({
      key: 'P-001',
      data: { name: '王 小明' },
      faults: [],
    })
  })

  test('empties a field only where a dash stands', () => {
    expect(person({ personnelNo: 'P1', title: '-', email: '－', agencyCode: '-', phone: '-' }).data).toEqual({
      title: '',
      email: null,
      agencyCode: null,
      phones: [],
    })
  })

  test('has every telephone it names, the extension beside the first', () => {
    const { data } = person({
      personnelNo: 'P1',
      phone: '02-2397-9298、(049)222-2106轉12',
      extension: '分機 345',
      mobile: '912345678',
    })
    expect(data).toEqual({
      phones: [
        { e164: '+886223979298', extension: '345' },
        { e164: '+886492222106', extension: '12' },
        { e164: '+886912345678', extension: '' },
      ],
    })
  })

  test('says that somebody has left by a day or by a word, and that they are back by another', () => {
    const leaving = (cells: Record<string, string>) => person({ personnelNo: 'P1', ...cells }).data
    expect(leaving({ leftOn: '115/11/20' })).toEqual({ leftOn: '2026-11-20' })
    expect(leaving({ status: '退休' })).toEqual({ leftOn: TODAY, leftSomeDay: true })
    expect(leaving({ status: '在職', leftOn: '' })).toEqual({ leftOn: null })
    expect(person({ personnelNo: 'P1', status: '雲遊' }).faults).toEqual([
      { code: 'status-unknown', field: 'status', value: '雲遊' },
    ])
  })

  test('with characters that could not be read is refused, not kept with holes', () => {
    const { faults } = person({ personnelNo: 'P1', name: '王\uFFFD明' })
    expect(faults).toEqual([{ code: 'garbled', field: 'name' }])
    expect(sentenceOfFault(directoryScope.kinds.people, faults[0]!, 'zh-TW')).toBe(
      '「姓名」有無法辨識的字，請換一種編碼讀取，或修正這個字。',
    )
    expect(sentenceOfFault(directoryScope.kinds.people, faults[0]!, 'en')).toContain('“Name”')
  })
})

test('a national identity number is known by its check digit; other codes of that form are codes', () => {
  expect(isNationalId('A123456789')).toBe(true)
  expect(isNationalId('A123456788')).toBe(false)
  expect(isNationalId('A800000014')).toBe(true)
  expect(isNationalId('D0000040')).toBe(false)
})

test.each([
  ['1151121', '2026-11-21'],
  ['民國115年11月21日', '2026-11-21'],
  ['１１５／１１／２１', '2026-11-21'],
  ['2026-11-21T00:00:00', '2026-11-21'],
  ['46347', '2026-11-21'],
  ['115/02/30', undefined],
  ['下週', undefined],
])('%s is the day %s', (typed, day) => {
  expect(dayOf(typed)).toBe(day)
})

describe('what becomes of a person', () => {
  const loaded = (about: Partial<LoadedPerson>): LoadedPerson => ({
    rowNo: 2,
    place: 1,
    key: 'P1',
    before: null,
    data: {},
    now: {
      id: 'p' as never,
      agencyId: 1,
      name: '甲',
      title: '科員',
      email: null,
      leftOn: null,
      phones: [],
    },
    agencyId: null,
    successorId: null,
    successorComes: false,
    successorLeaves: false,
    ...about,
  })

  test('who changes title keeps the office, unless somebody takes it over', () => {
    expect(decidePerson(loaded({ data: { title: '專員' } }), 'write').office).toBeUndefined()
    const taken = loaded({ data: { title: '專員', successorNo: 'P2' }, successorId: 's' as never })
    expect(decidePerson(taken, 'write').office).toMatchObject({ office: 'moved', successorId: 's' })
  })

  test('who left before and is told so again leaves nothing behind twice, but hands over to a successor named now', () => {
    const gone = { ...loaded({}).now!, leftOn: '2026-10-01' }
    const again = loaded({ now: gone, data: { leftOn: TODAY, leftSomeDay: true } })
    expect(decidePerson(again, 'write')).toMatchObject({ outcome: 'unchanged' })
    expect(decidePerson(again, 'write').office).toBeUndefined()
    const named = loaded({ ...again, data: { ...again.data, successorNo: 'P2' }, successorId: 's' as never })
    expect(decidePerson(named, 'write')).toMatchObject({ outcome: 'unchanged', office: { office: 'left' } })
  })

  test('a successor whom only the file brings counts while it is checked, not when it is written', () => {
    const row = loaded({ data: { leftOn: TODAY, successorNo: 'N1' }, successorComes: true })
    expect(decidePerson(row, 'check').outcome).toBe('changed')
    expect(decidePerson(row, 'write')).toMatchObject({
      outcome: 'failed',
      faults: [{ code: 'successor-unknown', value: 'N1' }],
    })
  })
})

test('the time left is told from how fast it goes while one looks, and not before that can be said', () => {
  const about = { phase: 'writing', total: 1000, startedAt: null }
  const began = { at: 0, done: 100, phase: 'writing' }
  expect(secondsLeft({ ...about, began, done: 100 }, 5000)).toBeUndefined()
  expect(secondsLeft({ ...about, began, done: 200 }, 5000)).toBe(40)
  expect(secondsLeft({ ...about, began, done: 1000 }, 5000)).toBeUndefined()
})
