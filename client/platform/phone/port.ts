/** Whether one exchange knows this telephone now. `refused`: it was asked and said no. */
export type Registration = 'connecting' | 'registered' | 'refused' | 'away'

/** `asks`: the browser will ask the agent at the next call. `not-needed`: nothing is spoken into this page. */
export type Microphone = 'ready' | 'asks' | 'refused' | 'missing' | 'not-needed'

/** How the voice arrives, judged from what was lost and how unevenly it came. */
export type Quality = 'good' | 'fair' | 'poor'

export type PhoneExchange = { name: string; registration: Registration; isSimulated: boolean }

/** The one call this telephone is in, as the telephone itself knows it. */
export type PhoneSession = {
  /** Of this page; another call has another. */
  id: string
  exchange: string
  /** How the exchange names the call in its header, where it does. */
  callRef: string | null
  /** As the exchange wrote it; null: withheld. */
  number: string | null
  state: 'ringing' | 'connecting' | 'talking'
  isHeld: boolean
  isMuted: boolean
  /** Milliseconds since the epoch: since it rings, then since they talk. */
  since: number
  quality: Quality | null
  /** The network went away under the call; it is being brought back. */
  isRecovering: boolean
}

export type PhoneState = {
  exchanges: readonly PhoneExchange[]
  microphone: Microphone
  session: PhoneSession | null
}

/**
 * The telephone of this page. What it does goes to the exchange directly, so that it works while the server is away;
 * a promise kept means that the telephone has done its part. @throws Problem `microphone-refused`,
 * `microphone-missing`, `exchange-away`, `no-call`
 */
export type PhonePort = {
  now: () => PhoneState
  /** @returns how to stop being told */
  subscribe: (told: () => void) => () => void
  answer: () => Promise<void>
  /** Ends the call, or declines the one that rings. */
  hangUp: () => Promise<void>
  hold: () => Promise<void>
  retrieve: () => Promise<void>
  mute: (on: boolean) => Promise<void>
  dtmf: (digits: string) => Promise<void>
  /** The exchanges may be others than they were: registers where it is not yet. */
  renew: () => void
  /** Takes the telephone away from every exchange. A call that is on ends. */
  stop: () => Promise<void>
}

/** The secret of one agent's telephone, good at every exchange until it expires. */
export type Credentials = {
  extension: string
  secret: string
  expiresAt: string
  exchanges: readonly { name: string; url: string }[]
}
