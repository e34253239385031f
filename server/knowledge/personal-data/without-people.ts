import type { Db } from '../../platform/database/database.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import { personalDataOf, withoutPersonalData } from '../personal-data.ts'

const MOST_READ = 200
const [SHORTEST_NAME, LONGEST_NAME] = [3, 6]

/**
 * The beginning of a line somebody typed, without what looks like somebody's data and without the names of people whom
 * we know: for lists that need none of it. A name of two characters is a word too often.
 */
export async function withoutPeople(db: Db, typed: string): Promise<string> {
  const line = [...cleanLine(typed)].slice(0, MOST_READ).join('')
  const names = await db
    .selectFrom('people')
    .select('name')
    .distinct()
    .where('name', 'in', partsOf(line))
    .execute()
  const known = names.map(({ name }) => ({ kind: 'name' as const, text: name }))
  return withoutPersonalData(line, personalDataOf(line, known))
}

/** Whatever may be a name in it. */
function partsOf(line: string): string[] {
  const characters = [...line.normalize('NFKC')]
  const parts = new Set([line])
  for (let length = SHORTEST_NAME; length <= LONGEST_NAME; length++)
    for (let from = 0; from + length <= characters.length; from++)
      parts.add(characters.slice(from, from + length).join(''))
  return [...parts]
}
