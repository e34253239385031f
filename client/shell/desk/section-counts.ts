import { type ComponentType, lazy } from 'react'
import type { Section } from './sections.ts'

/** What waits in a section, shown on its tile; loaded with the rail. */
export const sectionCounts: { readonly [K in Section['key']]?: ComponentType } = {
  mails: lazy(() =>
    import('../../features/mails/WaitingCount.tsx').then((m) => ({ default: m.WaitingCount })),
  ),
}
