import { keepUpload } from '../../files/keep-upload.ts'
import type { Actor } from '../../platform/actor.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import { type Kind, kindOf, type Scope } from './kind.ts'
import { lockImport } from './queries.ts'
import { preview, type Wanted } from './reading/sheet.ts'
import { Unreadable } from './reading/unreadable.ts'
import type { Subject } from './shapes.ts'
import { change, demandUnwritten, EMPTY } from './standing.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>

const KEPT_MS = 7 * 24 * 3_600_000
const FORMATS = { csv: 'csv', txt: 'csv', ods: 'ods', xlsx: 'xlsx', json: 'json', zip: 'zip' } as const

/**
 * Begins an import: the file is looked at and its first rows are shown. Nothing is written.
 *
 * @throws Refusal 'not-found' `file-not-found`; 'conflict' `file-not-ready`; 'unsupported' `file-refused`
 * @throws Refusal 'unsupported' `import-format-unsupported`, `import-file-broken`
 * @throws Refusal 'too-large' `import-file-too-large`, `import-too-many-rows`; 'invalid' `import-nothing-in-it`
 */
export async function beginImport(
  deps: Needed,
  scope: Scope,
  { actor, address }: { actor: Actor; address: string },
  { fileId, subject }: { fileId: Id<'file'>; subject: Subject },
): Promise<Id<'import'>> {
  const at = deps.now()
  const file = await transact(deps.db, (trx) =>
    keepUpload(trx, { fileId, uploader: actor.id, until: new Date(at.getTime() + KEPT_MS) }),
  )
  const extension = (file.name.split('.').at(-1) ?? '').toLowerCase()
  const format = FORMATS[extension as keyof typeof FORMATS]
  const kind = kindOf(scope, subject)
  if (!format || !kind.formats.includes(format)) throw new Refusal('unsupported', 'import-format-unsupported')
  const shown = await readable(preview(deps, { fileId, format }, kind))
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
export async function readOtherwise(
  deps: Needed,
  scope: Scope,
  actor: Actor,
  id: Id<'import'>,
  wanted: Wanted,
) {
  const before = await transact(deps.db, (trx) => lockImport(trx, scope, actor, id))
  demandUnwritten(before)
  const kind = kindOf(scope, before.subject)
  demandFields(kind, wanted.columns ?? [])
  const shown = await readable(preview(deps, before, kind, wanted))
  await transact(deps.db, async (trx) => {
    const row = await lockImport(trx, scope, actor, id)
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

function demandFields({ fields: known }: Kind, columns: readonly (string | null)[]) {
  const fields = columns.filter((column) => column !== null)
  if (new Set(fields).size < fields.length) throw new Refusal('invalid', 'import-columns-twice')
  const unknown = fields.find((field) => !Object.hasOwn(known, field))
  if (unknown !== undefined)
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/columns', rule: 'enum' }] })
}

const KIND = {
  'import-file-broken': 'unsupported',
  'import-file-too-large': 'too-large',
  'import-too-many-rows': 'too-large',
  'import-nothing-in-it': 'invalid',
  'import-zip-table': 'invalid',
} as const

const readable = <T>(reading: Promise<T>) =>
  reading.catch((error) => {
    throw error instanceof Unreadable ? new Refusal(KIND[error.code], error.code) : error
  })
