import { isDeepStrictEqual } from 'node:util'
import type { Fault } from '../../directory/import/shapes.ts'
import type { Decision } from '../../directory/import/subjects/subject.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import { cleaned } from '../editing/cleaned.ts'
import type { Content } from '../shapes.ts'
import { byId } from './attachment-text.ts'
import { alike, type EntryNow, type Known, type LoadedRow } from './load.ts'
import { filesOf, variantsOf } from './parts.ts'
import type { EntryData } from './row-data.ts'
import { faultOf } from './sentences.ts'

/** Numbers so far beyond the last one are typing errors. */
const MOST_AHEAD = 1_000_000

/** What is written of a row: an entry, new or as it was, and what its next version says. */
export type EntryRecord = {
  id: Id<'knowledge-entry'>
  /** Of a new entry whose row brings its number. */
  seq: number | null
  source: string | null
  /** Undefined: as it is, and of a new entry whoever imports. */
  ownerId?: Id<'person'> | null
  reviewOn?: string | null
  /** Null: the words are the same. */
  next: { versionId: Id<'knowledge-version'>; n: number; content: Content } | null
  now: Pick<EntryNow, 'liveVersionId' | 'firstLiveAt' | 'ownerId' | 'reviewOn' | 'source'> | null
}

const NEW: Omit<Content, 'domain' | 'title'> = {
  ...{ shortAnswer: '', body: '', expertBody: '', appliesTo: '', changeNote: '' },
  ...{ systemIds: [], tags: [], variants: [], files: [] },
  ...{ visibility: 'public', vendorId: null, whyHidden: null, effectiveFrom: null, effectiveUntil: null },
}

/** What becomes of one row. */
export function decideEntry({ rowNo, data, byNumber, bySource }: LoadedRow, known: Known): Decision {
  const faults: Fault[] = []
  const id = byNumber ?? (data.number && data.isNamedByTitle ? null : bySource)
  const now = id ? (known.entries.get(id) ?? null) : null
  const isOthersSource = byNumber && bySource && bySource !== byNumber && !data.isNamedByTitle
  if (isOthersSource) faults.push(faultOf('source-taken', { field: 'source', value: data.source }))
  if (now?.isWithdrawn) faults.push(faultOf('withdrawn', { value: now.number }))
  if (now?.isAtWork) faults.push(faultOf('being-edited', { value: now.number }))
  const seq = data.number && !now ? Number(data.number.slice(1)) : null
  if (seq !== null && seq > known.lastNumber + MOST_AHEAD)
    faults.push(faultOf('number-far', { field: 'number', value: data.number ?? '' }))
  const ownerId = ownerOf(data, now, known, faults)
  const content = contentOf(data, now, known, faults)
  if (faults.length > 0 || !content)
    return { rowNo, outcome: 'failed', faults: faults.length > 0 ? faults : UNFIT }
  const source = now?.source ?? (data.number && data.isNamedByTitle ? null : data.source)
  const reviewOn = data.reviewOn
  const isSame = now !== null && isDeepStrictEqual(comparable(content), comparable(now.content))
  const record: EntryRecord = {
    id: now?.id ?? newId<'knowledge-entry'>(),
    seq,
    source,
    ...(ownerId !== undefined && { ownerId }),
    ...(reviewOn !== undefined && { reviewOn }),
    next: isSame ? null : { versionId: newId<'knowledge-version'>(), n: (now?.lastN ?? 0) + 1, content },
    now: now && pick(now),
  }
  const made = { rowNo, recordId: record.id, record }
  if (!now) return { ...made, outcome: 'created' }
  const isKept =
    (ownerId === undefined || ownerId === now.ownerId) &&
    (reviewOn === undefined || reviewOn === now.reviewOn) &&
    source === now.source
  if (isSame && isKept) return { rowNo, recordId: now.id, outcome: 'unchanged' }
  const before = { ...pick(now), newVersionId: record.next?.versionId ?? null }
  return { ...made, outcome: 'changed', before }
}

const UNFIT = [faultOf('unfit')]

const pick = ({ liveVersionId, firstLiveAt, ownerId, reviewOn, source }: EntryNow) => ({
  ...{ liveVersionId, firstLiveAt, ownerId, reviewOn, source },
})

