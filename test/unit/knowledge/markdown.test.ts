import { describe, expect, test } from 'vitest'
import { htmlOf } from '../../../server/knowledge/markdown.ts'
import { PICTURE, PLACES, VIDEO } from '../../support/knowledge-places.ts'

const html = (...lines: string[]) => htmlOf(lines.join('\n'), PLACES).trim()

describe('an entry is shown', () => {
  test('with its steps numbered, and other paragraphs within a step', () => {
    expect(html('1. 登入', '2. 點選「補登」', '', '   再按確定', '3. 完成')).toBe(
      [
        '<ol>',
        '<li><p>登入</p>\n</li>',
        '<li><p>點選「補登」</p>\n<p>再按確定</p>\n</li>',
        '<li><p>完成</p>\n</li>',
        '</ol>',
      ].join('\n'),
    )
    expect(html('3. 第三步', '4. 第四步')).toBe('<ol start="3">\n<li>第三步</li>\n<li>第四步</li>\n</ol>')
  })

  test('with its headings below those of the page', () => {
    expect(html('# 大', '## 中', '##### 小')).toBe('<h3>大</h3>\n<h4>中</h4>\n<h6>小</h6>')
    expect(htmlOf('# 大', PLACES, { headingsFrom: 2 })).toBe('<h2>大</h2>\n')
  })

  test('with line breaks where they were typed', () => {
    expect(html('第一行', '第二行')).toBe('<p>第一行<br>第二行</p>')
  })

  test('with tables whose columns are aligned without any style', () => {
    expect(html('| 假別 | 日數 |', '|:---|---:|', '| 事假 | 7 |')).toBe(
      [
        '<div class="wide" tabindex="0"><table>',
        '<thead>',
        '<tr><th scope="col" class="to-left">假別</th><th scope="col" class="to-right">日數</th></tr>',
        '</thead>',
        '<tbody>',
        '<tr><td class="to-left">事假</td><td class="to-right">7</td></tr>',
        '</tbody>',
        '</table></div>',
      ].join('\n'),
    )
  })

  test.each([
    ['請按**「確定」**鍵', '請按<strong>「確定」</strong>鍵'],
    ['**注意：**不可重複', '<strong>注意：</strong>不可重複'],
    ['先**(A)**再*（B）*後', '先<strong>(A)</strong>再<em>（B）</em>後'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['請假_代理_人', '請假_代理_人'],
    ['~~舊制~~新制', '<s>舊制</s>新制'],
    ['按 `Ctrl+C`', '按 <code>Ctrl+C</code>'],
  ])('with emphasis between Chinese words: %s', (markdown, line) => {
    expect(html(markdown)).toBe(`<p>${line}</p>`)
  })

  test.each([
    [
      '[說明](https://www.dgpa.gov.tw/a?b=1&c=2)',
      '<a href="https://www.dgpa.gov.tw/a?b=1&amp;c=2" rel="noopener noreferrer">說明</a>',
    ],
    ['[上一頁](/qa?page=2)', '<a href="/qa?page=2">上一頁</a>'],
    ['[寫信](mailto:help@example.gov.tw)', '<a href="mailto:help@example.gov.tw">寫信</a>'],
    [`[申請表](file:${PICTURE})`, `<a href="/files/${PICTURE}">申請表</a>`],
    ['[另一則](Q000948)', '<a href="/qa/Q000948">另一則</a>'],
    ['請看 Q000948。', '請看 <a href="/qa/Q000948">Q000948</a>。'],
    ['請看q000948說明', '請看<a href="/qa/Q000948">q000948</a>說明'],
    [
      '網址https://a.gov.tw/x。',
      '網址<a href="https://a.gov.tw/x" rel="noopener noreferrer">https://a.gov.tw/x</a>。',
    ],
    [
      '(https://a.gov.tw/x)',
      '(<a href="https://a.gov.tw/x" rel="noopener noreferrer">https://a.gov.tw/x</a>)',
    ],
    ['<https://a.gov.tw/x>', '<a href="https://a.gov.tw/x" rel="noopener noreferrer">https://a.gov.tw/x</a>'],
    [
      '[看 Q000948](https://a.gov.tw/)',
      '<a href="https://a.gov.tw/" rel="noopener noreferrer">看 Q000948</a>',
    ],
  ])('with links: %s', (markdown, line) => {
    expect(html(markdown)).toBe(`<p>${line}</p>`)
  })

  test.each([
    ['XQ000948、Q0009481、Q00094', 'XQ000948、Q0009481、Q00094'],
    ['`Q000948`', '<code>Q000948</code>'],
    ['Q999999 不存在', 'Q999999 不存在'],
  ])('without links where no entry is meant: %s', (markdown, line) => {
    expect(html(markdown)).toBe(`<p>${line}</p>`)
  })

  test('with its pictures and what they show in words', () => {
    expect(html(`![登入畫面](file:${PICTURE} "圖一")`)).toBe(
      `<figure><img src="/files/${PICTURE}" alt="登入畫面" loading="lazy" decoding="async"><figcaption>圖一</figcaption></figure>`,
    )
    expect(html(`按 ![齒輪](file:${PICTURE}) 鍵`)).toBe(
      `<p>按 <img src="/files/${PICTURE}" alt="齒輪" loading="lazy" decoding="async"> 鍵</p>`,
    )
  })

  test('with numbered marks on a picture, that need no style and no script', () => {
    const shown = html(`![登入畫面](file:${PICTURE}#20,35;60,70.5;101,3;x)`)
    expect(shown).toContain('<span class="marked"><img ')
    expect(shown.match(/<text[^>]*>\d+<\/text>/g)).toHaveLength(2)
    expect(shown).toContain('<circle cx="60%" cy="70.5%" r="13"></circle>')
    expect(shown).toContain('<svg class="marks" aria-hidden="true">')
  })

  test('with clips that load nothing before somebody plays them', () => {
    expect(html(`![如何補登](video:${VIDEO}#${PICTURE} "兩分鐘")`)).toBe(
      [
        `<figure><video controls preload="none" src="/files/${VIDEO}" title="如何補登" aria-label="如何補登">`,
        `<track kind="captions" src="/files/${PICTURE}" srclang="zh-Hant" label="中文字幕" default>`,
        `<a href="/files/${VIDEO}">如何補登</a></video><figcaption>兩分鐘</figcaption></figure>`,
      ].join(''),
    )
  })

  test.each([
    ['![外部](https://evil.example/pixel.gif)', '[外部]'],
    ['![不在](file:00000000-0000-7000-8000-00000000dead)', '[不在]'],
    ['![資料](data:image/png;base64,AAAA)', '[資料]'],
  ])('without a picture that is not held here: %s', (markdown, words) => {
    expect(html(markdown)).toBe(`<figure><span class="left-out">${words}</span></figure>`)
  })
})
