import { sql } from 'kysely'
import { demoDirectory, demoStaff } from '../directory/demo/demo-directory.ts'
import { DEMONSTRATION_PASSWORD } from '../identity/demonstration-accounts.ts'
import { argon2Passwords } from '../identity/passwords.ts'
import { seedRoles } from '../identity/seed-roles.ts'
import { type Db, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { enrolAgents } from '../routing/enrol-agent.ts'
import { insertAccounts } from './insert-accounts.ts'
import { insertDirectory } from './insert-directory.ts'
import { insertKnowledge } from './insert-knowledge.ts'
import { insertMailboxes } from './insert-mailboxes.ts'
import { insertTelephone } from './insert-telephone.ts'

export { DEMONSTRATION_PASSWORD }

/** Held while loading: of several servers that start at once one loads, the others find it done. */
const LOCK = 1_096_270_336

/**
 * Fills an empty directory with the demonstration organisation: sites, agencies, people, systems, mailboxes, service
 * numbers, calendar, accounts (all with `DEMONSTRATION_PASSWORD`), questions and answers, and agents. All of it or nothing; where there is any
 * agency, nothing.
 */
export async function loadDemonstration({ db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>) {
  if (await isFilled(db)) return
  await seedRoles(db)
  const started = performance.now()
  const [directory, staff] = [demoDirectory(), demoStaff()]
  const passwordHash = await argon2Passwords().hash(DEMONSTRATION_PASSWORD)
  const loaded = await transact(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    if (await isFilled(trx)) return false
    const at = now()
    await insertDirectory(trx, directory, at)
    await insertMailboxes(trx)
    await insertTelephone(trx)
    await insertAccounts(trx, staff, passwordHash, at)
    await insertKnowledge(trx, staff, at)
    await enrolAgents(
      trx,
      staff
        .map(({ roles, tier, ...agent }) => ({
          ...agent,
          tier: roles.includes('vendor') ? 4 : tier,
          // A seat for the telephone: nothing is given to whoever supervises.
          ...(roles.includes('supervisor') && { capacity: 0 }),
        }))
        .filter((agent): agent is typeof agent & { tier: number } => agent.tier !== null),
    )
    return true
  })
  if (loaded) log.info({ ms: Math.round(performance.now() - started) }, 'demonstration organisation loaded')
}

const isFilled = async (db: Db) =>
  (await db.selectFrom('agencies').select('id').limit(1).executeTakeFirst()) !== undefined
