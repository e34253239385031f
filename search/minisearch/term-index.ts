import MiniSearch, { type AsPlainObject, type Options } from 'minisearch'
import { passes } from '../counts.ts'
import { indexTermsOf, textsOf } from '../document.ts'
import type { Candidate, Question, Searchable } from '../port.ts'
import { askedTerms, mostMatched, soughtOf, weigh } from '../question.ts'

const MOST_CANDIDATES = 1000

/** What is kept of a document beside its terms. */
export type Kept = Omit<Searchable, 'keywords' | 'body'>

type Termed = { id: string; terms: string[] }

/** Our terms as they are: nothing of them is cut, folded or guessed at here. */
const OPTIONS: Options<Termed> = {
  fields: ['terms'],
  stringifyField: (terms: unknown) => terms as string,
  tokenize: (terms) => terms as unknown as string[],
  processTerm: (term) => term,
}

/** As it is written down, and read again. */
export type Written = { index: AsPlainObject; kept: Kept[] }

/** An index in memory: MiniSearch over our terms, each once a document; documents are weighed by what they hold. */
export function termIndex(from?: Written) {
  const mini = from ? MiniSearch.loadJS<Termed>(from.index, OPTIONS) : new MiniSearch<Termed>(OPTIONS)
  const documents = new Map((from?.kept ?? []).map((one) => [one.key, one]))
  const postings = postingsOf(mini)
  const latin = new Set<string>()
  for (const term of postings.keys()) noteLatin(latin, term)

  return {
    /** @returns false when a newer one is kept */
    keep(document: Searchable): boolean {
      const { key, rev } = document
      const old = documents.get(key)
      if (old && old.rev > rev) return false
      const texts = textsOf(document)
      const terms = indexTermsOf(texts)
      if (old) mini.discard(key)
      mini.add({ id: key, terms })
      for (const term of terms) noteLatin(latin, term)
      const { keywords: _, body: __, ...kept } = document
      documents.set(key, { ...kept, title: texts.title })
      return true
    },
    forget(key: string) {
      if (documents.delete(key)) mini.discard(key)
    },
    find(question: Question): Candidate[] {
      const asked = askedTerms(question, latin)
      const df = new Map(asked.map(({ term }) => [term, postings.get(term)?.get(0)?.size ?? 0]))
      const { known, least } = soughtOf(weigh(asked, documents.size, df))
      if (known.length === 0) return []
      const by = new Map(known.map((one) => [one.term, one]))
      const reader = new Set(question.reader)
      const matched = new Set<string>()
      const most = mostMatched(known)
      /** Nothing for what may not be seen, before anything is made of it; the rarest come first. */
      const isMatched = (key: string) => {
        if (matched.has(key)) return 1
        if (matched.size >= most || !isSeen(documents.get(key), reader, question)) return 0
        matched.add(key)
        return 1
      }
      const found = mini.search('', {
        tokenize: () => known.map(({ term }) => term),
        prefix: (term) => by.get(term)?.isBegun ?? false,
        boostDocument: isMatched,
      })
      return found
        .map(({ id, queryTerms }) => {
          const kept = documents.get(id)!
          return { kept, score: queryTerms.reduce((sum, term) => sum + (by.get(term)?.weight ?? 0), 0) }
        })
        .filter(({ score }) => score >= least)
        .sort(likeliestFirst(known[0]!.term))
        .slice(0, Math.min(question.most, MOST_CANDIDATES))
        .map(({ kept: { key, source, systemIds, kind, year }, score }) => ({
          key,
          source,
          systemIds,
          kind,
          year,
          score,
        }))
    },
    revisions(afterKey: string, most: number): { key: string; rev: number }[] {
      const keys = [...documents.keys()].filter((key) => key > afterKey).sort()
      return keys.slice(0, most).map((key) => ({ key, rev: documents.get(key)!.rev }))
    },
    written: (): Written => ({ index: mini.toJSON(), kept: [...documents.values()] }),
  }
}

const isSeen = (one: Kept | undefined, reader: ReadonlySet<string>, question: Question) =>
  !!one?.seenBy.some((token) => reader.has(token)) && passes(one, question)

type Weighed = { kept: Kept; score: number }

/** Of those that hold as much, first those whose title says the rarest, then those that others found good. */
const likeliestFirst = (rarest: string) => (one: Weighed, other: Weighed) =>
  other.score - one.score ||
  Number(other.kept.title.includes(rarest)) - Number(one.kept.title.includes(rarest)) ||
  other.kept.quality - one.kept.quality ||
  (one.kept.key < other.kept.key ? -1 : 1)

const noteLatin = (latin: Set<string>, term: string) => {
  if (/^\p{Script=Latin}/u.test(term)) latin.add(term)
}

type Postings = {
  get(term: string): Map<number, { size: number }> | undefined
  keys(): Iterable<string>
}

/**
 * Which documents hold a term. MiniSearch tells nobody outside, and counting ourselves would need every document's terms
 * a second time. What was discarded counts until it is cleared away, at a tenth of all at the latest, as it does in
 * MiniSearch's own weights.
 */
const postingsOf = (mini: MiniSearch<Termed>) => (mini as unknown as { _index: Postings })._index
