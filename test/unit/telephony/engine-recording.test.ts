import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  answeredBy,
  aStage,
  aTalk,
  aWaitingCaller,
  DIRECT_LINE,
  type Stage,
} from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage()
})
afterEach(() => stage.end())

describe('recording', () => {
  const record = (callRef: string, action: 'start' | 'pause' | 'resume' | 'stop') =>
    stage.order({ do: 'record', callRef, action })

  test('is told as ready with length and checksum when the talk has ended, and can be fetched and forgotten', async () => {
    const { caller } = await aTalk(stage)
    await stage.pass(20_000)
    caller.hangUp()
    await stage.pass(100)
    const { name, ms, bytes, sha256 } = stage.of('recording.ready')[0]!.data
    expect(ms).toBeGreaterThanOrEqual(20_000)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await stage.control.fetch(name))?.length).toBe(bytes)
    expect(await stage.order({ do: 'forget', name })).toEqual({ ok: true })
    expect(await stage.control.fetch(name)).toBeUndefined()
  })

  test('pauses while a secret is said and goes on, each told once the exchange has done it', async () => {
    const { callRef } = await aTalk(stage)
    expect(await record(callRef, 'pause')).toEqual({ ok: true })
    await record(callRef, 'pause')
    await record(callRef, 'resume')
    expect(stage.names().slice(-2)).toEqual(['recording.paused', 'recording.resumed'])
  })

  test('stops when asked to and begins again under another name', async () => {
    const { callRef } = await aTalk(stage)
    await record(callRef, 'stop')
    await stage.pass(100)
    expect(stage.of('recording.ready')).toHaveLength(1)
    expect(await record(callRef, 'pause')).toEqual({ ok: false, code: 'gone' })
    await record(callRef, 'start')
    expect(new Set(stage.of('recording.started').map(({ data }) => data.name)).size).toBe(2)
  })

  test('does not begin on a line that is not recorded', async () => {
    stage.changePlan({ lines: [] })
    await aTalk(stage)
    expect(stage.of('recording.started')).toEqual([])
  })

  test('does not begin when it was stopped before anybody answered', async () => {
    const caller = await aWaitingCaller(stage, '+886223979298', DIRECT_LINE)
    expect(await record(caller.callRef(), 'stop')).toEqual({ ok: true })
    await answeredBy(stage, caller.callRef(), '701')
    expect(stage.of('leg.established')).toHaveLength(1)
    expect(stage.of('recording.started')).toEqual([])
  })

  test('whose end was not told is found in the next rounds', async () => {
    const mend = stage.world.dropEvents(({ type }) => type === 'recorded')
    const { caller } = await aTalk(stage)
    await stage.pass(5_000)
    caller.hangUp()
    await stage.pass(61_000)
    mend()
    expect(stage.of('recording.ready')).toHaveLength(1)
  })
})
