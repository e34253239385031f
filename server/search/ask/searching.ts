import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Language } from '../../platform/problems.ts'
import { isIndexed, type Source } from '../source.ts'

/** What search is told by wiring: what can be found, and how what was asked is kept without anybody in it. */
export type Searched = {
  sources: readonly Source[]
  /** The text without personal data: it goes onto a list that people read. */
  withoutPersonalData(db: Deps['db'], text: string): Promise<string>
}

export type Searching = Pick<Deps, 'db' | 'now' | 'search' | 'log'> & Searched

/** Who asks. */
export type Asker = { actor: Actor | undefined; language: Language; address: string }

/** Everything by which the sources say what this person may see. */
export async function readerOf({ db, sources }: Pick<Searching, 'db' | 'sources'>, actor: Actor | undefined) {
  const tokens = await Promise.all(sources.filter(isIndexed).map((source) => source.readerOf(db, actor)))
  return [...new Set(tokens.flat())]
}

const WORD = /[\p{L}\p{N}\p{Co}]/u
const BOPOMOFO = /[\p{Script=Bopomofo}ˉˊˇˋ˙]/gu

/** Whether a text says anything that can be looked for: not blanks, marks, or a syllable that is still being typed. */
export const saysSomething = (text: string) => WORD.test(text.replace(BOPOMOFO, ''))
