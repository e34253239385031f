import type { Generated } from 'kysely'
import type { Id } from '../values.ts'

export interface PlatformTables {
  outbox: {
    id: Id<'event'>
    name: string
    payload: unknown
    occurredAt: Generated<Date>
    /** Reactions not yet done; null until first handed to the queue. */
    pending: string[] | null
    handedAt: Date | null
    tries: Generated<number>
  }
  settings: { key: string; value: unknown; updatedAt: Generated<Date>; updatedBy: Id<'person'> | null }
  auditLog: {
    id: Id<'audit-entry'>
    at: Generated<Date>
    actorId: Id<'person'> | null
    action: string
    subject: string
    detail: unknown
    address: string | null
  }
}
