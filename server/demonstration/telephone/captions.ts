import { spokenTexts } from '../../calls/plan/spoken-texts.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Words } from './visitors.ts'

const KEPT_MS = 10_000

/** What callers hear as words: the product's own texts, the menu and the announcements of now. */
export function captions({ db, now }: Pick<Deps, 'db' | 'now'>): () => Promise<Words> {
  let kept: { until: number; words: Words } | undefined
  return async () => {
    const at = now()
    if (kept && kept.until > at.getTime()) return kept.words
    const spoken = await spokenTexts(db, at)
    const texts = new Map(spoken.map(({ key, language, text }) => [`${language} ${key}`, text]))
    const words: Words = (sound) => {
      if ('prompt' in sound) {
        const text = texts.get(`${sound.language} ${sound.prompt}`) ?? `（${sound.prompt}）`
        return { language: sound.language, text }
      }
      return 'number' in sound ? { language: sound.language, text: String(sound.number) } : undefined
    }
    kept = { until: at.getTime() + KEPT_MS, words }
    return words
  }
}
