import { expect } from 'vitest'
import { closeCase } from '../../server/cases/close.ts'
import { readBoard, readQueues } from '../../server/routing/board.ts'
import { inCentre as test } from '../support/centre.ts'
import { PEMIS } from '../support/centre-ground.ts'
import { orderOf } from '../support/staff.ts'

test('the board counts what waits, lives and is late, who is ready where, and what was done today', async ({
  centre,
}) => {
  const busy = await centre.agent({ capacity: 2 })
  await centre.agent({ site: 'taipei', presence: 'break' })
  const [answered, owned, waiting] = [
    await centre.waits(),
    await centre.waits(),
    await centre.waits({ systemId: PEMIS }),
  ]
  await centre.settle()
  await centre.accept(answered)
  await centre.accept(owned)
  const closing = { rootCause: 'operation', disposition: 'solved', answer: '請改用 ODS 匯出。' } as const
  await closeCase(centre, orderOf(busy, answered), closing)
  await centre.passes(3700)

  const board = await readBoard(centre)

  expect(board.queues[0]).toMatchObject({ code: 'tier1', waiting: 1, live: 2, overdue: 2 })
  const row = await centre.db
    .selectFrom('cases')
    .select('openedAt')
    .where('id', '=', waiting)
    .executeTakeFirst()
  expect(board.queues[0]!.longestWaitSince).toEqual(row?.openedAt)
  expect(board.queues.slice(1).map(({ waiting, live }) => waiting + live)).toEqual([0, 0, 0])
  expect(board.agents.map(({ routingStatus, load }) => [routingStatus, load])).toEqual([
    ['busy', 1],
    ['break', 0],
  ])
  expect(board.sites.map(({ id, ready, live }) => [id, ready, live])).toEqual([
    ['nantou', 1, 1],
    ['taipei', 0, 0],
  ])
  expect(board.today).toEqual({ opened: 3, answered: 1, closed: 1 })
})

test('an escalated case counts as waiting where it is asked for', async ({ centre }) => {
  const agent = await centre.agent()
  const caseId = await centre.waits()
  await centre.settle()
  await centre.accept(caseId)
  await centre.escalate(agent, caseId, 2)
  expect((await readQueues(centre.db, centre.now())).map(({ waiting, live }) => [waiting, live])).toEqual([
    [0, 0],
    [1, 1],
    [0, 0],
    [0, 0],
  ])
})
