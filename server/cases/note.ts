import { attachFiles } from '../files/attach.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { changeCase } from './change.ts'
import { command, type Order } from './command.ts'

/**
 * Adds a note that only staff see. Never conflicts: two notes at once are both kept.
 * @throws Refusal as `command` and `attachFiles` do
 */
export const addNote = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Omit<Order, 'version'>,
  { text, fileIds = [] }: { text: string; fileIds?: readonly Id<'file'>[] },
) =>
  command(deps, order, 'note', async ({ trx, row, by }) => {
    const files = await attachFiles(trx, {
      fileIds,
      caseId: row.id,
      uploader: by.actorId,
      fromRequester: false,
    })
    return changeCase(trx, row, {}, [
      { ...by, kind: 'note', body: { text, ...(files.length > 0 && { files }) } },
    ])
  })
