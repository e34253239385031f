import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Slice } from '../../parts/search/slice.ts'

export type SliceLinkProps = {
  slice: Slice
  children: ReactNode
  className?: string
  'aria-current'?: 'true' | 'page' | undefined
  'aria-label'?: string
  rel?: string
  'data-variant'?: string
  'data-size'?: string
}

/** How a link to another part of what was found is made: the portal's are addresses, the desk's change the screen. */
export const SliceLinks = createContext<ComponentType<SliceLinkProps> | undefined>(undefined)

/** The link to another part of what was found. */
export function useSliceLink() {
  const link = useContext(SliceLinks)
  if (!link) throw new Error('what was found is shown outside a search')
  return link
}
