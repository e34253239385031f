import type { FastifyBaseLogger } from 'fastify'

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
