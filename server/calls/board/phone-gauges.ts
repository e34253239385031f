import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'
import { readAgents } from '../../routing/agents.ts'
import { telephonyLink } from '../follow/telephony-link.ts'
import { readCallbacks, readExchanges, readLive } from './board-live.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export type PhoneGauges = {
  calls: { state: string; n: number }[]
  agents: { state: string; n: number }[]
  exchanges: { name: string; isUp: boolean }[]
  longestWaitS: number
  callbacks: number
  /** 1 or 0; null: there is no telephone. */
  linkUp: 0 | 1 | null
  /** Null: nothing was ever written down. */
  logAgeS: number | null
  failed: number
}

/** The telephone in numbers, for a monitor that asks every few seconds. */
export async function readPhoneGauges({
  db,
  now,
  telephony,
}: Pick<Deps, 'db' | 'now' | 'telephony'>): Promise<PhoneGauges> {
  const at = now()
  const [live, agents, exchanges, callbacks, link, { rows }] = await Promise.all([
    readLive(db),
    readAgents(db, at),
    readExchanges(db),
    readCallbacks(db),
    telephonyLink({ db, now, telephony }),
    sql<{ lastAt: Date | null; failed: number }>`
      select (select max(at) from telephony_cursors) as last_at,
        (select count(*)::int from telephony_log where failed is not null
          and occurred_at > ${new Date(at.getTime() - DAY_MS)}) as failed`.execute(db),
  ])
  const { longestWaitSince, ...counts } = live.counts
  const { lastAt = null, failed = 0 } = rows[0] ?? {}
  const secondsSince = (moment: Date) => Math.max(0, (at.getTime() - moment.getTime()) / 1000)
  const seated = agents.filter(({ seatName }) => seatName !== null)
  return {
    calls: Object.entries(counts).map(([name, n]) => ({ state: inWords(name), n })),
    agents: [...Map.groupBy(seated, ({ routingStatus }) => routingStatus)].map(([state, some]) => ({
      state,
      n: some.length,
    })),
    exchanges: exchanges.map(({ name, state }) => ({ name, isUp: state === 'up' || state === 'degraded' })),
    longestWaitS: longestWaitSince ? secondsSince(longestWaitSince) : 0,
    callbacks,
    linkUp: link.state === 'off' ? null : link.state === 'up' ? 1 : 0,
    logAgeS: lastAt ? secondsSince(lastAt) : null,
    failed,
  }
}

/** `inMenu` as labels are written: `in-menu`. */
const inWords = (name: string) => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)
