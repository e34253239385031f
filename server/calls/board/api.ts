import { type Static, Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable, SmallKey } from '../../platform/values.ts'
import { CallRow } from '../shapes.ts'

const Share = Nullable(Type.Number({ description: '0 to 1; null: no data, never 100 %' }))
const Ms = Nullable(Type.Integer({ description: 'milliseconds; null: no data' }))

export type CallFigures = Static<typeof CallFigures>
/** Of calls whose wait, talk or wrap-up ended in the interval. */
export const CallFigures = Type.Object({
  offered: Type.Integer(),
  answered: Type.Integer(),
  answeredInTime: Type.Integer(),
  abandoned: Type.Integer(),
  shortAbandoned: Type.Integer(),
  flowedOut: Type.Integer(),
  lost: Type.Integer(),
  serviceLevel: Share,
  /** (a) abandoned / offered; (c) (abandoned − short) / (offered − short). */
  abandonRate: Share,
  abandonRateToSteer: Share,
  answerRate: Share,
  asaMs: Ms,
  ahtMs: Ms,
  longestWaitMs: Ms,
  occupancy: Share,
  transferred: Type.Integer(),
  notResponding: Type.Integer(),
})

export type CallBoard = Static<typeof CallBoard>
export const CallBoard = Type.Object({
  asOf: Instant,
  link: Type.Enum(['up', 'down', 'off']),
  /** Nothing live is heard now: figures are of this moment. */
  frozenAt: Nullable(Instant),
  exchanges: Type.Array(
    Type.Object({
      name: Type.String(),
      site: Type.String(),
      state: Type.Enum(['up', 'degraded', 'down', 'replaced']),
      isSimulated: Type.Boolean(),
      since: Instant,
    }),
  ),
  now: Type.Object({
    inMenu: Type.Integer(),
    waiting: Type.Integer(),
    longestWaitSince: Nullable(Instant),
    ringing: Type.Integer(),
    talking: Type.Integer(),
    inSurvey: Type.Integer(),
    callbacks: Type.Integer(),
    ready: Type.Integer(),
  }),
  queues: Type.Array(
    Type.Object({
      queueId: SmallKey,
      name: Type.String(),
      waiting: Type.Integer(),
      longestWaitSince: Nullable(Instant),
      expectedWaitS: Nullable(Type.Integer()),
      ready: Type.Integer(),
      staffed: Type.Integer(),
      levelSeconds: Type.Integer(),
      levelTarget: Type.Integer(),
      today: CallFigures,
    }),
  ),
  sites: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      share: Type.Integer(),
      ready: Type.Integer(),
      talking: Type.Integer(),
      answeredToday: Type.Integer(),
    }),
  ),
  seats: Type.Array(
    Type.Object({
      personId: IdOf('person'),
      name: Type.String(),
      site: Nullable(Type.String()),
      tier: Type.Integer(),
      extension: Nullable(Type.String()),
      state: Type.String(),
      reason: Nullable(Type.String()),
      since: Instant,
      callId: Nullable(IdOf('call')),
      registeredAt: Type.Array(Type.String()),
      isByPhone: Type.Boolean({
        description: 'no page is open, and calls reach them at the telephone on their desk',
      }),
      answeredToday: Type.Integer(),
    }),
  ),
  calls: Type.Array(CallRow),
  today: CallFigures,
  formula: Type.String({ description: 'how the service level is reckoned, shown under the number' }),
})

export type CallInterval = Static<typeof CallInterval>
export const CallInterval = Type.Object({
  from: Instant,
  to: Instant,
  key: Type.String({ description: 'queue, site, system or agent by id; `all`' }),
  name: Type.String(),
  figures: CallFigures,
})

export const callBoardApi = {
  'GET /board/calls': { may: 'board:read', reply: CallBoard },
  'GET /board/calls/intervals': {
    may: 'board:read',
    summary: 'History by interval; an interaction belongs to the interval in which it ended',
    query: Type.Object({
      from: Instant,
      to: Instant,
      minutes: Type.Optional(Type.Enum(['15', '30', '60', '1440'])),
      by: Type.Optional(Type.Enum(['all', 'queue', 'site', 'system', 'agent'])),
    }),
    reply: Type.Object({ intervals: Type.Array(CallInterval), formula: Type.String() }),
  },
  'POST /calls/:callId/supervision': {
    may: 'call:supervise',
    summary: "Rings the supervisor's own phone to listen, whisper or join; each is recorded",
    params: Type.Object({ callId: IdOf('call') }),
    body: Type.Object({
      mode: Type.Enum(['listen', 'whisper', 'barge', 'off']),
      commandId: Type.String({ minLength: 8, maxLength: 60 }),
    }),
    reply: Type.Object({ accepted: Type.Boolean() }),
    status: 201,
  },
  'POST /agents/:personId/release': {
    may: 'call:supervise',
    summary: 'Frees an agent whose state is stuck; refused while the exchange says that they talk',
    params: Type.Object({ personId: IdOf('person') }),
    body: Type.Object({}),
    reply: CallBoard,
    status: 201,
  },
} satisfies Contract
