import { type Kysely, sql } from 'kysely'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { quietLog } from '../support/quiet-log.ts'

/** Which of the seats work at the second and at the third tier; all others at the first. */
const SECOND_TIER = 10
const THIRD_TIER = 4
const CALLERS = 20_000
/** The telephone of an authority with a thousand offices behind it: 3 of 100 calls come from here. */
export const SWITCHBOARD = '+886223979298'

/** The demonstration with so many seats more, everybody else's account disabled, and 20,000 people who may call. */
export async function writeStaff(db: Db, { seats, at }: { seats: number; at: Date }) {
  await loadDemonstration({ db, now: () => at, log: quietLog })
  await sql`update accounts set disabled_at = ${at}`.execute(db)
  await sql`update agents set seat_id = null`.execute(db)
  await sql`delete from seats`.execute(db)
  const tier = sql`case when n <= ${seats - SECOND_TIER - THIRD_TIER}::int then 1
    when n <= ${seats - THIRD_TIER}::int then 2 else 3 end`
  const numbered = sql`
    (select n, md5('seat ' || n)::uuid as id, case when n % 2 = 0 then 'taipei' else 'nantou' end as site,
      ${tier} as tier from generate_series(1, ${seats}::int) n) s`
  const write = async (statement: ReturnType<typeof sql>) => {
    await statement.execute(db as Kysely<unknown>)
  }
  await write(
    sql`insert into people (id, name, agency_id) select id, '專員' || n, 1 + n % 50 from ${numbered}`,
  )
  await write(
    sql`insert into accounts (person_id, login, created_at) select id, 'seat' || n, ${at} from ${numbered}`,
  )
  await write(sql`
    insert into seats (id, site_id, name, extension) select n, site, n || ' 號席', (2000 + n)::text from ${numbered}`)
  await write(sql`
    insert into agents (person_id, site_id, seat_id, tier, presence, presence_since, idle_since)
    select id, site, n, tier, 'ready', ${at}::timestamptz - interval '1 hour', ${at}::timestamptz - n * interval '1 minute'
    from ${numbered}`)
  // Everybody knows two of three systems.
  await write(sql`
    insert into agent_skills (person_id, system_id, level)
    select s.id, y.id, 1 + (s.n + y.id) % 3 from ${numbered} cross join systems y where (s.n + y.id) % 3 > 0`)
  await write(sql`
    insert into agent_agencies (person_id, agency_id) select id, 1 + n % 60 from ${numbered} where n % 10 = 0`)
  await write(sql`
    insert into exchanges (name, site, state, is_simulated, since)
    values ('pbx-a', 'nantou', 'up', false, ${at}), ('pbx-b', 'taipei', 'up', false, ${at})`)
  await write(sql`
    insert into phones (extension, exchange, registered, in_use, at)
    select (2000 + n)::text, x.name, true, false, ${at} from ${numbered} cross join exchanges x`)
  await write(sql`
    insert into desk_connections (id, person_id, seen_at) select 'desk-' || n, id, ${at} from ${numbered}`)
  await write(sql`
    insert into settings (key, value) values ('telephony.link',
      jsonb_build_object('state', 'up', 'since', ${at.toISOString()}::text, 'at', ${at.toISOString()}::text))
    on conflict (key) do nothing`)
  await writeCallers(db)
}

async function writeCallers(db: Db) {
  await sql`
    insert into people (id, name, agency_id)
    select md5('caller ' || n)::uuid, '王' || n || '明', 1 + n % (select count(*)::int from agencies)
    from generate_series(1, ${CALLERS}::int) n`.execute(db)
  await sql`
    insert into person_phones (person_id, e164)
    select md5('caller ' || n)::uuid, '+8869' || lpad(n::text, 8, '0') from generate_series(1, ${CALLERS}::int) n`.execute(
    db,
  )
}

/** A seat by its number, the first being 1. */
export const seatOf = async (db: Db, n: number): Promise<Id<'person'>> =>
  (await sql<{ id: Id<'person'> }>`select person_id as id from agents where seat_id = ${n}`.execute(db))
    .rows[0]!.id

/** Of the people who may call, as SQL: by a number from 1 to 20,000; some call often, most seldom. */
export const someCaller = sql`1 + floor(${CALLERS} * power(random(), 2))::int`
export const tiersOf = (seats: number) => ({
  first: seats - SECOND_TIER - THIRD_TIER,
  second: SECOND_TIER,
})
