import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExchangeEvent } from '../../../telephony-adapter/exchange.ts'
import type { Command } from '../../../telephony-adapter/port.ts'
import { type Fate, type Recorded, replay } from '../../support/telephony-replay.ts'
import {
  answeredBy,
  aPlan,
  aStage,
  aTalk,
  aWaitingCaller,
  HELP_LINE,
  offerTo,
  type Stage,
} from '../../support/telephony-stage.ts'

const plan = aPlan()
const by701 = { agentId: 'agent-701' }
const to801 = { to: 'agent', agentId: 'agent-801', extension: '801' } as const

/** What happens in one call, as people at both ends make it happen. */
const STORIES: Record<string, (stage: Stage) => Promise<unknown>> = {
  async 'chosen in the menu, talked, asked for the score'(stage) {
    const caller = stage.world.dial({ to: HELP_LINE, from: '+886223979298' })
    await stage.pass(9_500)
    caller.press('1')
    await stage.pass(50)
    await answeredBy(stage, caller.callRef(), '701')
    await stage.pass(15_000)
    stage.world.phone('701').hangUp()
    await stage.pass(3_100)
    caller.press('1')
    await stage.pass(3_100)
    caller.press('5')
    await stage.pass(4_000)
  },
  async 'not answered by the first, answered by the second, the caller hangs up'(stage) {
    const caller = await aWaitingCaller(stage)
    await stage.order(offerTo(caller.callRef(), '701'))
    await stage.pass(500)
    stage.world.phone('701').decline()
    await stage.pass(100)
    await answeredBy(stage, caller.callRef(), '702')
    await stage.pass(5_000)
    caller.hangUp()
  },
  async 'hung up while it rings'(stage) {
    const caller = await aWaitingCaller(stage)
    await stage.order(offerTo(caller.callRef(), '701'))
    await stage.pass(500)
    caller.hangUp()
  },
  async 'handed over after asking'(stage) {
    const { callRef } = await aTalk(stage)
    await stage.order({ do: 'consult', callRef, ...by701, target: to801, ringMs: 20_000 })
    await stage.pass(100)
    stage.world.phone('801').answer()
    await stage.pass(1_000)
    await stage.order({ do: 'complete-transfer', callRef, ...by701 })
    await stage.pass(2_000)
    stage.world.phone('801').hangUp()
    await stage.pass(5_000)
  },
  async 'held at the phone, then the three of them, left one by one'(stage) {
    const { caller, callRef, phone } = await aTalk(stage)
    phone.hold()
    await stage.pass(500)
    phone.retrieve()
    await stage.pass(500)
    await stage.order({ do: 'consult', callRef, ...by701, target: to801, ringMs: 20_000 })
    await stage.pass(100)
    stage.world.phone('801').answer()
    await stage.pass(1_000)
    await stage.order({ do: 'conference', callRef, ...by701 })
    await stage.pass(500)
    phone.hangUp()
    await stage.pass(500)
    caller.hangUp()
  },
  async 'sent on to the other site'(stage) {
    const { callRef } = await aTalk(stage)
    await stage.order({ do: 'blind-transfer', callRef, ...by701, target: to801, ringMs: 20_000 })
    await stage.pass(500)
    stage.world.phone('801').answer()
    await stage.pass(2_000)
    stage.world.phone('801').hangUp()
    await stage.pass(5_000)
  },
  async 'the agent’s phone dies and another one goes on'(stage) {
    const { caller, callRef, phone } = await aTalk(stage)
    phone.vanish()
    await stage.pass(31_000)
    await answeredBy(stage, callRef, '702')
    await stage.pass(1_000)
    caller.hangUp()
  },
}

/** Plays a story on an exchange that behaves and writes down what it tells. */
async function recordStory(story: (stage: Stage) => Promise<unknown>): Promise<Recorded> {
  const recorded: Recorded = []
  const told = (event: ExchangeEvent) => {
    if (event.type !== 'link' && event.type !== 'device' && event.type !== 'recorded')
      recorded.push({ event })
  }
  const stage = await aStage({
    plan,
    overhears: told,
    ordered: (command: Command) => recorded.push({ command }),
  })
  await story(stage)
  await stage.pass(1_000)
  expect(stage.live()).toEqual([])
  await stage.end()
  return recorded
}

const fate = (ofLoss: number) =>
  fc.record<Fate>({
    later: fc.nat({ max: 6 }),
    twice: fc.boolean(),
    lost: fc.integer({ min: 0, max: 99 }).map((n) => n < ofLoss),
  })

