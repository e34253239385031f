import type { SimulatedDeskPhone } from '../../../server/api.ts'
import { Problem } from '../api.ts'
import type { PhonePort, PhoneSession, PhoneState } from './port.ts'
import { createStore } from './store.ts'

/** Registered for 45 s each time: kept up well before that, also when one time fails. */
const KEEP_EVERY_MS = 15_000
/** While a call is on, in case that nobody tells of a change. */
const LOOK_EVERY_MS = 3_000

type Deed = { do: 'answer' | 'decline' | 'hang-up' | 'hold' | 'retrieve' | 'mute' | 'unmute' }

/** The telephone that exists in the simulation only, reached through the server. */
export type SimulatedLine = {
  /** Says that the desk is open. */
  keep: () => Promise<SimulatedDeskPhone>
  look: () => Promise<SimulatedDeskPhone>
  act: (deed: Deed | { do: 'dtmf'; digits: string }) => Promise<SimulatedDeskPhone>
  leave: () => Promise<unknown>
  /** @returns how to stop being told that something has changed */
  onChange: (told: () => void) => () => void
}

/** A telephone without voice, for exchanges that are only simulated. It is always shown as what it is. */
export function openSimulatedPhone(line: SimulatedLine): PhonePort {
  const store = createStore<PhoneState>({ exchanges: [], microphone: 'not-needed', session: null })
  let isStopped = false
  let asked = 0

  const show = (phone: SimulatedDeskPhone) =>
    store.change((state) => ({
      ...state,
      exchanges: phone.exchanges.map(({ name, isRegistered }) => ({
        name,
        registration: isRegistered ? 'registered' : 'away',
        isSimulated: true,
      })),
      session: sessionOf(phone.call),
    }))
  const away = () =>
    store.change((state) => ({
      ...state,
      exchanges: state.exchanges.map((one) => ({ ...one, registration: 'away' as const })),
    }))
  /** The answer to an older question says nothing about now. */
  const follow = async (question: Promise<SimulatedDeskPhone>) => {
    asked += 1
    const turn = asked
    const phone = await question
    if (!isStopped && turn === asked) show(phone)
  }
  const keep = () => void follow(line.keep()).catch(away)
  const look = () => void follow(line.look()).catch(away)

  keep()
  const keeping = setInterval(keep, KEEP_EVERY_MS)
  const looking = setInterval(() => store.now().session && look(), LOOK_EVERY_MS)
  const forget = line.onChange(look)

  const act = (deed: Parameters<SimulatedLine['act']>[0]) => {
    if (!store.now().session) throw new Problem(0, 'no-call')
    return follow(line.act(deed))
  }
  return {
    now: store.now,
    subscribe: store.subscribe,
    answer: async () => act({ do: 'answer' }),
    hangUp: async () => act({ do: store.now().session?.state === 'ringing' ? 'decline' : 'hang-up' }),
    hold: async () => act({ do: 'hold' }),
    retrieve: async () => act({ do: 'retrieve' }),
    mute: async (on) => act({ do: on ? 'mute' : 'unmute' }),
    dtmf: async (digits) => act({ do: 'dtmf', digits }),
    renew: keep,
    async stop() {
      isStopped = true
      clearInterval(keeping)
      clearInterval(looking)
      forget()
      store.change((state) => ({ ...state, exchanges: [], session: null }))
      await line.leave().catch(() => undefined)
    },
  }
}

function sessionOf(call: SimulatedDeskPhone['call']): PhoneSession | null {
  if (!call) return null
  const { id, exchange, callRef, number, state, isHeld, isMuted, since } = call
  return {
    id,
    exchange,
    callRef,
    number,
    state: state === 'calling' ? 'connecting' : state,
    isHeld,
    isMuted,
    since: Date.parse(since),
    quality: null,
    isRecovering: false,
  }
}
