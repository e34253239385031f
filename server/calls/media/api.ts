import { type Static, Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../../platform/values.ts'

const RecordingId = Type.Object({ recordingId: IdOf('recording') })

const Prompt = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 60 }),
  language: Type.Enum(['zh-TW', 'en']),
})

export type Recording = Static<typeof Recording>
export const Recording = Type.Object({
  id: IdOf('recording'),
  callId: IdOf('call'),
  state: Type.Enum(['running', 'paused', 'ready', 'stored', 'failed', 'deleted']),
  startedAt: Instant,
  ms: Nullable(Type.Integer()),
  /** Loudest value of each stretch, 0 to 100: the waveform. */
  peaks: Nullable(Type.Array(Type.Integer())),
  pauses: Type.Array(Type.Object({ from: Instant, to: Nullable(Instant) })),
  reason: Nullable(Type.String()),
  keepUntil: Instant,
  /** Whoever asks may hear it. */
  mayListen: Type.Boolean(),
})

export const callMediaApi = {
  'GET /calls/:callId/recordings': {
    may: 'case:work',
    params: Type.Object({ callId: IdOf('call') }),
    reply: Type.Array(Recording),
  },
  'GET /recordings/:recordingId/accesses': {
    may: 'recording:listen',
    params: RecordingId,
    reply: Type.Array(Type.Object({ at: Instant, name: Type.String(), action: Type.String() })),
  },
  'DELETE /recordings/:recordingId': {
    may: 'recording:delete',
    summary: 'Deletes it before its time, with a reason; what remains proves that it is gone',
    params: RecordingId,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 300 }) }),
    reply: Recording,
  },
  'PUT /call-settings/prompts/:key/:language': {
    may: 'routing:manage',
    summary: 'Replaces a spoken text by a recording: WAV of 8 or 16 kHz, one channel, 16 bits',
    params: Prompt,
    body: Type.Object({ wav: Type.String({ maxLength: 1_000_000, description: 'base64' }) }),
    reply: Type.Object({}),
  },
  'DELETE /call-settings/prompts/:key/:language': {
    may: 'routing:manage',
    summary: 'Callers hear again what the product brings',
    params: Prompt,
    reply: Type.Object({}),
  },
  'GET /call-settings/prompts/:key/:language/sound': {
    may: 'board:read',
    params: Prompt,
    reply: Type.Object({ wav: Type.String({ description: 'base64' }) }),
  },
  'GET /cases/:caseId/faxes': {
    may: 'case:work',
    params: Type.Object({ caseId: IdOf('case') }),
    reply: Type.Array(
      Type.Object({
        id: IdOf('fax'),
        receivedAt: Instant,
        number: Nullable(Type.String()),
        station: Nullable(Type.String()),
        pages: Type.Integer(),
        isComplete: Type.Boolean(),
        error: Nullable(Type.String()),
        state: Type.Enum(['waiting', 'stored', 'unreadable']),
        tiffId: Nullable(IdOf('file')),
        pdfId: Nullable(IdOf('file')),
      }),
    ),
  },
} satisfies Contract
