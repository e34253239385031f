import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import type { Telephony } from './port.ts'
import type { Spool } from './spool/spool.ts'

/** So long without anybody who listens, or without an answer to what was told, and the server counts as away. */
const AWAY_AFTER_MS = 3000
const BATCH_EVENTS = 200
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5000

type Log = { warn(fields: object, text: string): void }

/** Whether the server is there: somebody follows, and answers. */
export type ServerWatch = {
  isAway(): boolean
  came(): void
  left(): void
  /** Something was told, and is to be answered. */
  told(): void
  answered(): void
  close(): void
}

/** Away from the beginning, until somebody follows: `tell` hears of it after the same time. */
export function serverWatch(clock: Clock, tell: (isAway: boolean) => void): ServerWatch {
  let followers = 0
  let unanswered = 0
  let isAway = false
  let cancel: (() => void) | undefined

  function look() {
    if (followers > 0 && unanswered === 0) {
      cancel?.()
      cancel = undefined
      if (isAway) {
        isAway = false
        tell(false)
      }
    } else if (!isAway)
      cancel ??= clock.after(AWAY_AFTER_MS, () => {
        cancel = undefined
        isAway = true
        tell(true)
      })
  }
  const change = (followersBy: number, unansweredBy: number) => {
    followers += followersBy
    unanswered += unansweredBy
    look()
  }
  look()
  return {
    isAway: () => isAway,
    came: () => change(1, 0),
    left: () => change(-1, 0),
    told: () => change(0, 1),
    answered: () => change(0, -1),
    close: () => cancel?.(),
  }
}

/** Tells one follower of everything after this number, as `Telephony.follow` promises. */
export function tellFollower(
  {
    spool,
    watch,
    log,
    acknowledge,
  }: { spool: Spool; watch: ServerWatch; log: Log; acknowledge: (seq: number) => void },
  afterSeq: number,
  heard: Parameters<Telephony['follow']>[1],
  onLink: Parameters<Telephony['follow']>[2],
): { stop(): Promise<void> } {
  const ending = new AbortController()
  const bell = wakeBell()
  const stopListening = spool.onMore(bell.ring)
  ending.signal.addEventListener('abort', bell.ring)

  async function run() {
    let pauseMs = FIRST_PAUSE_MS
    // Numbers of another journal mean nothing to whoever began with this one.
    let isOurs = afterSeq <= spool.lastSeq()
    let seq = afterSeq
    if (!isOurs) await spool.renew()
    const spoolId = spool.id()
    onLink?.('up')
    while (!ending.signal.aborted) {
      bell.wind()
      const batch = isOurs ? await spool.read(seq, BATCH_EVENTS) : []
      const [first] = batch
      if (isOurs && first && seq > 0 && first.seq > seq + 1) await spool.renew(first.seq)
      if (isOurs && spool.id() !== spoolId) {
        // Whoever follows asks for the name of the journal now, and begins with the new one.
        isOurs = false
        onLink?.('up')
      }
      if (batch.length === 0 || !isOurs) {
        await bell.rung()
        continue
      }
      watch.told()
      try {
        const upTo = batch.at(-1)?.seq ?? seq
        await heard(batch, spool.safe(upTo))
        seq = upTo
        acknowledge(seq)
        pauseMs = FIRST_PAUSE_MS
      } catch (err) {
        if (ending.signal.aborted) break
        log.warn({ err, seq }, 'what the telephone told was not taken; it is told again')
        await pause(pauseMs, ending.signal)
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
      } finally {
        watch.answered()
      }
    }
  }

  watch.came()
  const running = run().catch((err) => log.warn({ err }, 'following the telephone ended'))
  return {
    async stop() {
      if (ending.signal.aborted) return void (await running)
      ending.abort()
      stopListening()
      watch.left()
      await running
    },
  }
}

/** Rings at most once between two windings, and is not missed when it rang before anybody waited. */
function wakeBell() {
  let next = Promise.withResolvers<void>()
  return {
    ring: () => next.resolve(),
    wind() {
      next = Promise.withResolvers<void>()
    },
    rung: () => next.promise,
  }
}

const pause = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => {})
