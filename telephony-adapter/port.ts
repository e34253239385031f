/**
 * An exchange as the adapter follows it. Adapters live beside this file; they know nothing of the server, and
 * everything that crosses this port is plain data.
 */
export type Exchange = {
  /** How operators call it. */
  name: string
  /** Stops following it; calls in progress are the exchange's own and go on. */
  close(): Promise<void>
}
