import { searchedCases } from './intake/searched-cases.ts'
import { withoutPeople } from './knowledge/personal-data/without-people.ts'
import { searchedEntries } from './knowledge/searched.ts'
import type { Searched } from './search/ask/searching.ts'

/** Everything that the one search box finds, in the order of its tabs: one line each. */
export const searched: Searched = {
  sources: [searchedEntries, searchedCases],
  withoutPersonalData: withoutPeople,
}
