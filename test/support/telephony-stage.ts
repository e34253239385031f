import { type CallControl, callControl } from '../../telephony-adapter/engine/control.ts'
import type { Told } from '../../telephony-adapter/engine/ground.ts'
import type { OpenCall } from '../../telephony-adapter/engine/open-calls.ts'
import type { Exchange, ExchangeEvent } from '../../telephony-adapter/exchange.ts'
import type { Line, Plan } from '../../telephony-adapter/plan.ts'
import type { Command, EventName, Result } from '../../telephony-adapter/port.ts'
import { simulatedExchange } from '../../telephony-adapter/simulator/exchange.ts'
import { virtualClock } from '../../telephony-adapter/simulator/virtual-clock.ts'
import { quietLog } from './quiet-log.ts'

export const HELP_LINE = '5000'
export const DIRECT_LINE = '5002'
export const FAX_LINE = '5009'
export const CLOSED_LINE = '5003'

const OPEN: [string, string][] = [['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z']]

const line = (number: string, changes: Partial<Line> = {}): Line => ({
  ...{ number, kind: 'voice', name: '客服專線', language: 'zh-TW', open: OPEN, closed: ['closed'] },
  ...{ opening: [], menu: null, defaultSystemId: 1, records: true },
  ...changes,
})

const AGENTS = [
  { agentId: 'agent-701', extension: '701', site: 'nantou', tier: 1, systemIds: [1, 2] },
  { agentId: 'agent-702', extension: '702', site: 'nantou', tier: 1, systemIds: [1, 2] },
  { agentId: 'agent-801', extension: '801', site: 'taipei', tier: 2, systemIds: [3] },
]

/** What the adapter goes by in these tests, but for what a test says. */
export function aPlan(changes: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    madeAt: '2026-11-23T00:00:00Z',
    lines: [
      line(HELP_LINE, {
        opening: ['greeting', 'recording-notice'],
        menu: {
          prompt: 'menu',
          choices: {
            '1': { to: 'system', systemId: 1 },
            '3': { to: 'system', systemId: 3 },
            '9': { to: 'operator' },
            '*': { to: 'again' },
          },
          timeoutMs: 5_000,
          mostTries: 3,
        },
      }),
      line(DIRECT_LINE),
      line(CLOSED_LINE, { open: [] }),
      line(FAX_LINE, { kind: 'fax', name: '客服傳真' }),
    ],
    agents: AGENTS.map((agent, n) => ({
      ...agent,
      name: `值機員 ${agent.extension}`,
      isReady: true,
      idleSince: `2026-11-23T00:0${n}:00Z`,
    })),
    prompts: {},
    waiting: { informEveryMs: 60_000, offerCallBackAfterMs: 60_000, mostMs: 600_000 },
    survey: { isOn: true, leastTalkMs: 10_000, answerWithinMs: 8_000 },
    officeNumber: null,
    dialling: { allow: ['+8862', '+8869'], deny: ['+886204'], perAgentAndHour: 3 },
    mostCallsPerMinute: 5,
    ...changes,
  }
}

export type Stage = Awaited<ReturnType<typeof aStage>>

/** Call control over simulated exchanges, phones at both, a clock that the test moves, and everything that is told. */
export async function aStage({
  plan = aPlan(),
  names = ['pbx-a'],
  overhears,
  ordered,
}: {
  plan?: Plan | undefined
  names?: string[]
  /** Hears every event of an exchange as call control does. */
  overhears?: (event: ExchangeEvent) => void
  /** Hears every command that was taken. */
  ordered?: (command: Command) => void
} = {}) {
  const clock = virtualClock()
  const simulated = names.map((name, n) =>
    simulatedExchange({ name, site: n === 0 ? 'nantou' : 'taipei', clock, seed: 7 + n }),
  )
  const worlds = simulated.map(({ world }) => world)
  for (const world of worlds) for (const { extension } of AGENTS) world.phone(extension).register()
  const told: Told[] = []
  let now: Plan | undefined = plan
  let commands = 0
  let ids = 0
  let open: OpenCall[] = []

  const begin = (exchanges: readonly Exchange[]): CallControl =>
    callControl({
      ...{ exchanges, clock, log: quietLog, openBefore: open },
      plan: () => now,
      newId: () => `id${String(++ids).padStart(6, '0')}`,
      tell: (event) => told.push(structuredClone(event)),
    })
  let exchanges = simulated.map(({ exchange }): Exchange => {
    if (!overhears) return exchange
    const start: Exchange['start'] = (listener) =>
      exchange.start((event) => {
        overhears(structuredClone(event))
        listener(event)
      })
    return { ...exchange, start }
  })
  let control = begin(exchanges)
  await control.start()
  await clock.pass(100)

  const world = worlds[0]!
  return {
    clock,
    worlds,
    world,
    told,
    pass: clock.pass,
    get control() {
      return control
    },
    changePlan(changes: Partial<Plan> | undefined) {
      now = changes && { ...plan, ...changes }
    },
    /** The process is gone at once and another one begins, with what it was told of calls before. */
    async restart(known: OpenCall[], meanwhile: () => Promise<void> | void = () => {}) {
      await control.close()
      await meanwhile()
      open = known
      exchanges = worlds.map((each) => each.anotherAdapter())
      control = begin(exchanges)
      await control.start()
      await clock.pass(400)
    },
    /** As the server would: each with an id of its own. */
    async order(command: Unnamed): Promise<Result> {
      const named = { commandId: `command-${++commands}`, ...command } as Command
      const result = control.order(named)
      ordered?.(named)
      await clock.pass(20)
      return result
    },
    names: (callRef?: string): EventName[] =>
      told
        .filter((event) => event.callRef !== null && (!callRef || event.callRef === callRef))
        .map(({ type }) => type),
    of: <Name extends EventName>(type: Name) =>
      told.filter((event): event is Extract<Told, { type: Name }> => event.type === type),
    /** What the exchange itself says. */
    truth: (n = 0) => exchanges[n]!.snapshot(),
    live: () => control.snapshot().calls,
    forget: () => told.splice(0),
    async end() {
      await control.close()
      for (const each of worlds) each.end()
    },
  }
}
type Without<T> = T extends unknown ? Omit<T, 'commandId'> : never
export type Unnamed = Without<Command>

/** Somebody who called the direct line and waits. */
export async function aWaitingCaller(stage: Stage, from = '+886223979298', to = DIRECT_LINE) {
  const caller = stage.world.dial({ to, from })
  await stage.pass(50)
  return caller
}

/** An agent talks with a caller. */
export async function aTalk(stage: Stage, extension = '701', to = DIRECT_LINE) {
  const caller = await aWaitingCaller(stage, '+886223979298', to)
  await answeredBy(stage, caller.callRef(), extension)
  return { caller, callRef: caller.callRef(), phone: stage.world.phone(extension) }
}

export async function answeredBy(stage: Stage, callRef: string, extension: string) {
  await stage.order(offerTo(callRef, extension))
  await stage.pass(100)
  stage.world.phone(extension).answer()
  await stage.pass(100)
}

export const offerTo = (callRef: string, extension: string) =>
  ({
    do: 'offer',
    callRef,
    agentId: `agent-${extension}`,
    extension,
    ringMs: 20_000,
    shows: '王小明',
  }) as const
