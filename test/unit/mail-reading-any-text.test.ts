import fc from 'fast-check'
import iconv from 'iconv-lite'
import { createTransport } from 'nodemailer'
import { describe, expect, test } from 'vitest'
import { FREQUENT } from '../../server/platform/mail/reading/frequent.ts'
import { readText } from '../../server/platform/mail/reading/guess-charset.ts'
import { readMail } from '../../server/platform/mail/reading/read.ts'
import { safeHtml } from '../../server/platform/mail/reading/safe-html.ts'
import { anyText } from '../support/any-text.ts'
import { demandSafe } from '../support/storable-mail.ts'

const frequent = [...FREQUENT].map((point) => String.fromCodePoint(point))
const RUNS = { numRuns: 150, seed: 20261121 }

/** Words of characters that a charset has, in runs as people write them. */
const wordsIn = (charset: string, pool: string[]) => {
  const known = pool.filter(
    (character) => iconv.decode(iconv.encode(character, charset), charset) === character,
  )
  return fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...known) },
        fc.constantFrom('，', '。', ' ', 'ABC', '123'),
      ),
      { minLength: 6, maxLength: 60 },
    )
    .map((pieces) => pieces.join(''))
}

const isHan = (character: string) => character >= '一' && character <= '鿿'
const isHangul = (character: string) => character >= '가' && character <= '힣'
const kana = [
  ...'あいうえおかきくけこさしすせそたちつてとなにぬねのはまみむもやゆよらりるれろわをんアイウエオカキクタテトナンマスルリ',
]

describe('words written by anybody', () => {
  test.for([
    ['big5', 'big5hkscs', frequent.filter(isHan)],
    ['gb2312', 'gb18030', frequent.filter(isHan)],
    ['shift_jis', 'shiftjis', kana],
    ['euc-jp', 'eucjp', kana],
    ['ks_c_5601-1987', 'cp949', frequent.filter(isHangul)],
    ['utf-8', 'utf-8', frequent],
    ['utf-7', 'utf-7', frequent],
  ] as const)('are read as %s when that is what the mail says', ([label, charset, pool]) => {
    fc.assert(
      fc.property(wordsIn(charset, [...pool]), (text) => {
        expect(readText(iconv.encode(text, charset), label).text).toBe(text)
      }),
      RUNS,
    )
  })

  test.for([
    ['big5hkscs', frequent.filter(isHan)],
    ['utf-8', frequent],
  ] as const)('are read as %s when the mail says nothing, or ASCII, or GB2312', ([charset, pool]) => {
    fc.assert(
      fc.property(
        wordsIn(charset, [...pool]),
        fc.constantFrom(null, 'us-ascii', 'gb2312', 'iso-8859-1'),
        (text, label) => {
          const bytes = iconv.encode(text, charset)
          if (bytes.filter((byte) => byte >= 0x80).length >= 12)
            expect(readText(bytes, label).text).toBe(text)
        },
      ),
      RUNS,
    )
  })

  test('come through a mail of ours unchanged: subject, name, words and the names of files', async () => {
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
    const line = anyText(40).map((text) =>
      text
        .toWellFormed()
        .replace(/[\p{C}\s\u2028\u2029]+/gu, ' ')
        .trim(),
    )
    await fc.assert(
      fc.asyncProperty(
        line,
        line,
        fc.array(line, { maxLength: 4 }),
        line,
        async (subject, name, lines, file) => {
          const text = lines.map((words) => `：${words}`).join('\n')
          const filename = `檔${file.replace(/[/\\]/g, '')}.pdf`
          const attachments = [{ filename, content: Buffer.from('%PDF') }]
          const sent = await transport.sendMail({
            from: { name, address: 'a@b.example' },
            to: 'c@d.example',
            subject,
            text,
            attachments,
          })
          const mail = await readMail(sent.message as Buffer)
          expect({ subject: mail.subject, text: mail.text }).toEqual({ subject, text })
          expect(mail.from?.address).toBe('a@b.example')
          expect(mail.parts.map((part) => part.name)).toEqual([
            filename.normalize('NFC').replace(/[\u200b-\u200f]/g, ''),
          ])
        },
      ),
      { numRuns: 60, seed: 20261121 },
    )
  })

  test('HTML of any kind is made harmless', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      '/',
      ' ',
      'a',
      'img',
      'src',
      'href',
      'style',
      'script',
      'svg',
      'javascript:',
      'url(',
      'position:fixed',
      'onerror',
      'https://x.example',
      'cid:1',
      '<!--',
      '-->',
      '&#106;',
      '\\',
      '\n',
      '<p',
      '<a ',
      '<img ',
      '</',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = safeHtml(pieces.join(''))
        demandSafe(html)
        expect(safeHtml(html)).toBe(html)
      }),
      { numRuns: 300, seed: 20261121 },
    )
  })
})
