import type { FastifyBaseLogger } from 'fastify'

const nothing = () => {}

/** A log that nobody reads. */
export const quietLog = {
  info: nothing,
  warn: nothing,
  error: nothing,
  debug: nothing,
} as unknown as FastifyBaseLogger
