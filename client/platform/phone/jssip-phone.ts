import { UA, WebSocketInterface } from 'jssip'
import { createBrowserPhone } from './browser-phone.ts'
import { followMicrophone, openMicrophone } from './microphone.ts'
import type { Credentials, PhonePort } from './port.ts'
import type { OpenSipAgent } from './sip.ts'

const REGISTERED_S = 120
const RECONNECT_MIN_S = 1
const RECONNECT_MAX_S = 8

/** A telephone by SIP over WebSocket (WSS) with voice over DTLS-SRTP. Loaded only where somebody telephones. */
export function openJsSipPhone(askCredentials: () => Promise<Credentials>): PhonePort {
  const audio = new Audio()
  audio.autoplay = true
  return createBrowserPhone({
    askCredentials,
    openAgent,
    openMicrophone,
    followMicrophone,
    play(voice) {
      audio.srcObject = voice
      if (voice) void audio.play().catch(() => undefined)
    },
  })
}

const openAgent: OpenSipAgent = ({ url, extension, secret }) =>
  new UA({
    sockets: [new WebSocketInterface(url)],
    uri: `sip:${extension}@${new URL(url).hostname}`,
    authorization_user: extension,
    password: secret,
    register: true,
    register_expires: REGISTERED_S,
    // Asterisk sees to dead calls by the voice that stops.
    session_timers: false,
    connection_recovery_min_interval: RECONNECT_MIN_S,
    connection_recovery_max_interval: RECONNECT_MAX_S,
    user_agent: 'OneWindow',
  }) as unknown as ReturnType<OpenSipAgent>
