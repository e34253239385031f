import { describe, expect, test } from 'vitest'
import { filesIn, plainTextOf, stepsOf } from '../../../server/knowledge/plain-text.ts'
import { PICTURE, VIDEO } from '../../support/knowledge-places.ts'

describe('the words of an entry', () => {
  test('are those of its Markdown without the marks', () => {
    const markdown = [
      '## 補登**請假**',
      '請至[差勤系統](https://a.gov.tw)：',
      '',
      '1. 登入',
      '2. 點選',
      '   - 事假',
      '   - 病假',
      '3. 完成',
      '',
      `![登入畫面](file:${PICTURE} "圖一")`,
      '',
      '| 假別 | 日數 |',
      '|---|---|',
      '| 事假 | 7 |',
      '',
      '> 注意',
      '第二行',
      '',
      '```',
      'code',
      '```',
    ].join('\n')
    expect(plainTextOf(markdown)).toBe(
      [
        '補登請假',
        '請至差勤系統：',
        '1. 登入',
        '2. 點選',
        '- 事假',
        '- 病假',
        '3. 完成',
        '登入畫面：圖一',
        '假別\t日數',
        '事假\t7',
        '注意',
        '第二行',
        'code',
      ].join('\n'),
    )
  })

  test('keep what only looks like HTML', () => {
    expect(plainTextOf('若 a<b 且 <b>粗</b>')).toBe('若 a<b 且 <b>粗</b>')
    expect(plainTextOf('')).toBe('')
  })
})

describe('the steps of an entry', () => {
  test('are the numbered ones at its top, with what belongs to them', () => {
    expect(
      stepsOf('說明\n\n1. 登入\n2. 點選\n   1. 子步驟\n\n   再確認\n\n- 不是步驟\n\n段落\n\n1. 登出'),
    ).toEqual(['登入', '點選\n1. 子步驟\n再確認', '登出'])
    expect(stepsOf('沒有步驟')).toEqual([])
  })
})

describe('the files of an entry', () => {
  test('are its pictures, clips and attachments, with what is said of them', () => {
    expect(
      filesIn(
        `![登入](file:${PICTURE})\n\n![](file:${PICTURE}) [**申請**表](file:${VIDEO})\n\n![片](video:${VIDEO})`,
      ),
    ).toEqual([
      { id: PICTURE, use: 'picture', words: '登入' },
      { id: PICTURE, use: 'picture', words: '' },
      { id: VIDEO, use: 'link', words: '申請表' },
      { id: VIDEO, use: 'clip', words: '片' },
    ])
    expect(filesIn('![x](https://a.gov.tw/x.png) [y](file:1)')).toEqual([])
  })
})
