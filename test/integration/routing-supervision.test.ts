import { expect } from 'vitest'
import { newId } from '../../server/platform/values.ts'
import { readAgent } from '../../server/routing/agents.ts'
import { readBoard } from '../../server/routing/board.ts'
import { changeAgent } from '../../server/routing/change-agent.ts'
import { pauseAgent, pauseQueue } from '../../server/routing/pause.ts'
import { setPresence } from '../../server/routing/presence.ts'
import { changeSkills, readSkills } from '../../server/routing/skills.ts'
import { changeSplit } from '../../server/routing/split.ts'
import { inCentre as test } from '../support/centre.ts'
import { PEMIS, WEBHR } from '../support/centre-ground.ts'
import { supervisor } from '../support/staff.ts'

const refusal = (code: string) => expect.objectContaining({ code })

test('a paused queue gives nothing new and keeps what is held; resumed, the oldest goes first', async ({
  centre,
}) => {
  const agent = await centre.agent({ capacity: 2 })
  const boss = supervisor(await centre.agent({ presence: 'away' }))
  const held = await centre.waits()
  await centre.settle()
  await centre.accept(held)
  const state = await pauseQueue(centre, boss, 1, { paused: true, reason: '系統更新' })
  expect(state).toMatchObject({ pausedReason: '系統更新', pausedAt: expect.any(Date) })
  const [older] = [await centre.waits(), await centre.waits()]
  await centre.settle()
  expect(await centre.openOffers()).toEqual([])
  expect(await readAgent(centre.db, agent, centre.now())).toMatchObject({ load: 1 })
  expect((await centre.decisionsOn(older)).map(({ outcome }) => outcome)).toEqual(['queue-paused'])

  expect(await pauseQueue(centre, boss, 1, { paused: false })).toMatchObject({ pausedAt: null })
  await centre.settle()
  expect((await centre.openOffers()).map(({ caseId }) => caseId)).toEqual([older])
})

test('a paused agent keeps their cases, loses their offers and gets nothing until resumed', async ({
  centre,
}) => {
  const agent = await centre.agent({ capacity: 3 })
  const boss = supervisor(await centre.agent({ presence: 'away' }))
  const [held, offered] = [await centre.waits(), await centre.waits()]
  await centre.settle()
  await centre.accept(held)
  const paused = await pauseAgent(centre, boss, agent, { paused: true, reason: '支援訓練' })
  expect(paused).toMatchObject({
    routingStatus: 'paused',
    pausedReason: '支援訓練',
    load: 1,
    offeredCaseId: null,
  })
  await setPresence(centre, { id: agent }, { presence: 'ready' })
  await centre.waits()
  await centre.settle()
  expect(await centre.openOffers()).toEqual([])

  await pauseAgent(centre, boss, agent, { paused: false })
  await centre.settle()
  expect((await centre.openOffers()).map(({ caseId }) => caseId)[0]).toBe(offered)
})

test('more capacity is filled at once, and less takes nothing away', async ({ centre }) => {
  const agent = await centre.agent({ capacity: 1 })
  const boss = supervisor(agent)
  for (let n = 0; n < 4; n++) await centre.waits()
  await centre.settle()
  const place = { siteId: 'nantou', tier: 1 }
  await changeAgent(centre, boss, agent, { ...place, capacity: 3 })
  await centre.settle()
  expect(await centre.openOffers()).toHaveLength(3)
  await changeAgent(centre, boss, agent, { ...place, capacity: 1 })
  await centre.settle()
  expect(await centre.openOffers()).toHaveLength(3)
})

test('somebody moved to another tier hands on what was offered and gets what waits there', async ({
  centre,
}) => {
  const agent = await centre.agent()
  const [below, above] = [await centre.waits(), await centre.waits({ queueId: 2 })]
  await centre.settle()
  expect(await centre.offerOf(below)).toBeDefined()
  await changeAgent(centre, supervisor(agent), agent, { siteId: 'taipei', tier: 2, capacity: 1 })
  await centre.settle()
  expect(await centre.offerOf(below)).toBeUndefined()
  expect((await centre.offerOf(above))?.agentId).toBe(agent)
})

test('whoever learns a system is offered what waits for it', async ({ centre }) => {
  const agent = await centre.agent({ skills: { [PEMIS]: 1 } })
  const caseId = await centre.waits({ systemId: WEBHR })
  await centre.settle()
  const skills = { skills: [{ systemId: WEBHR, level: 1 }], agencyIds: [2, 2, 3] }
  expect(await changeSkills(centre, supervisor(agent), agent, skills)).toEqual({
    ...skills,
    agencyIds: [2, 3],
  })
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(agent)
  expect(await readSkills(centre.db, agent)).toEqual({ ...skills, agencyIds: [2, 3] })
})

test('a person with an account becomes an agent; a stranger does not, nor on a site that is none', async ({
  centre,
}) => {
  const boss = supervisor(await centre.agent())
  const person = await centre.person()
  const place = { siteId: 'taipei', tier: 2, capacity: 4 }
  expect(await changeAgent(centre, boss, person, place)).toMatchObject({ ...place, presence: 'away' })
  await expect(changeAgent(centre, boss, newId(), place)).rejects.toEqual(refusal('agent-not-found'))
  await expect(changeAgent(centre, boss, person, { ...place, siteId: 'kinmen' })).rejects.toEqual(
    refusal('site-not-found'),
  )
})

test('a split adds up to a hundred per cent and names sites that there are', async ({ centre }) => {
  const boss = supervisor(await centre.agent())
  const shares = [
    { siteId: 'nantou', share: 70 },
    { siteId: 'taipei', share: 30 },
  ]
  expect((await changeSplit(centre, boss, shares)).sites).toMatchObject([
    { id: 'nantou', share: 70 },
    { id: 'taipei', share: 30 },
  ])
  await expect(changeSplit(centre, boss, shares.slice(1))).rejects.toEqual(refusal('split-not-hundred'))
  await expect(changeSplit(centre, boss, [{ siteId: 'kinmen', share: 100 }])).rejects.toEqual(
    refusal('site-not-found'),
  )
  expect((await readBoard(centre)).sites.map(({ share }) => share)).toEqual([70, 30])
})

test('what supervisors change is kept in the audit log, with who and from where', async ({ centre }) => {
  const agent = await centre.agent()
  const boss = supervisor(await centre.agent())
  await pauseQueue(centre, boss, 2, { paused: true, reason: '演練' })
  await pauseAgent(centre, boss, agent, { paused: true })
  await changeAgent(centre, boss, agent, { siteId: 'taipei', tier: 1, capacity: 7 })
  await changeSkills(centre, boss, agent, { skills: [], agencyIds: [] })
  await changeSplit(centre, boss, [{ siteId: 'nantou', share: 100 }])
  const log = await centre.db.selectFrom('auditLog').selectAll().orderBy('at').execute()
  expect(log.map(({ action }) => action)).toEqual([
    'queue-paused',
    'agent-paused',
    'agent-changed',
    'skills-changed',
    'split-changed',
  ])
  for (const entry of log) expect(entry).toMatchObject({ actorId: boss.actor.id, address: boss.address })
  expect(log[2]?.detail).toMatchObject({
    from: { siteId: 'nantou', capacity: 1 },
    to: { siteId: 'taipei', capacity: 7 },
  })
})
