import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { total, withFilter } from '../../../client/features/search/counts.ts'
import { pagesAround } from '../../../client/features/search/pages.ts'
import { runsOf } from '../../../client/parts/search/Marked.tsx'
import { searchPath, sliceFrom } from '../../../client/parts/search/slice.ts'
import { createSuggester, type Suggested } from '../../../client/parts/search/suggester.ts'
import type { Found } from '../../../server/api.ts'

describe('suggestions while somebody types', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function typing() {
    const asked: {
      text: string
      signal: AbortSignal
      answer: (found: string[]) => void
      fail: () => void
    }[] = []
    const told: Suggested<string[]>[] = []
    const suggester = createSuggester<string[]>({
      ask: (text, signal) =>
        new Promise((answer, fail) => asked.push({ text, signal, answer, fail: () => fail(new Error()) })),
      told: (suggested) => told.push(suggested),
    })
    return { ...suggester, asked, told, texts: () => asked.map(({ text }) => text) }
  }
  const later = () => vi.advanceTimersByTimeAsync(200)

  test('ask once typing has stopped, for one character as for many', async () => {
    const { typed, texts } = typing()
    typed('考', false)
    await vi.advanceTimersByTimeAsync(150)
    typed('考績', false)
    await vi.advanceTimersByTimeAsync(150)
    expect(texts()).toEqual([])
    await later()
    expect(texts()).toEqual(['考績'])
    typed('薪', false)
    await later()
    expect(texts()).toEqual(['考績', '薪'])
  })

  test('ask nothing while a syllable or a character is being composed', async () => {
    const { typed, texts } = typing()
    for (const shown of ['ㄎ', 'ㄎㄠ', 'ㄎㄠˇ', '考']) {
      typed(shown, true)
      await later()
    }
    // Changjie shows characters while it composes.
    typed('十大', true)
    await later()
    expect(texts()).toEqual([])
    typed('考', false)
    await later()
    expect(texts()).toEqual(['考'])
  })

  test('ask nothing for syllables that were left as they are, nor for spaces of any width', async () => {
    const { typed, texts } = typing()
    for (const shown of ['ㄎㄠˇ', 'ㄐ ', '　', '  ']) {
      typed(shown, false)
      await later()
    }
    expect(texts()).toEqual([])
  })

  test('give up the question on its way for a newer one, and never show its answer', async () => {
    const { typed, asked, told } = typing()
    typed('考', false)
    await later()
    typed('考績', false)
    expect(asked[0]!.signal.aborted).toBe(true)
    await later()
    asked[1]!.answer(['考績清冊'])
    asked[0]!.answer(['考古'])
    await later()
    expect(told).toEqual([{ text: '考績', found: ['考績清冊'] }])
  })

  test('go away with the words, and where the server cannot be asked', async () => {
    const { typed, asked, told } = typing()
    typed('考', false)
    await later()
    asked[0]!.answer(['考績清冊'])
    await later()
    typed('', false)
    expect(told.at(-1)).toBeUndefined()
    typed('薪', false)
    await later()
    asked[1]!.fail()
    await later()
    expect(told).toHaveLength(3)
    expect(told.at(-1)).toBeUndefined()
  })

  test('are not asked for again by a space behind the words', async () => {
    const { typed, asked, texts } = typing()
    typed('考績', false)
    await later()
    asked[0]!.answer([])
    await later()
    typed('考績　', false)
    await later()
    expect(texts()).toEqual(['考績'])
  })
})

describe('what was found in a text', () => {
  const marked = (text: string, ranges: [number, number][]) =>
    runsOf(text, ranges).map(({ text, isFound }) => (isFound ? `[${text}]` : text))

  test('is marked where the ranges say', () => {
    expect(marked('加班補休的期限', [[2, 4]]).join('')).toBe('加班[補休]的期限')
    expect(marked('補休', [[0, 2]])).toEqual(['[補休]'])
    expect(marked('補休', [])).toEqual(['補休'])
  })

  test('keeps the text whole, however the ranges lie', () => {
    const ranges: [number, number][][] = [
      [
        [4, 6],
        [0, 2],
      ],
      [
        [0, 4],
        [2, 6],
      ],
      [[5, 99]],
      [[9, 12]],
      [[4, 2]],
    ]
    for (const some of ranges)
      expect(
        runsOf('加班補休的期限', some)
          .map(({ text }) => text)
          .join(''),
      ).toBe('加班補休的期限')
  })
})

describe('the address of a search', () => {
  test('has what was chosen, and nothing that is usual', () => {
    expect(searchPath({ text: '補休', system: 7 })).toBe('/search?text=%E8%A3%9C%E4%BC%91&system=7')
    expect(searchPath({ text: '' })).toBe('/search')
  })

  test('is read back, and what makes no sense in it is left out', () => {
    const slice = { text: '補休', source: 'qa', system: 7, kind: '差勤', year: 2026, page: 3 }
    expect(sliceFrom(Object.fromEntries(new URLSearchParams(searchPath(slice).split('?')[1])))).toEqual(slice)
    const nonsense = { text: '　補休 ', source: 'x'.repeat(21), system: '7; drop', year: '26', page: '11' }
    expect(sliceFrom(nonsense)).toEqual({ text: '補休' })
    expect(sliceFrom({ text: 948, page: 1, kind: ' ' })).toEqual({ text: '948' })
  })

  test('goes back to the first page with another filter', () => {
    const slice = { text: '補休', page: 3, system: 7 }
    expect(searchPath(withFilter(slice, 'year', '2026'))).toBe(
      searchPath({ text: '補休', system: 7, year: 2026 }),
    )
    expect(searchPath(withFilter(slice, 'system', undefined))).toBe(searchPath({ text: '補休' }))
  })
})

describe('paging through what was found', () => {
  const found = (n: number, shown: number, isMore = false) =>
    ({
      hits: Array.from({ length: shown }),
      sources: [
        { value: 'qa', label: '問答', n },
        { value: 'cases', label: '案件', n: 2 },
      ],
      isMore,
    }) as unknown as Found
  const ways = (of: Found, page?: number) => {
    const { previous, next } = pagesAround(of, { text: '補休', page })
    return [previous && (previous.page ?? 1), next?.page]
  }

  test('leads on while there is more, and back to the first page', () => {
    expect(total(found(50, 20), { text: '', source: 'cases' })).toBe(2)
    expect(ways(found(50, 20))).toEqual([undefined, 2])
    expect(ways(found(50, 20), 2)).toEqual([1, 3])
    expect(ways(found(50, 12), 3)).toEqual([2, undefined])
    expect(ways(found(3, 5))).toEqual([undefined, undefined])
  })

  test('ends with the tenth page', () => {
    expect(ways(found(1000, 20, true), 10)).toEqual([9, undefined])
    expect(ways(found(1000, 20, true), 9)).toEqual([8, 10])
  })
})
