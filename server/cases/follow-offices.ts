import { type Move, type Settled, workOffMoves } from '../directory/import/moves.ts'
import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { type Change, changeCase } from './change.ts'
import { agencyEdit, type Edit, requesterEdit } from './edit.ts'
import type { StoredCase } from './tables.ts'
import { told } from './timeline.ts'

type About = { importId: Id<'import'> }
const KINDS = ['case-agency', 'case-requester'] as const

/**
 * When people change office by an import: their open cases get the new agency, or the successor as requester, as its
 * rules say. Each change is a line of the case's timeline, in the name of whoever ran the import.
 */
export const followOffices = (deps: Pick<Deps, 'db' | 'now'>, { importId }: About) =>
  workOffMoves(deps, importId, { kinds: KINDS, back: false }, async (trx, move) => {
    const row = await lockedCase(trx, move)
    if (!row) return { why: 'gone' }
    if (row.closedAt) return { why: 'closed' }
    if (row.requesterId !== move.personId) return { why: 'changed-since' }
    const edits =
      move.kind === 'case-agency'
        ? await agencyEdit(trx, row, { agencyId: move.agencyId })
        : await requesterEdit(trx, row, { requesterId: move.successorId })
    if (edits.length === 0) return { why: 'changed-since' }
    const before = concerned(row)
    const after = concerned(await write(trx, row, edits, move, deps.now()))
    return { before, after }
  })

/** Puts cases back when the import is undone; a case that has been given to others since stays. */
export const returnOffices = (deps: Pick<Deps, 'db' | 'now'>, { importId }: About) =>
  workOffMoves(deps, importId, { kinds: KINDS, back: true }, async (trx, move): Promise<Settled> => {
    const row = await lockedCase(trx, move)
    if (!row || !move.before || !move.after) return { why: 'gone' }
    const isAsLeft = JSON.stringify(concerned(row)) === JSON.stringify(ordered(move.after))
    if (!isAsLeft) return { why: 'changed-since' }
    const was = ordered(move.before)
    const words =
      move.kind === 'case-agency'
        ? await agencyEdit(trx, row, { agencyId: was.agencyId })
        : await requesterEdit(trx, row, { requesterId: was.requesterId })
    // Name and contact as they stood on the case, not as the directory has them now.
    const edits = words.map((edit) => ({ ...edit, change: was, to: edit.to || was.requesterName }))
    await write(trx, row, edits, move, deps.now())
    return { before: {}, after: {} }
  })

const lockedCase = (trx: Trx, { target }: Move): Promise<StoredCase | undefined> =>
  trx
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', target as Id<'case'>)
    .forNoKeyUpdate()
    .executeTakeFirst()

type Concerned = Pick<
  StoredCase,
  'agencyId' | 'requesterId' | 'requesterName' | 'requesterEmail' | 'requesterPhone'
>

/** What an import may change of a case, always in one order. */
const concerned = ({
  agencyId,
  requesterId,
  requesterName,
  requesterEmail,
  requesterPhone,
}: Concerned): Concerned => ({ agencyId, requesterId, requesterName, requesterEmail, requesterPhone })

const ordered = (kept: Record<string, unknown>) => concerned(kept as Concerned)

const write = (trx: Trx, row: StoredCase, edits: readonly Edit[], { by, importId }: Move, at: Date) => {
  const change: Change = Object.assign({}, ...edits.map((edit) => edit.change))
  const lines = edits.map(({ field, from, to }) => ({
    ...{ actorId: by, origin: `import ${importId}`, at },
    kind: 'change' as const,
    body: { fields: [field], from, to },
  }))
  return changeCase(trx, row, change, told(lines))
}
