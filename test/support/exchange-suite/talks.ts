import { expect, test } from 'vitest'
import { accepted, nextId, registered, talking, until } from './ground.ts'
import type { Ground } from './world.ts'

/** Two people in a bridge, and what is done to their talk. */
export function peopleTalk(there: () => Ground) {
  const extension = () => there().world.extensions[0]!

  test('caller and agent hear each other; when the agent hangs up the caller stays', async () => {
    const { seen } = there()
    const { phone, caller, legId, bridgeId, channelId } = await talking(there(), extension())
    await until(() => phone.hears())
    await until(() => caller.hears())
    await phone.hangUp()
    const gone = await seen.first('gone', (event) => event.channelId === legId)
    expect(gone).toMatchObject({ cause: 'normal', bySystem: false })
    await seen.first('parted', (event) => event.bridgeId === bridgeId && event.channelId === legId)
    await caller.press('1')
    await seen.first('digit', (event) => event.channelId === channelId && event.digit === '1')
  })

  test('the snapshot says who is in which bridge', async () => {
    const { exchange } = there()
    const { legId, bridgeId, channelId } = await talking(there(), extension())
    const { bridges, channels } = await exchange.snapshot()
    expect(
      bridges.map(({ channelIds, ...rest }) => ({ ...rest, channelIds: channelIds.toSorted() })),
    ).toEqual([{ bridgeId, channelIds: [channelId, legId].toSorted() }])
    expect(channels.map((channel) => channel.bridgeId)).toEqual([bridgeId, bridgeId])
  })

  test('making a bridge and joining it twice does no harm', async () => {
    const { exchange } = there()
    const { legId, bridgeId } = await talking(there(), extension())
    await accepted(exchange.makeBridge(bridgeId))
    await accepted(exchange.join(bridgeId, legId))
    expect((await exchange.snapshot()).bridges[0]?.channelIds).toHaveLength(2)
  })

  test('somebody who is taken out of the bridge is parted and still there', async () => {
    const { exchange, seen } = there()
    const { caller, channelId, bridgeId } = await talking(there(), extension())
    await accepted(exchange.part(bridgeId, channelId))
    await seen.first('parted', (event) => event.channelId === channelId)
    expect(caller.state()).toBe('talking')
    await accepted(exchange.endBridge(bridgeId))
    await until(async () => (await exchange.snapshot()).bridges.length === 0)
  })

  test('the hold key of the phone is told, and its release', async () => {
    const { seen } = there()
    const { phone, legId } = await talking(there(), extension())
    await phone.hold()
    await seen.first('held', (event) => event.channelId === legId)
    await phone.unhold()
    await seen.first('unheld', (event) => event.channelId === legId)
  })

  test('somebody who is muted both ways hears nothing until unmuted', async () => {
    const { exchange } = there()
    const { caller, channelId } = await talking(there(), extension())
    await until(() => caller.hears())
    await accepted(exchange.mute(channelId, 'both', true))
    await accepted(exchange.mute(channelId, 'both', false))
    await until(() => caller.hears())
  })

  test('digits are sent to the other side', async () => {
    const { exchange } = there()
    const { phone, legId } = await talking(there(), extension())
    await accepted(exchange.dtmf(legId, '42#'))
    await until(() => phone.heardDigits() === '42#')
  })

  test('a talk is recorded as WAV, with pauses, until it is forgotten', async () => {
    const { exchange, seen } = there()
    const { bridgeId, caller } = await talking(there(), extension())
    const name = nextId('rec')
    await accepted(exchange.record(bridgeId, name))
    expect((await exchange.snapshot()).recordings).toEqual([name])
    await until(() => caller.hears())
    await accepted(exchange.pauseRecording(name, true))
    await accepted(exchange.pauseRecording(name, false))
    await accepted(exchange.stopRecording(name))
    const recorded = await seen.first('recorded', (event) => event.name === name)
    expect(recorded.failed).toBeNull()
    const wav = await exchange.fetchRecording(name)
    expect(wav?.subarray(0, 4).toString('latin1')).toBe('RIFF')
    expect(wav?.subarray(8, 12).toString('latin1')).toBe('WAVE')
    await accepted(exchange.forgetRecording(name))
    expect(await exchange.fetchRecording(name)).toBeUndefined()
  })

  test('a recording ends with its bridge and can still be fetched', async () => {
    const { exchange, seen } = there()
    const { bridgeId } = await talking(there(), extension())
    const name = nextId('rec')
    await accepted(exchange.record(bridgeId, name))
    await accepted(exchange.endBridge(bridgeId))
    await seen.first('recorded', (event) => event.name === name)
    expect(await exchange.fetchRecording(name)).toBeDefined()
    await accepted(exchange.forgetRecording(name))
  })

  test('a supervisor listens through an ear of its own, and whispers through a mouth', async () => {
    const { exchange, seen, world } = there()
    const { legId, callRef } = await talking(there(), extension())
    const supervisor = await registered(there(), world.extensions[1]!)
    for (const whispers of [false, true]) {
      const ear = nextId('ear')
      await accepted(
        exchange.snoop({ channelId: ear, on: legId, whispers, callRef, marks: { role: 'supervisor' } }),
      )
      await seen.first('entered', ({ channelId }) => channelId === ear)
      const state = (await exchange.snapshot()).channels.find(({ channelId }) => channelId === ear)
      expect(state).toMatchObject({ callRef, marks: { role: 'supervisor' } })
      await accepted(exchange.hangUp(ear, 'normal'))
      await seen.first('gone', ({ channelId }) => channelId === ear)
    }
    await supervisor.turnOff()
  })

  test('a call that the phone itself sends on is told, and the caller stays ours', async () => {
    const { exchange, seen, world } = there()
    const { phone, caller, legId, channelId } = await talking(there(), extension())
    await phone.sendOn(world.extensions[1]!)
    const sent = await seen.first('sent-on-by-phone')
    expect(sent).toMatchObject({ kind: 'blind', channelId: legId, to: world.extensions[1] })
    await seen.first('gone', (event) => event.channelId === legId)
    const left = (await exchange.snapshot()).channels.find((channel) => channel.channelId === channelId)
    expect(left?.isOurs).toBe(true)
    expect(caller.state()).toBe('talking')
  })

  test('a call that the phone sends on after asking is told with whom it asked', async () => {
    const { exchange, seen, world } = there()
    const { phone, legId } = await talking(there(), extension())
    seen.mark()
    const asking = phone.sendOnAfterAsking(world.extensions[1]!)
    const asked = await seen.first('arrived', ({ dialledBy }) => dialledBy === extension())
    await accepted(exchange.answer(asked.channel.channelId))
    await (await asking).complete()
    const sent = await seen.first('sent-on-by-phone')
    expect(sent).toMatchObject({ kind: 'attended', channelId: legId, to: world.extensions[1] })
  })
}
