import type { DrillGround } from './ground.ts'

/** Whatever way a number is written, it ends alike. */
const ending = (number: string) => number.slice(-8)

/** Those of these callers for whom no case was made. */
export async function casesMissing({ db }: Pick<DrillGround, 'db'>, from: readonly string[]) {
  const rows = await (await db())
    .selectFrom('calls')
    .select('fromNumber')
    .where('caseId', 'is not', null)
    .execute()
  const known = new Set(rows.flatMap(({ fromNumber }) => (fromNumber ? [ending(fromNumber)] : [])))
  return from.filter((number) => !known.has(ending(number)))
}

/** How this caller's call ended, as far as the product knows. */
export async function outcomesOf({ db }: Pick<DrillGround, 'db'>, from: readonly string[]) {
  const rows = await (await db())
    .selectFrom('calls')
    .leftJoin('callbacks', 'callbacks.callId', 'calls.id')
    .select(['calls.fromNumber', 'calls.outcome', 'callbacks.kind'])
    .execute()
  return rows.filter(({ fromNumber }) => from.some((one) => ending(one) === ending(fromNumber ?? '')))
}

/** Calls that still live: for the product, and for the adapter. */
export async function liveCalls({ db, telephony }: Pick<DrillGround, 'db' | 'telephony'>) {
  const rows = await (await db()).selectFrom('calls').select('id').where('endedAt', 'is', null).execute()
  return Math.max(rows.length, (await telephony.snapshot()).calls.length)
}
