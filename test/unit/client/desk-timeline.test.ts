import { describe, expect, test } from 'vitest'
import { linesOf } from '../../../client/features/cases/timeline/lines.ts'
import { sentenceOf } from '../../../client/features/cases/timeline/words.ts'
import { cases } from '../../../client/messages/zh-TW/cases.ts'
import { common } from '../../../client/messages/zh-TW/common.ts'
import { createI18n, type Translate } from '../../../client/platform/i18n.ts'
import type { Entry } from '../../../server/api.ts'

const t = createI18n('zh-TW', { cases, common }).getFixedT(null, 'cases') as unknown as Translate<'cases'>
const lin = { id: 'a', name: '林以晴' } as unknown as Entry['actor']

const say = (kind: Entry['kind'], body: Entry['body'], actor: Entry['actor'] = null) =>
  sentenceOf(t, { kind, body, actor })

describe('a line of the timeline', () => {
  test('says who did what', () => {
    expect(say('state', { from: 'assigned', to: 'in-progress' }, lin)).toBe('林以晴：開始處理')
    expect(say('state', { from: 'in-progress', to: 'waiting', waitingFor: 'data' }, lin)).toBe(
      '林以晴：請使用者補件',
    )
    expect(say('state', { to: 'received' })).toBe('收件')
  })

  test('names people once when the sentence names them already', () => {
    const body = { from: '林以晴', to: '陳柏宇', note: '請看差勤' }
    expect(say('hand-over', body, lin)).toBe('林以晴 請 陳柏宇 接辦：請看差勤')
    expect(say('hand-over', { ...body, fields: ['accepted'] })).toBe('陳柏宇 接辦：請看差勤')
  })

  test('gives the reason of a person, and leaves those of the router to the routing history', () => {
    expect(say('routing', { to: '林以晴', note: '具技能', fields: ['routed'] })).toBe('派給 林以晴')
    expect(say('routing', { to: '林以晴', note: '熟悉', fields: ['assigned'] })).toBe('改派給 林以晴：熟悉')
  })

  test('says what a property was and is, in words', () => {
    expect(say('change', { fields: ['priority'], from: '3', to: '1' })).toBe('優先等級由「一般」改為「緊急」')
    expect(say('change', { fields: ['rootCause'], from: '', to: 'network' })).toBe('問題歸類改為「網路設定」')
    expect(say('change', { fields: ['agency'], from: '青嵐縣政府', to: '' })).toBe('清除機關「青嵐縣政府」')
  })

  test('tells the result of a survey with its comment', () => {
    expect(say('survey', { score: 2, text: '太慢' })).toBe('滿意度調查：2 分「太慢」')
  })
})

test('being given a case is one line, not two', () => {
  const line = (version: number, kind: Entry['kind'], to: string) =>
    ({ version, kind, body: { to } }) as unknown as Entry
  const entries = [
    line(1, 'state', 'received'),
    line(2, 'routing', '林以晴'),
    line(2, 'state', 'assigned'),
    line(3, 'hand-over', '二線佇列'),
    line(3, 'state', 'escalated'),
    line(4, 'state', 'assigned'),
  ]
  expect(linesOf(entries).map(({ version, kind }) => `${version} ${kind}`)).toEqual([
    '1 state',
    '2 routing',
    '3 hand-over',
    '4 state',
  ])
})
