import { sql } from 'kysely'
import { escalateCase } from '../../server/cases/escalate.ts'
import { jobs } from '../../server/jobs.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { deliverEvents, deliveredOnce } from '../../server/platform/events/outbox.ts'
import type { Queue } from '../../server/platform/queue/port.ts'
import type { Id } from '../../server/platform/values.ts'
import { reactions } from '../../server/reactions.ts'
import { acceptOffer } from '../../server/routing/accept-offer.ts'
import { type Desk, keepDesks as keepDesksOpen } from '../../server/routing/desks.ts'
import { routeCase } from '../../server/routing/route-case.ts'
import { SPLIT_SETTING } from '../../server/routing/terms.ts'
import { type AgentGiven, type CaseGiven, employ, hire, layGround, openCase } from './centre-ground.ts'
import { stoppedClock } from './clock.ts'
import { testAlone } from './database.ts'
import { orderOf } from './staff.ts'

const routing = reactions.filter(({ job }) => job.name.startsWith('routing.'))

/**
 * A help desk with two sites, two systems and two servers, and only routing following what happens. Jobs run at
 * random on either server, as many at once as there are.
 */
async function openCentre(url: string) {
  const stopped = stoppedClock()
  let looks = 0
  // A little later at each look, so that what is done one after the other can be told apart.
  const clock = { ...stopped, now: () => new Date(stopped.now().getTime() + ++looks) }
  let later: { name: string; data: unknown; at: number }[] = []
  const due: { name: string; data: unknown }[] = []
  const queue: Queue = {
    add: async ({ name }, data, { delayMs = 0 } = {}) =>
      void (delayMs > 0
        ? later.push({ name, data, at: stopped.now().getTime() + delayMs })
        : due.push({ name, data })),
    work: async () => {},
    check: async () => {},
    close: async () => {},
  }
  const open = () => ({ db: openDatabase({ url }), now: clock.now, queue })
  const servers = [open(), open()]
  const { db } = servers[0]!
  await layGround(db)
  const desks = new Map<string, Desk>()
  const keepDesks = () => keepDesksOpen(servers[0]!, [...desks.values()])
  const run = new Map([...routing.map(deliveredOnce), ...jobs].map((job) => [job.name, job.run]))
  const runAll = (jobs: readonly { name: string; data: unknown }[]) =>
    Promise.all(jobs.map(({ name, data }) => run.get(name)!(pick(servers) as never, data)))

  const offerOf = (caseId: Id<'case'>) =>
    db
      .selectFrom('offers')
      .select(['id', 'agentId', 'expiresAt'])
      .where('caseId', '=', caseId)
      .where('outcome', 'is', null)
      .executeTakeFirst()
  const settle = async () => {
    await keepDesks()
    while ((await deliverEvents({ db, queue }, routing)) + due.length > 0) await runAll(due.splice(0))
  }

  return {
    desks,
    db,
    clock,
    now: clock.now,
    servers,
    /** A server that was not there before: nothing but the database connects it with the others. */
    async another() {
      const server = open()
      servers.push(server)
      return server
    },
    async close() {
      await Promise.all(servers.map((server) => server.db.destroy()))
    },
    /** Somebody with an account who is no agent. */
    person: () => employ(db),
    escalate: (owner: Id<'person'>, caseId: Id<'case'>, queueId: number) =>
      escalateCase(pick(servers), orderOf(owner, caseId), { queueId, note: '請協助' }),
    async agent(given: AgentGiven = {}) {
      const personId = await hire(db, clock.now(), given)
      if (given.desk !== false) desks.set(personId, { id: `desk-${personId}`, personId })
      return personId
    },
    /** A case opened a moment after the one before it. */
    async waits(given: Partial<CaseGiven> = {}) {
      clock.advance({ seconds: 1 })
      return openCase(db, clock.now(), given)
    },
    keepDesks,
    /** Keeps the open desks known, then runs whatever follows until nothing follows any more. */
    settle,
    /** So much later: delayed work that has come due is done, and whatever follows. */
    async passes(seconds: number) {
      stopped.advance({ seconds })
      const now = stopped.now().getTime()
      due.push(...later.filter(({ at }) => at <= now))
      later = later.filter(({ at }) => at > now)
      await settle()
    },
    /** The queue has lost what it was to do later. */
    forgetLater() {
      later = []
    },
    /** The queue as it is, for those who add to it themselves. */
    queue,
    /** Runs only what follows by this one reaction; the rest is still to come. */
    async settleOnly(name: string) {
      await keepDesks()
      await deliverEvents({ db, queue }, routing)
      const jobs = due.splice(0)
      due.push(...jobs.filter((job) => job.name !== name))
      await runAll(jobs.filter((job) => job.name === name))
    },
    split: (shares: Record<string, number>) => {
      const setting = { value: JSON.stringify(shares), updatedAt: clock.now(), updatedBy: null }
      return db
        .insertInto('settings')
        .values({ key: SPLIT_SETTING, ...setting })
        .onConflict((known) => known.column('key').doUpdateSet(setting))
        .execute()
    },
    owns: (personId: Id<'person'>, systemId: number) =>
      db.updateTable('systems').set({ ownerId: personId }).where('id', '=', systemId).execute(),
    /** How many connections wait for what another has locked. */
    async waitersForLocks() {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return rows[0]!.n
    },
    openOffers: () =>
      db
        .selectFrom('offers')
        .select(['id', 'caseId', 'agentId'])
        .where('outcome', 'is', null)
        .orderBy('madeAt')
        .orderBy('id')
        .execute(),
    offerOf,
    /** The case is told to wait once more, as when its event is delivered twice. */
    routeAgain: (caseId: Id<'case'>) => routeCase(pick(servers), { caseId }),
    /** The agent to whom it is offered takes it. @returns who that is */
    async accept(caseId: Id<'case'>) {
      const offer = await offerOf(caseId)
      if (!offer) throw new Error('nobody was offered this case')
      await acceptOffer(pick(servers), { id: offer.agentId }, offer.id)
      return offer.agentId
    },
    decisions: () =>
      db.selectFrom('routingDecisions').select(['outcome', 'caseId']).orderBy('at').orderBy('id').execute(),
    decisionsOn: (caseId: Id<'case'>) =>
      db
        .selectFrom('routingDecisions')
        .select(['outcome', 'agentId', 'reason'])
        .where('caseId', '=', caseId)
        .orderBy('at')
        .orderBy('id')
        .execute(),
  }
}

/** `centre`, with a database of its own. */
export const inCentre = testAlone.extend('centre', async ({ databaseUrl }, { onCleanup }) => {
  const centre = await openCentre(databaseUrl)
  onCleanup(centre.close)
  return centre
})

export type Centre = Awaited<ReturnType<typeof openCentre>>

const pick = <T>(from: readonly T[]) => from[Math.floor(Math.random() * from.length)]!
