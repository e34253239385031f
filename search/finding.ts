import { type Candidate, EngineAway, type Question, type SearchEngine } from './port.ts'
import type { Vocabulary } from './postgres/vocabulary.ts'

/** What was found, and whether another engine answered than the one that should. */
type Answer = { candidates: Candidate[]; isFallback: boolean }

/** What whoever asks uses: it always answers as long as the database does. */
export type Finding = {
  find(question: Question): Promise<Answer>
  vocabulary: Vocabulary
}

/** How asking has gone. `away`: since when (milliseconds) the engine does not answer, and why. */
export type Fares = { away: { since: number; why: string } | undefined; fallbackAnswers: number }

const FIRST_REST_MS = 1000
const LONGEST_REST_MS = 15_000

/** So much later than the database an engine may hear of a change; then the database answers until it has caught up. */
const MOST_BEHIND_SECONDS = 60
const BEHIND_KNOWN_MS = 5000

type Given = {
  engine: SearchEngine
  /** Never away, and never behind: the database. The same as `engine` where there is no other. */
  fallback: SearchEngine
  vocabulary: Vocabulary
  /** By how many seconds the engine is behind; asked every five seconds at most. */
  behindSeconds?: () => Promise<number>
  now?: () => number
  /** Told when the engine is found away, and when it is back. */
  onTurn?: (away: Fares['away']) => void
}

/**
 * Asks the engine, and the other where it is away: at once, and without asking it first as long as it is known to be
 * away. Whether it is back is found out beside, by a question of somebody who was answered by the other meanwhile: so
 * of an engine that hangs, only who asked when it began to has waited for it.
 */
export function findingBy(given: Given): Finding & { fares(): Fares } {
  const { engine, fallback, vocabulary, now = Date.now, onTurn = () => {} } = given
  let away: Fares['away']
  let restMs = FIRST_REST_MS
  let askAgainAt = 0
  let isProbing = false
  let fallbackAnswers = 0
  const isBehind = behind(given, now)

  function leave(error: unknown) {
    // Others who asked at the same time found out the same.
    if (away && now() < askAgainAt) return
    const why = error instanceof Error ? error.message : String(error)
    if (away) restMs = Math.min(2 * restMs, LONGEST_REST_MS)
    askAgainAt = now() + restMs
    const isNew = away === undefined
    away = { since: away?.since ?? now(), why }
    if (isNew) onTurn(away)
  }

  function comeBack() {
    restMs = FIRST_REST_MS
    if (away === undefined) return
    away = undefined
    onTurn(undefined)
  }

  async function ask(question: Question): Promise<Candidate[] | undefined> {
    try {
      const candidates = await engine.find(question)
      comeBack()
      return candidates
    } catch (error) {
      leave(error)
      return undefined
    }
  }

  function probe(question: Question) {
    if (isProbing || now() < askAgainAt) return
    isProbing = true
    void ask(question).finally(() => {
      isProbing = false
    })
  }

  return {
    vocabulary,
    fares: () => ({ away, fallbackAnswers }),
    async find(question) {
      if (engine === fallback) return { candidates: await engine.find(question), isFallback: false }
      if (away) probe(question)
      else if (!(await isBehind())) {
        const candidates = await ask(question)
        if (candidates) return { candidates, isFallback: false }
      }
      fallbackAnswers += 1
      return { candidates: await fallback.find(question), isFallback: true }
    },
  }
}

/** Whether the engine has yet to hear of what changed a while ago. */
function behind({ behindSeconds = async () => 0 }: Given, now: () => number): () => Promise<boolean> {
  let known: Promise<boolean> | undefined
  let until = 0
  return async () => {
    if (!known || now() >= until) {
      until = now() + BEHIND_KNOWN_MS
      known = behindSeconds().then((seconds) => seconds > MOST_BEHIND_SECONDS)
      known.catch(() => {
        known = undefined
      })
    }
    return known
  }
}

/** @throws EngineAway when it is so far behind that the other answers */
export function demandAbreast(seconds: number) {
  if (seconds > MOST_BEHIND_SECONDS)
    throw new EngineAway(`The engine is ${Math.round(seconds)} seconds behind what has changed.`)
}
