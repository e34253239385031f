import { type Candidate, EngineAway, type Question, type SearchEngine } from './port.ts'
import type { Vocabulary } from './postgres/vocabulary.ts'

/** What was found, and whether another engine answered than the one that should. */
export type Answer = { candidates: Candidate[]; isFallback: boolean }

/** What whoever asks uses: it always answers as long as the database does. */
export type Finding = {
  find(question: Question): Promise<Answer>
  vocabulary: Vocabulary
}

/** Asks the engine, and the one that is never behind where it is away. */
export const findingBy = ({
  engine,
  fallback,
  vocabulary,
}: {
  engine: SearchEngine
  fallback: SearchEngine
  vocabulary: Vocabulary
}): Finding => ({
  vocabulary,
  async find(question) {
    try {
      return { candidates: await engine.find(question), isFallback: false }
    } catch (error) {
      if (!(error instanceof EngineAway)) throw error
      return { candidates: await fallback.find(question), isFallback: true }
    }
  },
})
