import { attachFiles } from '../files/attach.ts'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { type Change, changeCase } from './change.ts'
import { settleCase } from './close.ts'
import { isFirst, refusalsRecorded } from './command.ts'
import { requesterWrote } from './events.ts'
import { lockAnyCase } from './queries.ts'
import { reopened } from './reopen.ts'
import { decide, type Verb } from './rules.ts'
import { type ServiceLevel, serviceLevelOf } from './service-level.ts'
import type { CaseStatus } from './shapes.ts'
import type { StoredCase } from './tables.ts'
import { type By, lastWords, type NewEntry, stateEntry, told } from './timeline.ts'
import { endWithdrawn } from './withdraw.ts'

/** Attention of a case whose requester our mail did not reach; until they write, or the work is done. */
export const MAIL_BOUNCED = 'mail-bounced'

/** Who writes: the signed-in requester, or nobody known when they came with the code; and from where. */
type Requester = { actorId: Id<'person'> | null; origin: string }

/**
 * The requester adds to their case: to what waits for them, or is answered, it brings its owner back.
 *
 * @param words.key the same key twice is one message
 * @throws Refusal 'conflict' `transition-not-allowed`: a closed case has to be reopened first
 * @throws Refusal of `attachFiles`; 'not-found' `case-not-found`
 */
export const requesterWrites = (
  deps: Pick<Deps, 'db' | 'now'>,
  caseId: Id<'case'>,
  words: { text: string; fileIds: readonly Id<'file'>[]; by: Requester; key?: string | undefined },
): Promise<StoredCase> =>
  byRequester(deps, caseId, 'write', words, async (scene) =>
    adds(scene, await messageIn(scene.trx, scene.row, scene.by, words)),
  )

/**
 * What a requester, or somebody who writes with them, sent by another way than the portal: in the caller's transaction,
 * who has locked the case and made the message.
 *
 * @param verb 'write' brings a case that waits or is answered back to its owner; 'reopen' a closed one, however long
 *   ago it was closed: the caller has judged that; 'keep' only keeps the message, as of what a machine wrote
 * @throws Refusal 'conflict' `transition-not-allowed`
 */
export async function hearRequester(
  trx: Trx,
  { row, level, verb }: { row: StoredCase; level: ServiceLevel; verb: 'write' | 'reopen' | 'keep' },
  message: Message,
  { attention }: Pick<Change, 'attention'> = {},
): Promise<StoredCase> {
  // What a supervisor is to look at is not covered up by less.
  if (verb === 'keep')
    return changeCase(trx, row, row.attention === null && row.closedAt === null ? { attention } : {}, [
      message,
    ])
  const to = decide({ ...row, handOverOpen: false }, verb, ['requester'])
  const { actorId, origin, at } = message
  const scene = { trx, row, to, level, by: { actorId, origin, at } }
  if (verb === 'write') return adds(scene, message)
  const changed = await reopened(trx, row, { ...scene, entries: [message], anyTime: true })
  await emit(trx, requesterWrote, { caseId: row.id, entryId: message.id })
  return changed
}

async function adds({ trx, row, to, by }: Scene, message: Message): Promise<StoredCase> {
  const changed = await changeCase(
    trx,
    row,
    { status: to, waitingFor: null, ...(row.attention === MAIL_BOUNCED && { attention: null }) },
    told([message], stateEntry(by, row, { status: to })),
  )
  await emit(trx, requesterWrote, { caseId: row.id, entryId: message.id })
  return changed
}

/**
 * The requester needs no help any more.
 * @throws Refusal 'conflict' `transition-not-allowed`: answered or closed already
 */
export const requesterWithdraws = (
  deps: Pick<Deps, 'db' | 'now'>,
  caseId: Id<'case'>,
  { reason, by }: { reason?: string | undefined; by: Requester },
): Promise<StoredCase> =>
  byRequester(deps, caseId, 'withdraw', { by }, (scene) =>
    endWithdrawn(scene.trx, scene.row, scene.by, reason),
  )

/**
 * The requester says that it is not over after all; their words are kept as a message.
 * @throws Refusal 'conflict' `transition-not-allowed`, or `reopening-too-late` after 30 days
 */
export const requesterReopens = (
  deps: Pick<Deps, 'db' | 'now'>,
  caseId: Id<'case'>,
  { reason, by }: { reason: string; by: Requester },
): Promise<StoredCase> => byRequester(deps, caseId, 'reopen', { by }, (scene) => comesBack(scene, reason))

/**
 * The requester has tried the correction (B08). Solved: the case is closed, with the diagnosis its owner has given
 * or as unknown. Not solved: back to its owner.
 *
 * @throws Refusal 'conflict' `transition-not-allowed`: nothing waits for their verdict
 */
export const requesterVerifies = (
  deps: Pick<Deps, 'db' | 'now'>,
  caseId: Id<'case'>,
  { solved, comment, ...from }: { solved: boolean; comment?: string | undefined; by: Requester },
): Promise<StoredCase> =>
  byRequester(deps, caseId, solved ? 'confirm' : 'dispute', from, async (scene) => {
    if (!solved) return comesBack(scene, comment)
    const { trx, row, by } = scene
    const message = comment && (await messageIn(trx, row, by, { text: comment, fileIds: [] }))
    const closed = await settleCase(
      trx,
      row,
      {
        by,
        rootCause: row.rootCause ?? 'unknown',
        disposition: 'solved',
        answer: (await lastWords(trx, caseId)).sent,
        agentId: row.ownerId,
      },
      message ? [message] : [],
    )
    if (message) await emit(trx, requesterWrote, { caseId, entryId: message.id })
    return closed
  })

type Message = NewEntry & { id: Id<'entry'> }
type Scene = { trx: Trx; row: StoredCase; to: CaseStatus; by: By; level: ServiceLevel }

async function comesBack({ trx, row, by, level }: Scene, text: string | undefined) {
  const message = text ? await messageIn(trx, row, by, { text, fileIds: [] }) : undefined
  const changed = await reopened(trx, row, { by, level, ...(message && { entries: [message] }) })
  if (message) await emit(trx, requesterWrote, { caseId: row.id, entryId: message.id })
  return changed
}

async function byRequester(
  deps: Pick<Deps, 'db' | 'now'>,
  caseId: Id<'case'>,
  verb: Verb,
  { by: { actorId, origin }, key }: { by: Requester; key?: string | undefined },
  work: (scene: Scene) => Promise<StoredCase>,
): Promise<StoredCase> {
  const level = await serviceLevelOf(deps)
  const at = deps.now()
  return refusalsRecorded(deps.db, { caseId, actorId, verb, address: origin, at }, () =>
    transact(deps.db, async (trx) => {
      const row = await lockAnyCase(trx, caseId)
      if (key && !(await isFirst(trx, `${verb}:${caseId}:${key}`, caseId))) return row
      const to = decide({ ...row, handOverOpen: false }, verb, ['requester'])
      return work({ trx, row, to, by: { actorId, origin, at }, level })
    }),
  )
}

async function messageIn(
  trx: Trx,
  row: StoredCase,
  by: By,
  { text, fileIds }: { text: string; fileIds: readonly Id<'file'>[] },
): Promise<Message> {
  const files = await attachFiles(trx, {
    fileIds,
    caseId: row.id,
    uploader: by.actorId,
    fromRequester: true,
  })
  return {
    ...by,
    id: newId<'entry'>(by.at.getTime()),
    kind: 'message-in',
    body: { text, ...(files.length > 0 && { files }) },
  }
}
