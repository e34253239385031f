/** What an event of the SIP library may carry, as far as we look at it. */
export type SipEvent = {
  originator?: string
  session?: SipSession
  request?: SipRequest
  response?: { status_code?: number } | null
  peerconnection?: RTCPeerConnection
  ready?: () => void
  type?: string
  sdp?: string
}

export type SipRequest = {
  call_id: string
  from: { uri: { user?: string | null } }
  getHeader: (name: string) => string | undefined
}

/** One call of the SIP library: the part of JsSIP's `RTCSession` that we use. */
export type SipSession = {
  connection?: RTCPeerConnection | null
  answer: (options: object) => void
  terminate: (options?: { status_code: number }) => void
  hold: () => boolean
  unhold: () => boolean
  mute: (what: { audio: true }) => void
  unmute: (what: { audio: true }) => void
  sendDTMF: (digits: string, options: object) => void
  renegotiate: (options: { rtcOfferConstraints: { iceRestart: true } }) => boolean
  on: (event: string, hear: (event: SipEvent) => void) => unknown
}

/** The telephone at one exchange: the part of JsSIP's `UA` that we use. */
export type SipAgent = {
  start: () => void
  stop: () => void
  register: () => void
  set: (what: 'password', value: string) => boolean
  isConnected: () => boolean
  on: (event: string, hear: (event: SipEvent) => void) => unknown
}

export type OpenSipAgent = (at: { url: string; extension: string; secret: string }) => SipAgent
