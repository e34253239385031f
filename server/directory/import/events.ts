import { Type } from 'typebox'
import { eventOf } from '../../platform/events/event.ts'
import { IdOf } from '../../platform/values.ts'

const ImportOnly = Type.Object({ importId: IdOf('import') })

/** An import has something to be worked off. */
export const importDue = eventOf('directory.import-due', ImportOnly)
/** People have changed office: cases and accounts follow, as the import's moves say. */
export const officesChanged = eventOf('directory.offices-changed', ImportOnly)
/** An import is undone: cases and accounts go back, as the import's moves say. */
export const officesRestored = eventOf('directory.offices-restored', ImportOnly)
