import { describe, expect, test } from 'vitest'
import { fieldErrors } from '../../../server/portal/field-sentences.ts'
import type { Fields } from '../../../server/portal/form-fields.ts'
import { forms } from '../../../server/portal/forms.ts'

const form = (path: string) => forms.find((one) => one.path === path)!
const filed = (fields: Fields) => form('/cases/new').command(fields, {})

describe('filing a case', () => {
  test('fields become what the API reads: dates, telephone with extension, numbers', () => {
    expect(
      filed({
        systemId: '7',
        description: '　按了沒有反應\n',
        occurredOn: '民國115年11月20日',
        phone: '02-2397-9298',
        extension: '123',
        agencyId: '12',
        fileIds: ['f1', 'f2'],
        key: 'k1',
      }),
    ).toEqual({
      method: 'POST',
      url: '/cases',
      key: 'k1',
      body: {
        systemId: 7,
        description: '按了沒有反應',
        occurredOn: '2026-11-20',
        phone: '02-2397-9298 #123',
        agencyId: 12,
        fileIds: ['f1', 'f2'],
      },
    })
  })

  test('what cannot be read is passed on, so that the API says what is wrong with it', () => {
    expect(filed({ occurredOn: '1150229', systemId: 'x' }).body).toEqual({
      occurredOn: '1150229',
      systemId: 'x',
      fileIds: [],
    })
  })

  test('what is left empty is not sent at all', () => {
    expect(filed({ title: '', name: '　', impact: '' }).body).toEqual({ fileIds: [] })
  })

  test('the number goes into the address and the code is remembered, not shown there', () => {
    const done = form('/cases/new').done({ number: '115-000731', code: '7K2M-9XQ4' }, {}, {})
    expect(done).toEqual({
      location: '/cases/115-000731?done=filed',
      code: { number: '115-000731', code: '7K2M-9XQ4' },
    })
  })
})

describe('signing in', () => {
  const goesTo = (next: string, permissions: string[] = []) =>
    form('/login').done({ permissions }, { next }, {}).location

  test('people come back to where they were', () => {
    expect(goesTo('/cases/new?q=x')).toBe('/cases/new?q=x')
    expect(goesTo('/desk', [])).toBe('/desk')
  })

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'nobody is sent to %s',
    (next) => {
      expect(goesTo(next)).toBe('/')
    },
  )

  test('from nowhere in particular, agents go to their desk and others home', () => {
    expect(goesTo('', ['desk:work'])).toBe('/desk')
    expect(goesTo('')).toBe('/')
  })
})

describe('a decision on a case', () => {
  test('solved, not solved, and neither are three different things', () => {
    const told = (solved?: string) =>
      form('/cases/:number/verification').command(solved === undefined ? {} : { solved }, {
        number: '115-000731',
      }).body
    expect(told('yes')).toEqual({ solved: true })
    expect(told('no')).toEqual({ solved: false })
    expect(told()).toEqual({})
  })

  test('a number from the address cannot leave its place in the path', () => {
    const { url } = form('/cases/:number/withdrawal').command({}, { number: '../session' })
    expect(url).toBe('/progress/..%2Fsession/withdrawal')
  })

  test('an empty text is told beside the field of its form', () => {
    expect(form('/cases/:number/messages').about).toMatchObject({ 'text-missing': 'text' })
    expect(form('/cases/new').about).toMatchObject({
      'text-missing': 'description',
      'contact-missing': 'email',
    })
  })
})

test("the API's complaints become a sentence beside each field, in the reader's language", () => {
  const detail = {
    fields: [
      { path: '/systemId', rule: 'required' },
      { path: '/description', rule: 'maxLength', limit: 20000 },
      { path: '/fileIds/3', rule: 'format' },
    ],
  }
  expect(Object.keys(fieldErrors(detail, 'zh-TW'))).toEqual(['systemId', 'description', 'fileIds'])
  expect(fieldErrors(detail, 'zh-TW')['description']).toContain('20000')
  expect(fieldErrors(detail, 'en')['systemId']).toMatch(/empty/)
  expect(fieldErrors(undefined, 'en')).toEqual({})
})
