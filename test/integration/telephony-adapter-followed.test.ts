import { afterEach, describe, expect, vi } from 'vitest'
import { followTelephony } from '../../server/calls/follow/follow-telephony.ts'
import { telephonyLink } from '../../server/calls/follow/telephony-link.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Deps } from '../../server/platform/deps.ts'
import type { Telephony } from '../../telephony-adapter/port.ts'
import { remoteTelephony } from '../../telephony-adapter/remote/remote.ts'
import { unplugged } from '../../telephony-adapter/unplugged.ts'
import { ADAPTER_KEY, adapterHere, adapterServed } from '../support/adapter-ground.ts'
import { DIRECT_LINE, inCallCentre } from '../support/calls-ground.ts'
import { quietLog } from '../support/quiet-log.ts'
import { switchboard } from '../support/switchboard.ts'

const PATIENCE = { timeout: 12_000, interval: 20 }
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A server process, as far as the telephone is concerned, with a clock that goes. */
function process(deps: Pick<Deps, 'db' | 'log'>, telephony: Telephony) {
  const following = followTelephony({ ...deps, now: () => new Date(), telephony })
  closing.push(following.stop)
  return following
}
const cursorsOf = (db: Db) => db.selectFrom('telephonyCursors').select(['spoolId', 'seq']).execute()
const logOf = async (db: Db, spoolId: string) =>
  (
    await db.selectFrom('telephonyLog').select('seq').where('spoolId', '=', spoolId).orderBy('seq').execute()
  ).map(({ seq }) => Number(seq))

describe('the telephone, followed by servers', () => {
  inCallCentre('a call becomes a row with its case, and the cursor stands behind it', async ({ centre }) => {
    const { deps, findCall } = centre
    const { adapter, world, close } = await adapterHere()
    closing.push(close)
    process(deps, adapter)
    await vi.waitFor(() => expect(adapter.health().plan).not.toBeNull(), PATIENCE)
    const caller = world.dial({ to: DIRECT_LINE, from: '0912345678' })
    await vi.waitFor(
      async () => expect(await findCall(caller.callRef())).toMatchObject({ caseId: expect.any(String) }),
      PATIENCE,
    )
    await vi.waitFor(async () => {
      const { lastSeq, unacknowledged } = adapter.health().spool
      expect(unacknowledged).toBe(0)
      expect(await cursorsOf(deps.db)).toEqual([
        expect.objectContaining({ spoolId: await adapter.spoolId(), seq: lastSeq }),
      ])
    }, PATIENCE)
    expect(await telephonyLink({ db: deps.db, now: () => new Date(), telephony: adapter })).toMatchObject({
      state: 'up',
    })
  })

  inCallCentre(
    'of two processes one follows; when it ends the other goes on behind it',
    async ({ centre }) => {
      const { db } = centre.deps
      const { adapter, world, close } = await adapterHere()
      closing.push(close)
      const first = process(centre.deps, adapter)
      await vi.waitFor(() => expect(adapter.health().plan).not.toBeNull(), PATIENCE)
      process(centre.deps, adapter)
      const spoolId = await adapter.spoolId()
      const phonesKnown = (n: number) =>
        vi.waitFor(
          async () => expect(await db.selectFrom('phones').select('extension').execute()).toHaveLength(n),
          PATIENCE,
        )
      for (const extension of ['701', '702', '703']) world.phone(extension).register()
      await phonesKnown(3)
      await first.stop()
      for (const extension of ['704', '705', '706']) world.phone(extension).register()
      await phonesKnown(6)
      await vi.waitFor(async () => {
        const { lastSeq, unacknowledged } = adapter.health().spool
        expect(unacknowledged).toBe(0)
        expect(await logOf(db, spoolId)).toEqual(Array.from({ length: lastSeq }, (_, i) => i + 1))
      }, PATIENCE)
    },
  )

  inCallCentre('an adapter with another journal is followed from its beginning', async ({ centre }) => {
    const { db } = centre.deps
    const first = await adapterHere()
    closing.push(first.close)
    const second = await adapterHere()
    closing.push(second.close)
    let current: Telephony = first.adapter
    const said: Parameters<Telephony['follow']>[2][] = []
    // What a remote adapter does whose disk was replaced: the same address, another journal.
    const changing: Telephony = {
      ...first.adapter,
      spoolId: () => current.spoolId(),
      keepPlan: (plan) => current.keepPlan(plan),
      snapshot: () => current.snapshot(),
      follow(after, heard, onLink) {
        said.push(onLink)
        return current.follow(after, heard, onLink)
      },
    }
    process(centre.deps, changing)
    first.world.phone('701').register()
    await vi.waitFor(async () => expect(await cursorsOf(db)).toHaveLength(1), PATIENCE)
    current = second.adapter
    second.world.phone('702').register()
    said[0]?.('up')
    await vi.waitFor(async () => {
      expect((await cursorsOf(db)).map(({ spoolId }) => spoolId)).toContain(await second.adapter.spoolId())
      expect(second.adapter.health().spool.unacknowledged).toBe(0)
    }, PATIENCE)
  })

  inCallCentre('the link is down while the adapter is away, and up when it is back', async ({ centre }) => {
    const { db } = centre.deps
    const linkOf = async (telephony: Telephony) =>
      (await telephonyLink({ db, now: () => new Date(), telephony })).state
    const served = await adapterServed()
    closing.push(served.close)
    const line = await switchboard(served.url)
    closing.push(line.close)
    const telephony = remoteTelephony({ url: line.url, key: ADAPTER_KEY, log: quietLog })
    closing.push(telephony.close)
    process(centre.deps, telephony)
    const becomes = (state: string) =>
      vi.waitFor(async () => expect(await linkOf(telephony)).toBe(state), PATIENCE)
    await becomes('up')
    line.cut()
    await becomes('down')
    line.mend()
    await becomes('up')
    expect(await linkOf(unplugged)).toBe('off')
  })

  inCallCentre('a link that nobody speaks for is down', async ({ centre }) => {
    const { db } = centre.deps
    const { adapter, close } = await adapterHere()
    closing.push(close)
    const following = process(centre.deps, adapter)
    const link = (now: Date) => telephonyLink({ db, now: () => now, telephony: adapter })
    await vi.waitFor(async () => expect((await link(new Date())).state).toBe('up'), PATIENCE)
    await following.stop()
    expect((await link(new Date(Date.now() + 16_000))).state).toBe('down')
  })
})
