import type { KeptFile } from '../../platform/uploads/upload.ts'
import { readValues, type Values } from './values.ts'

/** A half-filled form. `at` is when it was last changed; `owner` whose it is, null when nobody was signed in. */
export type Draft = { values: Values; files: KeptFile[]; at: string; owner: string | null }

export const DRAFT_KEY = 'onewindow.case-form'
/** The server removes files that no case claims after a day; a little earlier they are no longer counted on. */
const FILES_LAST_MS = 23 * 3_600_000

/** Reads a draft from wherever it was kept. Anything that is none is no draft. */
export function readDraft(kept: unknown, now: Date): Draft | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined
  const { values, files, at, owner } = kept as Partial<Record<keyof Draft, unknown>>
  if (typeof values !== 'object' || values === null || typeof at !== 'string') return undefined
  const written = Date.parse(at)
  if (Number.isNaN(written)) return undefined
  const fresh = now.getTime() - written < FILES_LAST_MS
  return {
    values: readValues(values as Record<string, unknown>),
    files: fresh && Array.isArray(files) ? files.filter(isKeptFile) : [],
    at,
    owner: typeof owner === 'string' ? owner : null,
  }
}

/** A draft as text in the browser's storage. */
export function parseDraft(text: string | null, now: Date): Draft | undefined {
  try {
    return readDraft(JSON.parse(text ?? 'null'), now)
  } catch {
    return undefined
  }
}

/**
 * The draft to go on with: the latest of those that this reader may see. What was typed before signing in goes on
 * after it; what somebody typed while signed in is nobody else's.
 */
export function latestDraft(
  drafts: readonly (Draft | undefined)[],
  reader: string | null,
): Draft | undefined {
  return drafts
    .filter((draft): draft is Draft => draft !== undefined)
    .filter(({ owner }) => owner === null || owner === reader)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0]
}

/** What was filled in for the reader fills the gaps of a draft begun before signing in. */
export const onTopOf = (untouched: Values, draft: Values): Values =>
  Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, value || untouched[name as keyof Values]]),
  ) as Record<string, string> as Values

const isKeptFile = (file: unknown): file is KeptFile => {
  const { id, name, size } = (file ?? {}) as Partial<Record<keyof KeptFile, unknown>>
  return typeof id === 'string' && typeof name === 'string' && typeof size === 'number'
}
