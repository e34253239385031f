import type { Envelope } from '../port.ts'

/**
 * What goes over the WebSocket `/events?after=…`, as JSON. The adapter says hello, then tells batches, and of each up to
 * where it is safe; the next one waits until the last is heard. Both sides ping; whoever hears nothing for three of them hangs up.
 */
export type FromAdapter = { hello: { spoolId: string } } | { events: Envelope[] } | { safe: number }
export type FromServer = { heard: number }

export const HEARTBEAT_MS = 3000
export const MISSED_HEARTBEATS = 3
/** Recordings and faxes by name: never a path. */
export const MEDIA_NAME = /^(?!\.)[A-Za-z0-9._-]{1,200}$/
