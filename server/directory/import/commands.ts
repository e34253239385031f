import type { Updateable } from 'kysely'
import { keepUpload } from '../../files/keep-upload.ts'
import { type Actor, may } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import { importDue } from './events.ts'
import { FIELDS, missingFields } from './fields.ts'
import { lockImport, undoUntil } from './queries.ts'
import { preview, type Wanted } from './reading/sheet.ts'
import { Unreadable } from './reading/unreadable.ts'
import type { LeftRule, MovedRule, Subject } from './shapes.ts'
import type { ImportTables } from './tables.ts'
import type { StoredImport } from './work/claim.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>
type Clock = Pick<Deps, 'db' | 'now'>
/** Who orders it, and from where. */
type By = { actor: Actor; address: string }

const KEPT_MS = 7 * 24 * 3_600_000
const FORMATS = { csv: 'csv', txt: 'csv', ods: 'ods', xlsx: 'xlsx' } as const

/**
 * Begins an import: the file is looked at and its first rows are shown. Nothing is written.
 *
 * @throws Refusal 'not-found' `file-not-found`; 'conflict' `file-not-ready`; 'unsupported' `file-refused`
 * @throws Refusal 'unsupported' `import-format-unsupported`, `import-file-broken`
 * @throws Refusal 'too-large' `import-file-too-large`, `import-too-many-rows`; 'invalid' `import-nothing-in-it`
 */
export async function beginImport(
  deps: Needed,
  { actor, address }: By,
  { fileId, subject }: { fileId: Id<'file'>; subject: Subject },
): Promise<Id<'import'>> {
  const at = deps.now()
  const file = await transact(deps.db, (trx) =>
    keepUpload(trx, { fileId, uploader: actor.id, until: new Date(at.getTime() + KEPT_MS) }),
  )
  const extension = (file.name.split('.').at(-1) ?? '').toLowerCase()
  const format = FORMATS[extension as keyof typeof FORMATS]
  if (!format) throw new Refusal('unsupported', 'import-format-unsupported')
  const shown = await readable(preview(deps, { fileId, format, subject }))
  const id = newId<'import'>(at.getTime())
  await deps.db
    .insertInto('imports')
    .values({
      id,
      subject,
      fileId,
      fileName: file.name,
      format,
      reading: JSON.stringify(shown.reading),
      preview: JSON.stringify(shown.preview),
      state: 'draft',
      phase: null,
      madeBy: actor.id,
      runBy: null,
      address,
      movedRule: null,
      leftRule: null,
      createdAt: at,
      startedAt: null,
      endedAt: null,
      cancelAskedAt: null,
      effects: null,
      problem: null,
      workedBy: null,
      leaseUntil: null,
    })
    .execute()
  return id
}

/**
 * Reads the file otherwise. What had been checked is to be checked again.
 * @throws Refusal as `beginImport` does; 'conflict' `import-not-now`; 'invalid' `import-columns-twice`
 */
export async function readOtherwise(deps: Needed, actor: Actor, id: Id<'import'>, wanted: Wanted) {
  const before = await transact(deps.db, (trx) => lockImport(trx, actor, id))
  demandUnwritten(before)
  demandFields(before.subject, wanted.columns ?? [])
  const shown = await readable(preview(deps, before, wanted))
  await transact(deps.db, async (trx) => {
    const row = await lockImport(trx, actor, id)
    demandUnwritten(row)
    await trx.deleteFrom('importRows').where('importId', '=', id).execute()
    await change(trx, id, {
      ...EMPTY,
      state: 'draft',
      reading: JSON.stringify(shown.reading),
      preview: JSON.stringify(shown.preview),
    })
  })
}

const EMPTY = {
  phase: null,
  startedAt: null,
  endedAt: null,
  cancelAskedAt: null,
  total: 0,
  cursor: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  failed: 0,
  effects: null,
  problem: null,
  workedBy: null,
  leaseUntil: null,
  tries: 0,
} as const

