import type { Translation } from '../../platform/i18n.ts'
import type { papers as original } from '../zh-TW/papers.ts'
import { pages } from './papers/pages.ts'

export const papers = { pages } satisfies Translation<typeof original>
