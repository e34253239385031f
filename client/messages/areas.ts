import type { admin } from './zh-TW/admin.ts'
import type { asked } from './zh-TW/asked.ts'
import type { board } from './zh-TW/board.ts'
import type { calls } from './zh-TW/calls.ts'
import type { cases } from './zh-TW/cases.ts'
import type { common } from './zh-TW/common.ts'
import type { desk } from './zh-TW/desk.ts'
import type { entries } from './zh-TW/entries.ts'
import type { mails } from './zh-TW/mails.ts'
import type { papers } from './zh-TW/papers.ts'
import type { phone } from './zh-TW/phone.ts'
import type { portal } from './zh-TW/portal.ts'
import type { problems } from './zh-TW/problems.ts'
import type { search } from './zh-TW/search.ts'

/** Every catalogue. The Chinese one is the original and gives the shape. */
export type Messages = {
  common: typeof common
  problems: typeof problems
  portal: typeof portal
  desk: typeof desk
  cases: typeof cases
  board: typeof board
  admin: typeof admin
  mails: typeof mails
  papers: typeof papers
  phone: typeof phone
  calls: typeof calls
  search: typeof search
  entries: typeof entries
  asked: typeof asked
}

export type Area = keyof Messages
