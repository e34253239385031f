import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../platform/values.ts'

export const ROLES = [
  'user',
  'tier1-agent',
  'mail-handler',
  'tier2',
  'tier3-owner',
  'vendor',
  'supervisor',
  'quality-officer',
  'knowledge-editor',
  'seed-teacher',
  'authority-administrator',
  'auditor',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]
export const Role = Type.Enum([...ROLES])

export type Session = Static<typeof Session>
export const Session = Type.Object({
  personId: IdOf('person'),
  name: Type.String(),
  title: Type.String(),
  email: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  agencyId: Nullable(Type.Integer()),
  agencyName: Nullable(Type.String()),
  roles: Type.Array(Role),
  permissions: Type.Array(Type.String()),
  expiresAt: Instant,
})

export type Account = Static<typeof Account>
export const Account = Type.Object({
  personId: IdOf('person'),
  login: Type.String(),
  name: Type.String(),
  title: Type.String(),
  agencyName: Nullable(Type.String()),
  roles: Type.Array(Role),
  disabledAt: Nullable(Instant),
  openSessions: Type.Integer(),
  lastSeenAt: Nullable(Instant),
})

const PersonId = Type.Object({ personId: IdOf('person') })
const Login = Type.String({ minLength: 1, maxLength: 100 })
const Password = Type.String({ minLength: 1, maxLength: 200 })

const RolePermissions = Type.Object({ role: Role, permissions: Type.Array(Type.String()) })

export const identityApi = {
  'POST /session': {
    may: 'anyone',
    summary: 'Signs in; the session is kept in a cookie',
    body: Type.Object({ login: Login, password: Password }),
    reply: Session,
    status: 201,
  },
  'GET /session': { may: 'signed-in', reply: Session },
  'DELETE /session': { may: 'signed-in', summary: 'Signs out', reply: Type.Object({}) },
  'GET /demonstration-accounts': {
    may: 'anyone',
    summary: 'The accounts of the demonstration; empty unless this is the embedded edition on loopback',
    reply: Type.Array(
      Type.Object({
        login: Type.String(),
        name: Type.String(),
        roles: Type.Array(Role),
        password: Type.String(),
      }),
    ),
  },
  'GET /accounts': {
    may: 'account:read',
    query: Type.Object({
      text: Type.Optional(Type.String({ maxLength: 50 })),
      role: Type.Optional(Role),
      after: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    reply: Type.Object({ accounts: Type.Array(Account), next: Nullable(Type.String()) }),
  },
  'POST /accounts': {
    may: 'account:write',
    summary: 'Gives a person of the directory an account',
    body: Type.Object({
      personId: IdOf('person'),
      login: Login,
      password: Password,
      roles: Type.Array(Role, { minItems: 1 }),
    }),
    reply: Account,
    status: 201,
  },
  'PUT /accounts/:personId/roles': {
    may: 'account:write',
    params: PersonId,
    body: Type.Object({ roles: Type.Array(Role, { minItems: 1 }) }),
    reply: Account,
  },
  'PUT /accounts/:personId/password': {
    may: 'account:write',
    params: PersonId,
    body: Type.Object({ password: Password }),
    reply: Account,
  },
  'PUT /accounts/:personId/disabled': {
    may: 'account:write',
    params: PersonId,
    body: Type.Object({ disabled: Type.Boolean() }),
    reply: Account,
  },
  'DELETE /accounts/:personId/sessions': {
    may: 'account:write',
    summary: 'Ends every session of this person, open sockets included',
    params: PersonId,
    reply: Account,
  },
  'GET /roles': { may: 'account:read', reply: Type.Array(RolePermissions) },
  'PUT /roles/:role/permissions': {
    may: 'account:write',
    params: Type.Object({ role: Role }),
    body: Type.Object({ permissions: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 }) }),
    reply: RolePermissions,
  },
} satisfies Contract
