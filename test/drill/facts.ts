import { sql } from 'kysely'
import { figuresOf, NOTHING, USUAL_LEVEL } from '../../server/calls/board/figures.ts'
import { readSums } from '../../server/calls/board/read-sums.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import type { CallRecord, Telephony } from '../../telephony-adapter/port.ts'
import type { TestExchange } from '../support/asterisk/exchange.ts'
import type { Invite } from './outside.ts'

const HOUR_MS = 3_600_000

export type Facts = Awaited<ReturnType<typeof readFacts>>

/** What the product, the exchanges and the adapter each have of every call there was, all of about one moment. */
export async function readFacts({
  db,
  telephony,
  exchanges,
  invites,
}: {
  db: Db
  telephony: Pick<Telephony, 'snapshot' | 'records'>
  exchanges: readonly Pick<TestExchange, 'name' | 'ari'>[]
  invites: readonly Invite[]
}) {
  const at = new Date()
  const hence = new Date(at.getTime() + HOUR_MS)
  const longAgo = new Date(at.getTime() - 24 * HOUR_MS)
  const snapshot = await telephony.snapshot()
  const records: CallRecord[] = await telephony.records(longAgo, hence)
  return {
    invites,
    snapshot,
    records,
    exchanges: await Promise.all(exchanges.map(livesAt)),
    ...(await transact(db, async (trx) => ({
      calls: await trx.selectFrom('calls').selectAll().execute(),
      cases: await trx.selectFrom('cases').select(['id', 'number', 'status', 'ownerId']).execute(),
      told: (
        await sql<Told>`select spool_id, seq::int, call_ref, type, failed from telephony_log order by seq`.execute(
          trx,
        )
      ).rows,
      cursors: (
        await trx.selectFrom('telephonyCursors').selectAll().execute()
      ).map((one) => ({
        ...one,
        seq: Number(one.seq),
      })),
      waits: await trx.selectFrom('queueWaits').selectAll().execute(),
      legs: await trx.selectFrom('callLegs').selectAll().execute(),
      offers: await trx.selectFrom('callOffers').select(['id', 'callId', 'agentId', 'outcome']).execute(),
      engagements: await trx.selectFrom('agentEngagements').selectAll().execute(),
      wrapUps: await trx.selectFrom('wrapUps').select(['callId', 'agentId', 'endedAt', 'endsAt']).execute(),
      times: await trx
        .selectFrom('agentTimes')
        .select(['personId', 'state'])
        .where('toAt', 'is', null)
        .execute(),
      agents: await trx.selectFrom('agents').select(['personId', 'notResponding']).execute(),
      holds: await trx.selectFrom('caseHolds').select('caseId').execute(),
      callbacks: await trx.selectFrom('callbacks').selectAll().execute(),
      recordings: await trx.selectFrom('recordings').select(['callId', 'name', 'state']).execute(),
      phones: await trx.selectFrom('phones').selectAll().execute(),
      figures: figuresOf(
        (
          await readSums(trx, { from: longAgo, to: hence, intervalMs: null, by: 'all', at: new Date() })
        )[0]?.sums ?? NOTHING,
        USUAL_LEVEL,
      ),
    }))),
  }
}

type Told = { spoolId: string; seq: number; callRef: string | null; type: string; failed: string | null }
type Channel = { id: string; name: string; channelvars?: Record<string, string> }

/** What the exchange itself says that lives there. */
async function livesAt({ name, ari }: Pick<TestExchange, 'name' | 'ari'>) {
  const authorization = `Basic ${Buffer.from(`${ari.user}:${ari.secret}`).toString('base64')}`
  const ask = async <T>(what: string) => {
    const answer = await fetch(`${ari.url}/ari/${what}`, { headers: { authorization } })
    if (!answer.ok) throw new Error(`${name} does not say what lives there: ${answer.status}`)
    return (await answer.json()) as T
  }
  const channels = await ask<Channel[]>('channels')
  const bridges = await ask<{ id: string; channels: string[] }[]>('bridges')
  return {
    name,
    channels: channels
      .filter((one) => !/^(Announcer|Recorder)\//.test(one.name))
      .map(({ id, name: device, channelvars }) => ({
        id,
        device,
        callRef: channelvars?.['OW_CALLREF'] || id,
      })),
    bridges,
  }
}
