import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import { dayInTaipei } from '../platform/zh/day.ts'
import type { OwnShown, Source } from '../search/source.ts'
import { latestWithText } from './my-cases.ts'

/** One's own cases, as whoever filed them finds them. */
export const searchedCases: Source = {
  name: 'my-cases',
  label: { 'zh-TW': '我的案件', en: 'My cases' },
  among: async (db, actor) => (actor ? ownCases(db, actor) : []),
}

async function ownCases(db: Db, actor: Actor): Promise<OwnShown[]> {
  const cases = await latestWithText(db, actor).select(['cases.leadSystemId', 'systems.domain']).execute()
  return cases.map(({ id, number, title, text, leadSystemId, systemName, domain, openedAt }) => ({
    key: `my-cases-${id}`,
    number,
    href: `/cases/${encodeURIComponent(number)}`,
    title,
    text,
    kind: domain,
    systems: [{ id: leadSystemId, shortName: systemName }],
    systemIds: [leadSystemId],
    year: Number(dayInTaipei(openedAt).slice(0, 4)),
    at: openedAt,
    limitedTo: null,
  }))
}
