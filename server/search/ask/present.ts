import { type Excerpt, excerptOf, highlighted } from '../../../search/excerpt.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Hit } from '../api.ts'
import { isIndexed, type OwnShown, type Shown } from '../source.ts'
import type { Searching } from './searching.ts'

type Terms = readonly { term: string; weight: number }[]
/** One place in a list: of an index, to be read again; or one's own, which is at hand. */
export type Place = { source: string; key: string; own?: OwnShown }

/** What stands at these places and may be seen by this person now, in their order, with what was asked marked. */
export async function present(
  { db, sources }: Pick<Searching, 'db' | 'sources'>,
  actor: Actor | undefined,
  places: readonly Place[],
  terms: Terms,
): Promise<Returned<Hit>[]> {
  const shown = new Map<string, Shown>(places.flatMap(({ key, own }) => (own ? [[key, own]] : [])))
  await Promise.all(
    sources.filter(isIndexed).map(async (source) => {
      const keys = places.flatMap((one) => (!one.own && one.source === source.name ? [one.key] : []))
      if (keys.length === 0) return
      for (const one of await source.show(db, actor, keys)) shown.set(one.key, one)
    }),
  )
  return places.flatMap(({ source, key }) => {
    const one = shown.get(key)
    return one ? [hitOf(source, one, terms)] : []
  })
}

const hitOf = (source: string, { text, ...shown }: Shown, terms: Terms): Returned<Hit> => ({
  ...shown,
  source,
  titleRanges: highlighted(shown.title, terms).ranges,
  ...excerpted(excerptOf(text, terms)),
})

/** In one line, and with a sign where it goes on. */
function excerpted({ text, ranges, isCutBefore, isCutBehind }: Excerpt) {
  const before = isCutBefore ? '…' : ''
  return {
    excerpt: `${before}${text.replaceAll('\n', ' ')}${isCutBehind ? '…' : ''}`,
    excerptRanges: ranges.map(([from, to]): [number, number] => [from + before.length, to + before.length]),
  }
}
