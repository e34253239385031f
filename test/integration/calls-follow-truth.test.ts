import { describe, expect } from 'vitest'
import { reconcileSnapshot } from '../../server/calls/follow/reconcile.ts'
import { sweepFollowed } from '../../server/calls/follow/sweep.ts'
import { transact } from '../../server/platform/database/database.ts'
import { holdCase } from '../../server/routing/engage.ts'
import type { LiveCall, Snapshot } from '../../telephony-adapter/port.ts'
import { type CallCentre, DIRECT_LINE, inCallCentre } from '../support/calls-ground.ts'
import { toldCalls } from '../support/calls-told.ts'

/** What lives at the exchanges now. */
function snapshotOf(centre: CallCentre, calls: LiveCall[] = []): Snapshot {
  const at = centre.clock.now().toISOString()
  const up = { state: 'up' as const, isSimulated: false, since: at, phoneUrl: null }
  return {
    ...{ seq: 0, at, calls, devices: [] },
    exchanges: [
      { exchange: 'pbx-a', site: 'nantou', ...up },
      { exchange: 'pbx-b', site: 'taipei', ...up },
    ],
  }
}

const liveCall = (centre: CallCentre, callRef: string, given: Partial<LiveCall> = {}): LiveCall => ({
  ...{ callRef, exchange: 'pbx-a', direction: 'in', from: '0912345678', to: DIRECT_LINE, state: 'waiting' },
  ...{ arrivedAt: centre.clock.now().toISOString(), readyAt: null, legs: [] },
  ...given,
})

describe('what lives at the exchanges', () => {
  inCallCentre(
    'ends a call here that they do not know for a minute, and frees its agent',
    async ({ centre }) => {
      const { comes, answers } = toldCalls(centre)
      const agent = await centre.agent()
      const callRef = await comes()
      await answers(callRef, agent)
      centre.clock.advance({ seconds: 30 })
      await reconcileSnapshot(centre.deps, snapshotOf(centre))
      expect((await centre.callOf(callRef)).state).toBe('talking')
      centre.clock.advance({ seconds: 31 })
      await reconcileSnapshot(centre.deps, snapshotOf(centre))
      const call = await centre.callOf(callRef)
      expect(call).toMatchObject({ state: 'ended', outcome: 'lost', certainty: 'reconstructed' })
      const kept = await centre.db.selectFrom('agentEngagements').select('kind').execute()
      expect(kept.map(({ kind }) => kind)).not.toContain('on-call')
      const open = await centre.db
        .selectFrom('callLegs')
        .select('legRef')
        .where('endedAt', 'is', null)
        .execute()
      expect(open).toEqual([])
    },
  )

  inCallCentre('keeps a call that lives there, however long nothing was told of it', async ({ centre }) => {
    const { comes } = toldCalls(centre)
    const callRef = await comes()
    for (let n = 0; n < 10; n++) {
      centre.clock.advance({ minutes: 1 })
      await reconcileSnapshot(centre.deps, snapshotOf(centre, [liveCall(centre, callRef)]))
    }
    expect((await centre.callOf(callRef)).endedAt).toBeNull()
  })

  inCallCentre(
    'opens a call that was never told, with its case, as far as it has come',
    async ({ centre }) => {
      const agent = await centre.agent()
      const callRef = centre.nextRef()
      const since = centre.clock.now().toISOString()
      const leg = { ...centre.legOf(agent), legRef: `leg-${callRef}-1`, state: 'up' as const, since }
      const there = liveCall(centre, callRef, { state: 'talking', readyAt: since, legs: [leg] })
      centre.clock.advance({ seconds: 20 })
      await reconcileSnapshot(centre.deps, snapshotOf(centre, [there]))
      await reconcileSnapshot(centre.deps, snapshotOf(centre, [there]))
      const call = await centre.callOf(callRef)
      expect(call).toMatchObject({ state: 'talking', agentId: agent.id, certainty: 'reconstructed' })
      expect(await centre.stored(call.caseId!)).toMatchObject({ ownerId: agent.id, status: 'in-progress' })
      expect(await centre.db.selectFrom('calls').select('id').execute()).toHaveLength(1)
    },
  )

  inCallCentre('waits for what was told a moment ago and is not applied yet', async ({ centre }) => {
    const callRef = centre.nextRef()
    await reconcileSnapshot(centre.deps, snapshotOf(centre, [liveCall(centre, callRef)]))
    expect(await centre.findCall(callRef)).toBeUndefined()
  })
})

describe('what calls leave behind', () => {
  inCallCentre('is let go: a case whose hold has run out is work again', async ({ centre }) => {
    const { id } = await centre.file()
    await transact(centre.db, (trx) => holdCase(trx, id, centre.clock.now()))
    centre.clock.advance({ seconds: 1 })
    await sweepFollowed(centre.deps)
    expect(await centre.db.selectFrom('caseHolds').selectAll().execute()).toEqual([])
    expect(await centre.emitted('case.queued', id)).toHaveLength(1)
  })

  inCallCentre('stays while its call lives', async ({ centre }) => {
    await toldCalls(centre).comes()
    await sweepFollowed(centre.deps)
    expect(await centre.db.selectFrom('caseHolds').selectAll().execute()).toHaveLength(1)
  })
})
