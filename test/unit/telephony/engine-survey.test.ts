import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aStage, aTalk, type Stage } from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage()
})
afterEach(() => stage.end())

const QUESTION_MS = 3_050
const answers = () => stage.of('survey.answered').map(({ data }) => data)

/** The agent has hung up after a talk of so long; the caller hears the first question. */
async function agentHangsUp(talkMs = 15_000, before?: (callRef: string) => Promise<unknown>) {
  const talk = await aTalk(stage)
  await stage.pass(talkMs)
  await before?.(talk.callRef)
  talk.phone.hangUp()
  await stage.pass(QUESTION_MS)
  return talk
}
const says = (caller: { heard(): readonly object[] }) =>
  caller.heard().flatMap((each) => ('sound' in each ? [(each.sound as { prompt: string }).prompt] : []))

describe('after the talk', () => {
  test('the caller who agrees and gives a score is thanked; the agent is free from the beginning', async () => {
    const { caller, phone } = await agentHangsUp()
    expect(phone.state()).toBe('idle')
    expect(stage.live()).toMatchObject([{ state: 'survey' }])
    caller.press('1')
    await stage.pass(QUESTION_MS)
    caller.press('4')
    await stage.pass(4_000)
    expect(answers()).toEqual([{ consent: true, score: 4 }])
    expect(says(caller)).toEqual(['survey-consent', 'survey-question', 'survey-thanks'])
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'answered', by: 'agent' })
    const order = stage.names()
    expect(order.indexOf('leg.cleared')).toBeLessThan(order.indexOf('survey.asked'))
  })

  test('a refusal is kept as one, and no question is asked', async () => {
    const { caller } = await agentHangsUp()
    caller.press('2')
    await stage.pass(4_000)
    expect(answers()).toEqual([{ consent: false, score: null }])
    expect(says(caller)).toEqual(['survey-consent', 'survey-refused'])
  })

  test('whoever says nothing is asked once more, and then has not agreed', async () => {
    const { caller } = await agentHangsUp()
    await stage.pass(8_100 + QUESTION_MS + 8_100)
    expect(answers()).toEqual([{ consent: false, score: null }])
    expect(says(caller).slice(0, 2)).toEqual(['survey-consent', 'survey-consent'])
  })

  test('a digit that is no score is asked about once; then there is none', async () => {
    const { caller } = await agentHangsUp()
    caller.press('1')
    await stage.pass(QUESTION_MS)
    caller.press('9')
    await stage.pass(2 * QUESTION_MS)
    expect(answers()).toEqual([])
    caller.press('8')
    await stage.pass(100)
    expect(answers()).toEqual([{ consent: true, score: null }])
  })

  test('who hangs up before agreeing has refused, after agreeing has given no score', async () => {
    const first = await agentHangsUp()
    first.caller.hangUp()
    await stage.pass(50)
    const second = await agentHangsUp()
    second.caller.press('1')
    await stage.pass(100)
    second.caller.hangUp()
    await stage.pass(50)
    expect(answers()).toEqual([
      { consent: false, score: null },
      { consent: true, score: null },
    ])
    expect(stage.of('call.ended').map(({ data }) => data.outcome)).toEqual(['answered', 'answered'])
  })

  test('nobody is asked after a talk too short to judge', async () => {
    const { caller } = await agentHangsUp(5_000)
    expect(stage.of('survey.asked')).toEqual([])
    expect(says(caller)).toEqual(['goodbye'])
  })

  test('nobody is asked who hung up first', async () => {
    const { caller } = await aTalk(stage)
    await stage.pass(15_000)
    caller.hangUp()
    await stage.pass(100)
    expect(stage.of('survey.asked')).toEqual([])
  })

  test('the server can say no to it for this call, and yes where the plan says no', async () => {
    const off = (isOn: boolean) => (callRef: string) => stage.order({ do: 'survey-after', callRef, isOn })
    await agentHangsUp(15_000, off(false))
    await stage.pass(5_000)
    expect(stage.of('survey.asked')).toHaveLength(0)
    stage.changePlan({ survey: { isOn: false, leastTalkMs: 10_000, answerWithinMs: 8_000 } })
    await agentHangsUp(15_000, off(true))
    expect(stage.of('survey.asked')).toHaveLength(1)
  })
})
