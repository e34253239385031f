import { describe, expect, test } from 'vitest'
import { timeLeft } from '../../../client/features/desk/offers/time-left.ts'
import { commandsOf, findCommands } from '../../../client/features/desk/palette/find-commands.ts'
import { shapeOf, wordOf } from '../../../client/features/desk/presence/presence.ts'
import { numberIn } from '../../../client/platform/case-number.ts'
import { withBadge } from '../../../client/platform/title.ts'
import type { Offer } from '../../../server/api.ts'

describe('an offer', () => {
  const offer = {
    madeAt: '2026-11-21T02:00:00.000Z',
    expiresAt: '2026-11-21T02:00:45.000Z',
  } as Pick<Offer, 'madeAt' | 'expiresAt'>
  const at = (time: string) => timeLeft(offer, Date.parse(`2026-11-21T${time}Z`))

  test('shows how long it may still be answered', () => {
    expect(at('02:00:00')).toEqual({ seconds: 45, percent: 100 })
    expect(at('02:00:36')).toEqual({ seconds: 9, percent: 20 })
    expect(at('02:00:45')).toEqual({ seconds: 0, percent: 0 })
  })

  test('is not hidden by a clock that is wrong, nor given more time than it has', () => {
    expect(at('01:50:00')).toEqual({ seconds: 45, percent: 100 })
    expect(at('02:30:00')).toEqual({ seconds: 0, percent: 0 })
  })
})

describe('the state of an agent', () => {
  const agent = { presence: 'ready', load: 1, capacity: 4 } as const

  test('is ready with room and with work in hand, and says so when there is no more room', () => {
    expect(wordOf({ ...agent, routingStatus: 'idle' })).toBe('ready')
    expect(wordOf({ ...agent, routingStatus: 'busy' })).toBe('ready')
    const full = { ...agent, load: 4, routingStatus: 'full' } as const
    expect(wordOf(full)).toBe('full')
    expect(shapeOf(full)).not.toBe(shapeOf({ ...agent, routingStatus: 'idle' }))
  })

  test('is ready while offers, not cases, take up the room', () => {
    expect(wordOf({ ...agent, load: 0, routingStatus: 'full' })).toBe('ready')
    expect(shapeOf({ ...agent, load: 0, routingStatus: 'full' })).toBe('ready')
  })

  test('away by choice is not taken for a lost connection', () => {
    expect(wordOf({ ...agent, presence: 'away', routingStatus: 'offline' })).toBe('away')
    expect(wordOf({ ...agent, routingStatus: 'offline' })).toBe('offline')
  })

  test('not responding is shown whatever else holds', () => {
    expect(wordOf({ ...agent, routingStatus: 'not-responding' })).toBe('not-responding')
  })
})

test('the tab counts what rings, once', () => {
  expect(withBadge('案件｜客服桌面', 3)).toBe('(3) 案件｜客服桌面')
  expect(withBadge('(3) 案件｜客服桌面', 2)).toBe('(2) 案件｜客服桌面')
  expect(withBadge('(2) 案件｜客服桌面', 0)).toBe('案件｜客服桌面')
})

describe('the command palette', () => {
  test('understands a case number as people say it', () => {
    expect(numberIn('115-000731', 115)).toBe('115-000731')
    expect(numberIn('731', 115)).toBe('115-000731')
    expect(numberIn('１１４－７３１', 115)).toBe('114-000731')
    expect(numberIn(' 115-731 ', 115)).toBe('115-000731')
  })

  test('takes nothing else for a number', () => {
    for (const typed of ['', '後送', '115-', '12345678', 'A123']) expect(numberIn(typed, 115)).toBeUndefined()
  })

  const nothing = () => undefined
  const commands = commandsOf(
    [
      { keys: 'Alt+KeyT', label: '移交', run: nothing },
      { keys: null, label: '後送', run: nothing },
      { keys: 'F1', label: '鍵盤快速鍵', run: nothing },
      { keys: 'Shift+Slash', label: '鍵盤快速鍵', run: nothing },
    ],
    (keys) => keys,
  )

  test('lists each action once, with its keys where it has any', () => {
    expect(commands.map(({ label, keys }) => [label, keys])).toEqual([
      ['移交', 'Alt+KeyT'],
      ['後送', undefined],
      ['鍵盤快速鍵', 'Shift+Slash'],
    ])
  })

  test('finds an action by any part of its name, whatever the width', () => {
    expect(findCommands(commands, '快速').map(({ label }) => label)).toEqual(['鍵盤快速鍵'])
    expect(findCommands(commands, '　').length).toBe(3)
  })
})
