import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Trx } from '../../platform/database/database.ts'

const KEY = 'knowledge.told'

type Told = Static<typeof Told>
/** What the letters about Q&A that go by the clock have said last. */
const Told = Type.Object({
  /** When reviewers were written to. */
  reviewersAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** What they know of, by version and time of its submission; null: nobody has looked yet. */
  waiting: Type.Union([Type.Array(Type.String()), Type.Null()]),
  /** The Monday of the week that editors were told of; null: none yet. */
  week: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
})

const told = Compile(Told)

/** What was told, and nobody else tells anything until the transaction ends; undefined: nothing yet. */
export async function lockTold(trx: Trx): Promise<Told | undefined> {
  await trx
    .insertInto('settings')
    .values({ key: KEY, value: JSON.stringify(null), updatedBy: null })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await trx
    .selectFrom('settings')
    .select('value')
    .where('key', '=', KEY)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return told.Check(value) ? value : undefined
}

export const keepTold = (trx: Trx, now: Told) =>
  trx
    .updateTable('settings')
    .set({ value: JSON.stringify(now) })
    .where('key', '=', KEY)
    .execute()