/** Without what says only how it came about. */
function comparable({ files, ...content }: Omit<Content, 'changeNote'>) {
  const { changeNote: _, ...words } = content as Content
  return { ...words, files: files.map(({ fileId, kind, title }) => ({ fileId, kind, title })) }
}

function ownerOf(data: EntryData, now: EntryNow | null, { people }: Known, faults: Fault[]) {
  if (data.ownerNo === undefined || data.ownerNo === null) return data.ownerNo
  const about = { field: 'ownerNo', value: data.ownerNo }
  const owner = people.get(data.ownerNo)
  if (!owner) faults.push(faultOf('owner-unknown', about))
  else if (owner.id === now?.ownerId) return owner.id
  else if (owner.hasLeft) faults.push(faultOf('owner-left', about))
  else if (!owner.mayWrite) faults.push(faultOf('owner-no-editor', about))
  return owner?.id
}

/** What the entry says with this row; undefined, or with faults, when it cannot be kept so. */
function contentOf(
  data: EntryData,
  now: EntryNow | null,
  known: Known,
  faults: Fault[],
): Content | undefined {
  const domain = data.domain ?? now?.content.domain
  if (!domain) faults.push(faultOf('new-lacks', { field: 'domain' }))
  const files = filesOf(data, now, known, faults)
  const text = (name: 'shortAnswer' | 'body' | 'expertBody') => {
    const said = data[name]
    return said === undefined ? (now?.content[name] ?? '') : byId(said, files)
  }
  const wanted: Omit<Content, 'domain'> = {
    ...NEW,
    ...(now?.content ?? {}),
    title: data.title ?? now?.content.title ?? '',
    ...{ shortAnswer: text('shortAnswer'), body: text('body'), expertBody: text('expertBody') },
    systemIds: systemsOf(data, now, known, faults),
    tags: data.tags ?? now?.content.tags ?? [],
    appliesTo: data.appliesTo ?? now?.content.appliesTo ?? '',
    ...audienceOf(data, now, known, faults),
    effectiveFrom:
      data.effectiveFrom === undefined ? (now?.content.effectiveFrom ?? null) : data.effectiveFrom,
    effectiveUntil:
      data.effectiveUntil === undefined ? (now?.content.effectiveUntil ?? null) : data.effectiveUntil,
    changeNote: data.changeNote ?? '',
    variants: variantsOf(data, now, known, files, faults),
    files,
  }
  if (wanted.shortAnswer === '' && wanted.body === '') faults.push(faultOf('answer-missing'))
  const { effectiveFrom, effectiveUntil } = wanted
  if (effectiveFrom && effectiveUntil && effectiveUntil < effectiveFrom) faults.push(faultOf('days-reversed'))
  if (faults.length > 0 || !domain) return undefined
  try {
    return cleaned({ ...wanted, domain })
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function systemsOf({ systems }: EntryData, now: EntryNow | null, known: Known, faults: Fault[]) {
  if (!systems) return now?.content.systemIds ?? []
  const ids = systems.flatMap((name) => {
    const id = known.systems.get(alike(name))
    if (id === undefined) faults.push(faultOf('system-unknown', { field: 'systems', value: name }))
    return id ?? []
  })
  return [...new Set(ids)].toSorted((a, b) => a - b)
}

function audienceOf(data: EntryData, now: EntryNow | null, { vendors }: Known, faults: Fault[]) {
  const visibility = data.visibility ?? now?.content.visibility ?? 'public'
  const whyHidden = data.whyHidden === undefined ? (now?.content.whyHidden ?? null) : data.whyHidden
  if (visibility === 'public' || visibility === 'signed-in')
    return { visibility, vendorId: null, whyHidden: null }
  if (!whyHidden) faults.push(faultOf('reason-missing', { field: 'whyHidden' }))
  if (visibility === 'internal') return { visibility, vendorId: null, whyHidden }
  const named = data.vendorName ? vendors.get(alike(data.vendorName)) : undefined
  if (data.vendorName && named === undefined)
    faults.push(faultOf('vendor-unknown', { field: 'vendorName', value: data.vendorName }))
  const vendorId = named ?? (data.vendorName ? null : (now?.content.vendorId ?? null))
  if (vendorId === null && !data.vendorName) faults.push(faultOf('vendor-missing', { field: 'vendorName' }))
  return { visibility, vendorId, whyHidden }
}