/**
 * Has all rows read and held against what is stored.
 * @throws Refusal 'conflict' `import-not-now`, `import-at-work`; 'invalid' `import-columns-missing` with `fields`
 */
export const checkImport = ({ db, now }: Clock, actor: Actor, id: Id<'import'>) =>
  oneAtWork(() =>
    transact(db, async (trx) => {
      const row = await lockImport(trx, actor, id)
      demandUnwritten(row)
      const fields = missingFields(row.subject, row.reading.columns, 'always')
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
  { actor, address }: By,
  id: Id<'import'>,
  { moved, left }: { moved: MovedRule; left: LeftRule },
) =>
  oneAtWork(() =>
    transact(db, async (trx) => {
      const at = now()
      const row = await lockImport(trx, actor, id)
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
        ...{ state: 'running', phase: 'writing', startedAt: at, endedAt: null, cancelAskedAt: null },
        ...{ movedRule: moved, leftRule: left, maySuspend, cursor: 0, tries: 0 },
        ...{ created: 0, changed: 0, unchanged: 0, failed },
        ...{ runBy: actor.id, address },
      })
      const { subject, fileName: file, total: rows } = row
      await audit(trx, { actor, address }, 'import-run', id, { subject, file, rows, moved, left }, at)
      await emit(trx, importDue, { importId: id })
    }),
  )

/**
 * Stops an import. What it has written stays, whole rows only, and can be undone.
 * @throws Refusal 'conflict' `import-not-now`
 */
export const cancelImport = ({ db, now }: Clock, { actor, address }: By, id: Id<'import'>) =>
  transact(db, async (trx) => {
    const at = now()
    const row = await lockImport(trx, actor, id)
    demandState(row, ['draft', 'checking', 'checked', 'running'])
    const isAtWork = row.phase !== null
    await change(trx, id, isAtWork ? { cancelAskedAt: at } : { state: 'cancelled', endedAt: at })
    await audit(trx, { actor, address }, 'import-cancelled', id, { state: row.state }, at)
    if (isAtWork) await emit(trx, importDue, { importId: id })
  })

/**
 * Has everything put back as it was before, but for what somebody has changed since.
 * @throws Refusal 'conflict' `import-not-now`, `import-at-work`; 'gone' `import-undo-too-late`
 */
export const undoImport = ({ db, now }: Clock, { actor, address }: By, id: Id<'import'>) =>
  oneAtWork(() =>
    transact(db, async (trx) => {
      const at = now()
      const row = await lockImport(trx, actor, id)
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

const notNow = () => new Refusal('conflict', 'import-not-now')

function demandState({ state }: StoredImport, allowed: readonly StoredImport['state'][]) {
  if (!allowed.includes(state)) throw notNow()
}

/** What is written is known by its rows: they are not read anew. */
function demandUnwritten(row: StoredImport) {
  demandState(row, ['draft', 'checked', 'failed'])
  if (row.movedRule !== null) throw notNow()
}

function demandFields(subject: Subject, columns: readonly (string | null)[]) {
  const fields = columns.filter((column) => column !== null)
  if (new Set(fields).size < fields.length) throw new Refusal('invalid', 'import-columns-twice')
  const unknown = fields.find((field) => !Object.hasOwn(FIELDS[subject], field))
  if (unknown !== undefined)
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/columns', rule: 'enum' }] })
}

const change = (trx: Trx, id: Id<'import'>, to: Updateable<ImportTables['imports']>) =>
  trx.updateTable('imports').set(to).where('id', '=', id).execute()

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

const KIND = {
  'import-file-broken': 'unsupported',
  'import-file-too-large': 'too-large',
  'import-too-many-rows': 'too-large',
  'import-nothing-in-it': 'invalid',
} as const

const readable = <T>(reading: Promise<T>) =>
  reading.catch((error) => {
    throw error instanceof Unreadable ? new Refusal(KIND[error.code], error.code) : error
  })
