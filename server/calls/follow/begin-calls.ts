import { sql } from 'kysely'
import { acceptingCases, type Opening } from '../../cases/open.ts'
import type { ServiceLevel } from '../../cases/service-level.ts'
import { priorityOf } from '../../intake/words.ts'
import type { Trx } from '../../platform/database/database.ts'
import { newId } from '../../platform/values.ts'
import type { Waits } from '../acd/wait.ts'
import { numberInWords } from '../mask.ts'
import type { Call } from '../tables.ts'
import { insertCalls } from './insert-calls.ts'
import type { Known } from './load.ts'
import { firstMessageOf, titleOf } from './words.ts'

/** Nobody is offered the case of a call as work for so long at most, whatever becomes of the call. */
export const HELD_MS = 4 * 3_600_000

/** A call that begins, and for what it waits since when, if it does so at once. */
export type Fresh = { call: Call; waits: Pick<Waits, 'at' | 'wants'> | undefined }

/**
 * Writes calls that begin, each with its case: a new one, held as long as the call lives; one of ours that was made from
 * a case belongs to that. The caller is whoever the directory knows by the number, and nobody when that is not sure.
 * One statement, for callers wait for it.
 *
 * @param at what time it is
 * @returns the calls as they are written, by name
 */
export async function beginCalls(
  trx: Trx,
  fresh: readonly Fresh[],
  { known, level, at }: { known: Known; level: ServiceLevel; at: Date },
): Promise<Map<string, Call>> {
  if (fresh.length === 0) return new Map()
  const there = await casesThere(trx, fresh)
  const fallback = known.lines.length > 0 ? anyLine(known).defaultSystemId : await anySystem(trx)
  const found = fresh.map(({ call, waits: wanted }) => {
    const { personId: callerId, maybeIds, agencyId } = known.callerOf(otherNumber(call))
    const systemId = call.systemId ?? known.lineOf(call.toNumber)?.defaultSystemId ?? null
    const caseId = call.caseId && there.has(call.caseId) ? call.caseId : null
    const waits = wanted && waitOf(call, wanted, { systemId: systemId ?? fallback, known })
    return { waits, call: { ...call, ...waits?.call, systemId, callerId, maybeIds, agencyId, caseId } }
  })
  const without = found.filter(({ call }) => call.caseId === null).map(({ call }) => call)
  const opened = await insertCalls(trx, {
    calls: found.map(({ call }) => call),
    waits: found.flatMap(({ waits }) => waits?.wait ?? []),
    cases: acceptingCases(
      level,
      without.map((call) => openingOf(call, { known, fallback })),
    ),
    openFor: without.map(({ callRef }) => callRef),
    heldUntil: new Date(at.getTime() + HELD_MS),
  })
  return new Map(
    found.map(({ call }) => {
      const caseId = opened.get(call.callRef)
      return [call.callRef, caseId ? { ...call, caseId, openedCase: true } : call]
    }),
  )
}

/** How a call that begins waits at once, as `waitForAgent` would have it wait. */
function waitOf(
  call: Call,
  { at, wants }: NonNullable<Fresh['waits']>,
  { systemId, known }: { systemId: number; known: Known },
) {
  const queueId = known.firstQueueId
  if (queueId === null) return undefined
  return {
    call: { queueId, placeAt: at, waitingSince: at, anySkill: wants === 'operator' },
    wait: {
      id: newId<'queue-wait'>(at.getTime()),
      callId: call.id,
      queueId,
      systemId,
      site: call.site,
      enteredAt: at,
    },
  }
}

const otherNumber = ({ direction, fromNumber, toNumber }: Call) =>
  direction === 'in' ? fromNumber : toNumber

/** The cases that calls were made from: an order may name one that is not, or is no more. */
async function casesThere(trx: Trx, fresh: readonly Fresh[]): Promise<ReadonlySet<string>> {
  const ids = fresh.flatMap(({ call }) => call.caseId ?? [])
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from cases where id::text = any (${ids}::text[])`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

const anyLine = ({ lines }: Known) => lines.find(({ kind }) => kind === 'voice') ?? lines[0]!

const anySystem = async (trx: Trx): Promise<number> =>
  (await trx.selectFrom('systems').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()).id

function openingOf(call: Call, { known, fallback }: { known: Known; fallback: number }): Opening {
  const number = otherNumber(call)
  const caller = known.callerOf(number)
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
