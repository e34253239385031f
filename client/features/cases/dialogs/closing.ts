import type { Case } from '../../../../server/api.ts'

export type RootCause = NonNullable<Case['rootCause']>
export type Disposition = NonNullable<Case['disposition']>

const keysOf = <Key extends string>(all: Record<Key, true>) => Object.keys(all) as Key[]

/** Every root cause (B04); a new one of the server's does not compile until it is here. */
export const ROOT_CAUSES = keysOf<RootCause>({
  operation: true,
  'user-environment': true,
  'system-design': true,
  network: true,
  hardware: true,
  'cross-agency': true,
  unknown: true,
})

export const DISPOSITIONS = keysOf<Disposition>({
  solved: true,
  explained: true,
  referred: true,
  duplicate: true,
  'no-reply': true,
  'not-solvable': true,
})
