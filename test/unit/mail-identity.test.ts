import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identify } from '../../server/mail-in/transport/scan-header.ts'

const mail = (header: string[], body = '內文\r\n', end = '\r\n') =>
  Buffer.from(`${header.join(end)}${end}${end}${body}`)
const idOf = (...header: string[]) => identify(mail(header)).messageId

describe('what tells one mail from another', () => {
  test.for([
    ['as written', 'Message-ID: <a.1@example.tw>', '<a.1@example.tw>'],
    ['whatever the case of its name', 'MESSAGE-id:<a.1@example.tw>', '<a.1@example.tw>'],
    ['folded onto the next line', 'Message-ID:\r\n <a.1@example.tw>', '<a.1@example.tw>'],
    ['with blanks inside', 'Message-ID: < a.1 @example.tw >', '<a.1@example.tw>'],
    ['without angle brackets', 'Message-ID: a.1@example.tw', '<a.1@example.tw>'],
    ['with a comment behind', 'Message-ID: <a.1@example.tw> (added by gw)', '<a.1@example.tw>'],
    ['with a blank before the colon', 'Message-ID : <a.1@example.tw>', '<a.1@example.tw>'],
  ])('the id is read %s', ([, line, id]) => {
    expect(idOf('Subject: x', line!)).toBe(id)
  })

  test.for(['', 'Message-ID:', 'Message-ID: <>', 'Message-ID: <@>', `Message-ID: <${'x'.repeat(2000)}>`])(
    'a mail without an id (“%s”) gets one of its content, the same each time and another for another mail',
    (line) => {
      const made = identify(mail(['Subject: x', line]))
      expect(made.said).toBe(false)
      expect(made.messageId).toMatch(/^<[0-9a-f]{64}@without-message-id>$/)
      expect(identify(mail(['Subject: x', line])).messageId).toBe(made.messageId)
      for (const other of [
        mail(['Subject: y', line]),
        mail(['Subject: x', line], '別的內文'),
        mail(['Subject: x', 'Date: Fri, 21 Nov 2026 09:00:00 +0800', line]),
        mail(['Subject: x', 'From: a@example.tw', line]),
        mail(['Subject: x', 'To: a@example.tw', line]),
      ])
        expect(identify(other).messageId).not.toBe(made.messageId)
    },
  )

  test('the way it came changes nothing: line ends, empty lines at the end, lines added by mail servers', () => {
    const one = identify(mail(['Message-ID: <a@b>', 'Subject: 問題'], '一\r\n二\r\n'))
    for (const other of [
      mail(['Message-ID: <a@b>', 'Subject: 問題'], '一\n二\n', '\n'),
      mail(['Message-ID: <a@b>', 'Subject: 問題'], '一\r\n二\r\n\r\n\r\n'),
      mail(['Received: by mx', 'Message-ID: <a@b>', 'Subject:   問題'], '一\r\n二'),
    ])
      expect(identify(other)).toEqual(one)
  })

  test('the same id with another subject, sender or body is another content', () => {
    const hashOf = (subject: string, from: string, body: string) =>
      identify(
        mail(['Message-ID: <fax@gateway>', `Subject: ${subject}`, `From: ${from}`], body),
      ).bodyHash.toString('hex')
    const hashes = [
      hashOf('傳真 1', 'a', ''),
      hashOf('傳真 2', 'a', ''),
      hashOf('傳真 1', 'b', ''),
      hashOf('傳真 1', 'a', 'x'),
    ]
    expect(new Set(hashes).size).toBe(4)
  })

  test('any bytes have a name, which PostgreSQL can store, and no two names for the same bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', 'Message-ID: ', 'Message-ID: <'),
        (bytes, head) => {
          const whole = Buffer.concat([Buffer.from(head), bytes])
          const { messageId, bodyHash } = identify(whole)
          expect(messageId.startsWith('<') && messageId.endsWith('>') && !messageId.includes('\0')).toBe(true)
          expect(messageId.length).toBeLessThanOrEqual(1000)
          expect(identify(Buffer.from(whole))).toEqual({ messageId, bodyHash, said: expect.any(Boolean) })
        },
      ),
    )
  })
})
