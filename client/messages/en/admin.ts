import type { Translation } from '../../platform/i18n.ts'
import type { admin as original } from '../zh-TW/admin.ts'

export const admin = {} satisfies Translation<typeof original>
