import { Type } from 'typebox'
import { eventOf } from '../platform/events/event.ts'
import { IdOf } from '../platform/values.ts'

const Entry = Type.Object({ entryId: IdOf('knowledge-entry') })
const Version = Type.Object({ entryId: IdOf('knowledge-entry'), versionId: IdOf('knowledge-version') })

/** Something of it has changed at the editors' desk. */
export const entryEdited = eventOf('knowledge.edited', Entry)
/** Everybody who may see it sees it from now on. */
export const entryPublished = eventOf('knowledge.published', Version)
export const entryWithdrawn = eventOf('knowledge.withdrawn', Entry)
export const reviewAsked = eventOf('knowledge.review-asked', Version)
export const reviewDone = eventOf(
  'knowledge.review-done',
  Type.Object({ ...Version.properties, isApproved: Type.Boolean() }),
)
/** Its review day has come, and nobody has read it again. */
export const reviewOverdue = eventOf('knowledge.review-overdue', Entry)
