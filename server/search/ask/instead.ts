import type { Also } from '../../../search/port.ts'
import type { Actor } from '../../platform/actor.ts'
import { isIndexed } from '../source.ts'
import type { Searching } from './searching.ts'

const MOST_READ = 5

type Vain = { actor: Actor | undefined; reader: readonly string[]; text: string; also: readonly Also[] }

/** For who found nothing: other words that do find something they may see, and what others read. */
export async function instead(deps: Searching, { actor }: Vain) {
  return { words: [] as string[], mostRead: await mostRead(deps, actor) }
}

/** What this person may see that others read most. */
export async function mostRead({ db, sources }: Pick<Searching, 'db' | 'sources'>, actor: Actor | undefined) {
  const each = await Promise.all(
    sources.filter(isIndexed).map(({ mostRead }) => mostRead?.(db, actor, MOST_READ) ?? []),
  )
  return each.flat().slice(0, MOST_READ)
}
