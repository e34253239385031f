import type { Deps } from '../platform/deps.ts'

/** A command is repeated within minutes, or from a page reopened the next day. */
const KEPT_MS = 7 * 86_400_000

/** Forgets keys of commands made long ago. By the clock. */
export const forgetKeys = ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  db
    .deleteFrom('idempotencyKeys')
    .where('at', '<', new Date(now().getTime() - KEPT_MS))
    .execute()
