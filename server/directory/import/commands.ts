import { type Actor, may } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { importDue } from './events.ts'
import { missingFields } from './fields.ts'
import { kindOf, type Scope } from './kind.ts'
import { lockImport, undoUntil } from './queries.ts'
import type { LeftRule, MovedRule } from './shapes.ts'
import { change, demandState, demandUnwritten, EMPTY, notNow } from './standing.ts'

/** What follows from changes of office; of entries, how they come in. */
export type Rules = { moved: MovedRule; left: LeftRule } | { publishAs: 'live' | 'draft' }

type Clock = Pick<Deps, 'db' | 'now'>
/** Who orders it, and from where. */
type By = { actor: Actor; address: string }

/**
 * Has all rows read and held against what is stored.
 * @throws Refusal 'conflict' `import-not-now`, `import-at-work`; 'invalid' `import-columns-missing` with `fields`
 */
export const checkImport = ({ db, now }: Clock, scope: Scope, actor: Actor, id: Id<'import'>) =>
  oneAtWork(() =>
    transact(db, async (trx) => {
      const row = await lockImport(trx, scope, actor, id)
      demandUnwritten(row)
      const fields = missingFields(kindOf(scope, row.subject).fields, row.reading.columns, 'always')
      if (fields.length > 0) throw new Refusal('invalid', 'import-columns-missing', { fields })
      await trx.deleteFrom('importRows').where('importId', '=', id).execute()
      await change(trx, id, { ...EMPTY, state: 'checking', phase: 'reading', startedAt: now() })
      await emit(trx, importDue, { importId: id })
    }),
  )

/**
 * Has the checked rows written.
 *
 * @throws Refusal 'conflict' `import-not-now`, `import-at-work`
 * @throws Refusal 'forbidden' `import-needs-accounts`: accounts would be suspended by somebody who may not do that
 */
export const runImport = (
  { db, now }: Clock,
  scope: Scope,
  { actor, address }: By,
  id: Id<'import'>,
  rules: Rules,
) =>
  oneAtWork(() =>
    transact(db, async (trx) => {
      const at = now()
      const row = await lockImport(trx, scope, actor, id)
      demandState(row, ['checked'])
      const maySuspend = may(actor, 'account:write')
      if (!maySuspend && (row.effects?.left.accounts ?? 0) > 0)
        throw new Refusal('forbidden', 'import-needs-accounts')
      const { failed } = await trx
        .selectFrom('importRows')
        .select(({ fn }) => fn.countAll<number>().as('failed'))
        .where('importId', '=', id)
        .where('faults', 'is not', null)
        .executeTakeFirstOrThrow()
      await change(trx, id, {
        ...{ state: 'running', startedAt: at, endedAt: null, cancelAskedAt: null, pauseAskedAt: null },
        phase: kindOf(scope, row.subject).files ? 'files' : 'writing',
        ...('moved' in rules
          ? { movedRule: rules.moved, leftRule: rules.left, maySuspend }
          : { publishAs: rules.publishAs }),
        ...{ cursor: 0, tries: 0 },
        ...{ created: 0, changed: 0, unchanged: 0, failed },
        ...{ runBy: actor.id, address },
      })
      const { subject, fileName: file, total } = row
      await audit(trx, { actor, address }, 'import-run', id, { subject, file, rows: total, ...rules }, at)
      await emit(trx, importDue, { importId: id })
    }),
  )

/**
 * Stops an import. What it has written stays, whole rows only, and can be undone.
 * @throws Refusal 'conflict' `import-not-now`
 */
export const cancelImport = ({ db, now }: Clock, scope: Scope, { actor, address }: By, id: Id<'import'>) =>
  transact(db, async (trx) => {
    const at = now()
    const row = await lockImport(trx, scope, actor, id)
    demandState(row, ['draft', 'checking', 'checked', 'running', 'paused'])
    const isAtWork = row.phase !== null
    await change(trx, id, isAtWork ? { cancelAskedAt: at } : { state: 'cancelled', endedAt: at })
    await audit(trx, { actor, address }, 'import-cancelled', id, { state: row.state }, at)
    if (isAtWork) await emit(trx, importDue, { importId: id })
  })

/**
 * Lets the writing of rows stand still after the batch at hand. Others may import meanwhile.
 * @throws Refusal 'conflict' `import-not-now`
 */
export const pauseImport = ({ db, now }: Clock, scope: Scope, { actor, address }: By, id: Id<'import'>) =>
  transact(db, async (trx) => {
    const at = now()
    const row = await lockImport(trx, scope, actor, id)
    demandState(row, ['running'])
    if (row.phase !== 'writing' || row.cancelAskedAt || row.pauseAskedAt) throw notNow()
    await change(trx, id, { pauseAskedAt: at })
    await audit(trx, { actor, address }, 'import-paused', id, {}, at)
    await emit(trx, importDue, { importId: id })
  })

/**
 * Goes on with the row after the last one written.
 * @throws Refusal 'conflict' `import-not-now`, `import-at-work`
 */
export const resumeImport = ({ db, now }: Clock, scope: Scope, { actor, address }: By, id: Id<'import'>) =>
  oneAtWork(() =>
    transact(db, async (trx) => {
      const at = now()
      const row = await lockImport(trx, scope, actor, id)
      demandState(row, ['paused'])
      await change(trx, id, { state: 'running', phase: 'writing', runBy: actor.id, address, tries: 0 })
      await audit(trx, { actor, address }, 'import-resumed', id, {}, at)
      await emit(trx, importDue, { importId: id })
    }),
  )

/**
 * Has everything put back as it was before, but for what somebody has changed since.
 * @throws Refusal 'conflict' `import-not-now`, `import-at-work`; 'gone' `import-undo-too-late`
 */
export const undoImport = ({ db, now }: Clock, scope: Scope, { actor, address }: By, id: Id<'import'>) =>
  oneAtWork(() =>
    transact(db, async (trx) => {
      const at = now()
      const row = await lockImport(trx, scope, actor, id)
      const until = undoUntil(row)
      if (!until) throw notNow()
      if (until <= at) throw new Refusal('gone', 'import-undo-too-late')
      if (row.maySuspend && !may(actor, 'account:write'))
        throw new Refusal('forbidden', 'import-needs-accounts')
      await change(trx, id, {
        ...{ state: 'undoing', phase: 'taking-back', startedAt: at, tries: 0 },
        ...{ runBy: actor.id, address },
      })
      await audit(
        trx,
        { actor, address },
        'import-undone',
        id,
        { subject: row.subject, file: row.fileName },
        at,
      )
      await emit(trx, importDue, { importId: id })
    }),
  )

const audit = (
  trx: Trx,
  { actor, address }: By,
  action: string,
  id: Id<'import'>,
  detail: Record<string, unknown>,
  at: Date,
) => record(trx, { actorId: actor.id, action, subject: `import:${id}`, detail, address, at })

/** The index that lets one import be at work says so when there is another. */
const oneAtWork = <T>(work: () => Promise<T>) =>
  work().catch((error: { constraint?: string }) => {
    if (error.constraint === 'imports_one_at_work') throw new Refusal('conflict', 'import-at-work')
    throw error
  })
