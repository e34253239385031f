import { describe, expect, test } from 'vitest'
import { readOfficeCsv } from '../../../server/calls/books/office-csv.ts'
import { callerAmong } from '../../../server/calls/follow/callers.ts'
import { runsOf } from '../../../server/calls/follow/runs.ts'
import {
  isAutomaticTitle,
  lengthInWords,
  missedTitleOf,
  titleOf,
} from '../../../server/calls/follow/words.ts'
import { shownNumber } from '../../../server/calls/mask.ts'
import { newId } from '../../../server/platform/values.ts'
import { teller } from '../../support/calls-ground.ts'

const told = teller(() => new Date('2026-11-20T01:00:00Z'))
const call = {
  direction: 'in' as const,
  fromNumber: '+886223979298#12',
  toNumber: '5001',
  arrivedAt: new Date('2026-11-21T02:04:00Z'),
}

describe('the case of a call', () => {
  test('is called by number and time until somebody names it better', () => {
    expect(titleOf(call)).toBe('來電 02-2397-9298 #12（115/11/21 10:04）')
    expect(isAutomaticTitle(titleOf(call))).toBe(true)
    expect(isAutomaticTitle(missedTitleOf(call))).toBe(true)
    expect(isAutomaticTitle('來電詢問請假單（急）')).toBe(false)
  })

  test('says how long somebody talked as people say it', () => {
    expect([lengthInWords(45_000), lengthInWords(200_000)]).toEqual(['45 秒', '3 分 20 秒'])
  })
})

describe('a number', () => {
  test('is masked so that calls can be told apart and nobody be called', () => {
    expect(shownNumber('+886912345678', false)).toBe('0912-***-678')
    expect(shownNumber('+886912345678', true)).toBe('0912-345-678')
    expect(shownNumber('+886223979298', false)).not.toContain('2397')
  })

  const owner = (name: string, ext = '', agencyId = 1) => ({
    ...{ id: newId<'person'>(), name, email: null, agencyId, ext },
  })

  test('is nobody’s for sure when it is a switchboard with one person known behind it', () => {
    const one = owner('王一', '123')
    expect(callerAmong('+886223979298', [one])).toMatchObject({ personId: null, maybeIds: [one.id] })
    expect(callerAmong('+886223979298#123', [one])).toMatchObject({ personId: one.id, maybeIds: [] })
  })

  test('shared by people of two agencies is of neither', () => {
    const found = callerAmong('+886912345678', [owner('王一'), owner('王二', '', 2)])
    expect(found).toMatchObject({ personId: null, agencyId: null, maybeIds: { length: 2 } })
  })
})

describe('a batch', () => {
  const offered = (callRef: string) =>
    told('call.offered', { from: null, to: '5001', channel: 'phone', display: null }, { callRef })
  const ready = (callRef: string) =>
    told('call.ready', { systemId: null, wants: 'nothing', line: '5001' }, { callRef })

  test('is written in runs that keep the order within each call', () => {
    const batch = [offered('a'), offered('b'), ready('a'), ready('a'), ready('b')]
    expect(runsOf(batch).map((run) => run.map(({ callRef }) => callRef))).toEqual([
      ['a', 'b', 'a'],
      ['a', 'b'],
    ])
  })
})

describe('what the office exchange has written down', () => {
  test('is read with and without names above, and in the years of the Republic', () => {
    const line = '0912345678,5001,115/11/20 10:00:05,,115/11/20 10:01,,'
    const [plain, named] = [readOfficeCsv(line), readOfficeCsv(`來電號碼,受話,時間\n${line}`)]
    expect(plain.calls[0]?.startedAt.toISOString()).toBe('2026-11-20T02:00:05.000Z')
    expect(named).toMatchObject({ calls: [{ line: 2 }], failed: [] })
  })

  test('that is no CSV is refused in words', () => {
    expect(readOfficeCsv('"never closed').failed).toEqual([
      { line: 1, why: '這個檔案不是有效的 CSV，沒有匯入任何資料。' },
    ])
  })
})
