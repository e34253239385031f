import { describe, expect, test } from 'vitest'
import { acknowledgement } from '../../../server/notifications/letters/acknowledgement.ts'
import { caseClosedNotice } from '../../../server/notifications/letters/case-closed.ts'
import type { CaseFacts } from '../../../server/notifications/letters/common.ts'
import { reply, type Standing } from '../../../server/notifications/letters/reply.ts'
import { surveyReminder } from '../../../server/notifications/letters/survey-reminder.ts'

const facts = (over: Partial<CaseFacts> = {}): CaseFacts => ({
  language: 'zh-TW',
  number: '115-000731',
  code: '7K2M-9XQ4',
  title: '差勤系統無法送出請假單',
  requesterName: '王小明',
  systemName: '差勤管理系統',
  progressUrl: 'https://help.example/cases/115-000731#7K2M-9XQ4',
  centre: {
    name: '人事資訊系統客服中心',
    hotline: '049-239-0000',
    hours: '週一至週五 08:30–17:30，國定假日除外',
  },
  mailbox: null,
  ...over,
})
const at = (iso: string) => new Date(iso)
const SURVEY = 'https://help.example/surveys/abc.def'

const replied = (over: Partial<Parameters<typeof reply>[1]> = {}): Parameters<typeof reply>[1] => ({
  text: '請清除瀏覽器快取後再試一次。',
  files: [],
  linkUntil: new Date('2026-12-04T07:05:00Z'),
  standing: 'answered' as Standing,
  surveyUrl: SURVEY,
  ...over,
})

const letters = (given: CaseFacts) => ({
  acknowledgement: acknowledgement(given, {
    openedAt: at('2026-11-20T06:05:00Z'),
    responseDueAt: at('2026-11-20T07:05:00Z'),
  }),
  answer: reply(given, replied()),
  reminder: surveyReminder(given, { surveyUrl: SURVEY }),
  closing: caseClosedNotice(given, {
    closedAt: at('2026-11-20T07:05:00Z'),
    byRequester: false,
    surveyUrl: null,
  }),
})

describe('every letter', () => {
  test.each(Object.keys(letters(facts())))(
    '%s has the number in its subject, so that a thread stays one',
    (name) => {
      const letter = letters(facts())[name as 'answer']
      const mark = name === 'answer' ? '回覆：' : ''
      expect(letter.subject).toBe(`${mark}[掛號 115-000731] 差勤系統無法送出請假單`)
    },
  )

  test.each(Object.keys(letters(facts())))(
    '%s says number, code, hotline and hours, and greets by name',
    (name) => {
      const { text } = letters(facts())[name as 'answer']
      for (const said of ['王小明 您好：', '115-000731', '7K2M-9XQ4', '049-239-0000', '08:30–17:30'])
        expect(text).toContain(said)
    },
  )

  test.each(Object.keys(letters(facts())))(
    '%s names no telephone number when the centre has told none',
    (name) => {
      const given = facts()
      const { text } = letters({ ...given, centre: { ...given.centre, hotline: null } })[name as 'answer']
      expect(text).not.toContain('專線')
      expect(text).toContain('週一至週五 08:30–17:30')
    },
  )

  test.each(Object.keys(letters(facts())))('%s is in English for a case in English', (name) => {
    const given = facts({
      language: 'en',
      title: 'Leave request cannot be sent',
      systemName: 'Attendance',
      requesterName: 'Wang',
      centre: { name: 'HR Systems Help Desk', hotline: null, hours: 'Monday to Friday' },
    })
    const { subject, text, html } = letters(given)[name as 'answer']
    expect(subject).toBe(`${name === 'answer' ? 'Re: ' : ''}[Case 115-000731] Leave request cannot be sent`)
    expect(html).toContain('<html lang="en">')
    expect(text.replace('請清除瀏覽器快取後再試一次。', '')).not.toMatch(/\p{Script=Han}/u)
  })

  test.each(Object.keys(letters(facts())))('%s says the same in HTML as in plain text', (name) => {
    const { text, html } = letters(facts())[name as 'answer']
    const seen = html
      .replace(/<head>.*<\/head>/s, '')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll(/\s/g, '')
    expect(seen).toBe(text.replaceAll(/^- /gm, '').replaceAll(/\s/g, ''))
  })

  test.each(Object.keys(letters(facts())))(
    '%s keeps markup, line breaks and direction marks harmless',
    (name) => {
      const given = facts({
        title: '主旨\r\nBcc: all@agency.example\u2028\u202E<img src=x onerror=alert(1)>',
        requesterName: '"><script>alert(1)</script>\nX-Evil: 1',
        systemName: '<b>差勤</b>',
      })
      const { subject, text, html } = letters(given)[name as 'answer']
      expect(subject.replace(/^回覆：/, '')).toBe(
        '[掛號 115-000731] 主旨 Bcc: all@agency.example <img src=x onerror=alert(1)>',
      )
      expect(html).not.toMatch(/<script|<img|<b>|\u202E/)
      expect(text.split('\n').filter((line) => /^(Bcc|X-Evil)/.test(line))).toEqual([])
    },
  )
})

