import { Problem } from '../api.ts'
import type { PhoneSession } from './port.ts'
import { type Heard, heardIn, qualityOf } from './quality.ts'
import { keepCodecs } from './sdp.ts'
import type { SipRequest, SipSession } from './sip.ts'

const WELL: readonly (string | undefined)[] = ['connected', 'completed']
const PC_CONFIG = { iceServers: [], bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' }
const DTMF = { transportType: 'RFC2833', duration: 160, interToneGap: 120 }
/** The addresses of this machine are known at once; no others are waited for. */
const GATHERED_MS = 500
const LISTEN_EVERY_MS = 3_000
/** A voice that stopped may come back by itself; after this the way is looked for anew. */
const SILENT_MS = 4_000
const TRY_AGAIN_MS = 1_500
/** Neither voice nor exchange for so long: nobody is there any more. */
const GIVEN_UP_MS = 30_000
const LOOK_AGAIN_MS = 5_000

export type LineAround = {
  openMicrophone: () => Promise<MediaStream>
  /** Makes a voice heard; null: nobody's. */
  play: (voice: MediaStream | null) => void
  isConnected: () => boolean
  tell: (session: PhoneSession) => void
  over: () => void
}

/** One call at the telephone of this page, from its first ring to its end. */
export function openLine(sip: SipSession, request: SipRequest, exchange: string, around: LineAround) {
  const user = request.from.uri.user
  let session: PhoneSession = {
    id: request.call_id,
    exchange,
    callRef: request.getHeader('X-Call-Ref') ?? null,
    number: user && user !== 'anonymous' ? user : null,
    state: 'ringing',
    isHeld: false,
    isMuted: false,
    since: Date.now(),
    quality: null,
    isRecovering: false,
  }
  let own: MediaStream | undefined
  let heard: Heard | undefined
  let isOver = false
  let listening: ReturnType<typeof setInterval> | undefined
  let recovering: ReturnType<typeof setTimeout> | undefined
  let gathered: ReturnType<typeof setTimeout> | undefined
  let givingUp: ReturnType<typeof setTimeout> | undefined

  const become = (change: Partial<PhoneSession>) => {
    session = { ...session, ...change }
    if (!isOver) around.tell(session)
  }
  const close = () => {
    if (isOver) return
    isOver = true
    clearInterval(listening)
    clearTimeout(recovering)
    clearTimeout(gathered)
    clearTimeout(givingUp)
    for (const track of own?.getTracks() ?? []) track.stop()
    around.play(null)
    around.over()
  }
  const listen = async () => {
    const report = await sip.connection?.getStats().catch(() => undefined)
    const now = report && heardIn((report as unknown as Map<string, object>).values())
    if (now && heard && !isOver) {
      const quality = qualityOf(heard, now)
      if (quality !== session.quality) become({ quality })
    }
    heard = now
  }
  /** Looks for a way between the two ends anew, as after a change of network. */
  const recover = (inMs: number) => {
    clearTimeout(recovering)
    recovering = setTimeout(() => {
      const isAsked = around.isConnected() && sip.renegotiate({ rtcOfferConstraints: { iceRestart: true } })
      if (!isAsked) recover(TRY_AGAIN_MS)
    }, inMs)
  }
  /** An exchange that died cannot say that the call is over; while it is on here, no other can ring. */
  const giveUpIn = (ms: number) => {
    clearTimeout(givingUp)
    givingUp = setTimeout(() => {
      const hasVoice = WELL.includes(sip.connection?.iceConnectionState)
      if (around.isConnected()) return
      if (hasVoice) giveUpIn(LOOK_AGAIN_MS)
      else sip.terminate()
    }, ms)
  }
  const onWay = (connection: RTCPeerConnection) => {
    const { iceConnectionState } = connection
    if (WELL.includes(iceConnectionState)) {
      clearTimeout(recovering)
      if (session.isRecovering) become({ isRecovering: false })
    } else if (iceConnectionState === 'disconnected' || iceConnectionState === 'failed') {
      become({ isRecovering: true })
      recover(iceConnectionState === 'failed' ? 0 : SILENT_MS)
    }
  }
  /** A microphone that is pulled out is replaced by whichever there is. */
  const speakInto = (stream: MediaStream) => {
    own = stream
    for (const track of stream.getAudioTracks())
      track.addEventListener('ended', async () => {
        const next = isOver ? undefined : await around.openMicrophone().catch(() => undefined)
        if (!next) return
        const [voice] = next.getAudioTracks()
        const sender = sip.connection?.getSenders().find(({ track }) => track?.kind === 'audio')
        if (isOver || !sender || !voice) return voice?.stop()
        voice.enabled = !session.isMuted
        await sender.replaceTrack(voice).catch(() => undefined)
        speakInto(next)
      })
  }

  sip.on('sdp', (event) => {
    if (event.originator === 'local' && event.sdp) event.sdp = keepCodecs(event.sdp)
  })
  sip.on('peerconnection', ({ peerconnection }) => {
    peerconnection?.addEventListener('track', ({ streams: [voice] }) => around.play(voice ?? null))
    peerconnection?.addEventListener('iceconnectionstatechange', () => onWay(peerconnection))
  })
  sip.on('icecandidate', ({ ready }) => {
    gathered ??= setTimeout(() => {
      gathered = undefined
      ready?.()
    }, GATHERED_MS)
  })
  sip.on('accepted', () => {
    become({ state: 'talking', since: Date.now() })
    listening = setInterval(() => void listen(), LISTEN_EVERY_MS)
  })
  sip.on('hold', ({ originator }) => originator === 'local' && become({ isHeld: true }))
  sip.on('unhold', ({ originator }) => originator === 'local' && become({ isHeld: false }))
  sip.on('muted', () => become({ isMuted: true }))
  sip.on('unmuted', () => become({ isMuted: false }))
  sip.on('ended', close)
  sip.on('failed', close)
  around.tell(session)

  /** What goes through the exchange needs the way to it; without one the library would end the call. */
  const throughExchange = (done: () => boolean) => {
    if (session.state !== 'talking') throw new Problem(0, 'no-call')
    if (!around.isConnected()) throw new Problem(0, 'exchange-away')
    if (!done()) throw new Problem(0, 'phone-busy')
  }
  return {
    exchange,
    async answer() {
      if (session.state !== 'ringing') return
      become({ state: 'connecting' })
      const stream = await around.openMicrophone().catch((error: unknown) => {
        become({ state: 'ringing' })
        throw error
      })
      speakInto(stream)
      if (isOver) {
        for (const track of stream.getTracks()) track.stop()
        throw new Problem(0, 'no-call')
      }
      sip.answer({ mediaStream: stream, pcConfig: PC_CONFIG })
    },
    hangUp() {
      if (session.state === 'ringing') sip.terminate({ status_code: 603 })
      else sip.terminate()
    },
    hold: () => throughExchange(() => sip.hold()),
    retrieve: () => throughExchange(() => sip.unhold()),
    mute(on: boolean) {
      if (on) sip.mute({ audio: true })
      else sip.unmute({ audio: true })
    },
    dtmf(digits: string) {
      if (session.state !== 'talking') throw new Problem(0, 'no-call')
      sip.sendDTMF(digits, DTMF)
    },
    /** The way to the exchange went and came back: the exchange must learn where we are now. */
    wayLost() {
      if (session.state !== 'talking') return
      become({ isRecovering: true })
      giveUpIn(GIVEN_UP_MS)
    },
    wayBack() {
      clearTimeout(givingUp)
      if (session.isRecovering) recover(0)
    },
  }
}

export type BrowserLine = ReturnType<typeof openLine>
