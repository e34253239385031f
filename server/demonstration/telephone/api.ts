import { type Static, Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { Instant, Nullable } from '../../platform/values.ts'

const SimulatedCallId = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Number_ = Type.String({ pattern: '^[+0-9]{2,20}$' })
const Digits = Type.String({ pattern: '^[0-9A-D*#]{1,32}$' })

export type SimulatedCall = Static<typeof SimulatedCall>
/** A call that a visitor of the demonstration makes, as they hear it. */
export const SimulatedCall = Type.Object({
  id: Type.String({ format: 'uuid' }),
  /** `unreachable`: no exchange took it. */
  state: Type.Enum(['calling', 'ringing', 'answered', 'ended', 'unreachable']),
  exchange: Nullable(Type.String()),
  from: Nullable(Type.String()),
  to: Type.String(),
  /** Null: a person; otherwise a fax machine with so many pages, 0: none that can be read. */
  faxPages: Nullable(Type.Integer()),
  startedAt: Instant,
  hears: Type.Enum(['silence', 'ringing', 'music', 'sound', 'talk']),
  /** Extensions or numbers of those whose voices are heard. */
  talksWith: Type.Array(Type.String()),
  /** Everything that was played so far, in words. */
  captions: Type.Array(
    Type.Object({ at: Instant, language: Type.Enum(['zh-TW', 'en']), text: Type.String() }),
  ),
})

export type SimulatedDeskPhone = Static<typeof SimulatedDeskPhone>
/** The agent's own telephone, which exists in the simulation only. */
export const SimulatedDeskPhone = Type.Object({
  extension: Type.String(),
  /** Where it is registered. */
  exchanges: Type.Array(Type.Object({ name: Type.String(), isRegistered: Type.Boolean() })),
  call: Nullable(
    Type.Object({
      /** Of this leg: another call has another. */
      id: Type.String(),
      exchange: Type.String(),
      callRef: Type.String(),
      /** `calling`: it has dialled and nobody has answered. */
      state: Type.Enum(['ringing', 'calling', 'talking']),
      /** Null: withheld. */
      number: Nullable(Type.String()),
      name: Type.String(),
      isHeld: Type.Boolean(),
      isMuted: Type.Boolean(),
      since: Instant,
      pressed: Type.String({ description: 'digits that the other side has sent to it' }),
    }),
  ),
})

const Traffic = Type.Object({
  isOn: Type.Boolean(),
  callsPerHour: Type.Integer({ minimum: 1, maximum: 600 }),
})

/** Of the embedded edition with simulated exchanges; everywhere else each of them says `not-found`. */
export const demoTelephoneApi = {
  'GET /demonstration/telephone': {
    may: 'anyone',
    summary: 'Whom a visitor may call, and as whom',
    reply: Type.Object({
      lines: Type.Array(
        Type.Object({
          number: Type.String(),
          name: Type.String(),
          kind: Type.Enum(['voice', 'fax']),
          language: Type.Enum(['zh-TW', 'en']),
        }),
      ),
      people: Type.Array(Type.Object({ name: Type.String(), agency: Type.String(), number: Type.String() })),
      exchanges: Type.Array(
        Type.Object({ name: Type.String(), state: Type.Enum(['alive', 'frozen', 'dead']) }),
      ),
    }),
  },
  'POST /demonstration/telephone/calls': {
    may: 'anyone',
    summary: 'A visitor dials; `from` null withholds the number. With `faxPages` a fax machine does',
    body: Type.Object({
      from: Nullable(Number_),
      to: Number_,
      channel: Type.Enum(['phone', 'voip']),
      faxPages: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
      station: Type.Optional(Type.String({ maxLength: 20 })),
    }),
    reply: SimulatedCall,
    status: 201,
  },
  'GET /demonstration/telephone/calls/:id': {
    may: 'anyone',
    summary: 'Whoever knows its id is the caller',
    params: SimulatedCallId,
    reply: SimulatedCall,
  },
  'POST /demonstration/telephone/calls/:id/keys': {
    may: 'anyone',
    params: SimulatedCallId,
    body: Type.Object({ digits: Digits }),
    reply: SimulatedCall,
  },
  'DELETE /demonstration/telephone/calls/:id': {
    may: 'anyone',
    summary: 'The caller hangs up',
    params: SimulatedCallId,
    reply: SimulatedCall,
  },
  'GET /demonstration/telephone/phone': { may: 'desk:work', reply: SimulatedDeskPhone },
  'PUT /demonstration/telephone/phone': {
    may: 'desk:work',
    summary: 'The desk is open: registers its telephone for another 45 s, at every exchange',
    body: Type.Object({}),
    reply: SimulatedDeskPhone,
  },
  'DELETE /demonstration/telephone/phone': {
    may: 'desk:work',
    summary: 'The desk closes: the telephone is registered nowhere, and its call ends',
    reply: Type.Object({}),
  },
  'POST /demonstration/telephone/phone/actions': {
    may: 'desk:work',
    summary: 'What a hand does at the telephone itself',
    body: Type.Union([
      Type.Object({
        do: Type.Enum(['answer', 'decline', 'hang-up', 'hold', 'retrieve', 'mute', 'unmute']),
      }),
      Type.Object({ do: Type.Literal('dtmf'), digits: Digits }),
    ]),
    reply: SimulatedDeskPhone,
  },
  'GET /demonstration/telephone/traffic': { may: 'board:read', reply: Traffic },
  'PUT /demonstration/telephone/traffic': {
    may: 'routing:manage',
    summary: 'Callers who come by themselves; off until somebody asks for them',
    body: Traffic,
    reply: Traffic,
  },
} satisfies Contract

export type DemoTelephoneHints = { 'demo.phone-changed': { extension: string } }
