import { describe, expect, test } from 'vitest'
import { faxOf, titleOfFax } from '../../../server/mail-in/fax/fax-of.ts'
import type { MailPart, ReadMail } from '../../../server/platform/mail/read-mail.ts'

const part = (name: string, mediaType: string, kind: MailPart['kind'] = 'file'): MailPart => ({
  name,
  mediaType,
  bytes: new Uint8Array(1),
  inline: false,
  contentId: null,
  kind,
})

const mail = (given: {
  subject?: string
  from?: string
  fromName?: string
  headers?: Record<string, string>
  parts?: MailPart[]
}): ReadMail => ({
  subject: given.subject ?? '',
  from: { address: given.from ?? 'gateway@fax.example.tw', name: given.fromName ?? '' },
  replyTo: [],
  to: [],
  cc: [],
  deliveredTo: [],
  date: null,
  messageId: null,
  inReplyTo: [],
  references: [],
  headers: Object.entries(given.headers ?? {}).map(([name, value]) => ({ name: name.toLowerCase(), value })),
  text: '',
  quoted: '',
  html: null,
  parts: given.parts ?? [],
  automatic: 'auto-generated',
  report: null,
  protection: 'none',
  repairs: [],
})

const numberOf = (given: Parameters<typeof mail>[0]) => faxOf(mail(given)).number

describe('the number of the machine that sent a fax', () => {
  test.each([
    ['Fax from 02-23979298 (2 pages)', '02-2397-9298', 2],
    ['New Fax Message from +886 2 2397 9298', '02-2397-9298', null],
    ['eFax message from "unknown" - 3 page(s), Caller-ID: 886-2-23979298', '02-2397-9298', 3],
    ['傳真：來自(02)2397-9298 共2頁', '02-2397-9298', 2],
    ['您有一份新傳真，來電號碼：０２－２３９７９２９８，頁數：12', '02-2397-9298', 12],
    ['【傳真通知】2026/11/21 10:04 來自 04-22289111，共 1 張', '04-2228-9111', 1],
    ['收到傳真 0223979298 於 115/11/21', '02-2397-9298', null],
    ['FAX 20261121-100455 from 0912345678', '0912-345-678', null],
    ['Received Fax: 5 pgs. ANI=07 331 7541', '07-331-7541', 5],
  ])('is found in the subject %s', (subject, number, pageCount) => {
    expect(faxOf(mail({ subject }))).toMatchObject({ number, pageCount })
  })

  test.each([
    [{ 'X-Fax-CallerID': '0223979298' }],
    [{ 'X-CallerID': '<886223979298>' }],
    [{ 'X-Fax-From': '"+886-2-2397-9298"' }],
    [{ 'X-Fax-Sender': '02 23979298' }],
  ])('is found in the headers %o, before any subject', (headers) => {
    expect(numberOf({ headers, subject: 'Fax from 04-22289111' })).toBe('02-2397-9298')
  })

  test.each(['0223979298@fax.example', 'FAX=+886223979298@gw.example', 'fax-886223979298@gw.example'])(
    'is found in the sending address %s',
    (from) => {
      expect(faxOf(mail({ from, subject: '傳真' }))).toMatchObject({
        number: '02-2397-9298',
        e164: '+886223979298',
      })
    },
  )

  test('is not made of dates, case numbers, message numbers or the name of the gateway', () => {
    expect(numberOf({ subject: '傳真 2026-11-21 10:04:55' })).toBeNull()
    expect(numberOf({ subject: 'Fax 115-000731 / 20261121100455' })).toBeNull()
    expect(numberOf({ subject: '傳真通知', from: 'fax2@gw.example' })).toBeNull()
    expect(numberOf({ headers: { 'X-CallerID': 'anonymous' }, subject: '未顯示號碼的傳真' })).toBeNull()
  })

  test('without its area code is shown as it came, and not looked for', () => {
    expect(faxOf(mail({ headers: { 'X-CallerID': '23979298' } }))).toMatchObject({
      number: '23979298',
      e164: null,
    })
  })

  test('stands beside what the machine calls itself', () => {
    const headers = { 'X-CallerID': '0223979298', 'X-Fax-CSID': 'MINISTRY PERSONNEL' }
    const fax = faxOf(mail({ headers, subject: 'Fax (2 pages)' }))
    expect(fax.station).toBe('MINISTRY PERSONNEL')
    expect(titleOfFax(fax)).toBe('傳真：02-2397-9298（2 頁）')
    expect(titleOfFax(faxOf(mail({})))).toBe('傳真：未顯示號碼')
  })
})

describe('the pages of a fax', () => {
  test('are the TIFF and PDF files that came, TIFF first; signatures and pictures of the letter are not', () => {
    const parts = [
      part('logo.png', 'image/png'),
      part('fax.pdf', 'application/octet-stream'),
      part('smime.p7s', 'application/pkcs7-signature', 'signature'),
      part('fax', 'image/tiff'),
      part('FAX0002.TIF', 'application/octet-stream'),
    ]
    expect(faxOf(mail({ parts })).pages.map(({ name }) => name)).toEqual(['fax', 'FAX0002.TIF', 'fax.pdf'])
  })

  test('are counted only where the gateway says so, and sensibly', () => {
    expect(faxOf(mail({ headers: { 'X-Fax-Pages': '7' } })).pageCount).toBe(7)
    expect(faxOf(mail({ headers: { 'X-Fax-Pages': '0' } })).pageCount).toBeNull()
    expect(faxOf(mail({ subject: '傳真' })).pageCount).toBeNull()
  })
})
