import { Problem } from '../api.ts'
import { type BrowserLine, type LineAround, openLine } from './browser-line.ts'
import type { Credentials, Microphone, PhonePort, PhoneState, Registration } from './port.ts'
import type { OpenSipAgent, SipAgent, SipEvent } from './sip.ts'
import { createStore } from './store.ts'

const RENEW_BEFORE_MS = 60_000
const SOONEST_MS = 5_000
const LONGEST_MS = 60_000
/** Timers do not reach further than this. */
const FARTHEST_MS = 6 * 3_600_000
const REFUSALS: readonly (number | undefined)[] = [401, 403, 404, 407]

export type PhoneAround = Pick<LineAround, 'openMicrophone' | 'play'> & {
  /** A fresh secret for this session. */
  askCredentials: () => Promise<Credentials>
  openAgent: OpenSipAgent
  followMicrophone: (tell: (state: Microphone) => void) => () => void
}

/**
 * The telephone of a browser, registered at every exchange at once: whichever rings, rings. While a call is on, another
 * one is told that it is busy. What fails is tried again for as long as the telephone is not stopped, ever more seldom.
 */
export function createBrowserPhone(around: PhoneAround): PhonePort {
  const store = createStore<PhoneState>({ exchanges: [], microphone: 'asks', session: null })
  const agents = new Map<string, { url: string; agent: SipAgent }>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let line: BrowserLine | undefined
  let failures = 0
  let isStopped = false
  let renewal: ReturnType<typeof setTimeout> | undefined

  const later = (work: () => void, inMs: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (!isStopped) work()
    }, inMs)
    timers.add(timer)
    return timer
  }
  const pause = () => Math.min(LONGEST_MS, SOONEST_MS * 2 ** Math.min(failures, 5))
  const enter = (name: string, registration: Registration) =>
    store.change((state) => ({
      ...state,
      exchanges: state.exchanges.map((one) => (one.name === name ? { ...one, registration } : one)),
    }))
  const renewIn = (ms: number) => {
    clearTimeout(renewal)
    renewal = later(() => void renew(), Math.min(ms, FARTHEST_MS))
  }

  function onRefused(name: string, agent: SipAgent, { response }: SipEvent) {
    const isSecret = REFUSALS.includes(response?.status_code)
    enter(name, isSecret ? 'refused' : 'away')
    failures += 1
    // Without a way to the exchange the library tries by itself.
    if (isSecret) renewIn(pause())
    else later(() => agent.isConnected() && agent.register(), pause())
  }

  function ring(name: string, agent: SipAgent, { originator, session, request }: SipEvent) {
    if (originator !== 'remote' || !session || !request) return
    if (line) return session.terminate({ status_code: 486 })
    line = openLine(session, request, name, {
      openMicrophone: around.openMicrophone,
      play: around.play,
      isConnected: () => agent.isConnected(),
      tell: (session) => store.change((state) => ({ ...state, session })),
      over() {
        line = undefined
        store.change((state) => ({ ...state, session: null }))
      },
    })
  }

  function open(name: string, url: string, { extension, secret }: Credentials) {
    const agent = around.openAgent({ url, extension, secret })
    agents.set(name, { url, agent })
    // One that the server has lost sight of stays: the telephone may still reach it.
    store.change((state) => ({
      ...state,
      exchanges: [
        ...state.exchanges.filter((one) => one.name !== name),
        { name, registration: 'connecting' as const, isSimulated: false },
      ].toSorted((a, b) => a.name.localeCompare(b.name)),
    }))
    agent.on('connecting', () => enter(name, 'connecting'))
    agent.on('connected', () => line?.exchange === name && line.wayBack())
    agent.on('disconnected', () => {
      enter(name, 'away')
      if (line?.exchange === name) line.wayLost()
    })
    agent.on('registered', () => {
      failures = 0
      enter(name, 'registered')
    })
    agent.on('unregistered', () => enter(name, 'away'))
    agent.on('registrationFailed', (event) => onRefused(name, agent, event))
    agent.on('newRTCSession', (event) => ring(name, agent, event))
    agent.start()
  }

  async function renew() {
    const credentials = await around.askCredentials().catch(() => undefined)
    if (isStopped) return
    if (!credentials) {
      failures += 1
      return renewIn(pause())
    }
    for (const { name, url } of credentials.exchanges) {
      let known = agents.get(name)
      if (known && known.url !== url && line?.exchange !== name) {
        known.agent.stop()
        known = undefined
      }
      if (!known) {
        open(name, url, credentials)
        continue
      }
      known.agent.set('password', credentials.secret)
      if (known.agent.isConnected()) known.agent.register()
    }
    renewIn(Math.max(SOONEST_MS, Date.parse(credentials.expiresAt) - Date.now() - RENEW_BEFORE_MS))
  }

  const forget = around.followMicrophone((microphone) =>
    store.change((state) => (state.microphone === microphone ? state : { ...state, microphone })),
  )
  void renew()

  const onLine = <Done>(work: (line: BrowserLine) => Done) => {
    if (!line) throw new Problem(0, 'no-call')
    return work(line)
  }
  return {
    now: store.now,
    subscribe: store.subscribe,
    answer: async () => onLine((line) => line.answer()),
    hangUp: async () => onLine((line) => line.hangUp()),
    hold: async () => onLine((line) => line.hold()),
    retrieve: async () => onLine((line) => line.retrieve()),
    mute: async (on) => onLine((line) => line.mute(on)),
    dtmf: async (digits) => onLine((line) => line.dtmf(digits)),
    renew: () => void renew(),
    async stop() {
      isStopped = true
      forget()
      for (const timer of timers) clearTimeout(timer)
      for (const { agent } of agents.values()) agent.stop()
      agents.clear()
      store.change((state) => ({ ...state, exchanges: [], session: null }))
    },
  }
}
