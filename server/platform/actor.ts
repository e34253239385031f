import { Refusal } from './refusal.ts'
import type { Id } from './values.ts'

/** Who is asking. Every use-case that a person can start takes one. */
export type Actor = {
  id: Id<'person'>
  name: string
  roles: readonly string[]
  permissions: readonly string[]
  sessionId: Id<'session'>
}

export const may = (actor: Actor | undefined, permission: string) =>
  actor?.permissions.includes(permission) ?? false

/** @throws Refusal 'forbidden' `permission-missing` */
export function demand(actor: Actor, permission: string) {
  if (!may(actor, permission)) throw new Refusal('forbidden', 'permission-missing')
}
