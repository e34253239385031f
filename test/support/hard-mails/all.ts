import type { HardMail } from './build.ts'
import { charsetMails } from './charsets.ts'
import { moreCharsetMails } from './charsets-more.ts'
import { headerMails } from './headers.ts'
import { machineMails } from './machines.ts'
import { nameMails } from './names.ts'
import { partMails } from './parts.ts'
import { quoteMails } from './quotes.ts'
import { structureMails } from './structure.ts'

/** Every mail that we know to be hard, with what it must be read as; `test/fixtures/mails` holds them as files. */
export const hardMails: HardMail[] = [
  ...charsetMails,
  ...moreCharsetMails,
  ...headerMails,
  ...structureMails,
  ...quoteMails,
  ...nameMails,
  ...partMails,
  ...machineMails,
]
