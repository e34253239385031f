import { base64, type HardMail, hard, PERSON, WANG } from './build.ts'

const MIXED = (boundary = 'b') =>
  `${PERSON}Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${boundary}"\n\n`
const PDF = 'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n'
const PLAIN = 'Content-Type: text/plain; charset=utf-8\n\n'
const MENDED = ['structure-repaired']

const nested = (depth: number) => {
  let text = ''
  for (let i = 0; i < depth; i++) text += `Content-Type: multipart/mixed; boundary=n${i}\n\n--n${i}\n`
  return text
}

/** MIME that is nested, broken, or both. */
export const structureMails: HardMail[] = [
  hard('end-is-missing', [MIXED(), `--b\n${PLAIN}內文\n--b\n${PDF}`], {
    subject: 'x',
    from: WANG,
    text: '內文',
    parts: ['file a.pdf'],
    repairs: MENDED,
  }),
  hard(
    'inner-end-is-missing',
    [
      MIXED(),
      `--b\nContent-Type: multipart/alternative; boundary=i\n\n--i\n${PLAIN}內文\n--i\nContent-Type: text/html\n\n<p>內文</p>\n--b\n${PDF}--b--\n`,
    ],
    { subject: 'x', from: WANG, text: '內文', parts: ['file a.pdf'], repairs: MENDED },
  ),
  hard(
    'boundary-used-again-inside',
    [
      MIXED(),
      `--b\nContent-Type: multipart/alternative; boundary=b\n\n--b\n${PLAIN}內文\n--b\nContent-Type: text/html\n\n<p>內文</p>\n--b--\n\n--b\n${PDF}--b--\n`,
    ],
    { subject: 'x', from: WANG, text: '內文', parts: ['file a.pdf'] },
  ),
  hard(
    'boundary-not-said',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/mixed\n\n--found\n${PLAIN}內文\n--found\n${PDF}--found--\n`,
    ],
    { subject: 'x', from: WANG, text: '內文', parts: ['file a.pdf'], repairs: MENDED },
  ),
  hard('boundary-said-wrong', [MIXED('other'), `--real\n${PLAIN}內文\n--real\n${PDF}--real--\n`], {
    subject: 'x',
    from: WANG,
    text: '內文',
    parts: ['file a.pdf'],
    repairs: MENDED,
  }),
  hard('boundary-never-used', [MIXED('never'), '只有一般文字'], {
    subject: 'x',
    from: WANG,
    text: '只有一般文字',
    repairs: MENDED,
  }),
  hard('boundary-with-blanks-after', [MIXED('b '), `--b  \n${PLAIN}內文\n--b--  \n`], {
    subject: 'x',
    from: WANG,
    text: '內文',
  }),
  hard(
    'boundary-that-begins-another',
    [
      MIXED('b'),
      `--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n${PLAIN}內文\n--bb--\n--b\n${PDF}--b--\n`,
    ],
    { subject: 'x', from: WANG, text: '內文', parts: ['file a.pdf'] },
  ),
  hard(
    'multipart-in-base64',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n`,
      base64(`--b\r\n${PLAIN.replaceAll('\n', '\r\n')}內文\r\n--b--\r\n`),
    ],
    { subject: 'x', from: WANG, text: '內文', repairs: MENDED },
  ),
  hard('part-without-header', [MIXED(), '--b\n\n內文一\n--b\n內文二沒有空行\n--b--\n'], {
    subject: 'x',
    from: WANG,
    text: '內文一\n內文二',
  }),
  hard('parts-without-content', [MIXED(), `--b\n--b\n\n--b\n${PLAIN}\n--b\n${PLAIN}內文\n--b--\n`], {
    subject: 'x',
    from: WANG,
    text: '內文',
  }),
  hard('nested-three-hundred', [`${PERSON}Subject: x\n`, nested(300), '\nend'], {
    subject: 'x',
    from: WANG,
    text: '',
    parts: ['letter 附件-1.eml'],
    repairs: ['parts-cut', 'structure-repaired'],
  }),
  hard('nested-thirty', [`${PERSON}Subject: x\n`, nested(30), `${PLAIN}很深的內文`], {
    subject: 'x',
    from: WANG,
    text: '很深的內文',
    repairs: MENDED,
  }),
  hard('two-thousand-parts', [MIXED(), `--b\n${PLAIN}內文\n`, `--b\n${PDF}`.repeat(300), '--b--'], {
    subject: 'x',
    from: WANG,
    text: '內文',
    parts: [...new Array<string>(250).fill('file a.pdf')],
    repairs: ['parts-cut'],
  }),
  hard('content-type-nonsense', [`${PERSON}Subject: x\nContent-Type: ;;; charset\n\n內文`], {
    subject: 'x',
    from: WANG,
    text: '內文',
  }),
  hard('content-type-only-text', [`${PERSON}Subject: x\nContent-Type: text; charset=utf-8\n\n內文`], {
    subject: 'x',
    from: WANG,
    text: '內文',
  }),
  hard(
    'html-only-table',
    [
      `${PERSON}Subject: x\nContent-Type: text/html; charset=utf-8\n\n<style>p{color:red}</style><p>各位同仁：</p><table><tr><td>姓名</td><td>王小明</td></tr><tr><td>電話</td><td>02-1234</td></tr></table><ol><li>登入</li><li>列印</li></ol><script>alert(1)</script>`,
    ],
    { subject: 'x', from: WANG, text: '各位同仁：\n\n姓名\t王小明\n電話\t02-1234\n\n1. 登入\n2. 列印' },
  ),
  hard(
    'alternative-lost-its-characters',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=us-ascii\n\n????????????\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>請協助處理差勤</p>\n--b--\n`,
    ],
    { subject: 'x', from: WANG, text: '請協助處理差勤' },
  ),
  hard(
    'alternative-with-empty-text',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<div>請協助<br>處理</div>\n--b--\n`,
    ],
    { subject: 'x', from: WANG, text: '請協助\n處理' },
  ),
  hard(
    'flowed',
    [
      `${PERSON}Subject: x\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n這一行很長 \n接著說\n第二段\n> 引用 \n> 接續\n`,
    ],
    { subject: 'x', from: WANG, text: '這一行很長接著說\n第二段', quoted: '> 引用接續' },
  ),
  hard(
    'words-around-a-picture',
    [
      MIXED(),
      `--b\n${PLAIN}前文\n--b\nContent-Type: image/png; name=p.png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b\n${PLAIN}後文\n--b--\n`,
    ],
    { subject: 'x', from: WANG, text: '前文\n後文', parts: ['file p.png'] },
  ),
]
