import { expect, test } from 'vitest'
import { after, comparing, cursorAt } from '../../server/cases/cursor.ts'
import { numberPartsOf } from '../../server/cases/numbers.ts'
import { newId } from '../../server/platform/values.ts'

test.each([
  ['115-000731', { year: 115, seq: 731 }],
  [' 115-731 ', { year: 115, seq: 731 }],
  ['１１５－０００７３１', { year: 115, seq: 731 }],
  ['115—000731', { year: 115, seq: 731 }],
  ['115 000731', { year: 115, seq: 731 }],
  ['115000731', { year: 115, seq: 731 }],
  ['115-1234567', { year: 115, seq: 1_234_567 }],
])('a number typed as “%s” is found', (typed, parts) => {
  expect(numberPartsOf(typed)).toEqual(parts)
})

test.each(['', '115', '115-', '115-0', '115-000000', 'W-115-1', '115-99999999999', '115-12a'])(
  '“%s” is no number of a case',
  (typed) => {
    expect(numberPartsOf(typed)).toBeUndefined()
  },
)

const byTurn = { columns: ['priority', 'openedAt', 'id'], direction: 'asc' } as const
const row = (priority: number, openedAt: string) => ({
  id: newId<'case'>(),
  priority,
  openedAt: new Date(openedAt),
  closedAt: null,
  dueAt: new Date(0),
  updatedAt: new Date(0),
})

test('a page continues with the cursor of its own list, and with no other text', () => {
  const cursor = cursorAt(byTurn, row(2, '2026-11-20T01:00:00.123Z'))
  expect(() => after(byTurn, cursor)).not.toThrow()
  const others = [
    cursorAt({ columns: ['dueAt', 'id'], direction: 'asc' }, row(2, '2026-11-20T01:00:00Z')),
    'x',
    Buffer.from("1 2026-11-20T01:00:00.000Z ') or true --").toString('base64url'),
    Buffer.from(`1 2026-99-20T01:00:00.000Z ${newId()}`).toString('base64url'),
  ]
  for (const other of others)
    expect(() => after(byTurn, other)).toThrow(expect.objectContaining({ code: 'input-invalid' }))
})

test('two lists are merged in the order that the database has', () => {
  const rows = [
    row(2, '2026-11-20T02:00:00Z'),
    row(1, '2026-11-20T03:00:00Z'),
    row(2, '2026-11-20T01:00:00Z'),
  ]
  expect(rows.sort(comparing(byTurn)).map(({ openedAt }) => openedAt.getUTCHours())).toEqual([3, 1, 2])
})
