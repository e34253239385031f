import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { DeskPhone } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { type LiveSocket, useLive } from '../../platform/live.ts'
import type { PhonePort, PhoneState } from '../../platform/phone/port.ts'
import { claimPhone, type PhoneTab } from '../../platform/phone/tab.ts'

const DEVICE = 'onewindow.phone-device'
const NOBODY: PhoneState = { exchanges: [], microphone: 'not-needed', session: null }
const nobody = () => NOBODY
const silent = () => () => undefined

/** What the agent answers with: this computer, a telephone on the desk, or one that is only simulated. */
export type Device = 'browser' | 'desk' | 'simulated'

/** What there is to answer with, and what the agent wants. */
export function deviceOf(phone: Pick<DeskPhone, 'exchanges'>, chosen: string | null): Device {
  if (phone.exchanges.some(({ isSimulated }) => isSimulated)) return 'simulated'
  const hasBrowserPhone = phone.exchanges.some(({ phoneUrl }) => phoneUrl !== null)
  return hasBrowserPhone && chosen !== 'desk' ? 'browser' : 'desk'
}

/** The call went down with its exchange: the server has lost it as well as this page, so it is not merely our network. */
export function isDead({ session, exchanges }: PhoneState, phone: Pick<DeskPhone, 'exchanges'> | undefined) {
  const at = ({ name }: { name: string }) => name === session?.exchange
  return (
    exchanges.some((one) => at(one) && one.registration === 'away') &&
    (phone?.exchanges.some((one) => at(one) && one.state === 'down') ?? false)
  )
}

/** The telephone of this page, open for as long as the desk is and this tab is the one that telephones. */
export function usePort(phone: DeskPhone | undefined) {
  const live = useLive()
  const [chosen, setChosen] = useState(() => localStorage.getItem(DEVICE))
  const [tab, setTab] = useState<PhoneTab>('asking')
  const [port, setPort] = useState<PhonePort>()
  const [claim, setClaim] = useState<ReturnType<typeof claimPhone>>()
  const device = phone?.extension ? deviceOf(phone, chosen) : undefined
  const isWanted = (device === 'browser' || device === 'simulated') && live?.state !== 'ended'

  useEffect(() => {
    if (!isWanted) return
    const claimed = claimPhone(setTab)
    setClaim(claimed)
    return () => claimed.release()
  }, [isWanted])

  const isOpen = isWanted && tab === 'mine'
  const socket = live?.socket
  useEffect(() => {
    if (!isOpen || !device || !socket) return
    let opened: PhonePort | undefined
    let isOver = false
    const open = async () => {
      const made = await openPort(device, socket)
      if (isOver) return void made.stop()
      opened = made
      setPort(made)
    }
    void open()
    const leave = () => void opened?.stop()
    addEventListener('pagehide', leave)
    return () => {
      isOver = true
      removeEventListener('pagehide', leave)
      setPort(undefined)
      void opened?.stop()
    }
  }, [isOpen, device, socket])

  // An exchange that was away when the telephone was opened has come back.
  const reachable = phone?.exchanges
    .filter(({ state }) => state === 'up')
    .map(({ name }) => name)
    .join()
  const known = useRef<string>(undefined)
  useEffect(() => {
    if (port && known.current !== undefined && known.current !== reachable) port.renew()
    if (port) known.current = reachable
  }, [port, reachable])

  const state = useSyncExternalStore(port?.subscribe ?? silent, port?.now ?? nobody)
  const isCutOff = isDead(state, phone)
  useEffect(() => {
    if (isCutOff) void port?.hangUp().catch(() => undefined)
  }, [isCutOff, port])
  const choose = useCallback((next: 'browser' | 'desk') => {
    localStorage.setItem(DEVICE, next)
    setChosen(next)
  }, [])
  return {
    port,
    state,
    device,
    choose,
    /** Another tab of this browser is the telephone. */
    isElsewhere: isWanted && tab === 'elsewhere',
    takeOver: () => claim?.takeOver(),
  }
}

/** Each kind of telephone is its own chunk: fetched only by whoever has one. */
async function openPort(device: Device, socket: LiveSocket): Promise<PhonePort> {
  if (device === 'simulated') {
    const [{ openSimulatedPhone }, { simulatedLine }] = await Promise.all([
      import('../../platform/phone/simulated-phone.ts'),
      import('./simulated-line.ts'),
    ])
    return openSimulatedPhone(simulatedLine(socket))
  }
  const { openJsSipPhone } = await import('../../platform/phone/jssip-phone.ts')
  return openJsSipPhone(() => api('POST /desk/phone/registration', { body: {} }))
}
