import type { Area } from '../../messages/areas.ts'

/** The catalogues loaded with the desk; a screen of another area loads its own. */
export const DESK_AREAS = [
  'common',
  'problems',
  'desk',
  'cases',
  'mails',
  'papers',
  'phone',
  'search',
] as const satisfies readonly Area[]
