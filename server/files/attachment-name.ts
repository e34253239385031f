import type { AttachmentRefusal } from './attachment-refusals.ts'
import { ATTACHMENT_TYPES, type AttachmentType } from './attachment-rules.ts'
import { BLOCKED_EXTENSIONS, BLOCKED_ONLY_LAST } from './blocked-extensions.ts'

const MAX_NAME = 255
/** Embeddings, overrides and isolates: they make `exe.pdf` read as something else. */
const REORDERING = /[\u202A-\u202E\u2066-\u2069]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a name are what is looked for
const CONTROL = /[\u0000-\u001F\u007F]/u
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
/** Dots of other scripts that a person, or a careless program, reads as the dot before an ending. */
const DOTS = /[\u2024\u3002\uFE52\uFF0E\uFF61]/gu

/** The type a name claims, when it is one that may be attached. */
export function typeOfName(name: string): AttachmentType | undefined {
  const ending = endingsOf(name)[0]?.[0]
  return ATTACHMENT_TYPES.find(({ extensions }) => ending !== undefined && extensions.includes(ending))
}

/** What is wrong with a name by itself, whatever the file holds. */
export function refuseName(name: string): AttachmentRefusal | undefined {
  const base = name.split(/[\\/]/).at(-1)!
  if (base.trim() === '' || [...base].length > MAX_NAME || CONTROL.test(name))
    return 'attachment-name-invalid'
  if (REORDERING.test(name)) return 'attachment-name-deceptive'
  for (const [last, second] of endingsOf(name)) {
    if (last !== undefined && BLOCKED_EXTENSIONS.has(last)) return 'attachment-type-blocked'
    if (second !== undefined && BLOCKED_EXTENSIONS.has(second) && !BLOCKED_ONLY_LAST.has(second)) {
      return 'attachment-type-blocked'
    }
  }
  return undefined
}

/**
 * The endings of a name, last first, one list for each NTFS stream named in it, as the least careful program
 * would see them: full-width letters and dots folded, invisible characters, trailing dots and spaces removed.
 */
const endingsOf = (name: string): string[][] =>
  (fold(name).split(/[\\/]/).at(-1) ?? '').split(':').map((piece) =>
    piece
      .replace(/[.\s]+$/u, '')
      .split('.')
      .slice(1)
      .reverse()
      .map((ending) => ending.trim()),
  )

const fold = (name: string) => name.replace(DOTS, '.').normalize('NFKC').replace(INVISIBLE, '').toLowerCase()
