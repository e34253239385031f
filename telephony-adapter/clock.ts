/** Time as call control uses it, so that a test can make hours pass at once. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls this once, later. @returns how to prevent it */
  after(ms: number, run: () => void): () => void
}

export const realClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
