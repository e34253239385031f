import { attachFiles } from '../files/attach.ts'
import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { type Change, changeCase } from './change.ts'
import { command, type Order } from './command.ts'
import { caseAnswered, caseReplied } from './events.ts'
import { unitOf } from './people.ts'
import type { Verb } from './rules.ts'
import type { FileRef, ReplyOutcome } from './shapes.ts'
import type { StoredCase } from './tables.ts'
import { type By, type NewEntry, stateEntry, told } from './timeline.ts'

export type Outcome = ReplyOutcome

export const VERBS: Record<Outcome, Verb> = {
  answered: 'answer',
  stay: 'reply',
  'waiting-data': 'ask-data',
  'waiting-verification': 'ask-verification',
}
const WAITING_FOR = { 'waiting-data': 'data', 'waiting-verification': 'verification' } as const

/**
 * Writes to the requester; `outcome` says how the case stands afterwards. The first text that answers a case is its
 * formal answer until it is reopened; what is answered later stays in the timeline.
 *
 * @param first done before anything is written, in the same transaction
 * @throws Refusal as `command` and `attachFiles` do
 */
export const replyTo = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Order,
  { text, fileIds = [], outcome }: { text: string; fileIds?: readonly Id<'file'>[]; outcome: Outcome },
  first?: (trx: Trx) => Promise<void>,
) =>
  command(deps, order, VERBS[outcome], async ({ trx, row, to, by }) => {
    await first?.(trx)
    const files = await attachFiles(trx, {
      fileIds,
      caseId: row.id,
      uploader: by.actorId,
      fromRequester: false,
    })
    const message = messageOut(by, text, files)
    const waitingFor =
      outcome === 'waiting-data' || outcome === 'waiting-verification'
        ? WAITING_FOR[outcome]
        : to === 'waiting'
          ? row.waitingFor
          : null
    const answers = outcome === 'answered' && row.answer === null
    const changed = await changeCase(
      trx,
      row,
      { status: to, waitingFor, ...(answers && (await formalAnswer(trx, by.actorId, text, by.at))) },
      told([message], stateEntry(by, row, { status: to, waitingFor })),
    )
    await tellReplied(trx, row, message.id, by)
    if (answers) await emit(trx, caseAnswered, { caseId: row.id, agentId: by.actorId })
    return changed
  })

export const messageOut = (
  by: By,
  text: string,
  files: readonly FileRef[] = [],
): NewEntry & { id: Id<'entry'> } => ({
  ...by,
  id: newId<'entry'>(by.at.getTime()),
  kind: 'message-out',
  body: { text, ...(files.length > 0 && { files: [...files] }) },
})

/** What makes an answer formal (R31): its text, its date, and who is responsible for it. */
export const formalAnswer = async (
  trx: Trx,
  agentId: Id<'person'>,
  answer: string,
  answeredAt: Date,
): Promise<Change> => ({ answer, answeredAt, responsibleUnit: await unitOf(trx, agentId) })

export const tellReplied = (
  trx: Trx,
  { id: caseId }: StoredCase,
  entryId: Id<'entry'>,
  { actorId: agentId }: By & { actorId: Id<'person'> },
) => emit(trx, caseReplied, { caseId, entryId, agentId })
