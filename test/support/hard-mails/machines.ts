import { big5, type HardMail, hard, PERSON, WANG } from './build.ts'

const DAEMON = 'From: MAILER-DAEMON@mx.example.tw\nTo: service@help.example.tw\nReturn-Path: <>\n'
const daemon = ' <MAILER-DAEMON@mx.example.tw>'
const ABOUT = '<115-000731.abc@help.example.tw>'
const failed = (address: string, status: string, about: string | null = ABOUT) => ({
  automatic: 'auto-generated' as const,
  report: { recipients: [`failed ${address} ${status}`.trim()], about },
})

const report = (
  status: string,
  original = `Content-Type: message/rfc822\n\nMessage-ID: ${ABOUT}\nSubject: 回覆\n\n舊`,
) =>
  `Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n無法投遞\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.tw\n\n${status}\n--b\n${original}\n--b--\n`

const plain = (
  name: string,
  from: string,
  subject: string,
  text: string | Buffer,
  expected: Partial<HardMail['expected']>,
) =>
  hard(name, [`${DAEMON.replace('MAILER-DAEMON@mx.example.tw', from)}Subject: `, subject, '\n\n', text], {
    subject,
    from: ` <${from}>`,
    text: '',
    ...expected,
  })

/** What machines write: answers while somebody is away, lists, and mails that come back. */
export const machineMails: HardMail[] = [
  hard('away-by-header', [PERSON, 'Auto-Submitted: auto-replied (vacation)\nSubject: Re: x\n\n本人休假'], {
    subject: 'Re: x',
    from: WANG,
    text: '本人休假',
    automatic: 'auto-replied',
  }),
  hard('away-by-subject', [PERSON, 'Subject: 自動回覆: 差勤\n\n本人休假'], {
    subject: '自動回覆: 差勤',
    from: WANG,
    text: '本人休假',
    automatic: 'auto-replied',
  }),
  hard('away-by-subject-in-big5', [PERSON, 'Subject: ', big5('自動回覆: 差勤系統問題'), '\n\nx'], {
    subject: '自動回覆: 差勤系統問題',
    from: WANG,
    text: 'x',
    automatic: 'auto-replied',
    repairs: ['charset-guessed'],
  }),
  hard('asks-about-away', [PERSON, 'Subject: RE: 自動回覆的設定方式\n\n請問如何設定'], {
    subject: 'RE: 自動回覆的設定方式',
    from: WANG,
    text: '請問如何設定',
  }),
  hard(
    'written-by-a-person-after-all',
    [PERSON, 'Auto-Submitted: no\nX-Auto-Response-Suppress: DR, RN\nSubject: x\n\nx'],
    { subject: 'x', from: WANG, text: 'x' },
  ),
  hard('list', [PERSON, 'List-Id: <announce.example.tw>\nPrecedence: bulk\nSubject: x\n\nx'], {
    subject: 'x',
    from: WANG,
    text: 'x',
    automatic: 'list',
  }),
  hard('bulk', [PERSON, 'Precedence: bulk\nSubject: x\n\nx'], {
    subject: 'x',
    from: WANG,
    text: 'x',
    automatic: 'bulk',
  }),
  hard('suppresses-answers', [PERSON, 'X-Auto-Response-Suppress: All\nSubject: x\n\nx'], {
    subject: 'x',
    from: WANG,
    text: 'x',
    automatic: 'auto-generated',
  }),
  hard(
    'bounce-by-the-book',
    [
      DAEMON,
      'Subject: Undelivered Mail Returned to Sender\n',
      report(
        'Final-Recipient: rfc822; gone@moi.example.tw\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user',
      ),
    ],
    {
      subject: 'Undelivered Mail Returned to Sender',
      from: daemon,
      text: '無法投遞',
      parts: ['letter 回覆.eml'],
      ...failed('gone@moi.example.tw', '5.1.1'),
    },
  ),
  hard(
    'bounce-late',
    [
      DAEMON,
      'Subject: Delayed\n',
      report(
        'Original-Recipient: rfc822;a@b.example\nFinal-Recipient: rfc822;c@d.example\nAction: delayed\nStatus: 4.4.1',
        `Content-Type: text/rfc822-headers\n\nMessage-ID: ${ABOUT}\nSubject: y`,
      ),
    ],
    {
      subject: 'Delayed',
      from: daemon,
      text: '無法投遞',
      automatic: 'auto-generated',
      report: { recipients: ['delayed a@b.example 4.4.1'], about: ABOUT },
    },
  ),
  hard(
    'bounce-of-two',
    [
      DAEMON,
      'Subject: x\n',
      report(
        'Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.2.2\n\nFinal-Recipient: rfc822; c@d.example\nAction: failed\nStatus: 5.1.1',
      ),
    ],
    {
      subject: 'x',
      from: daemon,
      text: '無法投遞',
      parts: ['letter 回覆.eml'],
      automatic: 'auto-generated',
      report: { recipients: ['failed a@b.example 5.2.2', 'failed c@d.example 5.1.1'], about: ABOUT },
    },
  ),
  plain(
    'bounce-qmail',
    'MAILER-DAEMON@qmail.example.tw',
    'failure notice',
    `Hi. This is the qmail-send program at qmail.example.tw.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<gone@moi.example.tw>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <service@help.example.tw>\nMessage-ID: ${ABOUT}\nTo: gone@moi.example.tw\n`,
    { text: 'Hi. This is the qmail', ...failed('gone@moi.example.tw', '5.1.1') },
  ),
  plain(
    'bounce-postfix-plain',
    'MAILER-DAEMON@mx.example.tw',
    'Undelivered Mail Returned to Sender',
    "This is the mail system at host mx.example.tw.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<gone@moi.example.tw>: host mail.moi.example.tw[192.0.2.1] said: 550 5.1.1\n    User unknown\n",
    { text: 'This is the mail system', ...failed('gone@moi.example.tw', '5.1.1', null) },
  ),
  plain(
    'bounce-exchange-zh-tw',
    'postmaster@moi.example.tw',
    '無法傳遞: 回覆',
    '您的郵件無法傳遞至下列收件者：\n\n王小明 (gone@moi.example.tw)\n找不到您輸入的電子郵件地址。\n\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound ##\n',
    {
      text: '您的郵件無法傳遞',
      automatic: 'auto-generated',
      report: { recipients: ['failed gone@moi.example.tw 5.1.10'], about: null },
    },
  ),
  hard(
    'bounce-gmail',
    [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nX-Failed-Recipients: gone@gmail.com\nAuto-Submitted: auto-replied\nSubject: Delivery Status Notification (Failure)\n\nDelivery to the following recipient failed permanently:\n\n     gone@gmail.com\n\nTechnical details: 550 5.1.1 The email account does not exist.\n\n----- Original message -----\n\nMessage-ID: ',
      ABOUT,
      '\n',
    ],
    {
      subject: 'Delivery Status Notification (Failure)',
      from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      text: 'Delivery to the following',
      automatic: 'auto-replied',
      report: { recipients: ['failed gone@gmail.com 5.1.1'], about: ABOUT },
    },
  ),
  hard(
    'person-quotes-a-bounce',
    [
      PERSON,
      'Subject: 信寄不出去\n\n出現 This is the mail system at host mx.example.tw 的訊息\n<gone@moi.example.tw>: 550 5.1.1',
    ],
    { subject: '信寄不出去', from: WANG, text: '出現 This is the mail system' },
  ),
  hard(
    'read-receipt',
    [
      PERSON,
      'Subject: 已讀取: x\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n已讀取\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n',
    ],
    { subject: '已讀取: x', from: WANG, text: '已讀取', automatic: 'auto-generated' },
  ),
]
