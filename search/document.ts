import { fold } from './fold.ts'
import type { Searchable } from './port.ts'
import { endsIn, termsIn } from './terms.ts'

const MOST_TITLE = 500
const MOST_KEYWORDS = 2000
const MOST_BODY = 20_000

/** What of a document is looked at to rank it, folded; `titleSounds`: the sounds of the pairs of its title, spaced. */
export type Texts = { title: string; keywords: string; body: string; titleSounds: string }

/** The texts of a document, folded, as far as it can be found by them. */
export function textsOf({ title, keywords, body }: Pick<Searchable, 'title' | 'keywords' | 'body'>): Texts {
  const folded = fold(title.slice(0, MOST_TITLE))
  const sounds = termsIn(folded, { sounds: true }).flatMap(({ term, kind }) =>
    kind === 'sound' ? [term] : [],
  )
  return {
    title: folded,
    keywords: fold(keywords.slice(0, MOST_KEYWORDS)),
    body: fold(body.slice(0, MOST_BODY)),
    titleSounds: `${sounds.join(' ')} `,
  }
}

/** Everything a document is found by, once each: the terms of its texts, how its title sounds, and ends of runs. */
export function indexTermsOf({ title, keywords, body, titleSounds }: Texts): string[] {
  const texts = [title, keywords, body]
  return [
    ...new Set([
      ...texts.flatMap((text) => termsIn(text).map(({ term }) => term)),
      ...texts.flatMap(endsIn),
      ...titleSounds.split(' ').filter((sound) => sound !== ''),
    ]),
  ]
}
