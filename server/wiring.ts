import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { ringAtOnce } from './calls/acd/ring-agent.ts'
import { startBoardHints } from './calls/board/board-hints.ts'
import { callBoardRoutes } from './calls/board/routes.ts'
import { callBooksRoutes } from './calls/books/routes.ts'
import { callDeskRoutes } from './calls/desk/routes.ts'
import { callOffered } from './calls/events.ts'
import { followTelephony } from './calls/follow/follow-telephony.ts'
import { callLogRoutes } from './calls/log/routes.ts'
import { callMediaRoutes } from './calls/media/routes.ts'
import { keepPlanCurrent } from './calls/plan/keep.ts'
import { callSettingsRoutes } from './calls/plan/routes.ts'
import { startCounters } from './cases/counters.ts'
import { caseRoutes } from './cases/routes.ts'
import { viewersOfCases } from './cases/viewers.ts'
import type { Config } from './config.ts'
import { demoTelephoneRoutes } from './demonstration/telephone/routes.ts'
import { importRoutes } from './directory/import/routes.ts'
import { directoryRoutes } from './directory/routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { fileRoutes } from './files/routes.ts'
import { hints } from './hints.ts'
import { sessionReader } from './identity/queries.ts'
import { identityRoutes } from './identity/routes.ts'
import { intakeRoutes } from './intake/routes.ts'
import { jobs } from './jobs.ts'
import { entryFinder } from './knowledge/at-case/finder.ts'
import { knowledgeAtCaseRoutes } from './knowledge/at-case/routes.ts'
import { knowledgeFeedbackRoutes } from './knowledge/editing/feedback-routes.ts'
import { editedFileRoutes } from './knowledge/editing/file-routes.ts'
import { knowledgeEditingRoutes } from './knowledge/editing/routes.ts'
import { knowledgeExportRoutes } from './knowledge/export/routes.ts'
import { knowledgeImportRoutes } from './knowledge/import/routes.ts'
import { knowledgeOpenRoutes } from './knowledge/reading/open-routes.ts'
import { knowledgeRoutes } from './knowledge/reading/routes.ts'
import { mailDeskRoutes } from './mail-in/desk/routes.ts'
import { receivedMailRoutes } from './mail-in/receive/routes.ts'
import { mailboxRoutes } from './mail-in/transport/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { healthRoutes } from './operations/health.ts'
import { serveMetrics } from './operations/metrics.ts'
import { openApiRoutes } from './operations/open-api.ts'
import { onceAMinute, openParts } from './parts.ts'
import { type AfterCommit, onCommit } from './platform/database/database.ts'
import type { Deps } from './platform/deps.ts'
import { deliverNow, startCourier, startRequests } from './platform/events/courier.ts'
import { deliverEvents, deliveredOnce } from './platform/events/outbox.ts'
import { createApp } from './platform/http/app.ts'
import { sendHints } from './platform/live/hint.ts'
import { type Live, socketLive } from './platform/live/live.ts'
import { logAt } from './platform/log.ts'
import { portalHooks, portalRoutes } from './portal/routes.ts'
import { reactions } from './reactions.ts'
import { keepDesksKnown } from './routing/desks.ts'
import { routingRoutes } from './routing/routes.ts'
import { schedules } from './schedules.ts'
import { keepSearch } from './search/keeping/keeper.ts'
import { searchIndexRoutes } from './search/keeping/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { searched } from './search-sources.ts'
import { startMailIn } from './start-mail-in.ts'
import { surveyRoutes } from './surveys/routes.ts'

/** How long requests under way may take to finish when we are told to end. */
const PATIENCE_MS = 5000

/** What tests may replace: the clock, and the address people see. */
export type Own = { now?: () => Date; publicUrl?: string }

