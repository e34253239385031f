import { describe, expect, onTestFinished, test } from 'vitest'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import { type Letter, type Mail, MailRefused } from '../../server/platform/mail/port.ts'
import { smtpMail } from '../../server/platform/mail/smtp-mail.ts'
import { headerOf, mailServer, partOf } from '../support/mail-server.ts'

const FROM = '人事資訊系統客服中心 <service@onewindow.example>'

const letterTo = (address: string, over: Partial<Letter> = {}): Letter => ({
  to: { address, name: '王小明' },
  subject: '[掛號 115-000731] 差勤系統無法送出請假單',
  text: '您好：\n案件已受理。',
  html: '<p>您好：</p><p>案件已受理。</p>',
  messageId: '<0190-1@onewindow.example>',
  inReplyTo: null,
  references: [],
  ...over,
})

async function serverAndMail(...options: Parameters<typeof mailServer>) {
  const server = await mailServer(...options)
  const mail = smtpMail({ url: server.url, from: FROM })
  onTestFinished(async () => {
    await mail.close()
    await server.close()
  })
  return { server, mail }
}

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
    await mail.send(letterTo('wang@agency.example', { automatic: true }))
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

  test('is worth a retry when nothing listens, and goes out once something does', async () => {
    const gone = await mailServer()
    await gone.close()
    let now = 0
    const mail = smtpMail({ url: gone.url, from: FROM, now: () => now })
    onTestFinished(() => mail.close())
    await expect(mail.check()).rejects.toThrow()
    const error = await mail.send(letterTo('wang@agency.example')).catch((e: unknown) => e)
    expect(error).not.toBeInstanceOf(MailRefused)
    const back = await mailServer({}, gone.port)
    onTestFinished(() => back.close())
    now += 60_000
    await mail.send(letterTo('wang@agency.example'))
    expect(back.received).toHaveLength(1)
  })

  test('finds a server away by one letter; those behind it fail at once and knock at no door', async () => {
    let now = 0
    const server = await mailServer()
    const mail = smtpMail({ url: server.url, from: FROM, now: () => now })
    onTestFinished(async () => {
      await mail.close()
      await server.close()
    })
    server.say({ at: 'connect', code: 421 })
    await expect(mail.send(letterTo('wang@agency.example'))).rejects.toThrow()
    const knocked = server.connections()
    await expect(mail.send(letterTo('lin@agency.example'))).rejects.toThrow()
    expect(server.connections()).toBe(knocked)
    server.say(undefined)
    now += 10_000
    await mail.send(letterTo('lin@agency.example'))
    await mail.send(letterTo('wang@agency.example'))
    expect(server.received).toHaveLength(2)
  })

  test('is encrypted and signed in when the server offers it', async () => {
    const server = await mailServer({
      disabledCommands: [],
      onAuth: ({ username, password }, _session, done) =>
        done(password === 'right' ? null : new Error('wrong'), { user: username }),
    })
    const trusting = `${server.url.replace('smtp://', 'smtp://desk:right@')}?tls.rejectUnauthorized=false`
    const mail = smtpMail({ url: trusting, from: FROM })
    onTestFinished(async () => {
      await mail.close()
      await server.close()
    })
    await mail.send(letterTo('wang@agency.example'))
    expect(server.received).toMatchObject([{ encrypted: true, user: 'desk' }])
  })

  test('goes to no server whose certificate nobody vouches for; that is worth a retry', async () => {
    const { server, mail } = await serverAndMail({ disabledCommands: ['AUTH'] })
    const error = await mail.send(letterTo('wang@agency.example')).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(MailRefused)
    expect(server.received).toHaveLength(0)
  })

  test('that is not signed in because of a wrong password waits; the letter is not to blame', async () => {
    const server = await mailServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: (_auth, _session, done) => done(new Error('wrong password')),
    })
    const mail = smtpMail({ url: server.url.replace('smtp://', 'smtp://desk:wrong@'), from: FROM })
    onTestFinished(async () => {
      await mail.close()
      await server.close()
    })
    const error = await mail.send(letterTo('wang@agency.example')).catch((e: unknown) => e)
    expect(error).not.toBeInstanceOf(MailRefused)
    await expect(mail.check()).rejects.toThrow()
  })
})
