import { describe, expect, test, vi } from 'vitest'
import { openSimulatedPhone } from '../../../client/platform/phone/simulated-phone.ts'
import { claimPhone } from '../../../client/platform/phone/tab.ts'
import type { SimulatedDeskPhone } from '../../../server/api.ts'

describe('of several tabs', () => {
  /** The browser's locks, as far as one lock goes. */
  function locks() {
    let holder: { end: (error: unknown) => void } | undefined
    const waiting: (() => void)[] = []
    return {
      request: ((_: string, options: LockOptions, work: (lock: Lock | null) => Promise<unknown>) =>
        new Promise((resolve, reject) => {
          const take = () => {
            const own = { end: reject }
            holder = own
            void Promise.resolve(work({ name: 'phone', mode: 'exclusive' })).then((value) => {
              if (holder === own) holder = undefined
              resolve(value)
              if (!holder) waiting.shift()?.()
            })
          }
          if (options.steal) {
            holder?.end(new DOMException('stolen', 'AbortError'))
            return take()
          }
          if (!holder) return take()
          if (options.ifAvailable) return resolve(work(null))
          waiting.push(take)
          options.signal?.addEventListener('abort', () => {
            waiting.splice(waiting.indexOf(take), 1)
            reject(new DOMException('given up', 'AbortError'))
          })
        })) as LockManager['request'],
    }
  }

  test('one is the telephone, and the next one takes over when it is closed', async () => {
    const shared = locks()
    const told: string[] = []
    const first = claimPhone((tab) => told.push(`first ${tab}`), shared)
    const second = claimPhone((tab) => told.push(`second ${tab}`), shared)
    expect(told).toEqual(['first asking', 'first mine', 'second asking', 'second elsewhere'])
    first.release()
    await vi.waitFor(() => expect(told.at(-1)).toBe('second mine'))
    second.release()
  })

  test('another one takes the telephone over where the agent wants it', async () => {
    const shared = locks()
    const told: string[] = []
    const first = claimPhone((tab) => told.push(`first ${tab}`), shared)
    const second = claimPhone((tab) => told.push(`second ${tab}`), shared)
    second.takeOver()
    await vi.waitFor(() => expect(told.slice(-2).toSorted()).toEqual(['first elsewhere', 'second mine']))
    first.release()
    second.release()
  })
})

describe('a simulated telephone', () => {
  const idle: SimulatedDeskPhone = {
    extension: '701',
    exchanges: [{ name: 'pbx-a', isRegistered: true }],
    call: null,
  }
  const ringing: SimulatedDeskPhone = {
    ...idle,
    call: {
      id: 'leg-1',
      exchange: 'pbx-a',
      callRef: 'c-1',
      state: 'ringing',
      number: '0912345678',
      name: '',
      isHeld: false,
      isMuted: false,
      since: '2026-11-23T02:00:00.000Z' as NonNullable<SimulatedDeskPhone['call']>['since'],
      pressed: '',
    },
  }

  test('shows what the simulation shows, does what a hand does, and says that it is one', async () => {
    const deeds: unknown[] = []
    let tell = () => {}
    let now = idle
    const port = openSimulatedPhone({
      keep: async () => now,
      look: async () => now,
      act: async (deed) => {
        deeds.push(deed)
        now = { ...ringing, call: { ...ringing.call!, state: 'talking' } }
        return now
      },
      leave: async () => deeds.push('leave'),
      onChange: (told) => {
        tell = told
        return () => undefined
      },
    })
    await vi.waitFor(() => expect(port.now().exchanges).toHaveLength(1))
    expect(port.now().exchanges[0]).toEqual({ name: 'pbx-a', registration: 'registered', isSimulated: true })
    now = ringing
    tell()
    await vi.waitFor(() => expect(port.now().session?.state).toBe('ringing'))
    await port.answer()
    expect(port.now().session?.state).toBe('talking')
    await port.hangUp()
    await port.stop()
    expect(deeds).toEqual([{ do: 'answer' }, { do: 'hang-up' }, 'leave'])
  })
})
