import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { differences } from '../differences.ts'
import { entryNotFound } from '../numbers.ts'
import type { Content } from '../shapes.ts'
import { readContent } from './content.ts'

type Field = Exclude<keyof Content, 'systemIds' | 'vendorId' | 'variants' | 'files'> | 'systems' | 'vendor'
/** A version as texts by field, in the order of the form; a variant is `variant:` and whose it is. */
type Texts = Map<Field | `variant:${string}` | 'files', string>

/**
 * What is different in a version from another one of its entry; field by field, and only those that differ.
 * @param from undefined: what is live, or what was before it where the version is that itself; from nothing where there
 * was none
 * @throws Refusal 'not-found' `knowledge-not-found`, also for a version of another entry
 */
export async function readDifferences(
  db: Db,
  versionId: Id<'knowledge-version'>,
  from?: Id<'knowledge-version'>,
) {
  const version = await db
    .selectFrom('knowledgeVersions')
    .select(['entryId', 'n'])
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow(entryNotFound)
  const others = await db
    .selectFrom('knowledgeVersions')
    .select(['id', 'n', 'state', 'liveAt'])
    .where('entryId', '=', version.entryId)
    .where('id', '<>', versionId)
    .orderBy('n', 'desc')
    .execute()
  const other = from
    ? others.find(({ id }) => id === from)
    : (others.find(({ state }) => state === 'live') ??
      others.find(({ n, liveAt }) => n < version.n && liveAt !== null))
  if (from && !other) throw entryNotFound()
  const before: Texts = other ? await textsOf(db, other.id) : new Map()
  const after = await textsOf(db, versionId)
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((field) => {
    const [was, is] = [before.get(field) ?? '', after.get(field) ?? '']
    return was === is
      ? []
      : [{ field, runs: differences(was, is).map(({ kind, text }) => ({ is: kind, text })) }]
  })
}

async function textsOf(db: Db, versionId: Id<'knowledge-version'>): Promise<Texts> {
  const content = await readContent(db, versionId)
  const names = await namesOf(db, content)
  const texts: Texts = new Map([
    ['title', content.title],
    ['shortAnswer', content.shortAnswer],
    ['body', content.body],
    ['expertBody', content.expertBody],
    ['domain', content.domain],
    ['systems', content.systemIds.map((id) => names.systems.get(id) ?? '').join('、')],
    ['tags', content.tags.join('、')],
    ['appliesTo', content.appliesTo],
    ['visibility', content.visibility],
    ['vendor', names.vendors.get(content.vendorId ?? 0) ?? ''],
    ['whyHidden', content.whyHidden ?? ''],
    ['effectiveFrom', content.effectiveFrom ?? ''],
    ['effectiveUntil', content.effectiveUntil ?? ''],
  ])
  for (const { authorityId, hrSystem, body } of content.variants)
    texts.set(`variant:${hrSystem ?? names.agencies.get(authorityId ?? 0) ?? ''}`, body)
  texts.set('files', content.files.map((file) => namedFile(file, names.files)).join('\n'))
  return texts
}

const namedFile = (
  { fileId, title }: Content['files'][number],
  names: ReadonlyMap<Id<'file'>, string>,
): string => [names.get(fileId) ?? '', title].filter((part) => part !== '').join('：')

/** The names of what a version refers to, by id. */
async function namesOf(db: Db, { systemIds, vendorId, variants, files }: Content) {
  const authorityIds = variants.flatMap(({ authorityId }) => authorityId ?? [])
  const fileIds = files.map(({ fileId }) => fileId)
  // No row has number 0: a list must not be empty.
  const systems = await db
    .selectFrom('systems')
    .select(['id', 'shortName as name'])
    .where('id', 'in', [0, ...systemIds])
    .execute()
  const vendors = await db
    .selectFrom('vendors')
    .select(['id', 'name'])
    .where('id', '=', vendorId ?? 0)
    .execute()
  const agencies = await db
    .selectFrom('agencies')
    .select(['id', 'name'])
    .where('id', 'in', [0, ...authorityIds])
    .execute()
  const named =
    fileIds.length === 0
      ? []
      : await db.selectFrom('files').select(['id', 'name']).where('id', 'in', fileIds).execute()
  return {
    systems: byId(systems),
    vendors: byId(vendors),
    agencies: byId(agencies),
    files: byId(named),
  }
}

const byId = <K>(rows: readonly { id: K; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))
