import { attachFiles } from '../files/attach.ts'
import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { changeCase } from './change.ts'
import { command, type Order } from './command.ts'
import { caseAnswered } from './events.ts'
import { demandObligationsMet } from './obligations.ts'
import { formalAnswer, messageOut, tellReplied } from './reply.ts'
import type { DISPOSITIONS, ROOT_CAUSES } from './shapes.ts'
import type { StoredCase } from './tables.ts'
import { type By, type NewEntry, stateEntry, told } from './timeline.ts'

type RootCause = (typeof ROOT_CAUSES)[number]
export type Disposition = (typeof DISPOSITIONS)[number]
export type Closing = {
  rootCause: RootCause
  disposition: Disposition
  answer?: string
  fileIds?: readonly Id<'file'>[]
}

/**
 * Closes a case with its diagnosis and disposition (B04, R31).
 *
 * @param closing.answer sent to the requester first, with its files; needed when the case has no answer yet
 * @param first done before anything is written, in the same transaction
 * @throws Refusal as `command` and `attachFiles` do
 * @throws Refusal 'conflict' `closing-needs-answer`, `closing-needs-document`
 */
export const closeCase = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Order,
  closing: Closing,
  first?: (trx: Trx) => Promise<void>,
) =>
  command(deps, order, 'close', async ({ trx, row, by }) => {
    await demandObligationsMet(trx, row.id)
    await first?.(trx)
    const { answer, fileIds = [] } = closing
    const files =
      answer === undefined
        ? []
        : await attachFiles(trx, { fileIds, caseId: row.id, uploader: by.actorId, fromRequester: false })
    const message = answer === undefined ? undefined : messageOut(by, answer, files)
    const closed = await settleCase(
      trx,
      row,
      { ...closing, by, agentId: by.actorId },
      message ? [message] : [],
    )
    if (message) await tellReplied(trx, row, message.id, by)
    return closed
  })

/**
 * Ends a case as closed, whoever has decided so.
 *
 * @param closing.answer becomes the formal answer when there is none yet
 * @param closing.agentId who answered, when the owner did not
 * @param entries lines to be written before that of the new state
 * @throws Refusal 'conflict' `closing-needs-answer`
 */
export async function settleCase(
  trx: Trx,
  row: StoredCase,
  closing: {
    by: By
    rootCause: string
    disposition: Disposition
    answer?: string | null
    agentId: Id<'person'> | null
  },
  entries: NewEntry[] = [],
): Promise<StoredCase> {
  const { by, rootCause, disposition, answer, agentId } = closing
  const answers = row.answer === null && answer && agentId ? { answer, agentId } : undefined
  if (row.answer === null && !answers) throw new Refusal('conflict', 'closing-needs-answer')
  const closed = await changeCase(
    trx,
    row,
    {
      status: 'closed',
      waitingFor: null,
      closedAt: by.at,
      rootCause,
      disposition,
      ...(answers && (await formalAnswer(trx, answers.agentId, answers.answer, by.at))),
    },
    told(entries, stateEntry(by, row, { status: 'closed' }, { rootCause, disposition })),
  )
  if (answers) await emit(trx, caseAnswered, { caseId: row.id, agentId: answers.agentId })
  return closed
}
