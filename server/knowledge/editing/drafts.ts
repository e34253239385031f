import { isDeepStrictEqual } from 'node:util'
import { type Trx, transact } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { type Id, newId } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { reviewAsked } from '../events.ts'
import { nextReviewOn } from '../live.ts'
import { entryNotFound } from '../numbers.ts'
import { demandComplete } from '../rules.ts'
import type { Content } from '../shapes.ts'
import { cleaned } from './cleaned.ts'
import { columnsOf, keepParts, readContent } from './content.ts'
import { lockEntry } from './locked.ts'
import { change, type Needs, noted, type OfVersion, type Order, step } from './steps.ts'

const AT_WORK = ['draft', 'review', 'approved']

/**
 * Begins an entry with a draft; its number is its own for ever, and whoever begins it owns it until somebody else does.
 * The same order again is the same entry.
 * @throws Refusal 'invalid' as `cleaned` · 'not-found' `file-not-found` and others as `keepUploads`
 */
export async function beginEntry(
  { db, now }: Needs,
  order: Order,
  given: Content,
  from: { caseId?: Id<'case'> } = {},
): Promise<Id<'knowledge-entry'>> {
  const content = cleaned(given)
  const at = now()
  return transact(db, async (trx) => {
    const begun = await trx
      .insertInto('knowledgeEntries')
      .values({
        id: newId<'knowledge-entry'>(at.getTime()),
        ownerId: order.actor.id,
        reviewOn: nextReviewOn(null, dayInTaipei(at)),
        fromCaseId: from.caseId ?? null,
        createdAt: at,
        createdBy: order.actor.id,
        begunKey: order.key ?? null,
      })
      .onConflict((conflict) =>
        conflict.columns(['createdBy', 'begunKey']).where('begunKey', 'is not', null).doNothing(),
      )
      .returning(['id', 'number'])
      .executeTakeFirst()
    if (!begun) return begunBefore(trx, order)
    const { id, number } = begun
    await addDraft(trx, { entryId: id, n: 1 }, content, { id: order.actor.id, at })
    await noted(trx, order, 'knowledge-begun', id, { number, caseId: from.caseId ?? null }, at)
    return id
  })
}

const begunBefore = async (trx: Trx, { actor, key }: Order) => {
  const { id } = await trx
    .selectFrom('knowledgeEntries')
    .select('id')
    .where('createdBy', '=', actor.id)
    .where('begunKey', '=', key ?? '')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * A draft of what is live, which stays live meanwhile; of what was last there where nothing is. Where one is at work
 * already it is that one, and nothing happens. Of words that were given up before anybody else read them, those who
 * wrote them stay the writers.
 * @throws Refusal 'not-found' `knowledge-not-found`
 */
export async function nextVersion({ db, now }: Needs, order: Order, entryId: Id<'knowledge-entry'>) {
  const at = now()
  await transact(db, async (trx) => {
    const entry = await lockEntry(trx, entryId)
    const versions = await trx
      .selectFrom('knowledgeVersions')
      .select(['id', 'n', 'state', 'writers'])
      .where('entryId', '=', entryId)
      .orderBy('n', 'desc')
      .execute()
    if (versions.some(({ state }) => AT_WORK.includes(state))) return
    const [latest] = versions
    const last = versions.find(({ id }) => id === entry.liveVersionId) ?? latest
    if (!last || !latest) throw entryNotFound()
    const n = latest.n + 1
    const content = { ...(await readContent(trx, last.id)), changeNote: '' }
    const unread = last.state === 'discarded' ? last.writers : []
    await addDraft(trx, { entryId, n }, content, { id: order.actor.id, at }, unread)
    await noted(trx, order, 'knowledge-version-begun', entryId, { n, from: last.n }, at)
  })
}

async function addDraft(
  trx: Trx,
  { entryId, n }: { entryId: Id<'knowledge-entry'>; n: number },
  content: Content,
  by: { id: Id<'person'>; at: Date },
  writersBefore: readonly Id<'person'>[] = [],
) {
  const id = newId<'knowledge-version'>(by.at.getTime())
  await trx
    .insertInto('knowledgeVersions')
    .values({
      ...columnsOf(content),
      id,
      entryId,
      n,
      state: 'draft',
      writtenBy: by.id,
      writers: withOne(writersBefore, by.id),
      updatedAt: by.at,
      updatedBy: by.id,
    })
    .execute()
  await keepParts(trx, { id, entryId }, content, by)
}

/**
 * Saves a draft. Whoever changed a word of it is one of its writers, and somebody else has to approve. Saved as it is
 * already, nothing changes.
 * @throws Refusal 'conflict' `knowledge-changed`: another saved it meanwhile; what they wrote comes with it
 * @throws Refusal as `decideStep` and `cleaned`
 */
export const saveDraft = (deps: Needs, order: OfVersion, given: Content) => {
  const content = cleaned(given)
  return step(deps, order, 'write', async (trx, { row }, { at }) => {
    if (isDeepStrictEqual(await readContent(trx, row.id), content)) return 'unchanged'
    const by = order.actor.id
    const writers = withOne(row.writers, by)
    await change(trx, row.id, { ...columnsOf(content), writtenBy: by, writers }, { at, by })
    await keepParts(trx, row, content, { id: by, at })
    return 'saved'
  })
}

/**
 * Asks somebody else to read it.
 * @throws Refusal 'invalid' `entry-incomplete` with `gaps` · as `lockVersion` and `decideStep`
 */
export const submit = (deps: Needs, order: OfVersion) =>
  step(deps, order, 'submit', async (trx, { entry, row }, { at, today }) => {
    const pictures = await trx
      .selectFrom('knowledgeFiles')
      .select('fileId')
      .where('versionId', '=', row.id)
      .where('kind', 'in', ['picture', 'clip'])
      .where('title', '=', '')
      .execute()
    const { ownerId } = entry
    const reviewOn = nextReviewOn(entry.reviewOn, today)
    demandComplete({ ...row, ownerId, reviewOn, withoutWords: pictures.length }, today)
    const by = order.actor.id
    await change(
      trx,
      row.id,
      {
        state: 'review',
        submittedAt: at,
        writers: withOne(row.writers, by),
        reviewedBy: null,
        reviewedAt: null,
        reviewNote: null,
      },
      { at, by },
    )
    await emit(trx, reviewAsked, { entryId: entry.id, versionId: row.id })
  })

/** Back to the desk before it is live: there was more to write. @throws Refusal as `lockVersion` and `decideStep` */
export const takeBack = (deps: Needs, order: OfVersion) =>
  step(deps, order, 'take-back', async (trx, { row }, { at }) => {
    await change(trx, row.id, { state: 'draft' }, { at, by: order.actor.id })
  })

/** Gives up what is at work; what is live stays. @throws Refusal as `lockVersion` and `decideStep` */
export const discard = (deps: Needs, order: OfVersion) =>
  step(deps, order, 'discard', async (trx, { row }, { at }) => {
    await change(trx, row.id, { state: 'discarded' }, { at, by: order.actor.id })
  })

const withOne = <T>(all: readonly T[], one: T): T[] => [...new Set([...all, one])]