/** Everything a process needs apart from HTTP: parts, dependencies, courier. */
async function wireParts(
  config: Config,
  log: FastifyBaseLogger,
  own: Own,
  liveOf: (deps: Omit<Deps, 'live'>) => Live,
  /** Whether this process works off what follows; one that does not asks those that do. */
  works: boolean,
) {
  const now = own.now ?? (() => new Date())
  const parts = await openParts(config, log, now)
  const { close: closeParts, telephoneDb, keepingDb, ...opened } = parts
  const base = {
    ...opened,
    publicUrl: own.publicUrl ?? config.publicUrl ?? `http://${config.host}:${config.port}`,
    documentsDir: config.documentsDir ?? null,
    demonstration: config.showsAccounts,
    now,
    log,
  }
  const deps: Deps = { ...base, live: liveOf(base) }
  const courier = works ? startCourier(() => deliverEvents(deps, reactions), log) : startRequests(deps.queue)
  const counters = startCounters(deps)
  const planKeeper = keepPlanCurrent(deps)
  const board = startBoardHints(deps)
  const searchKeeper = keepSearch({ ...deps, db: keepingDb }, searched.sources)
  const committed: AfterCommit = (events) => {
    // Somebody waits for what rings; the rest may come after.
    const first = events.filter(({ name }) => name === callOffered.name)
    for (const event of new Set([...first, ...events])) {
      sendHints(deps.live, hints, event)
      ringAtOnce(deps, event)
      counters.note(event)
      planKeeper.note(event)
      board.note(event)
      searchKeeper.note(event)
    }
    courier.hurry()
  }
  for (const db of [deps.db, telephoneDb]) onCommit(db, committed)
  let mailIn: Awaited<ReturnType<typeof startMailIn>> | undefined
  let following: ReturnType<typeof followTelephony> | undefined
  return {
    deps,
    async work() {
      await deps.queue.work(
        [...reactions.map(deliveredOnce), ...jobs, deliverNow(courier.hurry)],
        schedules,
        deps,
      )
      mailIn = await startMailIn(config, deps)
      following = followTelephony({ ...deps, db: telephoneDb })
      searchKeeper.start()
    },
    async close() {
      await mailIn?.stop()
      await following?.stop()
      await searchKeeper.stop()
      await courier.stop()
      await counters.stop()
      await planKeeper.stop()
      board.stop()
      // Jobs that still run tell pages of what they do.
      await deps.queue.close()
      await deps.live.close()
      await closeParts()
    },
  }
}

/** A process that answers people: HTTP, pages and sockets. */
export async function wireServer(config: Config, own: Own = {}) {
  let read: ReturnType<typeof sessionReader> = async () => undefined
  const actorOf: typeof read = (token) => read(token)
  const app = createApp({ actorOf, logger: logAt(config.logLevel), trustProxy: config.trustProxy })
  let desks: ReturnType<typeof keepDesksKnown> | undefined
  const wired = await wireParts(
    config,
    app.log,
    own,
    (base) =>
      socketLive(app.server, {
        redisUrl: config.redisUrl,
        // A socket stays open: whoever has just been signed out must not get in on an answer a second old.
        actorOf: sessionReader(base, { believedMs: 0 }),
        onDesk: (told, desk) => desks?.note(told, desk),
        onPage: viewersOfCases(base),
        onError: liveAway(app.log),
      }),
    config.edition === 'embedded',
  )
  const { deps } = wired
  read = sessionReader(deps)
  desks = keepDesksKnown(deps)
  // Before HTTP stops listening: an open socket would keep it from ever ending.
  app.addHook('preClose', () => deps.live.close())
  await registerRoutes(app, deps)
  return {
    app,
    deps,
    work: wired.work,
    async close() {
      await desks.stop()
      const patience = setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS)
      // A connection whose last request was under way when we were told to end stays open for the next one.
      const answered = setInterval(() => app.server.closeIdleConnections(), 50)
      await app.close()
      clearInterval(answered)
      clearTimeout(patience)
      await wired.close()
    },
  }
}

/** A process that does what follows, and answers nobody. */
export async function wireWorker(config: Config, log: FastifyBaseLogger, own: Own = {}) {
  return wireParts(
    config,
    log,
    own,
    () =>
      socketLive(undefined, {
        redisUrl: config.redisUrl,
        actorOf: async () => undefined,
        onDesk: () => {},
        onPage: () => {},
        onError: liveAway(log),
      }),
    true,
  )
}

const liveAway = (log: FastifyBaseLogger) =>
  onceAMinute((error) => log.warn({ err: error }, 'pages of other servers hear later; it is tried again'))

async function registerRoutes(app: FastifyInstance, deps: Deps) {
  serveMetrics(app, deps)
  portalHooks(app)
  for (const routes of [
    directoryRoutes,
    importRoutes,
    identityRoutes,
    caseRoutes,
    mailboxRoutes,
    mailDeskRoutes,
    receivedMailRoutes,
    intakeRoutes,
    fileRoutes,
    routingRoutes,
    callBoardRoutes,
    callDeskRoutes,
    callSettingsRoutes,
    surveyRoutes,
    callLogRoutes,
    callBooksRoutes,
    callMediaRoutes,
    notificationRoutes,
    documentRoutes,
    knowledgeEditingRoutes,
    knowledgeFeedbackRoutes,
    editedFileRoutes,
    knowledgeImportRoutes,
    knowledgeExportRoutes,
    demoTelephoneRoutes,
    knowledgeRoutes,
    knowledgeAtCaseRoutes(entryFinder(deps)),
    searchRoutes(searched),
    searchIndexRoutes,
  ])
    await app.register(routes(deps), { prefix: '/api' })
  await app.register(healthRoutes(deps))
  await app.register(openApiRoutes)
  await app.register(knowledgeOpenRoutes(deps))
  await app.register(portalRoutes(deps))
}
