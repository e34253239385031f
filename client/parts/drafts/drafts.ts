/** A draft as this computer keeps it. `serverAt`: the server's copy that it follows. */
export type Kept<Body> = { body: Body; at: string; serverAt: string | null }

/** A draft as the server keeps it. */
export type Stored<Body> = { body: Body | null; updatedAt: string | null }

/**
 * Which draft to go on with when a screen opens.
 *
 * - `local`: this computer's own; the server's is older or the same
 * - `server`: there is none here
 * - `both`: another computer has written something else since; the person decides
 */
export function reconcile<Body>(
  local: Kept<Body> | undefined,
  server: Stored<Body>,
): 'local' | 'server' | 'both' | 'none' {
  if (!server.body) return local ? 'local' : 'none'
  if (!local) return 'server'
  if (server.updatedAt === local.serverAt) return 'local'
  return JSON.stringify(server.body) === JSON.stringify(local.body) ? 'local' : 'both'
}

const PREFIX = 'onewindow.draft.'

/** Where drafts live on this computer: apart for each person, since desks are shared. */
export const draftPlace = (personId: string, key: string) => `${PREFIX}${personId}.${key}`

export function readKeptDraft<Body>(place: string): Kept<Body> | undefined {
  try {
    const kept = localStorage.getItem(place)
    return kept ? (JSON.parse(kept) as Kept<Body>) : undefined
  } catch {
    return undefined
  }
}

/** Full storage must not stop anybody from typing: the server still has the draft. */
export function writeKeptDraft<Body>(place: string, kept: Kept<Body> | undefined) {
  try {
    if (kept) localStorage.setItem(place, JSON.stringify(kept))
    else localStorage.removeItem(place)
  } catch {
    // Told by the composer: only the server's time of saving is shown.
  }
}
