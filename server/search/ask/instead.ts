import { excerptOf, highlighted } from '../../../search/excerpt.ts'
import { soundingLike } from '../../../search/postgres/near.ts'
import { expander, type Synonym } from '../../../search/synonyms.ts'
import type { Actor } from '../../platform/actor.ts'
import { isIndexed, type Shown } from '../source.ts'
import { synonymsOf } from '../synonyms.ts'
import type { Searching } from './searching.ts'

const MOST_READ = 5
const MOST_WORDS = 5
/** So many are tried: editors may have given many words the same meaning. */
const MOST_TRIED = 10

type Vain = { actor: Actor | undefined; reader: readonly string[]; text: string }

/** For who found nothing: other words that do find something they may see, and what others read. */
export async function instead(deps: Searching, vain: Vain) {
  const [meant, heard, read] = await Promise.all([
    meantAlso(deps, vain),
    heardAlso(deps, vain),
    mostRead(deps, vain.actor),
  ])
  return { words: [...new Set([...meant, ...heard])].slice(0, MOST_WORDS), mostRead: read }
}

/** What this person may see that others read most. */
export async function mostRead({ db, sources }: Pick<Searching, 'db' | 'sources'>, actor: Actor | undefined) {
  const each = await Promise.all(
    sources.filter(isIndexed).map(({ mostRead }) => mostRead?.(db, actor, MOST_READ) ?? []),
  )
  return each.flat().slice(0, MOST_READ)
}

/** The words for which editors gave one that was asked: the other way round it is not looked for by itself. */
async function meantAlso(deps: Searching, { reader, text }: Vain): Promise<string[]> {
  const { all } = await synonymsOf(deps)
  const words = expander(turned(all))(text).slice(0, MOST_TRIED)
  const found = await Promise.all(
    words.map(async (word) => {
      const { candidates } = await deps.search.find({ text: word.text, reader, most: 1 })
      return candidates.length > 0 ? [word.text] : []
    }),
  )
  return found.flat()
}

const turned = (synonyms: readonly Synonym[]): Synonym[] => {
  const words = new Map<string, string[]>()
  for (const { word, means } of synonyms)
    for (const other of means) words.set(other, [...(words.get(other) ?? []), word])
  return [...words].map(([word, means]) => ({ word, means }))
}

/** Words that sound like what was asked, as they are written where this person may read them. */
async function heardAlso({ db, sources }: Searching, { actor, reader, text }: Vain): Promise<string[]> {
  const near = await soundingLike(db, reader, text, MOST_WORDS)
  const shown = await Promise.all(
    sources.filter(isIndexed).map((source) => {
      const keys = near.flatMap((one) => (one.source === source.name ? [one.key] : []))
      return keys.length === 0 ? [] : source.show(db, actor, [...new Set(keys)])
    }),
  )
  const known = new Map(shown.flat().map((one) => [one.key, one]))
  return near.flatMap(({ term, key }) => {
    const one = known.get(key)
    return one ? writtenIn(one, term) : []
  })
}

/** A folded term as this document writes it. */
function writtenIn({ title, text }: Shown, term: string): string[] {
  const asked = [{ term, weight: 1 }]
  for (const { text: part, ranges } of [highlighted(title, asked), excerptOf(text, asked)]) {
    const [range] = ranges
    if (range) return [part.slice(...range)]
  }
  return []
}
