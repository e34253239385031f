import type { Translation } from '../../platform/i18n.ts'
import type { papers as original } from '../zh-TW/papers.ts'
import { documents } from './papers/documents.ts'
import { held } from './papers/held.ts'
import { pages } from './papers/pages.ts'

export const papers = { pages, documents, held } satisfies Translation<typeof original>
