import type { Generated } from 'kysely'
import type { Id } from '../platform/values.ts'
import type { Role } from './api.ts'

export interface IdentityTables {
  accounts: {
    personId: Id<'person'>
    login: string
    passwordHash: string | null
    disabledAt: Date | null
    createdAt: Generated<Date>
  }
  roles: { id: Role; sort: number }
  rolePermissions: { roleId: Role; permission: string }
  accountRoles: { personId: Id<'person'>; roleId: Role }
  sessions: {
    id: Id<'session'>
    tokenHash: Buffer
    personId: Id<'person'>
    createdAt: Date
    lastSeenAt: Date
    expiresAt: Date
    revokedAt: Date | null
    address: string
    userAgent: string
  }
  throttles: { key: string; count: number; windowStart: Date; blockedUntil: Date | null }
}
