import type { Language } from '../plan.ts'

type AsteriskLog = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, text: string) => void>

/** Where an exchange is, and what it is used for. */
export type AsteriskOptions = {
  name: string
  site: string
  host: string
  port: number
  /** Of ARI and of the manager interface: the certificate is verified by what this process trusts. */
  tls: boolean
  user: string
  secret: string
  /** The manager interface: without it nothing is known of calls that the exchange served alone. */
  ami: { port: number; user: string; secret: string } | null
  phoneUrl: string | null
  log: AsteriskLog
  /** The application that its dialplan hands calls to. */
  app?: string
  /** Where the exchange finds a spoken text: `sound:` and a path on it without suffix, or an http address of a WAV. */
  promptUri?: (key: string, language: Language) => string
  /** How a number outside is reached, as the dialplan's names have it. */
  endpointOf?: (number: string) => string
  /** More fields of every phone that may register (pjsip.conf, endpoint). */
  phoneFields?: Record<string, string>
  heartbeat?: Heartbeat
}

/** In ms. `degradedAfter`, `downAfter`: since the exchange was last heard. */
export type Heartbeat = { pingEvery: number; probeEvery: number; degradedAfter: number; downAfter: number }

/** A frozen exchange is found within 9 s, a dead one at once. */
export const HEARTBEAT: Heartbeat = {
  pingEvery: 3_000,
  probeEvery: 10_000,
  degradedAfter: 5_500,
  downAfter: 8_000,
}

/** Where every exchange has the spoken texts that the product brings, unless it is told otherwise. */
export const PROMPTS_ON_DISK = '/var/lib/onewindow/prompts'

export const promptOnDisk = (key: string, language: Language) => `sound:${PROMPTS_ON_DISK}/${language}/${key}`
