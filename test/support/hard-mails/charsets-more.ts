import {
  base64,
  big5,
  eucjp,
  euckr,
  type HardMail,
  hard,
  jis,
  latin1,
  PERSON,
  quotedPrintable,
  sjis,
  WANG,
  word,
} from './build.ts'

const GUESSED = ['charset-guessed']
const ASK = '請問差勤系統無法登入，畫面出現「憑證逾期」的訊息，請協助處理，謝謝。'

/** Words of the neighbours, and encodings that are said and not done, or done and not said. */
export const moreCharsetMails: HardMail[] = [
  hard(
    'iso-2022-jp-undeclared',
    [PERSON, 'Subject: ', jis('会議資料の件'), '\n\n', jis('お世話になっております。資料を添付します。')],
    { subject: '会議資料の件', from: WANG, text: 'お世話になっております。', repairs: GUESSED },
  ),
  hard(
    'iso-2022-jp-declared',
    [
      PERSON,
      `Subject: ${word('iso-2022-jp', jis('会議の件①'))}\nContent-Type: text/plain; charset=ISO-2022-JP\n\n`,
      jis('ご確認ください。'),
      Buffer.from('\x1b(I1\x1b(B'),
    ],
    { subject: '会議の件①', from: WANG, text: 'ご確認ください。ｱ' },
  ),
  hard(
    'shift-jis-undeclared',
    [PERSON, 'Subject: x\n\n', sjis('お世話になっております。会議の資料を添付しますのでご確認ください。')],
    { subject: 'x', from: WANG, text: 'お世話になっております。', repairs: GUESSED },
  ),
  hard(
    'euc-jp-called-ascii',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=us-ascii\n\n',
      eucjp('お世話になっております。会議の資料を添付しますのでご確認ください。'),
    ],
    { subject: 'x', from: WANG, text: 'お世話になっております。', repairs: GUESSED },
  ),
  hard(
    'ks-c-5601',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=ks_c_5601-1987\n\n',
      euckr('안녕하세요. 뷁 확인 부탁드립니다.'),
    ],
    { subject: 'x', from: WANG, text: '안녕하세요. 뷁 확인' },
  ),
  hard(
    'latin1-undeclared',
    [
      PERSON,
      'Subject: x\n\n',
      latin1('Voilà le problème: la réponse n’est pas arrivée à l’école.'.replaceAll('’', "'")),
    ],
    { subject: 'x', from: WANG, text: 'Voilà le problème', repairs: GUESSED },
  ),
  hard(
    'charset-nobody-knows',
    [PERSON, 'Subject: x\nContent-Type: text/plain; charset=x-cns11643-2\n\n', big5(ASK)],
    { subject: 'x', from: WANG, text: ASK, repairs: GUESSED },
  ),
  hard(
    'html-says-its-charset',
    [
      PERSON,
      'Subject: ',
      big5('公告'),
      '\nContent-Type: text/html\n\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"></head><body><p>',
      big5(ASK),
      '</p></body></html>',
    ],
    { subject: '公告', from: WANG, text: ASK, repairs: GUESSED },
  ),
  hard(
    'quoted-printable-not-said',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=utf-8\n\n',
      quotedPrintable(Buffer.from(`${ASK}\n${ASK}`)),
    ],
    { subject: 'x', from: WANG, text: ASK, repairs: ['encoding-repaired'] },
  ),
  hard('base64-not-said', [`${PERSON}Subject: x\n\n`, base64(ASK)], {
    subject: 'x',
    from: WANG,
    text: ASK,
    repairs: ['encoding-repaired'],
  }),
  hard(
    'thai-declared',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=tis-620\n\n',
      Buffer.from('cac7d1cab4d5a4c3d1ba', 'hex'),
    ],
    { subject: 'x', from: WANG, text: 'สวัสดีครับ' },
  ),
  hard(
    'cyrillic-declared',
    [PERSON, 'Subject: x\nContent-Type: text/plain; charset=koi8-r\n\n', Buffer.from('f0d2c9d7c5d4', 'hex')],
    { subject: 'x', from: WANG, text: 'Привет' },
  ),
  hard(
    'base64-said-and-not-done',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n',
      ASK,
    ],
    { subject: 'x', from: WANG, text: ASK, repairs: ['encoding-repaired'] },
  ),
  hard(
    'base64-with-footer',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n',
      base64(`${ASK}a`),
      '\n\n_______________\nmailing list footer\n',
    ],
    { subject: 'x', from: WANG, text: `${ASK}a`, repairs: ['encoding-repaired'] },
  ),
  hard(
    'base64-with-junk',
    [
      PERSON,
      'Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n',
      base64(ASK).replace(/^(.{10})/, '$1!*\n'),
    ],
    { subject: 'x', from: WANG, text: ASK, repairs: ['encoding-repaired'] },
  ),
]
