import { describe, expect, test } from 'vitest'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import { type Mail, MailRefused } from '../../server/platform/mail/port.ts'
import { headerOf, partOf } from '../support/mail-server.ts'
import { FROM, letterTo, serverAndMail } from '../support/smtp-mail.ts'

const adapters: Record<string, () => Promise<Mail>> = {
  'over SMTP': async () => (await serverAndMail()).mail,
  'kept on screen': async () => keptMail(),
}

describe.each(Object.entries(adapters))('outgoing mail %s', (_name, open) => {
  test('takes a letter, and says that it could', async () => {
    const mail = await open()
    await expect(mail.check()).resolves.toBeUndefined()
    await expect(mail.send(letterTo('wang@agency.example'))).resolves.toBeUndefined()
  })

  test.each([
    'nobody',
    'wang@agency.example\r\nBcc: all@agency.example',
    'wang@agency.example, lin@agency.example',
    'Wang <wang@agency.example>',
    '"wang@agency.example',
    `${'w'.repeat(250)}@agency.example`,
    '',
  ])('refuses for good to write to %j, which is no mailbox', async (address) => {
    const mail = await open()
    await expect(mail.send(letterTo(address))).rejects.toBeInstanceOf(MailRefused)
  })

  test('ends, also when it was never used', async () => {
    const mail = await open()
    await expect(mail.close()).resolves.toBeUndefined()
  })
})

describe('mail over SMTP', () => {
  test('arrives with its subject, sender, thread and both texts', async () => {
    const { server, mail } = await serverAndMail()
    await mail.send(
      letterTo('wang@agency.example', {
        inReplyTo: '<first@onewindow.example>',
        references: ['<first@onewindow.example>', '<second@onewindow.example>'],
      }),
    )
    const [letter] = server.received
    expect(letter?.to).toEqual(['wang@agency.example'])
    expect(headerOf(letter!, 'Subject')).toBe('[掛號 115-000731] 差勤系統無法送出請假單')
    expect(headerOf(letter!, 'From')).toBe(FROM)
    expect(headerOf(letter!, 'To')).toBe('王小明 <wang@agency.example>')
    expect(headerOf(letter!, 'Message-ID')).toBe('<0190-1@onewindow.example>')
    expect(headerOf(letter!, 'In-Reply-To')).toBe('<first@onewindow.example>')
    expect(headerOf(letter!, 'References')).toBe('<first@onewindow.example> <second@onewindow.example>')
    expect(partOf(letter!, 'text/plain')).toBe('您好：\n案件已受理。')
    expect(partOf(letter!, 'text/html')).toBe('<p>您好：</p><p>案件已受理。</p>')
  })

  test('says when no person wrote it, so that machines do not answer', async () => {
    const { server, mail } = await serverAndMail()
    await mail.send(letterTo('wang@agency.example', { automatic: 'auto-generated' }))
    await mail.send(letterTo('wang@agency.example', { messageId: '<0190-2@onewindow.example>' }))
    expect(server.received.map((letter) => headerOf(letter, 'Auto-Submitted'))).toEqual([
      'auto-generated',
      undefined,
    ])
  })

  test('has no header but its own, whatever a subject or a name contains', async () => {
    const { server, mail } = await serverAndMail()
    const nasty = '主旨\r\nBcc: all@agency.example\r\n\r\n<script>\u2028X-Evil: 1\0'
    await mail.send(
      letterTo('wang@agency.example', {
        subject: nasty,
        to: { address: 'wang@agency.example', name: nasty },
        messageId: '<0190-3@onewindow.example>\r\nX-Evil: 2',
      }),
    )
    const [letter] = server.received
    expect(letter?.to).toEqual(['wang@agency.example'])
    expect(letter?.headers.map((line) => line.split(':')[0]?.toLowerCase()).toSorted()).toEqual([
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ])
  })

  test.each([
    { at: 'recipient', code: 550, text: '5.1.1 no such user' },
    { at: 'recipient', code: 552, text: '5.2.2 mailbox full' },
    { at: 'content', code: 554, text: '5.7.1 looks like spam' },
    { at: 'sender', code: 553, text: '5.1.8 sender not allowed' },
  ] as const)('is refused for good when the server says $code to the $at', async (no) => {
    const { server, mail } = await serverAndMail()
    server.say(no)
    await expect(mail.send(letterTo('wang@agency.example'))).rejects.toBeInstanceOf(MailRefused)
    server.say(undefined)
    await mail.send(letterTo('lin@agency.example'))
    expect(server.received.map(({ to }) => to)).toEqual([['lin@agency.example']])
  })

  test.each([
    { at: 'recipient', code: 451, text: '4.7.1 greylisted' },
    { at: 'content', code: 452, text: '4.3.1 disk full' },
    { at: 'sender', code: 530, text: '5.7.0 sign in first' },
    { at: 'connect', code: 554, text: '5.3.2 not accepting mail now' },
  ] as const)('is worth a retry when the server says $code to the $at', async (no) => {
    const { server, mail } = await serverAndMail()
    server.say(no)
    const error = await mail.send(letterTo('wang@agency.example')).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(MailRefused)
  })
})
