import { big5, type HardMail, hard, PERSON, raw, WANG, word } from './build.ts'

const utf8 = (text: string) => Buffer.from(text)
const SPLIT = utf8('差勤系統')

/** Headers as programs really write them. */
export const headerMails: HardMail[] = [
  hard(
    'character-split-between-words',
    [PERSON, `Subject: ${word('utf-8', SPLIT.subarray(0, 4))}\n ${word('utf-8', SPLIT.subarray(4))}\n\nx`],
    { subject: '差勤系統', from: WANG, text: 'x' },
  ),
  hard(
    'base64-split-between-words',
    [
      PERSON,
      `Subject: =?utf-8?B?${SPLIT.toString('base64').slice(0, 6)}?= =?utf-8?B?${SPLIT.toString('base64').slice(6)}?=\n\nx`,
    ],
    { subject: '差勤系統', from: WANG, text: 'x' },
  ),
  hard('word-with-blanks-inside', [PERSON, 'Subject: =?utf-8?Q?=E8=AB=8B=E5=95=8F system login_now?=\n\nx'], {
    subject: '請問system login now'.replace('問s', '問 s'),
    from: WANG,
    text: 'x',
  }),
  hard('word-with-question-marks', [PERSON, 'Subject: =?utf-8?Q?=E7=82=BA=E4=BD=95??=3F?= end\n\nx'], {
    subject: '為何??? end',
    from: WANG,
    text: 'x',
  }),
  hard('word-without-end', [PERSON, `Subject: =?utf-8?B?${utf8('請問').toString('base64')}\n\nx`], {
    subject: '請問',
    from: WANG,
    text: 'x',
  }),
  hard(
    'word-in-quotes',
    [`From: "=?big5?B?${big5('王小明').toString('base64')}?=" <wang@moi.example.tw>\nSubject: x\n\nx`],
    { subject: 'x', from: '王小明 <wang@moi.example.tw>', text: 'x' },
  ),
  hard(
    'word-in-the-wrong-charset',
    [PERSON, `Subject: ${word('gb2312', big5('請問人事服務網無法登入'))}\n\nx`],
    { subject: '請問人事服務網無法登入', from: WANG, text: 'x', repairs: ['charset-guessed'] },
  ),
  hard(
    'words-of-two-charsets',
    [
      PERSON,
      `Subject: ${word('utf-8', utf8('請問'))} ${word('big5', big5('系統'))} abc ${word('utf-8', utf8('謝謝'))}\n\nx`,
    ],
    { subject: '請問系統 abc 謝謝', from: WANG, text: 'x' },
  ),
  hard('word-with-language', [PERSON, `Subject: =?utf-8*zh-TW?Q?=E8=AB=8B?=\n\nx`], {
    subject: '請',
    from: WANG,
    text: 'x',
  }),
  hard(
    'raw-and-words-together',
    [PERSON, 'Subject: ', big5('回覆：'), word('utf-8', utf8('請問')), '\n\nx'],
    { subject: '回覆：請問', from: WANG, text: 'x', repairs: ['charset-guessed'] },
  ),
  hard('looks-like-a-word', [PERSON, 'Subject: a =?b c?= =?x?y?z?= d\n\nx'], {
    subject: 'a =?b c?= =?x?y?z?= d',
    from: WANG,
    text: 'x',
  }),
  hard(
    'sender-with-unquoted-comma',
    [
      'From: =?utf-8?B?546L5bCP5piOLCDnp5Hlk6E=?= <wang@MOI.example.tw>\nTo: a@b.example, "c, d" <e@f.example>; g@h.example\nSubject: x\n\nx',
    ],
    { subject: 'x', from: '王小明, 科員 <wang@moi.example.tw>', text: 'x' },
  ),
  hard('sender-by-comment', ['From: wang@moi.example.tw (王小明)\nSubject: x\n\nx'], {
    subject: 'x',
    from: '王小明 <wang@moi.example.tw>',
    text: 'x',
  }),
  hard('sender-only-a-name', ['From: 系統管理員\nSubject: x\n\nx'], {
    subject: 'x',
    from: '系統管理員 <>',
    text: 'x',
  }),
  hard('sender-missing', ['Subject: x\nSender: Wang <wang@moi.example.tw>\n\nx'], {
    subject: 'x',
    from: 'Wang <wang@moi.example.tw>',
    text: 'x',
  }),
  hard('no-header-at-all', ['\n\n您好，系統壞了'], { subject: '', from: '', text: '您好，系統壞了' }),
  hard('header-without-empty-line', [PERSON, 'Subject: x\n這是內文，前面沒有空行\n第二行'], {
    subject: 'x',
    from: WANG,
    text: '這是內文',
    repairs: ['structure-repaired'],
  }),
  hard(
    'mailbox-line-first',
    ['From wang@moi.example.tw Fri Nov 20 09:30:00 2026\n', PERSON, 'Subject: x\n\n內文'],
    { subject: 'x', from: WANG, text: '內文' },
  ),
  raw('bare-cr', [PERSON.replaceAll('\n', '\r'), 'Subject: x\rX-A: 1\r\rline one\rline two\r'], {
    subject: 'x',
    from: WANG,
    text: 'line one\nline two',
    repairs: ['line-ends-repaired'],
  }),
  raw(
    'bare-lf',
    [
      PERSON,
      'Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/plain\n\ntwo\n--b--\n',
    ],
    { subject: 'x', from: WANG, text: 'one\ntwo' },
  ),
  raw('cr-cr-lf', [PERSON.replaceAll('\n', '\r\r\n'), 'Subject: x\r\r\n\r\r\nhello\r\r\n'], {
    subject: 'x',
    from: WANG,
    text: 'hello',
  }),
  hard('subject-folded-everywhere', [PERSON, 'Subject: one\n two\n\tthree\nX-Y: z\n\nx'], {
    subject: 'one two three',
    from: WANG,
    text: 'x',
  }),
  hard(
    'two-of-each',
    [
      PERSON,
      'Subject: first\nSubject: second\nFrom: other@evil.example\nContent-Type: text/plain\nContent-Type: text/html\n\n<b>x</b>',
    ],
    { subject: 'first', from: WANG, text: '<b>x</b>' },
  ),
  hard('nul-and-steering', [PERSON, 'Subject: a', Buffer.from([0, 7, 27]), 'b\n\nc', Buffer.from([0]), 'd'], {
    subject: 'a b',
    from: WANG,
    text: 'cd',
  }),
  hard('header-many-lines', [PERSON, 'Received: x\n'.repeat(400), 'Subject: late\n\nx'], {
    subject: 'late',
    from: WANG,
    text: 'x',
    repairs: ['headers-cut'],
  }),
]
