import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../platform/values.ts'

const Token = Type.Object({ token: Type.String({ minLength: 20, maxLength: 120 }) })
const Score = Type.Integer({
  minimum: 1,
  maximum: 5,
  description: '5 very satisfied … 1 very dissatisfied',
})

export type CallBack = Static<typeof CallBack>
export const CallBack = Type.Object({
  id: IdOf('call-back'),
  caseId: IdOf('case'),
  caseNumber: Type.String(),
  title: Type.String(),
  requesterName: Type.String(),
  requesterPhone: Nullable(Type.String()),
  requesterEmail: Nullable(Type.String()),
  score: Score,
  comment: Nullable(Type.String()),
  openedAt: Instant,
  dueAt: Instant,
  doneAt: Nullable(Instant),
  doneByName: Nullable(Type.String()),
  cause: Nullable(Type.String()),
  remedy: Nullable(Type.String()),
})

const SurveyState = Type.Object({
  state: Type.Enum(['none', 'sent', 'answered']),
  score: Nullable(Score),
  comment: Nullable(Type.String()),
  invitedAt: Nullable(Instant),
  answeredAt: Nullable(Instant),
})

export const surveysApi = {
  'GET /surveys/:token': {
    may: 'anyone',
    params: Token,
    reply: Type.Object({
      caseNumber: Type.String(),
      title: Type.String(),
      answered: Type.Boolean(),
      score: Nullable(Score),
    }),
  },
  'POST /surveys/:token': {
    may: 'anyone',
    summary: 'Answers the survey of a case, once',
    params: Token,
    body: Type.Object({ score: Score, comment: Type.Optional(Type.String({ maxLength: 5000 })) }),
    reply: Type.Object({ caseNumber: Type.String(), score: Score }),
    status: 201,
  },
  'GET /cases/:caseId/survey': {
    may: 'case:work',
    params: Type.Object({ caseId: IdOf('case') }),
    reply: SurveyState,
  },
  'GET /surveys/summary': {
    may: 'survey:read',
    summary:
      'Satisfaction: share of 滿意 and 非常滿意 among valid answers, with sample size and response rate (last 90 days)',
    reply: Type.Object({
      invited: Type.Integer(),
      answered: Type.Integer(),
      satisfied: Type.Integer(),
      satisfaction: Nullable(Type.Number()),
      responseRate: Nullable(Type.Number()),
      formula: Type.String({ description: 'how the figures are reckoned, to be shown beside them' }),
    }),
  },
  'GET /call-backs': {
    may: 'call-back:handle',
    query: Type.Object({ done: Type.Optional(Type.Boolean()) }),
    reply: Type.Array(CallBack),
  },
  'POST /call-backs/:callBackId/result': {
    may: 'call-back:handle',
    params: Type.Object({ callBackId: IdOf('call-back') }),
    body: Type.Object({
      cause: Type.String({ minLength: 1, maxLength: 2000 }),
      remedy: Type.String({ minLength: 1, maxLength: 2000 }),
    }),
    reply: CallBack,
    status: 201,
  },
} satisfies Contract
