import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences, type Run } from '../../../server/knowledge/differences.ts'
import { anyText } from '../../support/any-text.ts'

const SIGN = { same: '', added: '+', removed: '-' }
const said = (runs: Run[]) =>
  runs.map(({ kind, text }) => (kind === 'same' ? text : `[${SIGN[kind]}${text}]`)).join('')
const earlier = (runs: Run[]) =>
  runs
    .filter(({ kind }) => kind !== 'added')
    .map(({ text }) => text)
    .join('')
const later = (runs: Run[]) =>
  runs
    .filter(({ kind }) => kind !== 'removed')
    .map(({ text }) => text)
    .join('')

describe('what changed between two versions', () => {
  test.each([
    ['請至差勤系統登入', '請到差勤系統登入', '請[-至][+到]差勤系統登入'],
    ['請至差勤系統', '請至差勤系統請假', '請至差勤系統[+請假]'],
    ['補助3,500元', '補助35,000元', '補助[-3,500][+35,000]元'],
    ['自2026-11-22起', '自2026-12-01起', '自[-2026-11-22][+2026-12-01]起'],
    ['見 Q000948 說明', '見 Q000949 說明', '見 [-Q000948][+Q000949] 說明'],
    ['use the WebHR portal', 'use the new WebHR portals', 'use the [+new ]WebHR [-portal][+portals]'],
    ['第一步\n第二步\n第三步', '第一步\n第三步', '第一步\n第[-二步\n第]三步'],
    ['', '新的', '[+新的]'],
    ['舊的', '', '[-舊的]'],
    ['一樣', '一樣', '一樣'],
    ['', '', ''],
    ['好👩‍🏫', '好👨‍🏫', '好[-👩‍🏫][+👨‍🏫]'],
  ])('from %s to %s is told', (before, after, runs) => {
    expect(said(differences(before, after))).toBe(runs)
  })

  test('gives both texts back, whatever they are', () => {
    fc.assert(
      fc.property(anyText(200), anyText(200), (before, after) => {
        const runs = differences(before, after)
        expect(earlier(runs)).toBe(before)
        expect(later(runs)).toBe(after)
        expect(runs.every(({ text }) => text !== '')).toBe(true)
      }),
    )
  })

  test('is small where little changed in a large text', () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `第${n}條 公務人員請假規則之說明文字與操作步驟`)
    const before = lines.join('\n')
    const after = before.replace('第70條 公務', '第70條 約僱').replace('第19000條 ', '第19000條之1 ')
    const runs = differences(before, after)
    expect(earlier(runs)).toBe(before)
    expect(later(runs)).toBe(after)
    expect(runs.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '公務' },
      { kind: 'added', text: '約僱' },
      { kind: 'added', text: '之1' },
    ])
  })

  test('is told by words within the lines where every tenth of many lines changed', () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `第${n}條 請假規則`)
    const after = lines.map((line, n) => (n % 10 === 0 ? line.replace('規則', '辦法') : line))
    const runs = differences(lines.join('\n'), after.join('\n'))
    expect(earlier(runs)).toBe(lines.join('\n'))
    expect(later(runs)).toBe(after.join('\n'))
    expect(runs.filter(({ kind }) => kind === 'added').map(({ text }) => text)).toEqual(
      Array.from({ length: 500 }, () => '辦法'),
    )
  })
})

/** Each would take hours if every word were compared with every other. */
describe('two large texts without much in common', () => {
  const LARGE = 400_000
  const different = (seed: number) =>
    Array.from({ length: LARGE }, (_, n) => String.fromCharCode(0x4e00 + ((n * seed) % 7919))).join('')

  test.for([
    ['in one line', different(31), different(17)],
    ['in lines', different(31).replace(/.{20}/g, '$&\n'), different(17).replace(/.{20}/g, '$&\n')],
    ['of one character each', '人'.repeat(LARGE), '事'.repeat(LARGE - 1)],
    ['of two characters in turn', '人事'.repeat(LARGE / 2), '事事人'.repeat(LARGE / 3)],
    ['of blank lines', '\n'.repeat(LARGE), ' \n'.repeat(LARGE / 2)],
    ['of half pairs', '\ud800'.repeat(LARGE), '\udc00'.repeat(LARGE)],
  ] as const)('%s are compared within bounds', ([, before, after]) => {
    const runs = differences(before, after)
    expect(earlier(runs) === before).toBe(true)
    expect(later(runs) === after).toBe(true)
  })
})
