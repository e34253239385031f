import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBrowserPhone } from '../../../client/platform/phone/browser-phone.ts'
import type { Credentials } from '../../../client/platform/phone/port.ts'
import { qualityOf } from '../../../client/platform/phone/quality.ts'
import { keepCodecs } from '../../../client/platform/phone/sdp.ts'
import type { SipAgent, SipEvent, SipSession } from '../../../client/platform/phone/sip.ts'

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-23T02:00:00Z') }))
afterEach(() => void vi.useRealTimers())

function hearing() {
  const listeners = new Map<string, ((event: SipEvent) => void)[]>()
  return {
    on: (event: string, hear: (event: SipEvent) => void) =>
      void listeners.set(event, [...(listeners.get(event) ?? []), hear]),
    tell: (event: string, what: SipEvent = {}) => {
      for (const hear of listeners.get(event) ?? []) hear(what)
    },
  }
}

function sipAgent(url: string, secret: string) {
  const { on, tell } = hearing()
  const state = { isConnected: true, isStopped: false, registered: 0, secret }
  const agent: SipAgent = {
    on,
    start: () => tell('connecting'),
    stop: () => {
      state.isStopped = true
    },
    register: () => {
      state.registered += 1
    },
    set: (_, value) => {
      state.secret = value
      return true
    },
    isConnected: () => state.isConnected,
  }
  return { url, agent, state, tell }
}

function sipCall(headers: Record<string, string> = {}, user = '0912345678') {
  const { on, tell } = hearing()
  const done: string[] = []
  const note = (what: string) => () => {
    done.push(what)
    return true
  }
  const session: SipSession = {
    on,
    answer: note('answer'),
    terminate: (how) => void done.push(how ? `terminate ${how.status_code}` : 'terminate'),
    hold: note('hold'),
    unhold: note('unhold'),
    mute: note('mute'),
    unmute: note('unmute'),
    sendDTMF: (digits) => void done.push(`dtmf ${digits}`),
    renegotiate: note('renegotiate'),
  }
  const request = {
    call_id: `call-${user}`,
    from: { uri: { user } },
    getHeader: (name: string) => headers[name],
  }
  return {
    done,
    tell,
    event: { originator: 'remote', session, request } satisfies SipEvent & { session: SipSession },
  }
}

const CREDENTIALS: Credentials = {
  extension: '701',
  secret: 'first',
  expiresAt: '2026-11-23T03:00:00Z',
  exchanges: [
    { name: 'pbx-a', url: 'wss://a.example/ws' },
    { name: 'pbx-b', url: 'wss://b.example/ws' },
  ],
}

