import fc from 'fast-check'
import { expect, test } from 'vitest'
import { glimpse } from '../../../server/mail-in/receive/glimpse.ts'

const WORDS = '差勤刷卡時間不對。'
const mail = (head: string, body: string) => Buffer.from(`From: a@agency.example\r\n${head}\r\n\r\n${body}`)

test('of a mail that is one text its words are shown, however they travelled', () => {
  const base64 = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64'
  expect(glimpse(mail(base64, Buffer.from(WORDS).toString('base64'))).text).toContain(WORDS)
  expect(glimpse(mail('Subject: x', WORDS)).text).toContain(WORDS)
})

test('of a mail of several parts what stands there is shown', () => {
  expect(glimpse(mail('Content-Type: multipart/mixed; boundary=x', `--x\r\n\r\n${WORDS}`)).text).toContain(
    '--x',
  )
})

test('whatever the bytes are, something bounded and storable is shown', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 9000 }),
      fc.constantFrom('', 'base64', 'quoted-printable'),
      (bytes, way) => {
        const head = Buffer.from(`Content-Transfer-Encoding: ${way}\r\n\r\n`)
        const { text } = glimpse(Buffer.concat([head, bytes]))
        expect(text.length).toBeLessThanOrEqual(4000)
        expect(text).toBe(text.toWellFormed().replaceAll('\0', ''))
      },
    ),
    { seed: 20_261_121, numRuns: 200 },
  )
})
