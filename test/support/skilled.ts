import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'

/** From now on they are an expert of every system, so that any call may be theirs. */
export async function makeExpert(db: Db, personId: Id<'person'>) {
  const systems = await db.selectFrom('systems').select('id').execute()
  await db
    .insertInto('agentSkills')
    .values(systems.map(({ id }) => ({ personId, systemId: id, level: 3 as const })))
    .onConflict((known) => known.doNothing())
    .execute()
}
