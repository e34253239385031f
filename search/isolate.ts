import { EngineAway } from './port.ts'

/** When so many were refused, and nothing was taken, it is hardly the fault of what was sent. */
const MOST_REFUSED = 8

/**
 * Sends everything, and finds out what of it is refused: what is sent with it is taken all the same. Halves are sent
 * again, so `send` must do no harm twice.
 *
 * @param onRefused told at the end, once of each
 * @throws EngineAway as `send` does, and when everything is refused: then nothing is told
 */
export async function isolate<T>(
  items: readonly T[],
  send: (some: readonly T[]) => Promise<void>,
  onRefused: (item: T, why: Error) => void,
): Promise<void> {
  let isAnyTaken = false
  const refused: { item: T; why: Error }[] = []

  async function sendSome(some: readonly T[]): Promise<void> {
    if (some.length === 0) return
    try {
      await send(some)
      isAnyTaken = true
    } catch (error) {
      if (error instanceof EngineAway) throw error
      const why = error instanceof Error ? error : new Error(String(error))
      if (some.length > 1) {
        const half = Math.ceil(some.length / 2)
        await sendSome(some.slice(0, half))
        await sendSome(some.slice(half))
        return
      }
      refused.push({ item: some[0]!, why })
      if (!isAnyTaken && refused.length >= MOST_REFUSED)
        throw new EngineAway(`everything is refused: ${why.message}`, { cause: why })
    }
  }

  await sendSome(items)
  for (const { item, why } of refused) onRefused(item, why)
}
