import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlOf } from '../../../server/knowledge/markdown.ts'
import { filesIn, plainTextOf, stepsOf } from '../../../server/knowledge/plain-text.ts'
import { anyText } from '../../support/any-text.ts'
import { demandHarmless } from '../../support/harmless-html.ts'
import { PICTURE, PLACES, VIDEO } from '../../support/knowledge-places.ts'

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&Tab;javascript:alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x](\u0001javascript:alert(1))',
  '[x](vbscript:msgbox)',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](//evil.example)',
  '[x](/\\evil.example)',
  '[x](/%09/evil.example)',
  '[x](/\t/evil.example)',
  '[x](/..//evil.example)',
  '[x](https://bank.example@evil.example/)',
  '[x](https:evil)',
  '[x](blob:https://a/b)',
  '[x](file:///etc/passwd)',
  '<javascript:alert(1)>',
  '<https://a.example/"onmouseover="alert(1)>',
  'https://a.example/"onmouseover="alert(1)',
  '[x](https://a.example/ "t\\" onmouseover=alert(1) x=\\"")',
  '![x" onerror="alert(1)](file:0198a000-0000-7000-8000-0000000000aa)',
  `![x](file:${PICTURE} "c<script>alert(1)</script>")`,
  `![x](file:${PICTURE}#1,1"/onload=alert(1))`,
  `![x"></video><script>alert(1)</script>](video:${VIDEO})`,
  '![x](javascript:alert(1))',
  '```"><script>alert(1)</script>\nx\n```',
  '`<script>alert(1)</script>`',
  '| <script> |\n|---|\n| <img onerror=alert(1)> |',
  '<!-- x --> <?php x ?> <![CDATA[x]]> <!doctype x>',
  '[a]: javascript:alert(1)\n\n[a]',
  '<style>*{display:none}</style>',
  '<div style="position:fixed">x</div>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
]

describe('hostile Markdown', () => {
  test.each(ATTACKS)('does nothing: %s', (markdown) => {
    demandHarmless(htmlOf(markdown, PLACES))
  })

  test('does nothing in any mixture, nested in anything', () => {
    const piece = fc.oneof(
      fc.constantFrom(...ATTACKS),
      fc.constantFrom('[', ']', '(', ')', '![', '](', '**', '*', '_', '~~', '`', '```', '<', '>', '"', "'"),
      fc.constantFrom('\n', '\n\n', '\n> ', '\n- ', '\n1. ', '\n    ', '|', '\n|---|---|\n', '# ', '&', '\\'),
      fc.constantFrom(`file:${PICTURE}`, `video:${VIDEO}`, 'https://', 'Q000948', '請假', '「', '\ud800'),
      anyText(8),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const markdown = pieces.join('')
        demandHarmless(htmlOf(markdown, PLACES))
        expect(plainTextOf(markdown).isWellFormed()).toBe(true)
        stepsOf(markdown)
        filesIn(markdown)
      }),
      { numRuns: 2000 },
    )
  })

  test('shows every character of plain words, whatever they are', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9請假差勤系統，。<>&"' ]{1,40}$/)
    fc.assert(
      fc.property(word, (words) => {
        const shown = htmlOf(`文${words}文`, PLACES).replace(/<[^>]*>/g, '')
        const text = shown.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => BACK[name]!)
        expect(text.trim()).toBe(`文${words}文`)
      }),
    )
  })
})

const BACK: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" }

const LARGE = 60_000

/** Each would take minutes if anything took time by the square of its length. */
const MONSTERS: [string, string][] = [
  ['a megabyte of words', '請假'.repeat(500_000)],
  ['a megabyte of steps', '1. 請按確定\n'.repeat(100_000)],
  ...[
    '[',
    '![',
    '](',
    '[a](',
    '[a](<b',
    '[a](b "',
    '[[a]]',
    '*',
    '**a',
    '*a **b ',
    '_a_ ',
    '~~a',
    '`',
    '`a``',
    '<',
    '<a',
    '<https://a',
    '&',
    '&#1',
    '\\',
    '> ',
    '>',
    '- ',
    '1. ',
    '* * ',
    '#',
    '|',
    '|a\n|-\n',
    '```\n',
    '~~~',
    '[a]: b\n',
    '[a]: "\n',
    '[a\n',
    '\n',
    '  \n',
    '\t',
    'https://a',
    'Q00094',
    '\ud800',
    '👩‍🏫',
    'e\u0301',
    '<b>',
    '<!--',
    `![a](file:${PICTURE})`,
    `![a](file:${PICTURE}#1,1) `,
  ].map((piece): [string, string] => [JSON.stringify(piece), piece.repeat(LARGE / piece.length)]),
  ['lists in lists', Array.from({ length: 600 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n')],
  ['quotes in quotes', Array.from({ length: 600 }, (_, n) => `${'>'.repeat(n)} a`).join('\n')],
  ['as many brackets as a text may have', '['.repeat(199_000)],
  ['as many pictures begun as a text may have', '!['.repeat(99_000)],
  ['brackets in brackets', `${'['.repeat(400)}a${'](b)'.repeat(400)}`],
  ['a table of many columns', `${'|a'.repeat(2000)}|\n${'|-'.repeat(2000)}|\n${'|\n'.repeat(2000)}`],
]

describe('Markdown made to stop whoever reads it', () => {
  test.for(MONSTERS)('%s is shown, and does nothing', ([, markdown]) => {
    const html = htmlOf(markdown, PLACES)
    plainTextOf(markdown)
    if (html.length < 3_000_000) demandHarmless(html)
  })
})
