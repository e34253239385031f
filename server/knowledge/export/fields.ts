import { attachmentText, byPlace, type NamedFile } from '../import/attachment-text.ts'
import { guarded, joined } from '../import/cells.ts'
import { ENTRY_FIELDS, type EntryField, HR_FIELDS, VISIBILITY_WORDS } from '../import/fields.ts'
import { authorityTexts } from '../import/variant-text.ts'
import type { ExportedEntry } from './entries.ts'

/** Where a file lies in the ZIP. */
export type PlacedFile = NamedFile & { fileId: ExportedEntry['files'][number]['fileId'] }

export const EXPORTED = Object.keys(ENTRY_FIELDS) as EntryField[]

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const NOT_IN_PATHS = /[\u0000-\u001F\u007F/\\|｜:*?"<>]/gu

/** The files of an entry by where they lie in the ZIP: two of one name each in a folder of its own. */
export function placedFiles({ number, files }: Pick<ExportedEntry, 'number' | 'files'>): PlacedFile[] {
  const taken = new Set<string>()
  return files.map(({ fileId, kind, title, name }, n) => {
    const safe = name.replace(NOT_IN_PATHS, '_').replace(/\s+/gu, ' ').trim()
    const folder = taken.has(safe.toLowerCase()) ? `附件/${number}/${n + 1}` : `附件/${number}`
    taken.add(safe.toLowerCase())
    return { fileId, path: `${folder}/${safe}`, kind, title }
  })
}

/** What an entry says in each field. In a ZIP its texts name its files by their place among the attachments. */
export function saidOf(entry: ExportedEntry, placed?: readonly PlacedFile[]) {
  const fileIds = placed?.map(({ fileId }) => fileId as string) ?? []
  const text = (said: string) => (placed ? byPlace(said, fileIds) : said)
  const variant = (hrSystem: string) =>
    text(entry.variants.find((one) => one.hrSystem === hrSystem)?.body ?? '')
  return {
    ...entry,
    ...{ shortAnswer: text(entry.shortAnswer), body: text(entry.body), expertBody: text(entry.expertBody) },
    visibility: VISIBILITY_WORDS[entry.visibility][0],
    hr: Object.fromEntries(HR_FIELDS.map(([field, hrSystem]) => [field, variant(hrSystem)])),
    authorities: entry.variants.flatMap(({ authority, body }) =>
      authority === null ? [] : [{ authority, body: text(body) }],
    ),
    files: placed ?? [],
  }
}

type Said = ReturnType<typeof saidOf>

/** A row of a table. What a spreadsheet would run stands behind a mark where cells have no types (`isBare`: CSV). */
export function rowOf(said: Said, { isBare }: { isBare: boolean }): string[] {
  const { hr, authorities, files, systems, tags, ...one } = said
  const cells: Record<EntryField, string | null> = {
    ...one,
    systems: joined(systems),
    tags: joined(tags),
    ...(hr as Record<'forPemis2K' | 'forWebHR' | 'forOwn', string>),
    forAuthorities: authorityTexts(authorities),
    attachments: attachmentText(files),
  }
  return EXPORTED.map((field) => {
    const cell = cells[field] ?? ''
    return isBare || cell.startsWith("'") ? guarded(cell) : cell
  })
}

/** One object: lists are lists, and what is empty is said to be. */
export function objectOf(said: Said): Record<string, unknown> {
  const { hr, authorities, files: _, seq: __, variants: ___, ...one } = said
  const marked = Object.entries({ ...one, ...hr, forAuthorities: authorities }).map(([field, value]) => [
    field,
    typeof value === 'string' && value.startsWith("'") ? guarded(value) : value,
  ])
  return Object.fromEntries(marked)
}
