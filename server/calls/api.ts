import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Nullable, SmallKey } from '../platform/values.ts'
import { DeskCall, WrapUp } from './shapes.ts'

const CallId = Type.Object({ callId: IdOf('call') })
const CommandId = Type.String({ minLength: 8, maxLength: 60, description: 'made by the page; twice is once' })
const Target = Type.Union([
  Type.Object({ to: Type.Literal('agent'), agentId: IdOf('person') }),
  Type.Object({ to: Type.Literal('queue'), queueId: SmallKey, systemId: Type.Optional(SmallKey) }),
  Type.Object({ to: Type.Literal('number'), number: Type.String({ minLength: 2, maxLength: 40 }) }),
])

export type CallAction = Static<typeof CallAction>
/** What an agent does with their call from the screen; whatever their phone can do itself, it does itself. */
export const CallAction = Type.Union([
  Type.Object({
    do: Type.Enum(['hold', 'retrieve', 'mute', 'unmute', 'hang-up', 'decline']),
    commandId: CommandId,
  }),
  Type.Object({
    do: Type.Enum(['complete-transfer', 'cancel-consult', 'conference']),
    commandId: CommandId,
  }),
  Type.Object({ do: Type.Enum(['blind-transfer', 'consult']), commandId: CommandId, target: Target }),
  Type.Object({
    do: Type.Literal('dtmf'),
    commandId: CommandId,
    digits: Type.String({ pattern: '^[0-9A-D*#]{1,32}$' }),
  }),
  Type.Object({ do: Type.Enum(['pause-recording', 'resume-recording']), commandId: CommandId }),
  Type.Object({ do: Type.Literal('survey'), commandId: CommandId, isOn: Type.Boolean() }),
])

export type DeskPhone = Static<typeof DeskPhone>
/** Everything the phone strip of a desk needs, all of one moment. */
export const DeskPhone = Type.Object({
  asOf: Instant,
  extension: Nullable(Type.String({ description: "null: the agent's seat has no telephone" })),
  /** Where this extension is registered now. */
  registeredAt: Type.Array(Type.String()),
  exchanges: Type.Array(
    Type.Object({
      name: Type.String(),
      state: Type.Enum(['up', 'degraded', 'down', 'replaced']),
      isSimulated: Type.Boolean(),
      phoneUrl: Nullable(Type.String()),
    }),
  ),
  /** The adapter's link to us. Down: calls go on without the screen. */
  link: Type.Enum(['up', 'down', 'off']),
  state: Type.String({ description: 'routing status of the agent' }),
  stateSince: Instant,
  call: Nullable(DeskCall),
  wrapUp: Nullable(WrapUp),
})

export type TransferTarget = Static<typeof TransferTarget>
export const TransferTarget = Type.Object({
  agentId: IdOf('person'),
  name: Type.String(),
  extension: Nullable(Type.String()),
  tier: Type.Integer(),
  site: Nullable(Type.String({ description: 'its name' })),
  state: Type.String(),
  canRing: Type.Boolean({
    description: 'their telephone is free and they are there for calls, however many cases they work on',
  }),
  knowsSystem: Type.Boolean(),
})

export const callsApi = {
  'GET /desk/phone': { may: 'desk:work', reply: DeskPhone },
  'POST /desk/phone/registration': {
    may: 'desk:work',
    summary: 'A secret for the browser phone of this session, valid at every exchange until then',
    body: Type.Object({}),
    reply: Type.Object({
      extension: Type.String(),
      secret: Type.String(),
      expiresAt: Instant,
      exchanges: Type.Array(Type.Object({ name: Type.String(), url: Type.String() })),
    }),
    status: 201,
  },
  'POST /calls/:callId/actions': {
    may: 'desk:work',
    summary: 'Asked of the exchange; that it has happened is told by `call.changed`',
    params: CallId,
    body: CallAction,
    reply: Type.Object({ accepted: Type.Boolean() }),
  },
  'POST /desk/call-outs': {
    may: 'desk:work',
    summary: "Rings the agent's own phone, then dials; only numbers that may be dialled",
    body: Type.Object({
      commandId: CommandId,
      number: Type.String({ minLength: 2, maxLength: 40 }),
      caseId: Type.Optional(IdOf('case')),
      callbackId: Type.Optional(IdOf('callback')),
    }),
    reply: Type.Object({ accepted: Type.Boolean() }),
    status: 201,
  },
  'GET /calls/:callId/transfer-targets': {
    may: 'desk:work',
    params: CallId,
    reply: Type.Object({
      agents: Type.Array(TransferTarget),
      queues: Type.Array(
        Type.Object({
          queueId: SmallKey,
          name: Type.String(),
          waiting: Type.Integer(),
          ready: Type.Integer(),
        }),
      ),
    }),
  },
  'PUT /calls/:callId/wrap-up': {
    may: 'desk:work',
    summary: 'Keeps code and note; `done` ends the wrap-up and needs a code',
    params: CallId,
    body: Type.Object({
      codeId: Nullable(SmallKey),
      note: Type.String({ maxLength: 2000 }),
      done: Type.Boolean(),
    }),
    reply: DeskPhone,
  },
  'POST /calls/:callId/wrap-up/extension': {
    may: 'desk:work',
    summary: 'More time, once',
    params: CallId,
    body: Type.Object({}),
    reply: DeskPhone,
    status: 201,
  },
  'GET /callbacks': {
    may: 'desk:work',
    summary: 'Who is to be called back, in the order of their places',
    reply: Type.Array(
      Type.Object({
        id: IdOf('callback'),
        kind: Type.Enum(['asked', 'lost', 'abandoned']),
        number: Type.String(),
        callerName: Nullable(Type.String()),
        caseId: Nullable(IdOf('case')),
        caseNumber: Nullable(Type.String()),
        systemName: Type.String(),
        placeAt: Instant,
        dueAt: Instant,
        agentName: Nullable(Type.String()),
        tries: Type.Integer(),
      }),
    ),
  },
  'POST /callbacks/:callbackId/result': {
    may: 'desk:work',
    params: Type.Object({ callbackId: IdOf('callback') }),
    body: Type.Object({ outcome: Type.Enum(['reached', 'not-reached', 'given-up']) }),
    reply: Type.Object({}),
    status: 201,
  },
} satisfies Contract

/** To open pages; they ask for the truth. `call.ringing` goes to the ringing agent alone. */
export type CallHints = {
  'call.ringing': { callId: string; offerId: string; agentId: string }
  'call.changed': { callId: string; caseId: string | null }
  'desk.phone-changed': { agentId: string }
  'callbacks.changed': Record<string, never>
}
