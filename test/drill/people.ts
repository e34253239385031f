import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { makeExpert } from '../support/skilled.ts'

/** No menu, so that a call waits as soon as it was greeted; and one where the caller chooses first. */
export const LINE = '0255509002'
export const MENU_LINE = '0255509001'

export type Seated = { extension: string; personId: Id<'person'>; login: string }

/** Who sits at these phones, in their order. */
export const agentsAt = (db: Db, extensions: readonly string[]): Promise<Seated[]> =>
  db
    .selectFrom('agents')
    .innerJoin('seats', 'seats.id', 'agents.seatId')
    .innerJoin('accounts', 'accounts.personId', 'agents.personId')
    .select(['agents.personId', 'accounts.login', 'seats.extension'])
    .where('seats.extension', 'in', extensions)
    .orderBy('seats.extension')
    .execute() as Promise<Seated[]>

/** Somebody who knows the line's system sits at each phone, ready; nobody else does. */
export async function makeReady(db: Db, extensions: readonly string[]) {
  await db
    .updateTable('serviceLines')
    .set({ hasMenu: false, records: false })
    .where('number', '=', LINE)
    .execute()
  const { defaultSystemId } = await db
    .selectFrom('serviceLines')
    .select('defaultSystemId')
    .where('number', '=', LINE)
    .executeTakeFirstOrThrow()
  for (const { personId } of await agentsAt(db, extensions)) {
    await db
      .updateTable('agents')
      .set({ presence: 'ready', presenceSince: new Date(), idleSince: new Date() })
      .where('personId', '=', personId)
      .execute()
    await db
      .insertInto('agentSkills')
      .values({ personId, systemId: defaultSystemId, level: 3 })
      .onConflict((known) => known.doNothing())
      .execute()
  }
  await setWrapUp(db, 0)
}

export const setWrapUp = (db: Db, wrapUpSeconds: number) =>
  db.updateTable('voiceQueues').set({ wrapUpSeconds }).execute()

/** They may get any call, whatever was chosen; and whoever stays on the line is asked, however short the talk was. */
export async function makeFit(db: Db, extensions: readonly string[]) {
  for (const { personId } of await agentsAt(db, extensions)) await makeExpert(db, personId)
}
