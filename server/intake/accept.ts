import { createHash } from 'node:crypto'
import { caseCodeOf } from '../cases/links.ts'
import { acceptCase, type NewCase } from '../cases/open.ts'
import type { Deps } from '../platform/deps.ts'
import type { Returned } from '../platform/http/contract.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Receipt } from './api.ts'

/**
 * Accepts a case and gives its receipt.
 * @throws Refusal 'invalid' `system-not-found` · 'not-found' `person-not-found`, and those of `acceptCase`
 */
export async function acceptAndConfirm(
  deps: Pick<Deps, 'db' | 'now' | 'secrets'>,
  newCase: NewCase,
): Promise<Returned<Receipt>> {
  try {
    const { id, number, openedAt, responseDueAt } = await acceptCase(deps, newCase)
    return { id, number, code: caseCodeOf(deps.secrets, id), openedAt, responseDueAt }
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

/** PostgreSQL's foreign keys know best what exists; asking first would cost every good case a question. */
function refusalOf(error: unknown): Refusal | undefined {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  if (code !== '23503') return undefined
  if (constraint === 'cases_lead_system_id_fkey' || constraint === 'case_systems_system_id_fkey')
    return new Refusal('invalid', 'system-not-found')
  if (constraint === 'cases_requester_id_fkey') return new Refusal('not-found', 'person-not-found')
  return undefined
}

/**
 * The key under which a case is accepted once. A receipt opens its case, so a key alone must not bring it to a
 * stranger: it counts together with who sent it or, from nobody known, with every word that was sent.
 */
export const onceKey = (key: string | undefined, whose: string) =>
  key &&
  createHash('sha256')
    .update(JSON.stringify([key, whose]))
    .digest('base64url')
