import { type HardMail, hard, PERSON, WANG } from './build.ts'

const TEXT = `${PERSON}Content-Type: text/plain; charset=utf-8\nSubject: `
const HTML = `${PERSON}Content-Type: text/html; charset=utf-8\nSubject: `
const reply = { subject: 'Re: 差勤', from: WANG }

/** What the programs that people use write above and around an earlier mail. */
export const quoteMails: HardMail[] = [
  hard(
    'outlook-zh-tw',
    [
      TEXT,
      'Re: 差勤\n\n已處理，謝謝。\n\n王小明 敬上\n\n-----原始郵件-----\n寄件者: 客服 <a@b.example>\n寄件日期: 2026年11月19日\n收件者: 王小明\n主旨: 差勤\n\n原來的問題',
    ],
    { ...reply, text: '已處理，謝謝。\n\n王小明 敬上', quoted: '原來的問題' },
  ),
  hard(
    'outlook-rule-zh-tw',
    [
      TEXT,
      'Re: 差勤\n\n好的\n\n________________________________\n寄件者: 客服 <a@b.example>\n寄件日期: 2026年11月19日 上午 09:00\n收件者: 王小明\n副本: 李四\n主旨: 差勤\n\n原來的問題',
    ],
    { ...reply, text: '好的', quoted: '原來的問題' },
  ),
  hard(
    'outlook-heads-without-rule',
    [
      TEXT,
      'Re: 差勤\n\n好的\n\n寄件者： 客服\n傳送時間： 2026年11月19日\n收件者： 王小明\n主旨： 差勤\n\n原來的問題',
    ],
    { ...reply, text: '好的', quoted: '原來的問題' },
  ),
  hard(
    'outlook-english',
    [
      TEXT,
      'Re: 差勤\n\nDone.\n\nFrom: Service <a@b.example>\nSent: Thursday, November 19, 2026 9:00 AM\nTo: Wang\nSubject: 差勤\n\nthe question',
    ],
    { ...reply, text: 'Done.', quoted: 'the question' },
  ),
  hard(
    'outlook-zh-cn',
    [
      TEXT,
      'Re: 差勤\n\n好的\n\n发件人: 客服\n发送时间: 2026年11月19日\n收件人: 王\n主题: 差勤\n\n原来的问题',
    ],
    { ...reply, text: '好的', quoted: '原来的问题' },
  ),
  hard(
    'outlook-japanese',
    [
      TEXT,
      'Re: 差勤\n\n承知しました。\n\n差出人: サービス\n送信日時: 2026年11月19日\n宛先: 王\n件名: 差勤\n\n元の質問',
    ],
    { ...reply, text: '承知しました。', quoted: '元の質問' },
  ),
  hard(
    'outlook-html',
    [
      HTML,
      'Re: 差勤\n\n<div>好的<br></div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>寄件者:</b> 客服<br><b>主旨:</b> 差勤</div><div>原來的問題</div>',
    ],
    { ...reply, text: '好的', quoted: '原來的問題' },
  ),
  hard(
    'gmail-zh-tw',
    [
      TEXT,
      'Re: 差勤\n\n收到，謝謝\n\n客服 <a@b.example> 於 2026年11月19日 週四 上午9:00寫道：\n\n> 原來的問題\n>\n> 客服',
    ],
    { ...reply, text: '收到，謝謝', quoted: '> 原來的問題' },
  ),
  hard(
    'gmail-wrapped',
    [
      TEXT,
      'Re: 差勤\n\nThanks!\n\nOn Thu, Nov 19, 2026 at 9:00 AM Service Desk of the Administration\n<a@b.example> wrote:\n\n> the question',
    ],
    { ...reply, text: 'Thanks!', quoted: 'On Thu' },
  ),
  hard(
    'gmail-html',
    [
      HTML,
      'Re: 差勤\n\n<div dir="ltr">收到，謝謝</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">客服 &lt;a@b.example&gt; 於 2026年11月19日 週四 上午9:00寫道：<br></div><blockquote class="gmail_quote">原來的問題</blockquote></div>',
    ],
    { ...reply, text: '收到，謝謝', quoted: '原來的問題' },
  ),
  hard(
    'gmail-html-with-disclaimer',
    [
      HTML,
      'Re: 差勤\n\n<div>收到</div><div class="gmail_quote">客服 於 2026年11月19日 寫道：<blockquote>原來的問題</blockquote></div><p>本信件可能包含機密資訊，非指定收件者請勿使用。</p>',
    ],
    { ...reply, text: '收到', quoted: '原來的問題' },
  ),
  hard(
    'apple-mail-zh',
    [TEXT, 'Re: 差勤\n\n好\n\n> 客服 <a@b.example> 於 2026年11月19日 上午9:00 寫道：\n> \n> 原來的問題'],
    { ...reply, text: '好', quoted: '原來的問題' },
  ),
  hard(
    'apple-mail-html',
    [
      HTML,
      'Re: 差勤\n\n好<div><blockquote type="cite"><div>在 2026年11月19日 9:00，客服 &lt;a@b.example&gt; 寫道：</div>原來的問題</blockquote></div>',
    ],
    { ...reply, text: '好', quoted: '原來的問題' },
  ),
  hard(
    'qq-mail',
    [
      TEXT,
      'Re: 差勤\n\n收到\n\n------------------ 原始邮件 ------------------\n发件人: "客服"<a@b.example>;\n发送时间: 2026年11月19日\n主题: 差勤\n\n原来的问题',
    ],
    { ...reply, text: '收到', quoted: '原来的问题' },
  ),
  hard(
    'netease-163',
    [TEXT, 'Re: 差勤\n\n收到\n\n在 2026-11-19 09:00:00，"客服" <a@b.example> 写道：\n原来的问题'],
    { ...reply, text: '收到', quoted: '原来的问题' },
  ),
  hard(
    'gmail-japanese',
    [TEXT, 'Re: 差勤\n\n承知しました\n\n2026年11月19日(木) 9:00 サービス <a@b.example>:\n\n> 元の質問'],
    { ...reply, text: '承知しました', quoted: '元の質問' },
  ),
  hard(
    'answer-below-the-quote',
    [TEXT, 'Re: 差勤\n\nOn 2026-11-19 09:00, Service wrote:\n> the question\n\n答在下面\n'],
    { ...reply, text: '答在下面', quoted: 'the question' },
  ),
  hard('answers-between-quotes', [TEXT, 'Re: 差勤\n\n> 第一題？\n是\n> 第二題？\n否\n'], {
    ...reply,
    text: '是\n> 第二題？\n否',
    quoted: '第一題',
  }),
  hard(
    'forwarded-stays',
    [
      TEXT,
      'FW: 差勤\n\n請協助\n\n-----原始郵件-----\n寄件者: 民眾\n寄件日期: 2026年11月19日\n主旨: 差勤\n\n民眾的問題',
    ],
    { subject: 'FW: 差勤', from: WANG, text: '請協助\n\n-----原始郵件-----\n寄件者: 民眾' },
  ),
  hard(
    'forwarded-by-gmail',
    [
      HTML,
      'Fwd: 差勤\n\n<div>請看</div><div class="gmail_quote">---------- Forwarded message ---------<br>寄件者： 民眾<br>Date: 2026年11月19日<br>Subject: 差勤<br><br>民眾的問題</div>',
    ],
    { subject: 'Fwd: 差勤', from: WANG, text: '請看\n\n---------- Forwarded message'.replace('\n\n', '\n') },
  ),
  hard('only-a-quote', [TEXT, 'Re: 差勤\n\n> 全部都是引用\n> 沒有新的話'], {
    ...reply,
    text: '> 全部都是引用',
  }),
  hard('colon-is-no-head', [TEXT, '差勤\n\n寄件者: 這是我要問的欄位\n請問寄件者欄位如何設定？\n謝謝'], {
    subject: '差勤',
    from: WANG,
    text: '寄件者: 這是我要問的欄位\n請問寄件者欄位如何設定？',
  }),
  hard(
    'quoted-a-hundred-deep',
    [HTML, 'Re: 差勤\n\n<p>新</p>', '<blockquote type="cite">舊 '.repeat(100), '</blockquote>'.repeat(100)],
    { ...reply, text: '新', quoted: '舊' },
  ),
  hard(
    'signature-stays',
    [
      TEXT,
      'Re: 差勤\n\n好\n\n-- \n王小明\n人事處 科員\n分機 1234\n\nOn 2026-11-19, Service <a@b.example> wrote:\n> q',
    ],
    { ...reply, text: '好\n\n--\n王小明\n人事處 科員'.replace('--\n', '-- \n'), quoted: '> q' },
  ),
]
