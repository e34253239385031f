import { describe, expect } from 'vitest'
import { routeCallback } from '../../server/calls/acd/offer-callback.ts'
import { reconcileSnapshot } from '../../server/calls/follow/reconcile.ts'
import { isHeld, linesOf } from '../support/calls-follow.ts'
import { type CallCentre, DIRECT_LINE, inCallCentre } from '../support/calls-ground.ts'
import { toldCalls } from '../support/calls-told.ts'

const resumed = (centre: CallCentre, callRef: string) => centre.told('call.resumed', {}, { callRef })

/** What the board counts: how each wait ended; null: it goes on. */
const waits = async ({ db }: CallCentre) =>
  (await db.selectFrom('queueWaits').select('outcome').orderBy('enteredAt').execute()).map(
    ({ outcome }) => outcome,
  )
const callbacks = ({ db }: CallCentre) => db.selectFrom('callbacks').select('kind').execute()
const engaged = ({ db }: CallCentre) =>
  db.selectFrom('agentEngagements').select(['personId', 'kind']).execute()

describe('a call that was taken for lost and lives', () => {
  inCallCentre('goes on: its agent is on the call, and nobody calls the caller back', async ({ centre }) => {
    const { comes, answers, ends, apply, legOf } = toldCalls(centre)
    const agent = await centre.agent()
    const callRef = await comes()
    await answers(callRef, agent)
    centre.clock.advance({ seconds: 90 })
    await apply(
      centre.told('leg.cleared', { ...centre.legOf(agent), cause: 'lost', by: 'unknown' }, legOf(callRef)),
      centre.told('call.ended', { outcome: 'lost', by: 'unknown' }, { callRef }),
    )
    expect(await callbacks(centre)).toEqual([{ kind: 'lost' }])
    centre.clock.advance({ seconds: 20 })
    await apply(resumed(centre, callRef))
    const call = await centre.callOf(callRef)
    expect(call).toMatchObject({ state: 'talking', outcome: null, endedAt: null, agentId: agent.id })
    expect(await callbacks(centre)).toEqual([])
    expect(await engaged(centre)).toEqual([{ personId: agent.id, kind: 'on-call' }])
    expect(await waits(centre)).toEqual(['answered'])
    expect(await linesOf(centre, call.caseId!)).toContain('與交換機的連線恢復，通話並未中斷，不需回電')
    centre.clock.advance({ seconds: 60 })
    await ends(callRef)
    expect(await centre.callOf(callRef)).toMatchObject({ outcome: 'answered', talkMs: 170_000 })
    expect(await callbacks(centre)).toEqual([])
    expect(await waits(centre)).toEqual(['answered'])
  })

  inCallCentre(
    'and waited, waits on from where it began, and its case is no work yet',
    async ({ centre }) => {
      const { comes, ends, apply } = toldCalls(centre)
      const callRef = await comes()
      const before = await centre.callOf(callRef)
      await ends(callRef, 'lost')
      expect(await waits(centre)).toEqual(['lost'])
      await apply(resumed(centre, callRef), resumed(centre, callRef))
      const call = await centre.callOf(callRef)
      expect(call).toMatchObject({
        state: 'waiting',
        placeAt: before.placeAt,
        waitingSince: before.waitingSince,
      })
      expect(await waits(centre)).toEqual([null])
      expect(await isHeld(centre, call.caseId!)).toBe(true)
      expect((await centre.stored(call.caseId!)).title).toMatch(/^來電 /)
      await ends(callRef, 'abandoned')
      expect(await waits(centre)).toEqual(['abandoned'])
    },
  )

  inCallCentre('is owed a call all the same when it is lost again', async ({ centre }) => {
    const { comes, ends, apply } = toldCalls(centre)
    const callRef = await comes()
    await ends(callRef, 'lost')
    await apply(resumed(centre, callRef))
    await ends(callRef, 'lost')
    expect(await callbacks(centre)).toEqual([{ kind: 'lost' }])
    expect(await waits(centre)).toEqual(['lost'])
  })

  inCallCentre('keeps a call back that an agent has made already', async ({ centre }) => {
    const { comes, ends, apply } = toldCalls(centre)
    const callRef = await comes()
    await ends(callRef, 'lost')
    const due = await centre.db.selectFrom('callbacks').select(['id', 'number']).executeTakeFirstOrThrow()
    const agent = await centre.agent()
    const order = { commandId: 'c1', caseId: null, callbackId: due.id }
    await apply(
      centre.told(
        'call.originated',
        { to: due.number, extension: agent.extension!, order },
        { callRef: centre.nextRef() },
      ),
      resumed(centre, callRef),
    )
    expect(await callbacks(centre)).toEqual([{ kind: 'lost' }])
  })

  inCallCentre('frees the agent who was to be rung for calling back', async ({ centre }) => {
    const { comes, answers, ends, apply } = toldCalls(centre)
    const agent = await centre.agent()
    const callRef = await comes()
    await answers(callRef, agent)
    const other = await centre.agent()
    await ends(callRef, 'lost')
    const { id } = await centre.db.selectFrom('callbacks').select('id').executeTakeFirstOrThrow()
    expect(await routeCallback(centre.deps, id)).toBe(true)
    expect(await engaged(centre)).toContainEqual({ personId: other.id, kind: 'reserved' })
    await apply(resumed(centre, callRef))
    expect(await engaged(centre)).toEqual([{ personId: agent.id, kind: 'on-call' }])
  })

  inCallCentre('is found by looking, where nobody told of it', async ({ centre }) => {
    const { comes, ends } = toldCalls(centre)
    const callRef = await comes()
    await ends(callRef, 'lost')
    const look = () => {
      const at = centre.clock.now().toISOString()
      const up = { state: 'up' as const, isSimulated: false, since: at, phoneUrl: null }
      const call = { exchange: 'pbx-a', direction: 'in', from: '0912345678', to: DIRECT_LINE } as const
      return reconcileSnapshot(centre.deps, {
        ...{ seq: 0, at, devices: [], exchanges: [{ exchange: 'pbx-a', site: 'nantou', ...up }] },
        calls: [{ callRef, ...call, state: 'waiting', arrivedAt: at, readyAt: at, legs: [] }],
      })
    }
    centre.clock.advance({ seconds: 5 })
    await look()
    expect((await centre.callOf(callRef)).outcome).toBe('lost')
    centre.clock.advance({ seconds: 30 })
    await look()
    expect(await centre.callOf(callRef)).toMatchObject({ state: 'waiting', outcome: null })
    expect(await callbacks(centre)).toEqual([])
  })
})
