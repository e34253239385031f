import { type Static, Type } from 'typebox'
import { CaseRow } from '../cases/shapes.ts'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Key, Nullable, SmallKey } from '../platform/values.ts'

const PRESENCES = ['ready', 'break', 'away'] as const
export type Presence = (typeof PRESENCES)[number]
export const Presence = Type.Enum([...PRESENCES])
export const BREAK_REASONS = ['meal', 'rest', 'meeting', 'training', 'paperwork'] as const
const BreakReason = Type.Enum([...BREAK_REASONS])

export type Offer = Static<typeof Offer>
export const Offer = Type.Object({
  id: IdOf('offer'),
  case: CaseRow,
  madeAt: Instant,
  expiresAt: Instant,
  /** Why this agent: words for the screen. */
  reason: Type.String(),
})

export type Agent = Static<typeof Agent>
export const Agent = Type.Object({
  personId: IdOf('person'),
  name: Type.String(),
  siteId: Nullable(Type.String()),
  seatName: Nullable(Type.String()),
  tier: Type.Integer(),
  capacity: Type.Integer(),
  load: Type.Integer(),
  presence: Presence,
  presenceReason: Nullable(Type.String()),
  presenceSince: Instant,
  /** What routing found: offline without an open desk; not-responding after an offer ran out. */
  routingStatus: Type.Enum([
    'idle',
    'busy',
    'full',
    'paused',
    'not-responding',
    'break',
    'away',
    'offline',
    'reserved',
    'ringing',
    'on-call',
    'wrap-up',
  ]),
  pausedReason: Nullable(Type.String()),
  offeredCaseId: Nullable(IdOf('case')),
})

export type QueueState = Static<typeof QueueState>
export const QueueState = Type.Object({
  id: SmallKey,
  code: Type.String(),
  name: Type.String(),
  tier: Type.Integer(),
  pausedAt: Nullable(Instant),
  pausedReason: Nullable(Type.String()),
  waiting: Type.Integer(),
  live: Type.Integer(),
  overdue: Type.Integer(),
  longestWaitSince: Nullable(Instant),
})

export type Board = Static<typeof Board>
export const Board = Type.Object({
  asOf: Instant,
  queues: Type.Array(QueueState),
  agents: Type.Array(Agent),
  sites: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      share: Type.Integer(),
      ready: Type.Integer(),
      live: Type.Integer(),
    }),
  ),
  today: Type.Object({ opened: Type.Integer(), answered: Type.Integer(), closed: Type.Integer() }),
})

const AgentId = Type.Object({ personId: IdOf('person') })
const Pause = Type.Object({ paused: Type.Boolean(), reason: Type.Optional(Type.String({ maxLength: 200 })) })
const Skill = Type.Object({ systemId: SmallKey, level: Type.Integer({ minimum: 1, maximum: 3 }) })
export const Skills = Type.Object({ skills: Type.Array(Skill), agencyIds: Type.Array(Key) })

export const routingApi = {
  'GET /desk': {
    may: 'desk:work',
    summary: 'The signed-in agent: presence, load, and what is offered to them now',
    reply: Type.Object({ agent: Agent, offers: Type.Array(Offer) }),
  },
  'PUT /desk/presence': {
    may: 'desk:work',
    body: Type.Object({ presence: Presence, reason: Type.Optional(BreakReason) }),
    reply: Agent,
  },
  'POST /desk/offers/:offerId/acceptance': {
    may: 'desk:work',
    params: Type.Object({ offerId: IdOf('offer') }),
    reply: Type.Object({ caseId: IdOf('case'), number: Type.String() }),
  },
  'POST /desk/offers/:offerId/refusal': {
    may: 'desk:work',
    params: Type.Object({ offerId: IdOf('offer') }),
    reply: Type.Object({}),
  },
  'GET /board': { may: 'board:read', reply: Board },
  'GET /queues': { may: 'case:work', reply: Type.Array(QueueState) },
  'PUT /queues/:queueId/pause': {
    may: 'routing:manage',
    summary: 'Pauses a queue (停分): nothing new is offered from it until it goes on',
    params: Type.Object({ queueId: SmallKey }),
    body: Pause,
    reply: QueueState,
  },
  'PUT /agents/:personId/pause': {
    may: 'routing:manage',
    params: AgentId,
    body: Pause,
    reply: Agent,
  },
  'PUT /agents/:personId': {
    may: 'routing:manage',
    params: AgentId,
    body: Type.Object({
      siteId: Nullable(Type.String({ maxLength: 20 })),
      tier: Type.Integer({ minimum: 1, maximum: 4 }),
      capacity: Type.Integer({ minimum: 0, maximum: 50 }),
    }),
    reply: Agent,
  },
  'GET /agents/:personId/skills': { may: 'board:read', params: AgentId, reply: Skills },
  'PUT /agents/:personId/skills': {
    may: 'routing:manage',
    params: AgentId,
    body: Skills,
    reply: Skills,
  },
  'PUT /routing/split': {
    may: 'routing:manage',
    summary:
      'The share of new work each site is meant to get, in per cent; a site without free agents overflows',
    body: Type.Object({
      shares: Type.Array(
        Type.Object({
          siteId: Type.String({ maxLength: 20 }),
          share: Type.Integer({ minimum: 0, maximum: 100 }),
        }),
      ),
    }),
    reply: Board,
  },
  'GET /cases/:caseId/routing': {
    may: 'case:work',
    summary: 'Each routing decision of a case with its reason',
    params: Type.Object({ caseId: IdOf('case') }),
    reply: Type.Array(
      Type.Object({
        at: Instant,
        outcome: Type.String(),
        agentName: Nullable(Type.String()),
        reason: Type.String(),
      }),
    ),
  },
} satisfies Contract

export type RoutingHints = {
  'offer.made': { offerId: string; caseId: string; agentId: string }
  'offer.ended': { offerId: string; caseId: string; agentId: string; outcome: string }
  'board.changed': Record<string, never>
}
