import { useSyncExternalStore } from 'react'

const KEY = 'onewindow.seen-cases'
const MOST = 500

/** Case → the version that was last open on this screen. */
export type Seen = Readonly<Record<string, number>>

/** The same with one more case seen; the oldest are forgotten. */
export function withSeen(seen: Seen, caseId: string, version: number, most = MOST): Seen {
  if ((seen[caseId] ?? 0) >= version) return seen
  const { [caseId]: _, ...others } = seen
  return Object.fromEntries([...Object.entries(others), [caseId, version] as const].slice(-most))
}

/** Whether a case of one's own holds something that was not on this screen yet. */
export const isUnread = (
  seen: Seen,
  { id, version, ownerId }: { id: string; version: number; ownerId: string | null },
  me: string,
) => ownerId === me && version > (seen[id] ?? 0)

const read = () => localStorage.getItem(KEY) ?? '{}'

/** What was seen at this computer, also in its other windows. */
export function useSeen(): Seen {
  const kept = useSyncExternalStore(subscribe, read)
  return parsed(kept)
}

/** Remembers that this version of a case was on the screen. */
export function rememberSeen(caseId: string, version: number) {
  const before = parsed(read())
  const after = withSeen(before, caseId, version)
  if (after === before) return
  localStorage.setItem(KEY, JSON.stringify(after))
  window.dispatchEvent(new Event(KEY))
}

function subscribe(changed: () => void) {
  window.addEventListener(KEY, changed)
  window.addEventListener('storage', changed)
  return () => {
    window.removeEventListener(KEY, changed)
    window.removeEventListener('storage', changed)
  }
}

function parsed(text: string): Seen {
  try {
    return JSON.parse(text) as Seen
  } catch {
    return {}
  }
}
