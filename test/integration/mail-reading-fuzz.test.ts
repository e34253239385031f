import { describe, test } from 'vitest'
import { readMail } from '../../server/platform/mail/reading/read.ts'
import { hardMails } from '../support/hard-mails/all.ts'
import { mutated } from '../support/mail-mutations.ts'
import { demandStorable } from '../support/storable-mail.ts'

/** `MAIL_FUZZ=20000` for all of them; each number is always the same mail. */
const COUNT = Number(process.env['MAIL_FUZZ'] ?? 1000)
const FROM = Number(process.env['MAIL_FUZZ_FROM'] ?? 0)
const AT_ONCE = 500

describe('a mail that was damaged on its way', () => {
  const mails = hardMails.map(({ bytes }) => bytes).filter((bytes) => bytes.length < 100_000)

  for (let start = FROM; start < FROM + COUNT; start += AT_ONCE)
    test(`is read into something that can be stored: ${start} to ${start + AT_ONCE - 1}`, {
      timeout: 120_000,
    }, async () => {
      for (let n = start; n < Math.min(start + AT_ONCE, FROM + COUNT); n++) {
        const mail = await readMail(mutated(mails, n)).catch((error) => {
          throw new Error(`mail ${n} could not be read`, { cause: error })
        })
        try {
          demandStorable(mail)
        } catch (error) {
          throw new Error(`mail ${n} cannot be stored`, { cause: error })
        }
      }
    })
})