describe('the recorded events of a call', () => {
  let recorded: Map<string, Recorded>
  beforeAll(async () => {
    recorded = new Map()
    for (const [name, story] of Object.entries(STORIES)) recorded.set(name, await recordStory(story))
  })

  const endsOf = (told: { type: string; data: unknown }[]) =>
    told.filter(({ type }) => type === 'call.ended').map(({ data }) => (data as { outcome: string }).outcome)
  const legsOf = (told: { type: string; legRef: string | null }[], types: RegExp) =>
    told.filter(({ type, legRef }) => legRef && types.test(type)).map(({ legRef }) => legRef)

  test.each(Object.keys(STORIES))(
    '%s: late between channels and twice, they lead to the same end',
    (name) => {
      const story = recorded.get(name)!
      const plain = replay(story, plan, [])
      expect(plain.state.phase).toBe('over')
      fc.assert(
        fc.property(fc.array(fate(0), { minLength: story.length, maxLength: story.length }), (fates) => {
          const { state, told } = replay(story, plan, fates)
          expect(state).toMatchObject({
            phase: 'over',
            legs: [],
            ears: [],
            bridges: [],
            outcome: plain.state.outcome,
          })
          expect(endsOf(told)).toEqual(endsOf(plain.told))
          expect(told.at(-1)?.type).toBe('call.ended')
          expect(legsOf(told, /^leg\.(failed|cleared)/).sort()).toEqual(
            legsOf(plain.told, /^leg\.(failed|cleared)/).sort(),
          )
        }),
        { numRuns: 30 },
      )
    },
  )

  test.each(Object.keys(STORIES))(
    '%s: whatever of it is lost, it ends once and nobody stays busy',
    (name) => {
      const story = recorded.get(name)!
      fc.assert(
        fc.property(fc.array(fate(30), { minLength: story.length, maxLength: story.length }), (fates) => {
          const { state, told } = replay(story, plan, fates)
          expect(state).toMatchObject({ phase: 'over', legs: [], ears: [], bridges: [] })
          expect(endsOf(told)).toHaveLength(1)
          const begun = new Set(legsOf(told, /^leg\.(alerting|established)/))
          const ended = legsOf(told, /^leg\.(failed|cleared)/)
          expect(new Set(ended).size).toBe(ended.length)
          for (const legRef of begun) expect(ended).toContain(legRef)
        }),
        { numRuns: 30 },
      )
    },
  )
})

describe('a bad day of a whole exchange', () => {
  let stage: Stage | undefined
  afterAll(() => stage?.end())

  const deed = fc.record({
    do: fc.constantFrom(
      'call',
      'call',
      'offer',
      'offer',
      'answer',
      'answer',
      'hang up',
      'leave',
      'consult',
      'complete',
      'blind',
      'dial',
      'cut',
      'hold',
      'digit',
    ),
    who: fc.nat({ max: 2 }),
    ms: fc.nat({ max: 4_000 }),
  })

  test('events late, twice and never, links cut: every call ends once, and no phone, leg or bridge is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 30 }),
        fc.nat({ max: 30 }),
        async (deeds, losses) => {
          stage = await aStage({ plan: aPlan({ mostCallsPerMinute: 100 }) })
          const { world } = stage
          world.duplicateEvents(0.3)
          world.reorderEvents(300)
          let count = 0
          const mend = world.dropEvents(({ type }) => {
            count += losses
            return type !== 'link' && count % 100 < losses
          })
          const callers = []
          const extensions = ['701', '702', '801']
          for (const { do: what, who, ms } of deeds) {
            const phone = world.phone(extensions[who]!)
            const caller = callers[who % Math.max(1, callers.length)]
            const callRef = caller?.callRef() ?? ''
            const agentId = `agent-${phone.extension}`
            const target = { to: 'agent', agentId: 'agent-801', extension: '801' } as const
            if (what === 'call')
              callers.push(world.dial({ to: who === 0 ? HELP_LINE : '5002', from: `+88691200000${who}` }))
            if (what === 'offer') await stage.order(offerTo(callRef, phone.extension))
            if (what === 'answer') phone.answer()
            if (what === 'hang up') (who === 0 ? phone : caller)?.hangUp()
            if (what === 'leave') await stage.order({ do: 'leave', callRef, agentId })
            if (what === 'hold') phone.hold()
            if (what === 'digit') caller?.press('1')
            if (what === 'consult')
              await stage.order({ do: 'consult', callRef, agentId, target, ringMs: 5_000 })
            if (what === 'complete') await stage.order({ do: 'complete-transfer', callRef, agentId })
            if (what === 'blind')
              await stage.order({ do: 'blind-transfer', callRef, agentId, target, ringMs: 5_000 })
            if (what === 'dial') phone.dial('0223971111')
            if (what === 'cut') world.cutLink()
            await stage.pass(ms)
            if (what === 'cut') world.mendLink()
          }
          for (const caller of callers) caller.hangUp()
          // A phone has two lines.
          for (let line = 0; line < 2; line++) {
            for (const extension of extensions) world.phone(extension).hangUp()
            await stage.pass(1_000)
          }
          await stage.pass(10_000)
          mend()
          await stage.pass(200_000)

          expect(stage.live()).toEqual([])
          const truth = await stage.truth()
          expect([truth.channels, truth.bridges, truth.recordings]).toEqual([[], [], []])
          expect(truth.devices.filter(({ inUse }) => inUse)).toEqual([])
          const devices = stage.control.snapshot().devices
          expect(devices.filter(({ inUse }) => inUse)).toEqual([])
          const begun = stage.told.filter(({ type }) => type === 'call.offered' || type === 'call.originated')
          const ended = stage.of('call.ended').map(({ callRef }) => callRef)
          expect(ended.toSorted()).toEqual(begun.map(({ callRef }) => callRef).toSorted())
          const legs = stage.told.filter(({ type }) => type === 'leg.alerting' || type === 'leg.established')
          const over = stage.told
            .filter(({ type }) => type === 'leg.failed' || type === 'leg.cleared')
            .map(({ legRef }) => legRef)
          expect(new Set(over).size).toBe(over.length)
          for (const { legRef } of legs) expect(over).toContain(legRef)
          await stage.end()
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)
})
