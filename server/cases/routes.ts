import type { Actor } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import { type From, routes } from '../platform/http/routes.ts'
import type { Id } from '../platform/values.ts'
import { casesApi } from './api.ts'
import { assignCase } from './assign.ts'
import { claimCase } from './claim.ts'
import type { Order } from './command.ts'
import { readCounters } from './counters.ts'
import { keepDraft, readDraft } from './drafts.ts'
import { editCase } from './edit.ts'
import { escalateCase } from './escalate.ts'
import { acceptHandOver, handOver, returnHandOver } from './hand-over.ts'
import { listCases } from './list.ts'
import { addNote } from './note.ts'
import { sendClosing, sendReply } from './pending/hold.ts'
import { ownPending } from './pending/queries.ts'
import { takeBack } from './pending/take-back.ts'
import { sendTimes } from './pending/times.ts'
import { handOverCandidates, readTimeline, showCase, showCaseByNumber } from './read.ts'
import { reopenCase } from './reopen.ts'
import { readTargets } from './service-level.ts'
import { startCase } from './start.ts'
import { withdrawCase } from './withdraw.ts'

type Asked = { actor: Actor; from: From; params: { caseId: Id<'case'> }; body?: { version?: number } }

const orderOf = ({ actor, from, params, body }: Asked): Order => ({
  actor,
  caseId: params.caseId,
  version: body?.version,
  key: from.idempotencyKey,
  address: from.address,
})

export const caseRoutes = (deps: Pick<Deps, 'db' | 'now'>) =>
  routes(casesApi, {
    'GET /cases': ({ actor, query }) => listCases(deps.db, actor, query, deps.now()),
    'GET /cases/counters': ({ actor }) => readCounters(deps.db, actor, deps.now()),
    'GET /cases/by-number/:number': ({ actor, params }) => showCaseByNumber(deps, actor, params.number),
    'GET /cases/:caseId': ({ actor, params }) => showCase(deps, actor, params.caseId),
    'GET /cases/:caseId/timeline': ({ actor, params, query }) =>
      readTimeline(deps.db, actor, params.caseId, query.afterSeq),
    'PATCH /cases/:caseId': (asked) => editCase(deps, orderOf(asked), asked.body),
    'POST /cases/:caseId/start': (asked) => startCase(deps, orderOf(asked)),
    'POST /cases/:caseId/claim': (asked) => claimCase(deps, orderOf(asked)),
    'POST /cases/:caseId/notes': ({ body, ...asked }) => addNote(deps, orderOf(asked), body),
    'POST /cases/:caseId/replies': (asked) => {
      const { sendAt, ...words } = asked.body
      return sendReply(deps, orderOf(asked), { ...words, sendAt: sendAt && new Date(sendAt) })
    },
    'DELETE /cases/:caseId/pending-replies/:replyId': ({ actor, params }) => takeBack(deps, actor, params),
    'GET /pending-replies': ({ actor }) => ownPending(deps.db, actor),
    'GET /send-times': () => sendTimes(deps),
    'POST /cases/:caseId/closing': (asked) => sendClosing(deps, orderOf(asked), asked.body),
    'POST /cases/:caseId/escalation': (asked) => escalateCase(deps, orderOf(asked), asked.body),
    'POST /cases/:caseId/hand-over': (asked) => handOver(deps, orderOf(asked), asked.body),
    'POST /cases/:caseId/hand-over/acceptance': (asked) => acceptHandOver(deps, orderOf(asked)),
    'POST /cases/:caseId/hand-over/return': ({ body, ...asked }) =>
      returnHandOver(deps, orderOf(asked), body),
    'POST /cases/:caseId/assignment': ({ body, ...asked }) => assignCase(deps, orderOf(asked), body),
    'POST /cases/:caseId/reopening': (asked) => reopenCase(deps, orderOf(asked), asked.body),
    'POST /cases/:caseId/withdrawal': (asked) => withdrawCase(deps, orderOf(asked), asked.body),
    'GET /cases/:caseId/hand-over-candidates': ({ actor, params }) =>
      handOverCandidates(deps.db, actor, params.caseId),
    'GET /service-targets': () => readTargets(deps.db),
    'GET /drafts/:key': ({ actor, params }) => readDraft(deps.db, actor, params.key),
    'PUT /drafts/:key': ({ actor, params, body }) => keepDraft(deps, actor, params.key, body.body),
  })
