import type { Done } from '../exchange.ts'
import type { Command, Result } from '../port.ts'
import { newCall } from './call.ts'
import { callOf, isThere } from './devices.ts'
import type { Ground, Link } from './ground.ts'
import type { Limits } from './limits.ts'
import { maybeDial } from './routes.ts'
import { befall, resultOf, takeUp } from './running.ts'

/** The first answer to a command is remembered so long. */
const REMEMBERED_MS = 15 * 60_000

const not = (code: Extract<Result, { ok: false }>['code']): Result => ({ ok: false, code })

/** Carries commands out, each once. */
export function ordersOf(ground: Ground, limits: Limits) {
  const answered = new Map<string, { at: number; result: Promise<Result> }>()
  return (command: Command): Promise<Result> => {
    const now = ground.clock.now()
    for (const [oldest, { at }] of answered) {
      if (now - at < REMEMBERED_MS) break
      answered.delete(oldest)
    }
    const known = answered.get(command.commandId)
    if (known) return known.result
    const result = carryOut(ground, limits, command).catch((err) => {
      ground.log.error({ err, do: command.do }, 'a command has failed')
      return not('unavailable')
    })
    answered.set(command.commandId, { at: now, result })
    return result
  }
}

async function carryOut(ground: Ground, limits: Limits, command: Command): Promise<Result> {
  switch (command.do) {
    case 'let-register': {
      const { extension, secret, kind } = command
      return everywhere(ground, ({ exchange }) => exchange.letRegister({ extension, secret, kind }))
    }
    case 'forget':
      return everywhere(ground, ({ exchange }) => forget(exchange, command.name))
    case 'dial':
      return dial(ground, limits, command)
    default: {
      const running = ground.calls.get(command.callRef)
      if (!running) return not('gone')
      if (!running.link.isInStep) return not('link-down')
      const extension = extensionIn(command)
      if (extension !== undefined) {
        const other = callOf(ground, extension)
        if (other && other !== running) return not('busy')
        if (!isThere(running.link, extension)) return not('unavailable')
      }
      return befall(ground, running, { type: 'command', command })
    }
  }
}

/** The phone that a command would ring. */
function extensionIn(command: Command): string | undefined {
  if (command.do === 'offer') return command.extension
  if (command.do === 'supervise') return command.mode === 'off' ? undefined : command.extension
  if (command.do === 'blind-transfer' || command.do === 'consult')
    return command.target.to === 'agent' ? command.target.extension : undefined
  return undefined
}

/** Asked of every exchange that answers. Done once is done. */
async function everywhere(ground: Ground, ask: (link: Link) => Promise<Done>): Promise<Result> {
  const links = ground.links.filter(({ state }) => state === 'up' || state === 'degraded')
  const failed: Done = { ok: false, code: 'failed' }
  const all = await Promise.all(links.map((link) => ask(link).catch(() => failed)))
  const first = all.find(({ ok }) => ok) ?? all.find((done) => !done.ok && done.code !== 'gone') ?? all[0]
  return first ? resultOf(first) : not('link-down')
}

async function forget(exchange: Link['exchange'], name: string): Promise<Done> {
  const done = await exchange.forgetRecording(name)
  return done.ok || done.code !== 'gone' ? done : exchange.forgetFax(name)
}

/** Rings the agent's phone at an exchange where it is registered, the first of the list before others. */
async function dial(
  ground: Ground,
  limits: Limits,
  command: Extract<Command, { do: 'dial' }>,
): Promise<Result> {
  const { extension, number, shows, ringMs, commandId, caseId, callbackId } = command
  const up = ground.links.filter(({ isInStep }) => isInStep)
  const link =
    up.find(({ devices }) => devices.get(extension)?.registered) ??
    up.find((each) => isThere(each, extension))
  if (up.length === 0) return not('link-down')
  if (!link) return not('unavailable')
  if (callOf(ground, extension)) return not('busy')
  const colleague = ground.plan()?.agents.find((agent) => agent.extension === number)
  if (colleague && callOf(ground, number)) return not('busy')
  if (!maybeDial(ground, limits, extension, number)) return not('not-allowed')
  const callRef = `${link.exchange.name}-${ground.newId()}`
  const state = newCall({
    ...{ callRef, direction: 'out', from: null, to: number, channel: 'phone', arrivedAt: ground.clock.now() },
    order: { commandId, caseId, callbackId },
    dial: { number, extension: colleague?.extension ?? null, shows, ringMs },
  })
  const result = await befall(ground, takeUp(ground, link, state), { type: 'command', command })
  return result.ok ? { ok: true, callRef } : result
}
