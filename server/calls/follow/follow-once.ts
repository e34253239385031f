import { setTimeout as wait } from 'node:timers/promises'
import type { Deps } from '../../platform/deps.ts'
import { sendPlanAgain } from '../plan/keep.ts'
import { applyBatch } from './apply-batch.ts'
import { reconcileSnapshot } from './reconcile.ts'
import { noteLink } from './telephony-link.ts'

/** What events say is held against what lives at the exchanges this often. */
const COMPARE_EVERY_MS = 30_000
const AGAIN_MS = 1000

/**
 * Follows the adapter from where our rows end, and holds them against its snapshot: whenever the link has come up, and
 * by the clock. A batch is acknowledged when it is committed. `say` notes how the link is.
 */
export function followOnce(deps: Pick<Deps, 'db' | 'now' | 'log' | 'telephony'>): {
  say(): Promise<unknown>
  stop(): Promise<void>
} {
  const ending = new AbortController()
  // From the beginning: told to end while something is being asked for, it ends as well.
  const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()))
  let link: 'up' | 'down' = 'down'
  let saying: Promise<unknown> = Promise.resolve()
  let compareSoon = Promise.withResolvers<void>()

  /** One after the other, and each as it is by then: the last that is kept is what is true. */
  function say() {
    saying = saying
      .then(() => noteLink(deps, link))
      .catch((err) => deps.log.warn({ err }, 'the link could not be noted'))
    return saying
  }
  function told(state: 'up' | 'down') {
    link = state
    return say()
  }

  /** Follows one journal, until the adapter has another. */
  async function followJournal(spoolId: string) {
    const { telephony, log } = deps
    const another = Promise.withResolvers<void>()
    let isSame = Promise.resolve(true)
    const check = async () => {
      const found = await telephony.spoolId()
      if (found !== spoolId) another.resolve()
      return found === spoolId
    }
    const following = telephony.follow(
      await cursorOf(deps, spoolId),
      async (batch, safe) => {
        if (!(await isSame)) throw new Error('the adapter has another journal now')
        await applyBatch(deps, spoolId, batch, safe)
      },
      (state) => {
        if (state === 'up') {
          isSame = check()
          isSame.catch((err) => log.warn({ err }, 'the adapter did not say which journal it has'))
          compareSoon.resolve()
        }
        void told(state)
      },
    )
    await Promise.race([another.promise, ended])
    await following.stop()
  }

  async function follow() {
    while (!ending.signal.aborted)
      try {
        await followJournal(await deps.telephony.spoolId())
      } catch (err) {
        if (link === 'up') {
          deps.log.warn({ err }, 'the telephone is away; it is tried again')
          await told('down')
        }
        await pause(AGAIN_MS)
      }
  }

  async function compare() {
    while (!ending.signal.aborted) {
      await Promise.race([compareSoon.promise, pause(COMPARE_EVERY_MS)])
      compareSoon = Promise.withResolvers()
      if (ending.signal.aborted || link === 'down') continue
      try {
        await sendPlanAgain(deps)
        await reconcileSnapshot(deps, await deps.telephony.snapshot())
      } catch (err) {
        deps.log.warn({ err }, 'calls could not be held against the exchanges; it is tried again')
      }
    }
  }

  const pause = (ms: number) => wait(ms, undefined, { signal: ending.signal }).catch(() => {})
  const running = Promise.all([follow(), compare()])
  return {
    say,
    async stop() {
      ending.abort()
      compareSoon.resolve()
      await running
    },
  }
}

const cursorOf = async ({ db }: Pick<Deps, 'db'>, spoolId: string) =>
  Number(
    (await db.selectFrom('telephonyCursors').select('seq').where('spoolId', '=', spoolId).executeTakeFirst())
      ?.seq ?? 0,
  )
