import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { SiteShare } from '../../routing/rules.ts'
import { SPLIT_SETTING } from '../../routing/terms.ts'

/** The share of each site is kept over this much of the past, so that a site that was shut is not flooded later. */
const SPLIT_WINDOW_MS = 60 * 60 * 1000
const SPLIT_OFFERS = 200

/** The share of calls each site is meant to get (setting `routing.split`, shared with cases), and what it has got. */
export type SiteTerms = SiteShare & { name: string }

/** By what calls are split at this moment: counted over offers of calls that were answered or still ring. */
export const readSiteTerms = (db: Db, at: Date): Promise<SiteTerms[]> =>
  sql<SiteTerms>`
    with split as (select value, updated_at from settings where key = ${SPLIT_SETTING}),
    latest as (
      select site, outcome from call_offers
      where made_at > greatest(${new Date(at.getTime() - SPLIT_WINDOW_MS)}, (select updated_at from split))
      order by made_at desc limit ${SPLIT_OFFERS}
    ),
    given as (
      select site, count(*)::int as n from latest where coalesce(outcome, 'answered') = 'answered' group by site
    )
    select s.id, s.name, coalesce((split.value ->> s.id)::int, 0) as share, coalesce(given.n, 0) as given
    from sites s
    left join split on true
    left join given on given.site = s.id
    order by s.id`
    .execute(db)
    .then(({ rows }) => rows)
