import type { Translation } from '../../platform/i18n.ts'
import type { board as original } from '../zh-TW/board.ts'

export const board = {} satisfies Translation<typeof original>
