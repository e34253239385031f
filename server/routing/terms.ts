import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import type { SiteShare } from './rules.ts'

export const SPLIT_SETTING = 'routing.split'
const OFFERS_SETTING = 'routing.offers'

/** The share of each site is kept over this much of the past, so that a site that was shut is not flooded later. */
const SPLIT_WINDOW_MS = 60 * 60 * 1000
const SPLIT_OFFERS = 200

/** By what routing goes at this moment. */
export type Terms = {
  /** How long an offer stands. Setting `routing.offers`: `{ seconds, coolDownSeconds }`. */
  offerSeconds: number
  /** How long a case is not offered again to somebody who declined it or let it run out. */
  coolDownSeconds: number
  /** Each site with its share (setting `routing.split`) and how many of the latest offers it was given. */
  sites: (SiteShare & { name: string })[]
}

const USUAL = { seconds: 45, coolDownSeconds: 300 }

export async function readTerms(db: Db, at: Date): Promise<Terms> {
  const since = new Date(at.getTime() - SPLIT_WINDOW_MS)
  const { rows } = await sql<{
    id: string | null
    name: string
    share: number
    given: number
    offers: Partial<typeof USUAL> | null
  }>`
    with split as (select value, updated_at from settings where key = ${SPLIT_SETTING}),
    latest as (
      select agent_id, outcome from offers
      where made_at > greatest(${since}, (select updated_at from split))
      order by made_at desc limit ${SPLIT_OFFERS}
    ),
    given as (
      select a.site_id, count(*)::int as n from latest join agents a on a.person_id = latest.agent_id
      where coalesce(latest.outcome, 'accepted') = 'accepted' group by a.site_id
    )
    select s.id, s.name, coalesce((split.value ->> s.id)::int, 0) as share, coalesce(given.n, 0) as given,
      (select value from settings where key = ${OFFERS_SETTING}) as offers
    from (values (1)) one (n)
    left join sites s on true
    left join split on true
    left join given on given.site_id = s.id
    order by s.id`.execute(db)
  const offers = { ...USUAL, ...rows[0]?.offers }
  return {
    offerSeconds: offers.seconds,
    coolDownSeconds: offers.coolDownSeconds,
    sites: rows.flatMap(({ id, name, share, given }) => (id === null ? [] : [{ id, name, share, given }])),
  }
}
