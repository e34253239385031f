import { Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../../platform/values.ts'
import { FoundPersonalData, Visibility } from '../shapes.ts'

/** What a reader said of an entry, at an editor's desk. */
const FeedbackRow = Type.Object({
  id: IdOf('knowledge-feedback'),
  entryId: IdOf('knowledge-entry'),
  number: Type.String(),
  title: Type.String(),
  visibility: Visibility,
  n: Type.Integer({ description: 'the version that they read' }),
  isLive: Type.Boolean({ description: 'that version is still the one everybody reads' }),
  solved: Type.Boolean(),
  reason: Nullable(Type.String()),
  /** What is taken out of the reason when it is answered for everybody to read, unless it is let stand. */
  found: Type.Array(FoundPersonalData),
  at: Instant,
  answer: Nullable(Type.String()),
  answeredAt: Nullable(Instant),
  answeredBy: Nullable(Type.String()),
})

const OfFeedback = Type.Object({ feedbackId: IdOf('knowledge-feedback') })
/** As the editor read it: a reader who says something else meanwhile is not answered with this. */
const Seen = { at: Instant, answeredAt: Nullable(Instant) }

/** What readers said of entries, and what editors say to it. */
export const knowledgeFeedbackApi = {
  'GET /knowledge-feedback': {
    may: 'knowledge:write',
    summary:
      'What readers wrote of live entries, newest first, 30 a page: not dealt with yet, answered, or set aside',
    query: Type.Object({
      list: Type.Optional(Type.Enum(['open', 'answered', 'aside'])),
      entry: Type.Optional(IdOf('knowledge-entry')),
      solved: Type.Optional(Type.Boolean()),
      after: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    reply: Type.Object({
      rows: Type.Array(FeedbackRow),
      next: Nullable(Type.String()),
      counts: Type.Object({ open: Type.Integer(), answered: Type.Integer(), aside: Type.Integer() }),
      /** Those of which most is open, at most 20. */
      entries: Type.Array(
        Type.Object({
          id: IdOf('knowledge-entry'),
          number: Type.String(),
          title: Type.String(),
          open: Type.Integer(),
          solved: Type.Integer(),
          unsolved: Type.Integer(),
        }),
      ),
    }),
  },
  'PUT /knowledge-feedback/:feedbackId/answer': {
    may: 'knowledge:write',
    summary:
      'Answers below the entry, for every reader; personal data goes out of the reason, and is refused in the answer',
    params: OfFeedback,
    body: Type.Object({
      ...Seen,
      answer: Type.String({ minLength: 1, maxLength: 1000 }),
      /** Found, looked at, and no personal data. */
      letStand: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
    }),
    reply: FeedbackRow,
  },
  'DELETE /knowledge-feedback/:feedbackId/answer': {
    may: 'knowledge:write',
    summary: 'Opens it again: an answer is no longer shown to readers',
    params: OfFeedback,
    reply: FeedbackRow,
  },
  'POST /knowledge-feedback/:feedbackId/aside': {
    may: 'knowledge:write',
    summary: 'Sets it aside without an answer; readers see nothing of it',
    params: OfFeedback,
    body: Type.Object(Seen),
    reply: FeedbackRow,
    status: 201,
  },
} satisfies Contract
