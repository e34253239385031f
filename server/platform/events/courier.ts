import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Job, Queue } from '../queue/port.ts'

const ROUND_MS = 500

/** Delivers events every ROUND_MS, and at once when hurried. Rounds never overlap. */
export function startCourier(deliver: () => Promise<number>, log: FastifyBaseLogger) {
  let wanted = false
  let failing = false
  let stopped = false
  let round: Promise<void> | undefined

  async function goRound() {
    while (wanted && !stopped) {
      wanted = false
      try {
        if ((await deliver()) > 0) wanted = true
        if (failing) log.info('events are delivered again')
        failing = false
      } catch (error) {
        if (!failing) log.warn({ err: error }, 'events not delivered; they wait in the outbox')
        failing = true
      }
    }
  }

  function hurry() {
    wanted = true
    round ??= goRound().finally(() => {
      round = undefined
      if (wanted && !stopped) hurry()
    })
  }

  const timer = setInterval(hurry, ROUND_MS)
  return {
    hurry,
    async stop() {
      stopped = true
      clearInterval(timer)
      await round
    },
  }
}

/** How a process that does not deliver asks one that does. */
const DELIVER = 'platform.deliver'
const BETWEEN_REQUESTS_MS = 20

/**
 * Asks a worker to deliver at once. Many commits in a moment are one request; a request that is lost costs no more
 * than ROUND_MS, for workers also go round by themselves.
 */
export function startRequests(queue: Pick<Queue, 'add'>) {
  let wanted = false
  let asking: Promise<void> | undefined

  async function ask() {
    while (wanted) {
      wanted = false
      await queue.add({ name: DELIVER }, {}, { id: DELIVER }).catch(() => {})
      await wait(BETWEEN_REQUESTS_MS)
    }
  }

  return {
    hurry() {
      wanted = true
      asking ??= ask().finally(() => {
        asking = undefined
      })
    },
    async stop() {
      wanted = false
      await asking
    },
  }
}

/** The worker's answer to such a request. */
export const deliverNow = (hurry: () => void): Job => ({ name: DELIVER, run: async () => hurry() })
