import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { SiteShare } from '../../routing/rules.ts'
import { SPLIT_SETTING } from '../../routing/terms.ts'

/** The share of each site is kept over this much of the past, so that a site that was shut is not flooded later. */
const SPLIT_WINDOW_MS = 60 * 60 * 1000
const SPLIT_OFFERS = 200

/** The share of calls each site is meant to get (setting `routing.split`, shared with cases), and what it has got. */
export type SiteTerms = SiteShare & { name: string }

export type CallTerms = {
  /** Counted over offers of calls that were answered or still ring. */
  sites: readonly SiteTerms[]
  /** Somebody may have to be called back now. */
  owesCalls: boolean
}

/** By what calls are given to agents at this moment. */
export async function readCallTerms(db: Db, at: Date): Promise<CallTerms> {
  const { rows } = await plannedOnce(sql<{ terms: CallTerms }>`select ${callTerms(at)} as terms`).execute(db)
  return rows[0]!.terms
}

/** `readCallTerms`, as JSON in a greater statement. */
export const callTerms = (at: Date): RawBuilder<CallTerms> => sql`(
  with split as (select value, updated_at from settings where key = ${SPLIT_SETTING}),
  latest as (
    select site, outcome from call_offers
    where made_at > greatest(${new Date(at.getTime() - SPLIT_WINDOW_MS)}, (select updated_at from split))
    order by made_at desc limit ${SPLIT_OFFERS}
  ),
  given as (
    select site, count(*)::int as n from latest where coalesce(outcome, 'answered') = 'answered' group by site
  )
  select jsonb_build_object(
    'sites', coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name,
      'share', coalesce((split.value ->> s.id)::int, 0), 'given', coalesce(given.n, 0)) order by s.id), '[]'),
    'owesCalls', exists (select from callbacks where done_at is null and offered_at is null and due_at <= ${at}))
  from sites s
  left join split on true
  left join given on given.site = s.id)`
