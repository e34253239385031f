import type { Translation } from '../../platform/i18n.ts'
import type { desk as original } from '../zh-TW/desk.ts'

export const desk = {} satisfies Translation<typeof original>
