import { describe, expect, test } from 'vitest'
import { latestDraft, onTopOf, parseDraft, readDraft } from '../../../client/features/file-a-case/draft.ts'
import {
  checkValues,
  emptyValues,
  isWorthKeeping,
  readValues,
  valuesOf,
} from '../../../client/features/file-a-case/values.ts'

const NOW = new Date('2026-11-21T02:04:00Z')
const complete = { ...emptyValues(), systemId: '7', description: '按了沒有反應', email: 'a@k022.gov.example' }

describe('what may be sent', () => {
  test('three fields are enough', () => {
    expect(checkValues(complete, NOW)).toEqual({})
  })

  test('an empty form lacks exactly these three', () => {
    expect(checkValues(emptyValues(), NOW)).toEqual({
      systemId: { kind: 'missing' },
      description: { kind: 'missing' },
      email: { kind: 'missing' },
    })
  })

  test('full-width spaces are no description', () => {
    expect(checkValues({ ...complete, description: '　 \n' }, NOW)).toHaveProperty('description')
  })

  test.each(['name', 'name@', '@k022.gov.example', 'a b@k022.gov.example', 'a@host', 'a@host..tw'])(
    '%j is no address to answer to',
    (email) => {
      expect(checkValues({ ...complete, email }, NOW)).toEqual({ email: { kind: 'wrong', rule: 'email' } })
    },
  )

  test('an address typed in full width is understood', () => {
    expect(checkValues({ ...complete, email: 'ａ＠ｋ022．ｇｏｖ．ｅｘａｍｐｌｅ' }, NOW)).toEqual({})
  })

  test.each(['1151121', '115.11.21', '１１５／１１／２０', '2026-11-21', ''])(
    'it may have happened on %j',
    (occurredOn) => {
      expect(checkValues({ ...complete, occurredOn }, NOW)).toEqual({})
    },
  )

  test('115.02.29 never was, and tomorrow is not yet', () => {
    expect(checkValues({ ...complete, occurredOn: '1150229' }, NOW).occurredOn).toEqual({
      kind: 'wrong',
      rule: 'occurredOn',
    })
    expect(checkValues({ ...complete, occurredOn: '1151122' }, NOW).occurredOn).toEqual({
      kind: 'wrong',
      rule: 'future',
    })
  })

  test('today is the day in Taipei, not in London', () => {
    const lateInTheEveningInLondon = new Date('2026-11-21T17:00:00Z')
    expect(checkValues({ ...complete, occurredOn: '1151122' }, lateInTheEveningInLondon)).toEqual({})
  })

  test('fifty rare characters are fifty, not a hundred', () => {
    expect(checkValues({ ...complete, title: '𠮷'.repeat(50) }, NOW)).toEqual({})
    expect(checkValues({ ...complete, title: '𠮷'.repeat(51) }, NOW)).toEqual({
      title: { kind: 'tooLong', limit: 50 },
    })
  })

  test('a telephone may be written as people write it, extension and all', () => {
    for (const phone of [
      '02-2397-9298',
      '（０４９）２２２２１０６',
      '02-23979298 分機 123',
      '+886 912 345 678',
    ])
      expect(checkValues({ ...complete, phone }, NOW)).toEqual({})
    expect(checkValues({ ...complete, phone: '請寄信' }, NOW)).toHaveProperty('phone')
    expect(checkValues({ ...complete, extension: '12a' }, NOW)).toHaveProperty('extension')
  })
})

describe('what is filled in', () => {
  test('somebody signed in is not asked for what the service knows', () => {
    const session = {
      name: '王𡍼',
      email: 'w@k022.gov.example',
      phone: '02-5550-0022 #533',
      agencyId: 12,
      agencyName: '數位治理部資料署',
    } as never
    expect(valuesOf(session)).toMatchObject({
      name: '王𡍼',
      email: 'w@k022.gov.example',
      phone: '02-5550-0022',
      extension: '533',
      agencyId: '12',
    })
  })

  test('what was filled in for them is not worth a draft, one word of their own is', () => {
    const untouched = valuesOf({ name: '王𡍼', email: 'w@k022.gov.example' } as never)
    expect(isWorthKeeping(untouched, untouched)).toBe(false)
    expect(isWorthKeeping({ ...untouched, name: '' }, untouched)).toBe(false)
    expect(isWorthKeeping({ ...untouched, description: '卡' }, untouched)).toBe(true)
  })

  test('a refused form comes back with what was typed, and with nothing that is no field', () => {
    const values = readValues({ systemId: ['7', '8'], description: '<b>', fileIds: ['x'], __proto__: null })
    expect(values).toMatchObject({ systemId: '7', description: '<b>', title: '' })
    expect(values).not.toHaveProperty('fileIds')
  })
})

describe('a draft', () => {
  const draft = (more: object) => ({
    values: complete,
    files: [],
    at: NOW.toISOString(),
    owner: null,
    ...more,
  })

  test('the latest is taken, whether kept here or on the server', () => {
    const early = readDraft(draft({ at: '2026-11-21T01:00:00Z' }), NOW)
    const late = readDraft(draft({ at: '2026-11-21T02:00:00Z' }), NOW)
    expect(latestDraft([early, late], null)).toBe(late)
    expect(latestDraft([late, early], 'p1')).toBe(late)
    expect(latestDraft([undefined, undefined], 'p1')).toBeUndefined()
  })

  test('what was begun before signing in goes on after it', () => {
    expect(latestDraft([readDraft(draft({ owner: null }), NOW)], 'p1')).toBeDefined()
  })

  test('what somebody wrote while signed in is shown to nobody else at the same computer', () => {
    const theirs = readDraft(draft({ owner: 'p1' }), NOW)
    expect(latestDraft([theirs], 'p2')).toBeUndefined()
    expect(latestDraft([theirs], null)).toBeUndefined()
    expect(latestDraft([theirs], 'p1')).toBe(theirs)
  })

  test('its files are forgotten before the server removes them', () => {
    const files = [{ id: 'f1', name: '清冊.ods', size: 9 }]
    expect(readDraft(draft({ files, at: '2026-11-20T08:00:00Z' }), NOW)?.files).toEqual(files)
    expect(readDraft(draft({ files, at: '2026-11-20T02:00:00Z' }), NOW)?.files).toEqual([])
  })

  test('gaps of one begun before signing in are filled with what the service knows', () => {
    const known = { ...emptyValues(), name: '王𡍼', email: 'w@k022.gov.example' }
    const begun = { ...emptyValues(), description: '卡住', email: 'other@k022.gov.example' }
    expect(onTopOf(known, begun)).toMatchObject({
      name: '王𡍼',
      email: 'other@k022.gov.example',
      description: '卡住',
    })
  })

  test.each(['', '{', 'null', '7', '"x"', '[]', '{"values":{}}', '{"values":{},"at":"yesterday"}'])(
    'kept text that is none (%s) is none',
    (text) => {
      expect(parseDraft(text, NOW)).toBeUndefined()
    },
  )

  test('whatever else was put beside it, only fields and files come back', () => {
    const read = parseDraft(
      JSON.stringify(draft({ values: { description: 7, evil: 'x' }, files: [{ id: 1 }, null] })),
      NOW,
    )
    expect(read).toEqual({ values: emptyValues(), files: [], at: NOW.toISOString(), owner: null })
  })
})
