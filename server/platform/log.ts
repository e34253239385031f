const DEEPEST = 3

type Told = { type: string; message: string; stack: string; code?: string; where?: string; cause?: Told }

/**
 * What the log says of an error: what kind, what it says, where. Nothing else that libraries hang on their errors:
 * PostgreSQL's carries rows of people, a pool's the whole connection, a queue's the command with its content.
 */
export function toldOf(error: unknown, depth = 0): Told {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: '' }
  const { code, table, constraint } = error as Error & Record<'code' | 'table' | 'constraint', unknown>
  const where = [table, constraint].filter((name) => typeof name === 'string').join(' ')
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack ?? '',
    ...(typeof code === 'string' && { code }),
    ...(where && { where }),
    ...(error.cause instanceof Error && depth < DEEPEST && { cause: toldOf(error.cause, depth + 1) }),
  }
}

/** How every process of ours logs. */
export const logAt = (level: string) => ({ level, serializers: { err: (error: unknown) => toldOf(error) } })