async function phone({ microphone = true } = {}) {
  const agents: ReturnType<typeof sipAgent>[] = []
  const asked: number[] = []
  const stopped: string[] = []
  let credentials = CREDENTIALS
  const track = { addEventListener: () => {}, stop: () => stopped.push('track') }
  const port = createBrowserPhone({
    askCredentials: async () => {
      asked.push(Date.now())
      return credentials
    },
    openAgent: ({ url, secret }) => {
      const opened = sipAgent(url, secret)
      agents.push(opened)
      return opened.agent
    },
    openMicrophone: async () => {
      if (!microphone) throw Object.assign(new Error(), { code: 'microphone-refused' })
      return { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream
    },
    followMicrophone: (tell) => {
      tell('ready')
      return () => undefined
    },
    play: () => undefined,
  })
  await vi.advanceTimersByTimeAsync(0)
  const [a, b] = agents
  return {
    port,
    agents,
    a: a!,
    b: b!,
    asked,
    stopped,
    renewWith: (secret: string) => {
      credentials = { ...credentials, secret, expiresAt: '2026-11-23T05:00:00Z' }
    },
    registrations: () => port.now().exchanges.map(({ name, registration }) => `${name} ${registration}`),
  }
}

describe('the telephone of a browser', () => {
  test('is registered at every exchange, and says where it is not', async () => {
    const { a, b, registrations } = await phone()
    expect(registrations()).toEqual(['pbx-a connecting', 'pbx-b connecting'])
    a.tell('registered')
    b.tell('registered')
    a.tell('disconnected')
    expect(registrations()).toEqual(['pbx-a away', 'pbx-b registered'])
  })

  test('gets a fresh secret before the old one is over', async () => {
    const { a, asked, renewWith } = await phone()
    renewWith('second')
    await vi.advanceTimersByTimeAsync(58 * 60_000)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(2)
    expect(a.state).toMatchObject({ secret: 'second', registered: 1 })
  })

  test('asks for another secret when an exchange refuses the one it has', async () => {
    const { a, asked, registrations, renewWith } = await phone()
    renewWith('second')
    a.tell('registrationFailed', { response: { status_code: 403 } })
    expect(registrations()).toContain('pbx-a refused')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked).toHaveLength(2)
    expect(a.state.secret).toBe('second')
  })

  test('rings once: while one call is there, another is told that it is busy', async () => {
    const { port, a, b } = await phone()
    const first = sipCall({ 'X-Call-Ref': 'pbx-a-1' })
    const second = sipCall({}, '0287654321')
    a.tell('newRTCSession', first.event)
    b.tell('newRTCSession', second.event)
    expect(port.now().session).toMatchObject({ callRef: 'pbx-a-1', number: '0912345678', state: 'ringing' })
    expect(second.done).toEqual(['terminate 486'])
  })

  test('goes from ringing to talking, on hold, muted and over', async () => {
    const { port, a, stopped } = await phone()
    const call = sipCall()
    a.tell('newRTCSession', call.event)
    await port.answer()
    expect(port.now().session?.state).toBe('connecting')
    call.tell('accepted')
    expect(port.now().session?.state).toBe('talking')
    await port.hold()
    call.tell('hold', { originator: 'local' })
    await port.mute(true)
    call.tell('muted')
    expect(port.now().session).toMatchObject({ isHeld: true, isMuted: true })
    await port.dtmf('5#')
    await port.hangUp()
    call.tell('ended')
    expect(call.done).toEqual(['answer', 'hold', 'mute', 'dtmf 5#', 'terminate'])
    expect(port.now().session).toBeNull()
    expect(stopped).toEqual(['track'])
  })

  test('goes on ringing where the microphone is refused, so that the agent can allow it and answer', async () => {
    const { port, a } = await phone({ microphone: false })
    const call = sipCall()
    a.tell('newRTCSession', call.event)
    await expect(port.answer()).rejects.toMatchObject({ code: 'microphone-refused' })
    expect(port.now().session?.state).toBe('ringing')
    expect(call.done).toEqual([])
  })

  test('puts nobody on hold while the exchange is out of reach, for that would end the call', async () => {
    const { port, a } = await phone()
    const call = sipCall()
    a.tell('newRTCSession', call.event)
    await port.answer()
    call.tell('accepted')
    a.state.isConnected = false
    await expect(port.hold()).rejects.toMatchObject({ code: 'exchange-away' })
    await port.mute(true)
    expect(call.done).toEqual(['answer', 'mute'])
  })

  test('looks for the way anew when the network has changed under a call', async () => {
    const { port, a } = await phone()
    const call = sipCall()
    a.tell('newRTCSession', call.event)
    await port.answer()
    call.tell('accepted')
    a.tell('disconnected')
    expect(port.now().session?.isRecovering).toBe(true)
    a.tell('connected')
    await vi.advanceTimersByTimeAsync(10)
    expect(call.done).toContain('renegotiate')
  })

  test('ends a call whose exchange has died without a word, but not one in which people still hear each other', async () => {
    const { port, a } = await phone()
    const call = sipCall()
    const connection = { iceConnectionState: 'connected', getStats: async () => new Map() }
    call.event.session.connection = connection as unknown as RTCPeerConnection
    a.tell('newRTCSession', call.event)
    await port.answer()
    call.tell('accepted')
    a.state.isConnected = false
    a.tell('disconnected')
    await vi.advanceTimersByTimeAsync(300_000)
    expect(call.done).not.toContain('terminate')
    connection.iceConnectionState = 'failed'
    await vi.advanceTimersByTimeAsync(10_000)
    expect(call.done).toContain('terminate')
  })

  test('leaves every exchange when the desk is closed', async () => {
    const { port, a, b, asked } = await phone()
    await port.stop()
    expect([a.state.isStopped, b.state.isStopped]).toEqual([true, true])
    await vi.advanceTimersByTimeAsync(3 * 3_600_000)
    expect(asked).toHaveLength(1)
  })
})

describe('the voice', () => {
  const OFFER = [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 9 0 111 8 126',
    'a=rtpmap:9 G722/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=1',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:126 telephone-event/8000',
    '',
  ].join('\r\n')

  test('is opus, else µ-law, with the tones of the keys', () => {
    const kept = keepCodecs(OFFER)
    expect(kept).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 111 0 126\r\n')
    expect(kept).toContain('a=fmtp:111')
    expect(kept).not.toMatch(/G722|PCMA/)
  })

  test('stays as it is where the other end knows none of these', () => {
    const other = 'm=audio 9 RTP/AVP 18 101\r\na=rtpmap:18 G729/8000\r\na=rtpmap:101 telephone-event/8000\r\n'
    expect(keepCodecs(other)).toBe(other)
  })

  test('is poor when much is lost, when it comes unevenly, and when nothing comes', () => {
    const before = { received: 100, lost: 0, jitter: 0 }
    expect(qualityOf(before, { received: 250, lost: 0, jitter: 0.005 })).toBe('good')
    expect(qualityOf(before, { received: 250, lost: 4, jitter: 0.005 })).toBe('fair')
    expect(qualityOf(before, { received: 250, lost: 15, jitter: 0.005 })).toBe('poor')
    expect(qualityOf(before, { received: 250, lost: 0, jitter: 0.1 })).toBe('poor')
    expect(qualityOf(before, before)).toBe('poor')
  })
})
