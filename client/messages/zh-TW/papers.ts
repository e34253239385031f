import { documents } from './papers/documents.ts'
import { held } from './papers/held.ts'
import { pages } from './papers/pages.ts'

/** Words of what comes on paper: faxes, scans, official documents. */
export const papers = { pages, documents, held } as const
