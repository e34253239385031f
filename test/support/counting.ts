import { indexTermsOf, textsOf } from '../../search/document.ts'
import type { Question, Searchable, SearchEngine } from '../../search/port.ts'
import { askedTerms, type Weighted, weigh } from '../../search/question.ts'

type Counted = { weigh(question: Pick<Question, 'text' | 'also'>): Promise<Weighted[]> }

/**
 * An engine that weighs words by what it was told, where no database counts them: what it keeps is counted at once, what
 * it forgets as well.
 */
export function counting<Engine extends SearchEngine>(open: (vocabulary: Counted) => Engine): Engine {
  const held = new Map<string, string[]>()
  const note = (documents: readonly Searchable[], into = held) => {
    for (const one of documents) into.set(one.key, indexTermsOf(textsOf(one)))
  }
  const engine = open({
    async weigh(question) {
      const df = new Map<string, number>()
      for (const terms of held.values()) for (const term of terms) df.set(term, (df.get(term) ?? 0) + 1)
      const latin = [...df.keys()].filter((term) => /^\p{Script=Latin}/u.test(term))
      return weigh(askedTerms(question, latin), held.size, df)
    },
  })
  return {
    ...engine,
    async keep(documents) {
      await engine.keep(documents)
      note(documents)
    },
    async forget(keys) {
      await engine.forget(keys)
      for (const key of keys) held.delete(key)
    },
    async rebuild(documents) {
      const anew = new Map<string, string[]>()
      await engine.rebuild(
        (async function* () {
          for await (const some of documents) {
            note(some, anew)
            yield some
          }
        })(),
      )
      for (const [key, terms] of anew) held.set(key, terms)
    },
  }
}