describe('the acknowledgement', () => {
  test('says what happens by when, in Taipei and by the ROC calendar', () => {
    const { text } = letters(facts()).acknowledgement
    expect(text).toContain('收件時間：民國115年11月20日 14:05')
    expect(text).toContain('承辦人員將於民國115年11月20日 15:05前與您聯繫')
    expect(text).toContain('https://help.example/cases/115-000731#7K2M-9XQ4')
  })

  test('promises no time that has passed already', () => {
    const { text } = acknowledgement(facts(), { openedAt: at('2026-11-20T06:05:00Z'), responseDueAt: null })
    expect(text).toContain('承辦人員將儘速與您聯繫')
  })
})

describe('a reply', () => {
  test('carries the words as they were written, line by line', () => {
    const text = '一、請開啟「設定」。\r\n\r\n二、if (a < b && b > c) { "好" }\n  三、完成'
    const letter = reply(facts(), replied({ text }))
    expect(letter.text).toContain('一、請開啟「設定」。\n\n二、if (a < b && b > c) { "好" }\n  三、完成')
    expect(letter.html).toContain('二、if (a &lt; b &amp;&amp; b &gt; c) { &quot;好&quot; }<br>')
  })

  test.each([
    ['answered', '您的案件已有回覆', '問題若已解決，您不需要再做任何事'],
    ['closed', '已有回覆並已結案', '要求重新處理'],
    ['waiting-data', '需要請您補充資料', '請由下方連結補充說明或上傳檔案'],
    ['waiting-verification', '已經修正', '「已解決」或「未解決」'],
    ['going-on', '案件仍在處理中', '您目前不需要做任何事'],
  ] as const)('of a case %s says what happened and what is next', (standing, what, next) => {
    const { text } = reply(facts(), replied({ standing, surveyUrl: null }))
    expect(text).toContain(what)
    expect(text).toContain(next)
  })

  test('asks how it went only when told to', () => {
    expect(reply(facts(), replied()).text).toContain(SURVEY)
    expect(reply(facts(), replied({ surveyUrl: null })).text).not.toContain('滿意')
  })

  test('lists its files by name and size, and says where each is and until when', () => {
    const url = 'https://help.example/api/files/1/content?t=x.y'
    const files = [
      { name: '操作說明.pdf', size: 123_456, way: 'mail', url },
      { name: '截圖<1>.png', size: 2_600_000, way: 'mail', url },
      { name: '備份.zip', size: 12_600_000, way: 'link', url },
      { name: '薪資清冊.xlsx', size: 9000, way: 'portal', url },
    ] as const
    const { text, html } = reply(facts(), replied({ files }))
    expect(text).toContain('附件（隨信附上）：\n- 操作說明.pdf（121 KB）\n- 截圖<1>.png（2.5 MB）')
    expect(text).toContain(`附件下載（民國115年12月4日 15:05前有效）：備份.zip（12.0 MB）\n${url}`)
    expect(text.split(url)).toHaveLength(2)
    expect(text).toMatch(/不隨信寄出；請由下方「查詢進度」連結開啟案件後下載）：\n- 薪資清冊.xlsx（9 KB）/)
    expect(html).toContain('截圖&lt;1&gt;.png（2.5 MB）')
  })
})

describe('the notice of closing', () => {
  const closedAt = at('2026-11-20T07:05:00Z')

  test('says when, and how to have the case reopened', () => {
    const { text } = caseClosedNotice(facts(), { closedAt, byRequester: false, surveyUrl: null })
    expect(text).toContain('結案時間：民國115年11月20日 15:05')
    expect(text).toContain('要求重新處理')
    expect(text).not.toContain('滿意')
  })

  test('thanks those who said that it is solved, and asks how it went', () => {
    const { text } = caseClosedNotice(facts(), { closedAt, byRequester: true, surveyUrl: SURVEY })
    expect(text).toContain('謝謝您確認問題已經解決')
    expect(text).toContain(SURVEY)
  })
})
