import { expect, test } from 'vitest'
import { requestOf, searchesOf } from '../../../search/meilisearch/question.ts'
import type { Sought } from '../../../search/question.ts'

const soughtOf = (weights: Record<string, number>, least = 0, unknown: string[] = []): Sought => ({
  known: Object.entries(weights).map(([term, weight]) => ({
    term,
    weight,
    df: 1,
    sure: 1,
    isBegun: false,
    isDirect: true,
  })),
  unknown,
  least,
})
const said = (sought: Sought) => searchesOf(sought).map(({ words }) => words.map(({ term }) => term))
const asked = (sought: Sought) => said(sought).map((words) => words.join(' '))

test('each term that is a match by itself comes first once, as the engine always wants the first', () => {
  const firsts = said(soughtOf({ 差勤: 5, 系统: 1, 请假: 3 })).map(([first]) => first)
  expect(new Set(firsts)).toEqual(new Set(['差勤', '请假', '系统']))
})

test('the terms that say most come with the others behind them, and in pairs', () => {
  expect(asked(soughtOf({ a: 4, b: 3, c: 2, d: 1 }))).toEqual([
    'a b c d',
    'b c d',
    'c d',
    'd',
    'a c',
    'a d',
    'b d',
  ])
})

test('no search has more words than the engine reads', () => {
  const weights = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`t${i}`, 12 - i]))
  expect(Math.max(...searchesOf(soughtOf(weights)).map(({ words }) => words.length))).toBe(10)
})

test('a search weighs what its words say', () => {
  const { queries } = request(soughtOf({ a: 3, b: 1 }))
  expect(queries.map(({ federationOptions }) => federationOptions.weight)).toEqual([4, 1])
})

test('what is too little to be a match is searched for with what it may be a match with', () => {
  const equal = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`t${i}`, 1]))
  const sixth = (least: number) => said(soughtOf(equal, least)).find(([first]) => first === 't6')
  expect(sixth(1)).toEqual(['t6'])
  expect(sixth(1.2)).toEqual(['t6', 't7', 't8', 't9', 't10', 't11'])
})

test('terms that no count has seen yet are searched for as well', () => {
  expect(asked(soughtOf({ a: 3 }, 0, ['new']))).toEqual(['a', 'new'])
})

const request = (sought: Sought) =>
  requestOf('documents', searchesOf(sought), {
    reader: ['public', 'vendor:3'],
    source: 'qa',
    year: 2026,
    most: 5000,
  })

test('every search has the filter of its reader, and asks for no more than the engine gives', () => {
  const { federation, queries } = request(soughtOf({ a: 2, b: 1 }))
  expect(federation.limit).toBe(1000)
  expect(queries.length).toBeGreaterThan(1)
  for (const { filter } of queries)
    expect(filter).toEqual(['seen_by IN ["public", "vendor:3"]', 'source = "qa"', 'year = 2026'])
})

test('a space behind the last word says that it is whole; one character may be the beginning of more', () => {
  const [whole] = request(soughtOf({ 差勤: 1 })).queries
  expect(whole!.q).toBe('差勤 ')
  const [begun] = request({
    ...soughtOf({}),
    known: [{ term: '差', weight: 1, df: 1, sure: 1, isBegun: true, isDirect: true }],
  }).queries
  expect(begun!.q).toBe('差')
})
