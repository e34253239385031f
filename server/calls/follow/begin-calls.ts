import { sql } from 'kysely'
import { acceptCasesIn, type Opening } from '../../cases/open.ts'
import type { ServiceLevel } from '../../cases/service-level.ts'
import { priorityOf } from '../../intake/words.ts'
import type { Trx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/values.ts'
import { numberInWords } from '../mask.ts'
import type { Call } from '../tables.ts'
import { type Caller, callersOf, NOBODY } from './callers.ts'
import type { Known } from './load.ts'
import { insertCalls } from './store.ts'
import { firstMessageOf, titleOf } from './words.ts'

/** Nobody is offered the case of a call as work for so long at most, whatever becomes of the call. */
export const HELD_MS = 4 * 3_600_000

/**
 * Writes calls that begin, each with its case: a new one, held as long as the call lives; one of ours that was made from
 * a case belongs to that. The caller is whoever the directory knows by the number, and nobody when that is not sure.
 *
 * @param at what time it is
 * @returns the calls as they are written, by name
 */
export async function beginCalls(
  trx: Trx,
  calls: readonly Call[],
  { known, level, at }: { known: Known; level: ServiceLevel; at: Date },
): Promise<Map<string, Call>> {
  if (calls.length === 0) return new Map()
  const callers = await callersOf(
    trx,
    calls.flatMap((call) => otherNumber(call) ?? []),
  )
  const there = await casesThere(trx, calls)
  const found = calls.map((call) => {
    const caller = callers.get(otherNumber(call) ?? '') ?? NOBODY
    const { systemId } = call
    return {
      caller,
      call: {
        ...call,
        systemId: systemId ?? known.lineOf(call.toNumber)?.defaultSystemId ?? null,
        callerId: caller.personId,
        maybeIds: caller.maybeIds,
        agencyId: caller.agencyId,
        caseId: call.caseId && there.has(call.caseId) ? call.caseId : null,
      },
    }
  })
  const without = found.filter(({ call }) => call.caseId === null)
  const fallback = without.some(({ call }) => call.systemId === null) ? await anySystem(trx, known) : 0
  const accepted = await acceptCasesIn(
    trx,
    level,
    without.map(({ call, caller }) => openingOf(call, caller, { known, fallback })),
  )
  const opened = new Map(without.map(({ call }, n) => [call.callRef, accepted[n]?.id ?? null]))
  const written = found.map(({ call }) => {
    const caseId = opened.get(call.callRef)
    return caseId ? { ...call, caseId, openedCase: true } : call
  })
  await insertCalls(trx, written)
  await holdCases(
    trx,
    accepted.map(({ id }) => id),
    new Date(at.getTime() + HELD_MS),
  )
  return new Map(written.map((call) => [call.callRef, call]))
}

const otherNumber = ({ direction, fromNumber, toNumber }: Call) =>
  direction === 'in' ? fromNumber : toNumber

/** The cases that calls were made from: an order may name one that is not, or is no more. */
async function casesThere(trx: Trx, calls: readonly Call[]): Promise<ReadonlySet<string>> {
  const ids = calls.flatMap(({ caseId }) => caseId ?? [])
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from cases where id::text = any (${ids}::text[])`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

async function anySystem(trx: Trx, { lines }: Known): Promise<number> {
  const voice = lines.find(({ kind }) => kind === 'voice') ?? lines[0]
  if (voice) return voice.defaultSystemId
  const { id } = await trx.selectFrom('systems').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
  return id
}

function openingOf(
  call: Call,
  caller: Caller,
  { known, fallback }: { known: Known; fallback: number },
): Opening {
  const number = otherNumber(call)
  const text = firstMessageOf(call, known.lineOf(call.toNumber)?.name)
  return {
    at: call.arrivedAt,
    newCase: {
      key: `call:${call.callRef}`,
      channel: call.channel,
      leadSystemId: call.systemId ?? fallback,
      systemIds: [],
      title: titleOf(call),
      text,
      requesterId: caller.personId,
      requesterName: caller.name,
      requesterEmail: caller.email,
      requesterPhone: number && numberInWords(number),
      keyedById: null,
      actorId: null,
      agencyId: call.agencyId,
      priority: priorityOf(undefined),
      language: call.language,
      origin: `${call.channel} ${call.exchange}`,
    },
    first: { entryId: newId<'entry'>(call.arrivedAt.getTime()), body: {} },
  }
}

/** As `holdCase`, of many at once. */
async function holdCases(trx: Trx, caseIds: readonly Id<'case'>[], until: Date) {
  if (caseIds.length === 0) return
  await trx
    .insertInto('caseHolds')
    .values(caseIds.map((caseId) => ({ caseId, until })))
    .onConflict((conflict) => conflict.column('caseId').doUpdateSet({ until }))
    .execute()
}
