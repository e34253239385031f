import { describe, expect, test } from 'vitest'
import { dayAfterMonths, effectOn, isReviewOverdue, lastSuccessor } from '../../../server/knowledge/effect.ts'
import { inOrderFor, type Standing } from '../../../server/knowledge/variants.ts'

describe('the texts of an entry', () => {
  const text = (name: string, agencyId: number | null, hrSystem: string | null) => ({
    name,
    agencyId,
    hrSystem,
  })
  const texts = [
    text('一般', null, null),
    text('Pemis2K', null, 'Pemis2K'),
    text('縣政府', 10, null),
    text('別縣', 99, null),
    text('WebHR', null, 'WebHR'),
    text('國小', 11, null),
  ]

  test.each<[string, Standing, string[]]>([
    [
      'a school of that county on WebHR',
      { agencyIds: [11, 10, 1], hrSystem: 'WebHR' },
      ['國小', '縣政府', 'WebHR', '一般', 'Pemis2K', '別縣'],
    ],
    [
      'another school of that county',
      { agencyIds: [12, 10, 1], hrSystem: null },
      ['縣政府', '一般', 'Pemis2K', '別縣', 'WebHR', '國小'],
    ],
    [
      'a ministry on Pemis2K, written otherwise',
      { agencyIds: [5], hrSystem: 'PEMIS2K' },
      ['Pemis2K', '一般', '縣政府', '別縣', 'WebHR', '國小'],
    ],
    ['a visitor', { agencyIds: [], hrSystem: null }, ['一般', 'Pemis2K', '縣政府', '別縣', 'WebHR', '國小']],
  ])('stand in the order that fits %s', (_, reader, names) => {
    expect(inOrderFor(texts, reader).map(({ name }) => name)).toEqual(names)
  })
})

describe('days', () => {
  test.each([
    [null, null, 'in-force'],
    ['2026-11-22', null, 'in-force'],
    ['2026-11-23', null, 'not-yet'],
    [null, '2026-11-22', 'in-force'],
    [null, '2026-11-21', 'past'],
    ['2026-11-01', '2026-11-30', 'in-force'],
  ])('from %s until %s a text is %s', (effectiveFrom, effectiveUntil, effect) => {
    expect(effectOn({ effectiveFrom, effectiveUntil }, '2026-11-22')).toBe(effect)
  })

  test('of review are overdue from the day after', () => {
    expect(isReviewOverdue({ reviewOn: '2026-11-21' }, '2026-11-22')).toBe(true)
    expect(isReviewOverdue({ reviewOn: '2026-11-22' }, '2026-11-22')).toBe(false)
    expect(isReviewOverdue({ reviewOn: null }, '2026-11-22')).toBe(false)
  })

  test.each([
    ['2026-11-22', 12, '2027-11-22'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-31'],
  ])('%s and %i months are %s', (day, months, later) => {
    expect(dayAfterMonths(day, months)).toBe(later)
  })
})

describe('a withdrawn entry', () => {
  const follows = (successors: Record<string, string | null>) => (id: string) => successors[id]

  test('leads to the last of those that followed it', () => {
    expect(lastSuccessor('a', follows({ a: 'b', b: 'c' }))).toBe('c')
    expect(lastSuccessor('a', follows({ a: 'b' }))).toBe('b')
  })

  test('leads nowhere where nothing followed, where the last was withdrawn too, or in a circle', () => {
    expect(lastSuccessor('a', follows({ a: null }))).toBeUndefined()
    expect(lastSuccessor('a', follows({ a: 'b', b: null }))).toBeUndefined()
    expect(lastSuccessor('a', follows({ a: 'b', b: 'a' }))).toBeUndefined()
    expect(lastSuccessor('a', follows({ a: 'b', b: 'c', c: 'b' }))).toBeUndefined()
  })
})
