import type { CallOutcome, ClearCause, Envelope } from '../../../telephony-adapter/port.ts'
import type { Id } from '../../platform/values.ts'
import type { StoredLeg } from './state.ts'

export type LegChange = 'alerting' | 'established' | 'held' | 'retrieved' | 'failed' | 'cleared'

/** What follows from an event beside the rows of its call, in order. */
export type Effect =
  /** The call begins: its case is opened, or the one it was made from is told. */
  | { do: 'begin' }
  /** The caller has chosen what it is about. */
  | { do: 'concern'; systemId: number }
  /** It needs an agent. */
  | { do: 'wait'; front: boolean; wants?: 'system' | 'operator' | 'nothing' }
  /** Something of an agent's part has changed. */
  | { do: 'leg'; leg: StoredLeg; change: LegChange; cause: ClearCause | null }
  /** Somebody of ours, or whom we called, has answered. */
  | { do: 'answered'; agentId: Id<'person'> | null; formerId: Id<'person'> | null }
  | { do: 'missed'; agentId: Id<'person'> | null; cause: ClearCause }
  | {
      do: 'moved'
      kind: 'blind' | 'consult'
      fromId: Id<'person'> | null
      toId: Id<'person'> | null
      to: string
      /** They have it already; otherwise when they answer. */
      isTaken: boolean
    }
  | { do: 'joined'; agentIds: readonly Id<'person'>[] }
  | { do: 'diverted'; reason: 'closed' | 'office' | 'number' | 'fax' | 'too-many-calls'; to: string | null }
  | { do: 'call-back-asked'; number: string }
  | { do: 'ended'; outcome: CallOutcome }
  /** It was taken for lost, and lives. */
  | { do: 'resumed' }
  | { do: 'supervised'; event: Envelope<'supervision.changed'> }
  | { do: 'surveyed'; event: Envelope<'survey.asked' | 'survey.answered'> }
  | {
      do: 'recorded'
      event: Envelope<
        | 'recording.started'
        | 'recording.paused'
        | 'recording.resumed'
        | 'recording.ready'
        | 'recording.failed'
      >
    }
  | { do: 'faxed'; event: Envelope<'fax.received'> }
