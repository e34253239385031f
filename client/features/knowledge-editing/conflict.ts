import type { EditedEntry, VersionRow } from '../../../server/api.ts'
import { Problem } from '../../platform/api.ts'
import { type Content, contentOf } from './content.ts'

/** What somebody else has saved since this person began. */
export type Conflict = {
  theirs: Content
  version: number
  by: string | null
  at: string | null
  state: VersionRow['state']
}

type Told = { saved?: Content; version?: number; by?: string | null; at?: string; state?: Conflict['state'] }

/** Out of the server's refusal. */
export function conflictIn(error: unknown): Conflict | undefined {
  if (!(error instanceof Problem) || error.code !== 'knowledge-changed') return undefined
  const { saved, version, by = null, at = null, state = 'draft' } = error.detail as Told
  return saved && version ? { theirs: contentOf(saved), version, by, at, state } : undefined
}

/** Out of the entry as it is now, where it went on since `seen`. */
export function conflictWith(entry: EditedEntry | undefined, seen: number): Conflict | undefined {
  const atWork = entry?.atWork
  // What is known of it may be older than what was just saved here.
  if (!atWork || atWork.version <= seen) return undefined
  const row = entry.versions.find(({ id }) => id === atWork.id)
  return {
    theirs: contentOf(atWork),
    version: atWork.version,
    by: row?.writtenBy ?? null,
    at: row?.updatedAt ?? null,
    state: atWork.state,
  }
}
