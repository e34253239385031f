import { readContent } from '../../files/parts/read.ts'
import { type PersonalData, personalDataIn } from '../../files/personal-data.ts'
import type { StoredFile } from '../../files/tables.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { readSetting } from '../../platform/settings.ts'
import type { Id } from '../../platform/values.ts'
import { firstRows } from './first-rows.ts'

const MB = 1024 * 1024
const IN_THE_MAIL = 5 * MB
const MOST_IN_THE_MAIL = 20 * MB
const LINK_DAYS = 14
const DAY_MS = 86_400_000

/**
 * How a file goes to the requester: in the mail itself; by a link of its own that ends some day; or, where it seems to
 * hold personal data, only on the page of the case, for those who may see that.
 */
export type Way = {
  fileId: Id<'file'>
  way: 'mail' | 'link' | 'portal'
  /** Why it is not in the mail. */
  why: 'size' | 'personal-data' | 'held' | null
  found: PersonalData[]
}

type Needed = Pick<Deps, 'db' | 'files' | 'secrets'>

/** How much a letter carries, from the setting `mail.attachment-bytes`: up to 20 MB, otherwise 5 MB. */
async function mostInTheMail(db: Db): Promise<number> {
  const set = await readSetting(db, 'mail.attachment-bytes')
  return typeof set === 'number' && set >= 0 && set <= MOST_IN_THE_MAIL ? set : IN_THE_MAIL
}

/** Until when the links of a letter written now open their files: `mail.link-days`, 1 to 90, otherwise 14 days. */
export async function linkUntil(db: Db, at: Date): Promise<Date> {
  const set = await readSetting(db, 'mail.link-days')
  const days = typeof set === 'number' && set >= 1 && set <= 90 ? set : LINK_DAYS
  return new Date(+at + days * DAY_MS)
}

/** How each of these files goes to the requester, in order. As many as there is room for go in the mail itself. */
export async function planAttachments(deps: Needed, fileIds: readonly Id<'file'>[]): Promise<Way[]> {
  if (fileIds.length === 0) return []
  const most = await mostInTheMail(deps.db)
  const rows = await deps.db.selectFrom('files').selectAll().where('id', 'in', fileIds).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const plan: Way[] = []
  let total = 0
  for (const fileId of fileIds) {
    const file = byId.get(fileId)
    // Held back by the scanner, or gone: the page of the case says what became of it.
    if (file?.state !== 'ready') {
      plan.push({ fileId, way: 'portal', why: 'held', found: [] })
      continue
    }
    const found = await personalDataOf(deps, file)
    if (found.length > 0) plan.push({ fileId, way: 'portal', why: 'personal-data', found })
    else if (total + file.size > most) plan.push({ fileId, way: 'link', why: 'size', found })
    else {
      total += file.size
      plan.push({ fileId, way: 'mail', why: null, found })
    }
  }
  return plan
}

/** A table larger than a letter could ever carry is judged by its name: it goes by link in any case. */
async function personalDataOf(deps: Needed, file: StoredFile): Promise<PersonalData[]> {
  const bytes =
    file.size <= MOST_IN_THE_MAIL && READABLE.test(file.name) ? await contentOf(deps, file) : undefined
  return personalDataIn({
    name: file.name,
    rows: bytes ? ((await firstRows(file.name, bytes)) ?? []) : [],
  })
}

const READABLE = /\.(?:xlsx|ods|csv|txt|log|xml)$/i

/** @throws Refusal 'unavailable': the store cannot be reached */
export async function contentOf(deps: Needed, file: StoredFile): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readContent(deps, file)) pieces.push(piece)
  return Buffer.concat(pieces)
}
