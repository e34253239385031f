import { type Static, Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable, SmallKey } from '../../platform/values.ts'

const Language = Type.Enum(['zh-TW', 'en'])
const LineNumber = Type.String({ pattern: '^[0-9+*#]{1,20}$' })

const LineSettings = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60 }),
  kind: Type.Enum(['voice', 'fax']),
  language: Language,
  defaultSystemId: SmallKey,
  hasMenu: Type.Boolean(),
  records: Type.Boolean(),
  alwaysOpen: Type.Boolean({ description: 'answered at any hour; otherwise within office hours' }),
  isOn: Type.Boolean(),
})
const MenuChoice = Type.Object({
  digit: Type.String({ pattern: '^[0-9*#]$' }),
  action: Type.Enum(['system', 'operator', 'again']),
  systemId: Nullable(SmallKey),
})
const QueueSettings = Type.Object({
  ringSeconds: Type.Integer({ minimum: 5, maximum: 120 }),
  wrapUpSeconds: Type.Integer({ minimum: 0, maximum: 900 }),
  extensionSeconds: Type.Integer({ minimum: 0, maximum: 900 }),
  levelSeconds: Type.Integer({ minimum: 1, maximum: 600 }),
  levelTarget: Type.Integer({ minimum: 1, maximum: 100 }),
  shortAbandonSeconds: Type.Integer({ minimum: 0, maximum: 60 }),
  overflowSeconds: Type.Integer({ minimum: 0, maximum: 600 }),
  records: Type.Boolean(),
})
const General = Type.Object({
  informEverySeconds: Type.Integer({ minimum: 10, maximum: 600 }),
  offerCallBackAfterSeconds: Nullable(Type.Integer({ minimum: 0, maximum: 3600 })),
  mostWaitSeconds: Type.Integer({ minimum: 60, maximum: 7200 }),
  asksSurvey: Type.Boolean(),
  surveyLeastTalkSeconds: Type.Integer({ minimum: 0, maximum: 600 }),
  officeNumber: Nullable(LineNumber),
  allow: Type.Array(Type.String({ pattern: '^\\+?[0-9]{1,15}$' }), { maxItems: 200 }),
  deny: Type.Array(Type.String({ pattern: '^\\+?[0-9]{1,15}$' }), { maxItems: 200 }),
  callOutsPerHour: Type.Integer({ minimum: 0, maximum: 1000 }),
  mostCallsPerMinute: Type.Integer({ minimum: 1, maximum: 1000 }),
  recordingDays: Type.Integer({ minimum: 1, maximum: 3650 }),
  /** Whether the people in a call see that a supervisor listens. */
  showsListening: Type.Boolean(),
})
const Announcement = Type.Object({
  kind: Type.Enum(['incident', 'holiday']),
  text: Type.String({ minLength: 1, maxLength: 500 }),
  language: Language,
  startsAt: Instant,
  endsAt: Instant,
})

export type CallSettings = Static<typeof CallSettings>
export const CallSettings = Type.Object({
  general: General,
  lines: Type.Array(Type.Intersect([Type.Object({ number: LineNumber }), LineSettings])),
  menu: Type.Array(MenuChoice),
  queues: Type.Array(
    Type.Intersect([Type.Object({ queueId: SmallKey, name: Type.String() }), QueueSettings]),
  ),
  wrapUpCodes: Type.Array(
    Type.Object({ id: SmallKey, name: Type.String(), place: Type.Integer(), isOn: Type.Boolean() }),
  ),
  announcements: Type.Array(Type.Intersect([Type.Object({ id: IdOf('call-announcement') }), Announcement])),
  prompts: Type.Array(
    Type.Object({
      key: Type.String(),
      language: Language,
      text: Type.String(),
      isOwn: Type.Boolean({ description: 'an uploaded recording replaces what the product brings' }),
      hasAudio: Type.Boolean(),
    }),
  ),
  /** The plan that the adapter has; null: none yet. */
  keptVersion: Nullable(Type.Integer()),
})

const settings = { may: 'routing:manage', reply: CallSettings } as const
export const callSettingsApi = {
  'GET /call-settings': { ...settings, may: 'board:read' },
  'PUT /call-settings/general': { ...settings, body: General },
  'PUT /call-settings/lines/:line': {
    ...settings,
    params: Type.Object({ line: LineNumber }),
    body: LineSettings,
  },
  'DELETE /call-settings/lines/:line': { ...settings, params: Type.Object({ line: LineNumber }) },
  'PUT /call-settings/menu': {
    ...settings,
    body: Type.Object({ choices: Type.Array(MenuChoice, { maxItems: 12 }) }),
  },
  'PUT /call-settings/queues/:queueId': {
    ...settings,
    params: Type.Object({ queueId: SmallKey }),
    body: QueueSettings,
  },
  'PUT /call-settings/wrap-up-codes': {
    ...settings,
    body: Type.Object({
      codes: Type.Array(
        Type.Object({
          id: Type.Optional(SmallKey),
          name: Type.String({ minLength: 1, maxLength: 30 }),
          isOn: Type.Boolean(),
        }),
        { maxItems: 15 },
      ),
    }),
  },
  'POST /call-settings/announcements': { ...settings, body: Announcement, status: 201 },
  'DELETE /call-settings/announcements/:announcementId': {
    ...settings,
    params: Type.Object({ announcementId: IdOf('call-announcement') }),
  },
} satisfies Contract
