import { onTestFinished } from 'vitest'
import type { Letter } from '../../server/platform/mail/port.ts'
import { smtpMail } from '../../server/platform/mail/smtp-mail.ts'
import { mailServer } from './mail-server.ts'

export const FROM = '人事資訊系統客服中心 <service@onewindow.example>'

export const letterTo = (address: string, over: Partial<Letter> = {}): Letter => ({
  to: { address, name: '王小明' },
  subject: '[掛號 115-000731] 差勤系統無法送出請假單',
  text: '您好：\n案件已受理。',
  html: '<p>您好：</p><p>案件已受理。</p>',
  messageId: '<0190-1@onewindow.example>',
  inReplyTo: null,
  references: [],
  ...over,
})

/** A mail server, and mail that goes to it, until the test is over. */
export async function serverAndMail(...options: Parameters<typeof mailServer>) {
  const server = await mailServer(...options)
  const mail = smtpMail({ url: server.url, from: FROM })
  onTestFinished(async () => {
    await mail.close()
    await server.close()
  })
  return { server, mail }
}
