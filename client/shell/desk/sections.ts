import type { Messages } from '../../messages/areas.ts'

/** A main section: a tile of the rail, reached with Alt and its place (1 to 6). */
export type Section = {
  key: keyof Messages['desk']['sections']
  path: string
  /** Shown to whoever holds one of these. */
  permissions: readonly string[]
}

/** In the order of the rail. Only sections whose screens exist are listed. */
export const sections: readonly Section[] = []

/** The sections that somebody with these permissions may open. */
export const openTo = (permissions: readonly string[]) =>
  sections.filter((section) => section.permissions.some((needed) => permissions.includes(needed)))
