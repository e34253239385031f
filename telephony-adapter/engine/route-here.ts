import type { PlanAgent } from '../plan.ts'
import { customerOf, ringingDesks } from './call.ts'
import { callOf } from './devices.ts'
import type { Ground, RunningCall, Told } from './ground.ts'
import { befall } from './running.ts'

const LOOK_EVERY_MS = 1_000
const RING_MS = 15_000
/** Who did not answer, or has just talked, is left alone for so long. */
const REST_MS = 60_000
const AFTER_TALK_MS = 15_000
/** What the last plan cannot know yet: it is made now and then, and some seconds pass until the server counts as away. */
const NEWS_MS = 10_000
/** Waited so long, a call goes to anybody who is there. */
const ANYBODY_AFTER_MS = 30_000

/**
 * Distributes calls while the server is away, by the last plan: longest idle of those who know the system, the lowest
 * tier first. Whoever is ringing when it comes back goes on ringing; from then on its commands count.
 */
export function routeHere(ground: Ground) {
  let isAway = false
  let cancel = () => {}
  let isDue = false
  const asked = new Map<string, number>()
  const talked = new Map<string, number>()
  /** Who has talked lately, whoever decided it. */
  const hungUp = new Map<string, number>()

  function look() {
    isDue = false
    if (!isAway) return
    const waiting = [...ground.calls.values()]
      .filter(
        ({ state, link }) => state.phase === 'waiting' && ringingDesks(state).length === 0 && link.isInStep,
      )
      .filter(({ state }) => customerOf(state)?.clearing === null)
      .sort((a, b) => (a.state.readyAt ?? 0) - (b.state.readyAt ?? 0))
    for (const running of waiting) {
      const agent = bestFor(running)
      if (agent) offer(running, agent)
    }
  }

  function bestFor({ state, link }: RunningCall): PlanAgent | undefined {
    const now = ground.clock.now()
    const isAnybody = now - (state.readyAt ?? now) >= ANYBODY_AFTER_MS
    return (ground.plan()?.agents ?? [])
      .filter((agent) => agent.isReady || talked.has(agent.agentId) || hasWritten(agent, now))
      .filter(({ extension }) => link.devices.get(extension)?.registered === true)
      .filter(({ extension }) => !ground.links.some(({ devices }) => devices.get(extension)?.inUse))
      .filter(({ extension }) => !callOf(ground, extension))
      .filter(({ agentId }) => now - (asked.get(agentId) ?? 0) >= REST_MS)
      .filter(({ agentId }) => now - (talked.get(agentId) ?? 0) >= AFTER_TALK_MS)
      .filter(({ systemIds }) => isAnybody || state.systemId === null || systemIds.includes(state.systemId))
      .sort((a, b) => a.tier - b.tier || idleSince(a) - idleSince(b) || (a.agentId < b.agentId ? -1 : 1))[0]
  }

  const hasWritten = ({ writesUntil }: PlanAgent, now: number) =>
    typeof writesUntil === 'string' && Date.parse(writesUntil) <= now

  const idleSince = ({ agentId, idleSince: since }: PlanAgent) =>
    Math.max(Date.parse(since), talked.get(agentId) ?? 0)

  function offer(running: RunningCall, { agentId, extension }: PlanAgent) {
    asked.set(agentId, ground.clock.now())
    const { from } = running.state
    const command = { commandId: ground.newId(), do: 'offer', agentId, extension, ringMs: RING_MS } as const
    void befall(ground, running, {
      type: 'command',
      command: { ...command, callRef: running.state.callRef, shows: from ?? '' },
      routedHere: true,
    })
  }

  /** Keeps who talks now: they are free later, whatever the plan says. */
  function noteTalks() {
    const now = ground.clock.now()
    for (const { state } of ground.calls.values())
      for (const { agentId, side, state: leg } of state.legs)
        if (agentId && side === 'desk' && (leg === 'up' || leg === 'held')) {
          talked.set(agentId, now)
          asked.delete(agentId)
        }
  }

  /** After the step that made somebody wait or free, not within it. */
  ground.afterStep.add(() => {
    if (!isAway) return
    noteTalks()
    if (isDue) return
    isDue = true
    queueMicrotask(look)
  })

  const again = () => {
    cancel = ground.clock.after(LOOK_EVERY_MS, () => {
      look()
      again()
    })
  }
  return {
    /** Every event that is told. */
    note(event: Told) {
      if (event.type === 'leg.cleared' && event.data.agentId)
        hungUp.set(event.data.agentId, ground.clock.now())
    },
    /** Called once the server has been away for long enough to act, and when it is back. */
    serverIsAway(away: boolean) {
      if (away === isAway) return
      isAway = away
      cancel()
      if (!away) return
      asked.clear()
      // Of who hung up just now the plan says that they talk.
      for (const [agentId, at] of hungUp) if (ground.clock.now() - at <= NEWS_MS) talked.set(agentId, at)
      noteTalks()
      look()
      again()
    },
    close() {
      isAway = false
      cancel()
    },
  }
}
