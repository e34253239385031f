import { describe, expect, onTestFinished, test } from 'vitest'
import { MailRefused } from '../../server/platform/mail/port.ts'
import { smtpMail } from '../../server/platform/mail/smtp-mail.ts'
import { mailServer } from '../support/mail-server.ts'
import { FROM, letterTo, serverAndMail } from '../support/smtp-mail.ts'

describe('mail over SMTP', () => {
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
