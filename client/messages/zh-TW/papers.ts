import { documents } from './papers/documents.ts'
import { pages } from './papers/pages.ts'

/** Words of what comes on paper: faxes, scans, official documents. */
export const papers = { pages, documents } as const
