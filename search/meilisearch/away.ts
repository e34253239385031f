import { MeilisearchApiError, MeilisearchRequestError } from 'meilisearch'
import { EngineAway } from '../port.ts'

/** The engine says no more now; `seconds` after which it asks to be asked again, 0 if it does not say. */
export class AskLater extends EngineAway {
  readonly seconds: number
  constructor(message: string, seconds: number, options: ErrorOptions) {
    super(message, options)
    this.seconds = seconds
  }
}

/** What makes it useless to ask again with something else. */
const REFUSED = [401, 403, 408, 429]
const MOST_SECONDS = 60

/** The promise of what the client was asked for. @throws EngineAway for what is not the fault of what was asked */
export async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw awayFrom(error)
  }
}

function awayFrom(error: unknown): unknown {
  if (error instanceof MeilisearchRequestError)
    return new EngineAway(`Meilisearch does not answer: ${reasonOf(error.cause)}`, { cause: error })
  // A proxy before it answers in HTML.
  if (error instanceof SyntaxError) return new EngineAway('what answers is not Meilisearch', { cause: error })
  if (error instanceof MeilisearchApiError) {
    const { status, headers } = error.response
    if (status < 500 && !REFUSED.includes(status)) return error
    const seconds = Math.min(Math.max(Number(headers.get('retry-after')) || 0, 0), MOST_SECONDS)
    return new AskLater(`Meilisearch refuses (${status}): ${error.message}`, seconds, { cause: error })
  }
  return error
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}

/** The engine did what it was sent, and it was refused: the same without what is wrong with it may be taken. */
export class TaskFailed extends Error {
  override name = 'TaskFailed'
  readonly code: string
  constructor(uid: number, type: string, { code, message }: { code: string; message: string }) {
    super(`Meilisearch refused ${type} (task ${uid}, ${code}): ${message}`)
    this.code = code
  }
}

/** The engine's word for what went wrong, such as `index_not_found`. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof TaskFailed) return error.code
  if (error instanceof MeilisearchApiError) return error.cause?.code
  return error instanceof EngineAway ? codeOf(error.cause) : undefined
}
