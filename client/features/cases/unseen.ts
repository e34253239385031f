import type { Entry } from '../../../server/api.ts'

const PASSING: readonly Entry['kind'][] = ['routing', 'survey', 'call']

/**
 * What was done to a case since somebody began to write at that version: they have to look at it before they send.
 * Their own doings are no obstacle, except a reply of theirs: sending one ends the draft, so it came from another window.
 * Nor are routing, surveys, telephone calls, and what the clock changed by itself.
 */
export const unseenSince = (entries: readonly Entry[], version: number, me: string) =>
  entries.filter(
    ({ version: of, kind, actor }) =>
      of > version &&
      !PASSING.includes(kind) &&
      (actor?.id !== me || kind === 'message-out') &&
      !(kind === 'change' && actor === null),
  )

/**
 * The version to send along: the newest one on the screen, unless something of it was not looked at yet.
 */
export function versionSeen(entries: readonly Entry[], begunAt: number, me: string): number {
  if (unseenSince(entries, begunAt, me).length > 0) return begunAt
  return entries.reduce((newest, { version }) => Math.max(newest, version), begunAt)
}
