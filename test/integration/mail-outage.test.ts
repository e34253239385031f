import { expect, onTestFinished } from 'vitest'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import { smtpMail } from '../../server/platform/mail/smtp-mail.ts'
import { stoppedClock } from '../support/clock.ts'
import { testAlone as test } from '../support/database.ts'
import { headerOf, mailServer, partOf } from '../support/mail-server.ts'
import { fileCase, lettersFrom } from '../support/mailed-cases.ts'

test('with a real mail server refused for a minute, every letter arrives once it is back', async ({ db }) => {
  const clock = stoppedClock()
  const server = await mailServer()
  const mail = smtpMail({ url: server.url, from: 'service@help.example', now: () => +clock.now() })
  onTestFinished(async () => {
    await mail.close()
    await server.close()
  })
  const deps = lettersFrom(db, clock.now, mail)
  server.say({ at: 'connect', code: 421, text: 'try again later' })
  const numbers: string[] = []
  for (let n = 0; n < 5; n++) {
    const { id, number } = await fileCase(db, { at: clock.now(), email: `user${n}@agency.example` })
    numbers.push(number)
    await acknowledge(deps, { caseId: id })
  }
  await sendDueMails(deps)
  expect(server.received).toHaveLength(0)

  server.say(undefined)
  clock.advance({ minutes: 1 })
  await sendDueMails(deps)
  expect(server.received.map(({ to }) => to[0]).toSorted()).toEqual(
    [0, 1, 2, 3, 4].map((n) => `user${n}@agency.example`),
  )
  for (const [n, number] of numbers.entries()) {
    const letter = server.received.find(({ to }) => to[0] === `user${n}@agency.example`)!
    expect(headerOf(letter, 'Subject')).toBe(`[掛號 ${number}] 差勤系統無法送出請假單`)
    expect(headerOf(letter, 'Auto-Submitted')).toBe('auto-generated')
    expect(partOf(letter, 'text/plain')).toContain(`掛號：${number}`)
    const said = [letter.headers.join('\n'), partOf(letter, 'text/plain'), partOf(letter, 'text/html')].join()
    expect(numbers.filter((one) => said.includes(one))).toEqual([number])
  }
})
