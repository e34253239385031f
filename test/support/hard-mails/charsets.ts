import { base64, big5, gbk, type HardMail, hard, PERSON, quotedPrintable, utf7, WANG, word } from './build.ts'

const GUESSED = ['charset-guessed']
const ASK = '請問差勤系統無法登入，畫面出現「憑證逾期」的訊息，請協助處理，謝謝。'

/** Words in every charset, said, not said, or said wrong. */
export const charsetMails: HardMail[] = [
  hard(
    'big5-raw-everywhere',
    [
      'From: "',
      big5('許功蓋'),
      '" <hsu@moi.example.tw>\nSubject: ',
      big5('請問系統登入問題'),
      '\n\n',
      big5(ASK),
    ],
    {
      subject: '請問系統登入問題',
      from: '許功蓋 <hsu@moi.example.tw>',
      text: ASK,
      repairs: GUESSED,
    },
  ),
  hard(
    'big5-declared',
    [
      PERSON,
      `Subject: ${word('big5', big5('差勤系統'))}\nContent-Type: text/plain; charset="big5"\nContent-Transfer-Encoding: 8bit\n\n`,
      big5(ASK),
    ],
    {
      subject: '差勤系統',
      from: WANG,
      text: ASK,
    },
  ),
  hard(
    'big5-hkscs',
    [
      PERSON,
      'Subject: hk\nContent-Type: text/plain; charset=big5-hkscs\n\n',
      Buffer.from('8862a4a4a4e5fb7e', 'hex'),
    ],
    {
      subject: 'hk',
      from: WANG,
      text: 'Ê̄中文',
    },
  ),
  hard(
    'big5-called-gb2312',
    [PERSON, 'Subject: x\nContent-Type: text/plain; charset=gb2312\n\n', big5(ASK)],
    { subject: 'x', from: WANG, text: ASK, repairs: GUESSED },
  ),
  hard(
    'big5-called-ascii',
    [PERSON, 'Subject: ', big5('薪資單'), '\nContent-Type: text/plain; charset=us-ascii\n\n', big5(ASK)],
    { subject: '薪資單', from: WANG, text: ASK, repairs: GUESSED },
  ),
  hard('big5-called-utf-8', [PERSON, 'Subject: x\nContent-Type: text/plain; charset=utf-8\n\n', big5(ASK)], {
    subject: 'x',
    from: WANG,
    text: ASK,
    repairs: GUESSED,
  }),
  hard(
    'big5-called-latin1',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n',
      quotedPrintable(big5(ASK)),
    ],
    { subject: 'x', from: WANG, text: ASK, repairs: GUESSED },
  ),
  hard(
    'gbk-called-gb2312',
    [
      PERSON,
      `Subject: ${word('gb2312', gbk('關於張三豐的資料'))}\nContent-Type: text/plain; charset=gb2312\n\n`,
      gbk('您好，請協助確認檔案：騰訊、鎔、喆'),
    ],
    { subject: '關於張三豐的資料', from: WANG, text: '您好，請協助確認檔案：騰訊、鎔、喆' },
  ),
  hard(
    'gbk-called-big5',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=big5\n\n',
      gbk('您好，附件是我们的合同，请查收并确认，谢谢。'),
    ],
    { subject: 'x', from: WANG, text: '您好，附件是我们的合同', repairs: GUESSED },
  ),
  hard(
    'gb18030-undeclared',
    [PERSON, 'Subject: ', gbk('关于系统问题的请示'), '\n\n', gbk('您好，请问这个系统怎么登录？谢谢。')],
    { subject: '关于系统问题的请示', from: WANG, text: '您好，请问这个系统', repairs: GUESSED },
  ),
  hard(
    'hz',
    [PERSON, 'Subject: x\nContent-Type: text/plain; charset=hz-gb-2312\n\n~{<:Ky2;SP#,NpJ)l6HK!#~} Bye.'],
    { subject: 'x', from: WANG, text: '己所不有，勿施於人。 Bye.' },
  ),
  hard('utf-8-undeclared', [PERSON, 'Subject: 請問系統登入\n\n', ASK], {
    subject: '請問系統登入',
    from: WANG,
    text: ASK,
  }),
  hard('utf-8-called-latin1', [PERSON, 'Subject: x\nContent-Type: text/plain; charset=iso-8859-1\n\n', ASK], {
    subject: 'x',
    from: WANG,
    text: ASK,
    repairs: GUESSED,
  }),
  hard('utf-8-called-big5', [PERSON, 'Subject: x\nContent-Type: text/plain; charset=big5\n\n', ASK], {
    subject: 'x',
    from: WANG,
    text: ASK,
    repairs: GUESSED,
  }),
  hard(
    'utf-8-half-broken',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=utf-8\n\n',
      ASK,
      Buffer.from([0xe8, 0xab]),
      ' 到此',
    ],
    { subject: 'x', from: WANG, text: ASK },
  ),
  hard(
    'utf-8-mark',
    [PERSON, 'Subject: x\nContent-Type: text/plain\n\n', Buffer.from([0xef, 0xbb, 0xbf]), ASK],
    { subject: 'x', from: WANG, text: ASK },
  ),
  hard(
    'utf-16-mark',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n',
      base64(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ASK, 'utf16le')])),
    ],
    { subject: 'x', from: WANG, text: ASK },
  ),
  hard('utf-7', [PERSON, 'Subject: x\nContent-Type: text/plain; charset=utf-7\n\n', utf7(`${ASK} A+B`)], {
    subject: 'x',
    from: WANG,
    text: `${ASK} A+B`,
  }),
]
