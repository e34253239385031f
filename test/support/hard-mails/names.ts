import { big5, type HardMail, hard, PERSON, WANG, word } from './build.ts'

const x = { subject: 'x', from: WANG }
const MIXED = `${PERSON}Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n內文\n--b\n`
const END = '\n--b--\n'
const CODED = 'Content-Transfer-Encoding: base64\n\n'
const named = (name: string, header: (string | Buffer)[], file: string, repairs?: string[]): HardMail =>
  hard(name, [MIXED, ...header, `\n${CODED}AAAA`, END], {
    ...x,
    text: '內文',
    parts: [`file ${file}`],
    ...(repairs && { repairs }),
  })

/** Files and how they are named. */
export const nameMails: HardMail[] = [
  named(
    'name-in-pieces',
    [
      'Content-Type: application/pdf;\n name*0*=utf-8\'\'%E8%AB%8B%E5%81;\n name*1*=%87%E5%96%AE;\n name*2=" (1).pdf"',
    ],
    '請假單 (1).pdf',
  ),
  named(
    'name-in-pieces-out-of-order',
    ['Content-Type: application/pdf\nContent-Disposition: attachment; filename*1="c.pdf"; filename*0="ab"'],
    'abc.pdf',
  ),
  named(
    'name-in-big5-rfc-2231',
    [
      "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=big5''%BD%D0%B0%B2%B3%E6.pdf",
    ],
    '請假單.pdf',
  ),
  named(
    'name-in-raw-big5',
    ['Content-Type: application/pdf; name="', big5('許功蓋請假單.pdf'), '"'],
    '許功蓋請假單.pdf',
    ['charset-guessed'],
  ),
  named('name-in-raw-utf-8', ['Content-Disposition: attachment; filename="請假單.odt"'], '請假單.odt'),
  named(
    'name-in-words',
    [`Content-Type: application/pdf; name="${word('big5', big5('請假單.pdf'))}"`],
    '請假單.pdf',
  ),
  named(
    'name-as-in-an-address',
    ['Content-Type: application/pdf; name="%E8%AB%8B%E5%81%87.pdf"'],
    '請假.pdf',
  ),
  named(
    'name-with-path',
    ['Content-Type: application/octet-stream; name="..\\\\..\\\\C:\\\\Windows\\\\a.exe"'],
    'a.exe',
  ),
  named(
    'name-that-turns-round',
    ['Content-Type: application/octet-stream; name="abc\u202Etxt.exe"'],
    'abctxt.exe',
  ),
  named(
    'name-without-quotes',
    ['Content-Type: application/pdf; name=my report 1.pdf; x=y'],
    'my report 1.pdf',
  ),
  named('name-missing', ['Content-Type: application/pdf'], '附件-1.pdf'),
]
