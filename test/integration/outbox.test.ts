import { sql } from 'kysely'
import { Type } from 'typebox'
import { expect, vi } from 'vitest'
import { onCommit, transact } from '../../server/platform/database/database.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { eventOf } from '../../server/platform/events/event.ts'
import { deliverEvents, deliveredOnce, emit } from '../../server/platform/events/outbox.ts'
import { type Reaction, when } from '../../server/platform/events/reaction.ts'
import type { Queue } from '../../server/platform/queue/port.ts'
import { testAlone as test } from '../support/database.ts'

const greeted = eventOf('test.greeted', Type.Object({ who: Type.String() }))
const ignored = eventOf('test.ignored', Type.Object({}))

/** A queue that only remembers what it was given: a worker that has died. */
const lazyQueue = () => {
  const added: { name: string; data: unknown; id: string | undefined }[] = []
  const queue = {
    add: async (job: { name: string }, data: unknown, options?: { id?: string }) =>
      void added.push({ name: job.name, data, id: options?.id }),
  } as unknown as Queue
  return { added, queue }
}

const reactionsInto = (said: string[]): Reaction[] => [
  when(greeted, 'test.say', async (_deps, { who }) => said.push(`say ${who}`)),
  when(greeted, 'test.write', async (_deps, { who }) => said.push(`write ${who}`)),
]

const runAll = async (deps: Deps, reactions: Reaction[], added: { name: string; data: unknown }[]) => {
  for (const { name, data } of added.splice(0))
    await deliveredOnce(reactions.find((r) => r.job.name === name)!).run(deps, data)
}

test('what happened in a transaction that failed is never delivered', async ({ db }) => {
  const { added, queue } = lazyQueue()
  await expect(
    transact(db, async (trx) => {
      await emit(trx, greeted, { who: 'Ada' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await deliverEvents({ db, queue }, reactionsInto([]))).toBe(0)
  expect(added).toEqual([])
})

test('an event stays in the outbox until its last reaction is done', async ({ db }) => {
  const said: string[] = []
  const reactions = reactionsInto(said)
  const { added, queue } = lazyQueue()
  const deps = { db } as Deps
  await transact(db, (trx) => emit(trx, greeted, { who: 'Ada' }))

  expect(await deliverEvents({ db, queue }, reactions)).toBe(1)
  await runAll(deps, reactions, added.splice(0, 1))
  expect(said).toEqual(['say Ada'])
  expect(await db.selectFrom('outbox').select('pending').execute()).toEqual([{ pending: ['test.write'] }])

  await runAll(deps, reactions, added)
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([])
})

test('a queue that loses its work is given it again, and a reaction already done is not done twice', async ({
  db,
}) => {
  const said: string[] = []
  const reactions = reactionsInto(said)
  const { added, queue } = lazyQueue()
  await transact(db, (trx) => emit(trx, greeted, { who: 'Ada' }))
  await deliverEvents({ db, queue }, reactions)
  await runAll({ db } as Deps, reactions, added.splice(0, 1))
  added.length = 0

  expect(await deliverEvents({ db, queue }, reactions)).toBe(0)
  await sql`update outbox set handed_at = handed_at - interval '1 hour'`.execute(db)
  expect(await deliverEvents({ db, queue }, reactions)).toBe(1)
  await runAll({ db } as Deps, reactions, [...added, ...added])
  expect(said).toEqual(['say Ada', 'write Ada'])
})

test('two processes never hand over the same event at the same time', async ({ db }) => {
  const first = lazyQueue()
  const second = lazyQueue()
  await transact(db, async (trx) => {
    for (let n = 0; n < 150; n++) await emit(trx, greeted, { who: String(n) })
  })
  const rounds = [first, second, first, second].map(({ queue }) =>
    deliverEvents({ db, queue }, reactionsInto([])),
  )
  await Promise.all(rounds)
  const ids = [...first.added, ...second.added].map((job) => job.id)
  expect(ids).toHaveLength(300)
  expect(new Set(ids).size).toBe(300)
})

test('an event that nothing reacts to leaves no trace', async ({ db }) => {
  const { queue } = lazyQueue()
  await transact(db, (trx) => emit(trx, ignored, {}))
  await deliverEvents({ db, queue }, reactionsInto([]))
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([])
})

test('this process hears of an event right after the commit, and not of a rollback', async ({ db }) => {
  const heard = vi.fn()
  onCommit(db, (events) => heard(events.map((event) => event.payload)))
  await transact(db, (trx) => emit(trx, greeted, { who: 'Ada' }))
  await transact(db, async (trx) => {
    await emit(trx, greeted, { who: 'nobody' })
    throw new Error('no')
  }).catch(() => {})
  expect(heard.mock.calls).toEqual([[[{ who: 'Ada' }]]])
})

test('a worker that is quicker than the hand-over is recorded does the work at once, and once', async ({
  db,
}) => {
  const said: string[] = []
  const running: Promise<unknown>[] = []
  const started = Promise.withResolvers<void>()
  const reactions = [
    when(greeted, 'test.say', async (_deps, { who }) => {
      said.push(`say ${who}`)
      started.resolve()
    }),
  ]
  const queue = {
    add: async (_job: unknown, data: unknown) => {
      running.push(deliveredOnce(reactions[0]!).run({ db } as Deps, data))
      await Promise.race([started.promise, ...running])
    },
  } as unknown as Queue
  await transact(db, (trx) => emit(trx, greeted, { who: 'Ada' }))

  await deliverEvents({ db, queue }, reactions)
  await Promise.all(running)

  expect(said).toEqual(['say Ada'])
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([])
})
