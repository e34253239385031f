import { createHash } from 'node:crypto'
import { claimRaw, keepRaw } from '../../files/keep-raw.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { peaksOf, readWav } from './wav.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'telephony' | 'now' | 'log'>

/** The exchange has lost it, when it could not be had for so long after the call. */
const GIVEN_UP_MS = 7 * 24 * 3_600_000
const AT_ONCE = 20

/**
 * Fetches a recording from its exchange and keeps it encrypted with a key of its own. Only what has the hash that the
 * adapter told counts as fetched; then the exchange may forget it. Twice is harmless; what fails is tried again by
 * `storeWaiting`.
 * @throws Error when what came is not what was recorded, or the store is away
 */
export async function storeRecording(deps: Needed, { recordingId }: { recordingId: Id<'recording'> }) {
  const { db, telephony, now } = deps
  const found = await db
    .selectFrom('recordings')
    .select(['id', 'name', 'sha256', 'state'])
    .where('id', '=', recordingId)
    .executeTakeFirst()
  if (found?.state === 'stored') await forget(telephony, found.name)
  if (found?.state !== 'ready') return
  const bytes = await telephony.fetch(found.name)
  if (!bytes) return
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (found.sha256 && sha256 !== found.sha256)
    throw new Error(`recording ${found.name} is not what its exchange recorded`)
  const wav = readWav(bytes)
  const fileId = await keepRaw(deps, { name: `${found.name}.wav`, bytes })
  await transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('recordings')
      .set({
        state: 'stored',
        fileId,
        sha256,
        bytes: bytes.length,
        ...(wav && { ms: wav.ms, peaks: JSON.stringify(peaksOf(wav.samples)) }),
      })
      .where('id', '=', recordingId)
      .where('state', '=', 'ready')
      .executeTakeFirst()
    // Somebody else was quicker: theirs counts, ours is removed by itself.
    if (numUpdatedRows > 0n) await claimRaw(trx, fileId)
  })
  await forget(telephony, found.name)
  deps.log.info({ recordingId, at: now() }, 'recording stored')
}

const forget = (telephony: Deps['telephony'], name: string) =>
  telephony.order({ commandId: `forget-${name}`, do: 'forget', name })

/** Recordings whose exchange or store was away; and those that nobody has had for a week, which are told as failed. */
export async function storeWaiting(deps: Needed) {
  const { db, now, log } = deps
  const waiting = await db
    .selectFrom('recordings')
    .select(['id', 'startedAt'])
    .where('state', '=', 'ready')
    .orderBy('startedAt')
    .limit(AT_ONCE)
    .execute()
  for (const { id, startedAt } of waiting) {
    await storeRecording(deps, { recordingId: id }).catch((err) =>
      log.warn({ err, recordingId: id }, 'a recording was not fetched yet; it is tried again'),
    )
    if (now().getTime() - startedAt.getTime() < GIVEN_UP_MS) continue
    await db
      .updateTable('recordings')
      .set({ state: 'failed', reason: 'not-at-exchange' })
      .where('id', '=', id)
      .where('state', '=', 'ready')
      .execute()
  }
}
