import { createHash } from 'node:crypto'
import type { Locker, RequestRelease } from '@tus/utils'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type LockSession, openLockSession } from './lock-session.ts'

/** How often a holder looks whether somebody waits, and who waits whether it is free. Only while uploads are written. */
const LOOK_EVERY_MS = 400
const WAIT_MS = 15_000

type Holder = { askToLeave: RequestRelease; left: Promise<void>; leave: () => void }
/** A connection, how many requests use it, and what they hold. */
type Shared = {
  session: Promise<LockSession>
  using: number
  holders: Map<number, Holder>
  looking?: NodeJS.Timeout
}

/**
 * One request at a time works on an upload, over all servers. Who comes later (a client whose connection broke, and who
 * is back before the server has noticed) asks the earlier one to leave, and waits until it has stored what it got.
 * Should the database drop the connection, all who hold are asked to leave: others may be in.
 */
export function uploadLocker(db: Db): Locker {
  let current: Shared | undefined

  function enter(): Shared {
    current ??= { session: openLockSession(db), using: 0, holders: new Map() }
    current.using++
    return current
  }

  async function leave(shared: Shared) {
    shared.using--
    if (shared.using > 0) return
    if (current === shared) current = undefined
    clearInterval(shared.looking)
    await shared.session.then((session) => session.end()).catch(() => {})
  }

  async function look(shared: Shared) {
    const keys = [...shared.holders.keys()]
    const session = await shared.session
    const wanted = await session.wanted(keys).catch(() => {
      if (current === shared) current = undefined
      return keys
    })
    for (const key of wanted) await shared.holders.get(key)?.askToLeave()
  }

  return {
    newLock(id) {
      // Two uploads with equal keys would wait for each other, nothing worse.
      const key = createHash('sha256').update(id).digest().readUInt32BE() >>> 1
      let held: { shared: Shared; holder: Holder } | undefined
      return {
        async lock(signal, askToLeave) {
          const shared = enter()
          try {
            held = { shared, holder: await hold(shared, key, signal, askToLeave) }
            shared.looking ??= setInterval(() => void look(shared), LOOK_EVERY_MS)
          } catch (error) {
            await leave(shared)
            throw error
          }
        },
        async unlock() {
          if (!held) return
          const { shared, holder } = held
          held = undefined
          await shared.session.then((session) => session.letGo(key)).catch(() => {})
          leaveOff(shared, key, holder)
          await leave(shared)
        },
      }
    },
  }
}

/** @throws Refusal 'conflict' `upload-busy`: whoever holds it does not leave in time */
async function hold(shared: Shared, key: number, signal: AbortSignal, askToLeave: RequestRelease) {
  const session = await shared.session
  const until = performance.now() + WAIT_MS
  let wanting = false
  try {
    while (!signal.aborted && performance.now() < until) {
      const here = shared.holders.get(key)
      if (here) await here.askToLeave()
      else {
        const holder = await tryToHold(shared, session, key, askToLeave)
        if (holder) return holder
        if (!wanting) await session.want(key)
        wanting = true
      }
      await Promise.race([here?.left ?? pause(LOOK_EVERY_MS), pause(LOOK_EVERY_MS)])
    }
    throw new Refusal('conflict', 'upload-busy')
  } finally {
    if (wanting) await session.wantNoMore(key).catch(() => {})
  }
}

/** @returns undefined when somebody at another server holds it */
async function tryToHold(shared: Shared, session: LockSession, key: number, askToLeave: RequestRelease) {
  const { promise: left, resolve } = Promise.withResolvers<void>()
  const holder: Holder = { askToLeave, left, leave: resolve }
  shared.holders.set(key, holder)
  try {
    if (await session.tryHold(key)) return holder
  } catch (error) {
    leaveOff(shared, key, holder)
    throw error
  }
  leaveOff(shared, key, holder)
  return undefined
}

function leaveOff({ holders }: Shared, key: number, holder: Holder) {
  if (holders.get(key) === holder) holders.delete(key)
  holder.leave()
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
