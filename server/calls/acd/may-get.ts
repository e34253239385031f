import { type RawBuilder, sql } from 'kysely'
import { isOnline } from '../../routing/agent-state.ts'
import type { SiteTerms } from './terms.ts'

/** Whoever did not take a call is not offered the same one again for so long. */
const REFUSED_MS = 60_000
/** A phone that could not be rung may work again sooner. */
const FAILED_MS = 15_000
const LONGEST_OFFER_MS = 10 * 60_000

/**
 * Everything that waits with every agent `a` who may get it now. It may go to any site, and to any higher tier that has
 * the skill, once it has waited as long as its queue says; before, to sites that have a share at all.
 *
 * `offset 0` keeps a question out of the join: with all of them in it PostgreSQL looks for the best order for longer
 * (80 ms) than the order saves.
 */
export const withAgents = (
  waiting: RawBuilder<unknown>,
  isReached: RawBuilder<unknown>,
  sites: readonly SiteTerms[],
  at: Date,
) => sql`
  from ${waiting}
  join queues q on q.id = w.queue_id
  join voice_queues v on v.queue_id = w.queue_id
  cross join agents a
  join seats e on e.id = a.seat_id
  cross join lateral (
    select w.entered_at <= ${at}::timestamptz - make_interval(secs => v.overflow_seconds) as overflows,
      (select level from agent_skills where person_id = a.person_id and system_id = w.system_id) as level,
      ${looksAfterAgency} as for_agency, ${idleSince(at)} as idle_since
    offset 0
  ) k
  where ${isFree(at)} and ${canHear(at)} and ${isReached} and not ${refusedLately(at)}
    and case when a.tier = q.tier then q.paused_at is null else k.overflows and a.tier between q.tier and 3 end
    and case when c.any_skill then true when a.tier = 4 then (
        select y.vendor_id = p.vendor_id from systems y, people p where y.id = w.system_id and p.id = a.person_id)
      else k.level is not null or (a.tier = 3 and a.person_id = (
        select owner_id from systems where id = w.system_id)) end
    and (k.overflows or a.site_id = any (${sharing(sites)}::text[]) or ${sharing(sites).length === 0})`

/** Sites with a share; none: every site is as good as the other. */
const sharing = (sites: readonly SiteTerms[]) => sites.filter(({ share }) => share > 0).map(({ id }) => id)

/** Agent `a` wants work and has nothing of the telephone, at no exchange and for no call. */
const isFree = (at: Date) => sql`a.presence = 'ready' and a.paused_at is null and not a.not_responding
  and exists (select from accounts t where t.person_id = a.person_id and t.disabled_at is null offset 0)
  and not exists (select from agent_engagements g where g.person_id = a.person_id and g.expires_at > ${at} offset 0)
  and not exists (select from call_legs l where l.agent_id = a.person_id and l.ended_at is null offset 0)
  and not exists (select from call_offers o where o.agent_id = a.person_id and o.outcome is null
    and o.made_at > ${new Date(at.getTime() - LONGEST_OFFER_MS)} offset 0)`

/** Their phone is silent everywhere, as far as exchanges live to say so; one in the browser needs its page. */
const canHear = (at: Date) => sql`
  not exists (select from phones h join exchanges x on x.name = h.exchange and x.state in ('up', 'degraded')
    where h.extension = e.extension and h.in_use offset 0)
  and (${isOnline(at)} or not exists (
    select from phone_registrations r where r.person_id = a.person_id and r.expires_at > ${at}))`

const refusedLately = (at: Date) => sql`exists (
  select from call_offers r where r.call_id = c.id and r.agent_id = a.person_id
    and r.decided_at > ${new Date(at.getTime() - REFUSED_MS)}
    and (r.outcome in ('declined', 'no-answer')
      or (r.outcome = 'failed' and r.decided_at > ${new Date(at.getTime() - FAILED_MS)})) offset 0)`

const looksAfterAgency = sql`exists (
  with recursive authority (id, parent_id) as (
    select id, parent_id from agencies where id = c.agency_id
    union all
    select g.id, g.parent_id from agencies g join authority on authority.parent_id = g.id
  )
  select from agent_agencies j join authority on authority.id = j.agency_id where j.person_id = a.person_id)`

/**
 * Since the end of their last call or wrap-up: signing in again or coming back from a break makes nobody last. Whoever
 * had none for a month comes before everybody.
 */
const idleSince = (at: Date) => sql`coalesce(
  (select coalesce(t.to_at, t.from_at) from agent_times t
    where t.person_id = a.person_id and t.state in ('on-call', 'hold', 'wrap-up') and t.from_at > ${monthBefore(at)}
    order by t.from_at desc limit 1),
  a.idle_since - interval '1 month')`

const monthBefore = (at: Date) => new Date(at.getTime() - 30 * 24 * 60 * 60 * 1000)
