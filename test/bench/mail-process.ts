import { availableParallelism } from 'node:os'
import type { MailReader } from '../../server/platform/mail/read-mail.ts'
import { mailReader } from '../../server/platform/mail/reading/reader.ts'
import { hardMails } from '../support/hard-mails/all.ts'
import { type Bench, percentile } from './figure.ts'

const ROUNDS = 30
/** What is made to be huge or endless is no ordinary mail. */
const MONSTER = 50_000
const MB = 1024 * 1024

/** Milliseconds from raw bytes to what they say, by a reader in a process of its own, one mail at a time. */
export const mailProcess: Bench = {
  name: 'mail.process',
  async measure(say) {
    const reader = mailReader({ timeMs: 60_000, memoryMb: 768, readers: 1, log: console })
    try {
      const mails = hardMails.map(({ bytes }) => bytes).filter((bytes) => bytes.length < MONSTER)
      const ordinary = [...mails, ...withFiles(mails)]
      for (const mail of ordinary) await reader.read(mail)
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++)
        for (const mail of ordinary) times.push(await timed(reader, mail))
      say(
        `${times.length} mails, ${availableParallelism()} cores, slowest ${Math.max(...times).toFixed(1)} ms`,
      )
      return [
        { name: 'mail.process', value: percentile(times, 95), unit: 'ms', limit: 25, better: 'lower' },
        { name: 'mail.process.median', value: percentile(times, 50), unit: 'ms' },
        { name: 'mail.process.text-50-mb', value: await timed(reader, longText(50 * MB)), unit: 'ms' },
        { name: 'mail.process.file-50-mb', value: await timed(reader, longFile(50 * MB)), unit: 'ms' },
        { name: 'mail.process.html-10-mb', value: await timed(reader, longHtml(10 * MB)), unit: 'ms' },
      ]
    } finally {
      await reader.close()
    }
  },
}

async function timed(reader: MailReader, mail: Uint8Array) {
  const began = performance.now()
  await reader.read(mail)
  return performance.now() - began
}

/** One mail in five carries files: from a small picture to a scan of some megabytes. */
function withFiles(mails: readonly Buffer[]): Buffer[] {
  const sizes = [20_000, 200_000, 500_000, 1_000_000, 3_000_000]
  return mails
    .filter((_, i) => i % 5 === 0)
    .map((mail, i) =>
      Buffer.concat([
        Buffer.from(
          'From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n',
        ),
        mail,
        Buffer.from(
          '\r\n--outer\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n',
        ),
        base64Lines(sizes[i % sizes.length]!),
        Buffer.from('\r\n--outer--\r\n'),
      ]),
    )
}

const base64Lines = (size: number) => Buffer.from(`${'QUJD'.repeat(19)}\r\n`.repeat(Math.ceil(size / 78)))

const longText = (size: number) =>
  Buffer.from(
    `Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${'差勤系統無法登入 cannot sign in\r\n'.repeat(size / 41)}`,
  )

const longFile = (size: number) =>
  Buffer.concat([
    Buffer.from(
      'Subject: x\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n',
    ),
    base64Lines(size),
  ])

const longHtml = (size: number) => {
  const row =
    '<tr><td style="border:1px solid #ccc;padding:2px">差勤</td><td><a href="https://example.tw/a?b=c">連結</a></td></tr>\r\n'
  const head = 'Subject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
  return Buffer.from(`${head}<table>${row.repeat(size / Buffer.byteLength(row))}</table>`)
}
