import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { applyBatch } from '../../server/calls/follow/apply-batch.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Envelope } from '../../telephony-adapter/port.ts'
import { type CallCentre, inCallCentre } from '../support/calls-ground.ts'
import { eventsOf, interleaved, scripts } from '../support/calls-scripts.ts'

const AGENTS = 3

/** How batches are cut, where the server dies before its commit, and how far back it is told again. */
const ways = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
  deaths: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  back: fc.nat(6),
})
const chaos = fc.record({
  calls: fc.array(scripts(AGENTS), { minLength: 1, maxLength: 4 }),
  picks: fc.array(fc.nat(9), { minLength: 1, maxLength: 20 }),
  ways,
})
type Ways = { sizes: readonly number[]; deaths: readonly boolean[]; back: number }

/** The database as a server has it that dies, where told, after all the work and before the commit. */
const dying = (db: Db, dies: () => boolean): Db =>
  new Proxy(db, {
    get: (target, name) =>
      name !== 'transaction'
        ? bound(target, name)
        : () => ({
            execute: (work: (trx: never) => Promise<unknown>) =>
              target.transaction().execute(async (trx) => {
                const result = await work(trx as never)
                if (dies()) throw Object.assign(new Error('killed'), { code: '57P01' })
                return result
              }),
          }),
  })

function bound(target: Db, name: string | symbol) {
  const part = Reflect.get(target, name)
  return typeof part === 'function' ? part.bind(target) : part
}

async function tellBadly(centre: CallCentre, events: readonly Envelope[], { sizes, deaths, back }: Ways) {
  let turn = 0
  let dies = false
  const db = dying(centre.db, () => dies)
  for (let at = 0, n = 0; at < events.length; n++) {
    const size = sizes[n % sizes.length]!
    const from = Math.max(0, at - back)
    dies = deaths[turn++ % deaths.length] === true && turn % 3 !== 0
    const batch = events.slice(from, at + size)
    try {
      await applyBatch({ ...centre.deps, db }, centre.spoolId, [...batch, ...batch.slice(-1)])
      at += size
    } catch (error) {
      if ((error as { code?: string }).code !== '57P01') throw error
    }
  }
}

/** Everything that was written of these calls, under names that do not differ from run to run. */
async function rowsOf(db: Db, prefix: string) {
  const { rows } = await sql<{ rows: unknown }>`
    select jsonb_agg(to_jsonb(c) - '{id,case_id,call_ref,version,seen_at,callback_id}'::text[] || jsonb_build_object(
      'ref', replace(c.call_ref, ${prefix}, ''),
      'case', (select to_jsonb(k) - '{id,number,number_seq,updated_at,queue_id}'::text[] from cases k where k.id = c.case_id),
      'told', (select jsonb_agg(jsonb_build_array(t.kind, t.body, t.at) order by t.seq) from timeline t where t.case_id = c.case_id),
      'legs', (select jsonb_agg(to_jsonb(l) - '{call_id,leg_ref}'::text[] order by l.leg_ref) from call_legs l where l.call_id = c.id),
      'waits', (select jsonb_agg(jsonb_build_array(w.entered_at, w.left_at, w.outcome, w.agent_id) order by w.entered_at, w.id)
        from queue_waits w where w.call_id = c.id),
      'callback', (select kind from callbacks b where b.call_id = c.id),
      'survey', (select score from voice_surveys v where v.call_id = c.id),
      'ended', (select count(*) from outbox o where o.name = 'call.ended' and o.payload ->> 'callId' = c.id::text)
    ) order by c.call_ref) as rows
    from calls c where c.call_ref like ${`${prefix}%`}`.execute(db)
  return rows[0]?.rows
}

inCallCentre(
  'what is told twice, cut anywhere and after deaths comes to the same as what is told once',
  async ({ centre }) => {
    const agents: Awaited<ReturnType<typeof centre.agent>>[] = []
    for (let n = 0; n < AGENTS; n++) agents.push(await centre.agent({ presence: 'away' }))
    let run = 0
    await fc.assert(
      fc.asyncProperty(chaos, async ({ calls, picks, ways }) => {
        run += 1
        const told = (prefix: string) =>
          interleaved(
            calls.map((script, n) => eventsOf(centre, agents, script, `${prefix}${n}`)),
            picks,
            centre.clock.now(),
          )
        const wipe = async () => {
          await centre.db.deleteFrom('agentEngagements').execute()
          await centre.db.deleteFrom('callbacks').execute()
        }
        await wipe()
        await applyBatch(centre.deps, centre.spoolId, told(`once-${run}-`))
        const once = await rowsOf(centre.db, `once-${run}-`)
        await wipe()
        await tellBadly(centre, told(`badly-${run}-`), ways)
        expect(await rowsOf(centre.db, `badly-${run}-`)).toEqual(once)
        await wipe()
      }),
      { numRuns: 6, endOnFailure: true },
    )
    const aside = await centre.db
      .selectFrom('telephonyLog')
      .select('eventId')
      .where('failed', 'is not', null)
      .execute()
    expect(aside).toEqual([])
  },
  120_000,
)
