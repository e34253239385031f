import { setTimeout as pause } from 'node:timers/promises'

/** Asks again and again until there is an answer; also outside of a test. @throws Error with these words when none comes */
export async function answerOf<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  ms: number,
  otherwise: string,
) {
  const until = performance.now() + ms
  while (performance.now() < until) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await pause(Math.min(250, ms / 20))
  }
  throw new Error(otherwise)
}
