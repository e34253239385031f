import type { Source } from './search/source.ts'

/** Everything that can be found, in the order of its tabs. */
export const sources: readonly Source[] = []
