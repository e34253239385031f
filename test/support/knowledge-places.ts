import type { Places } from '../../server/knowledge/markdown.ts'

export const PICTURE = '0198a000-0000-7000-8000-0000000000aa'
export const VIDEO = '0198a000-0000-7000-8000-0000000000bb'

/** Two files are held, and every entry but one is there. */
export const PLACES: Places = {
  fileAddress: (id) => (id === PICTURE || id === VIDEO ? `/files/${id}` : undefined),
  entryAddress: (number) => (number === 'Q999999' ? undefined : `/qa/${number}`),
}
