import type { RawBuilder } from 'kysely'
import { attachFiles } from '../files/attach.ts'
import { type Db, noteEmitted, type Trx, tellCommitted, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { storable } from '../platform/storable.ts'
import { type Id, newId } from '../platform/values.ts'
import { acceptAtOnce, acceptedOf, acceptTogether, type Numbered } from './accept-together.ts'
import { caseOpened } from './events.ts'
import { dueTimes, type ServiceLevel, serviceLevelOf } from './service-level.ts'
import type { Channel, FileRef } from './shapes.ts'
import type { NewEntry } from './timeline.ts'

/** Where a case begins unless somebody says otherwise: tier 1. */
const FIRST_QUEUE = 1

export type NewCase = {
  /** The same key twice is one case. Whoever makes it up must see that others cannot guess it. */
  key?: string
  channel: Channel
  leadSystemId: number
  /** The lead system may be among them. */
  systemIds: readonly number[]
  /** 1–120 characters. */
  title: string
  text: string
  fileIds: readonly Id<'file'>[]
  requesterId: Id<'person'> | null
  requesterName: string
  requesterEmail: string | null
  requesterPhone: string | null
  /** Who typed it, when that is not the requester. */
  keyedById: Id<'person'> | null
  /** Who was signed in. */
  actorId: Id<'person'> | null
  agencyId: number | null
  /** 1 urgent to 4 low. */
  priority: number
  language: 'zh-TW' | 'en'
  /** From where: channel and network address. */
  origin: string
  /** The queue it begins in, when that is not tier 1's. */
  queueId?: number
}

/** `created` is false when the same key had brought this case before. */
export type Accepted = Numbered & { responseDueAt: Date }

/**
 * Accepts a case: number, row, timeline and event at once, or nothing. Returns only after the commit.
 *
 * Without files this is one statement, shared with those that arrive at the same moment.
 *
 * @throws Refusal of `attachFiles`; PostgreSQL's 23503 when a system, agency or person does not exist
 */
export async function acceptCase(deps: Pick<Deps, 'db' | 'now'>, newCase: NewCase): Promise<Accepted> {
  const { db, now } = deps
  const openedAt = now()
  const { filed, due, eventId, fileIds } = filedAs(newCase, await serviceLevelOf(deps), openedAt)
  const accepted =
    fileIds.length === 0 ? await acceptTogether(db, filed) : await acceptWithFiles(db, filed, fileIds)
  if (!accepted.created) return { ...accepted, responseDueAt: await responseDueOf(db, accepted.id) }
  tellCommitted(db, [{ id: eventId, name: caseOpened.name, payload: { caseId: accepted.id } }])
  return { ...accepted, responseDueAt: due.responseDueAt }
}

/** What the first message says beside its words, and what it is called. */
type First = { entryId: Id<'entry'>; body: Omit<NewEntry['body'], 'text'> }

/**
 * Accepts a case in the caller's transaction, with a first message that the caller has made. Its files are theirs to
 * attach.
 *
 * @throws PostgreSQL's 23503 when a system, agency, person or queue does not exist
 */
export async function acceptCaseIn(
  trx: Trx,
  { level, at }: { level: ServiceLevel; at: Date },
  newCase: Omit<NewCase, 'fileIds'>,
  first: First,
): Promise<Accepted> {
  const { filed, due, eventId } = filedAs({ ...newCase, fileIds: [] }, level, at)
  const message = { ...filed.message, ...storable(first.body) }
  const accepted = (await acceptAtOnce(trx, [{ ...filed, messageEntryId: first.entryId, message }]))[0]!
  if (!accepted.created) return { ...accepted, responseDueAt: await responseDueOf(trx, accepted.id) }
  noteEmitted(trx, { id: eventId, name: caseOpened.name, payload: { caseId: accepted.id } })
  return { ...accepted, responseDueAt: due.responseDueAt }
}

/** A case, when it was opened, and its first message. */
export type Opening = { at: Date; newCase: Omit<NewCase, 'fileIds'>; first: First }

/**
 * As `acceptCaseIn`, of many at once, as a part of a greater statement: one turn at the year's counter. PostgreSQL
 * refuses it with 23503 when a system, agency, person or queue of one of them does not exist.
 *
 * @returns `accepted`, which gives a row of each with `nth` from 1 and what `Numbered` says; and `note`, to be told
 *   these rows, in their order, when the statement is done
 */
export function acceptingCases(
  level: ServiceLevel,
  openings: readonly Opening[],
): { accepted: RawBuilder<unknown>; note: (trx: Trx, rows: readonly Numbered[]) => void } {
  const made = openings.map(({ at, newCase, first }) => {
    const { filed, eventId } = filedAs({ ...newCase, fileIds: [] }, level, at)
    const message = { ...filed.message, ...storable(first.body) }
    return { eventId, filed: { ...filed, messageEntryId: first.entryId, message } }
  })
  return {
    accepted: acceptedOf(made.map(({ filed }) => filed)),
    note(trx, rows) {
      for (const [n, { id, created }] of rows.entries())
        if (created)
          noteEmitted(trx, { id: made[n]!.eventId, name: caseOpened.name, payload: { caseId: id } })
    },
  }
}

function filedAs(newCase: NewCase, level: ServiceLevel, openedAt: Date) {
  const due = dueTimes(level, newCase.priority, openedAt)
  const eventId = newId<'event'>(openedAt.getTime())
  const { key, text, fileIds, queueId, ...told } = storable(newCase)
  const filed = {
    ...told,
    ...(key && { key: `case:${key}` }),
    id: newId<'case'>(openedAt.getTime()),
    openedAt,
    ...due,
    queueId: queueId ?? FIRST_QUEUE,
    systemIds: [...new Set([newCase.leadSystemId, ...newCase.systemIds])],
    stateEntryId: newId(openedAt.getTime()),
    messageEntryId: newId(openedAt.getTime()),
    eventId,
    message: { text },
  }
  return { filed, due, eventId, fileIds }
}

type Filed = {
  actorId: Id<'person'> | null
  keyedById: Id<'person'> | null
  message: { text: string; files?: FileRef[] }
}

const acceptWithFiles = (db: Db, filed: Filed, fileIds: readonly Id<'file'>[]) =>
  transact(db, async (trx) => {
    // The timeline never changes: what the files are called has to be known before its line is written.
    const files = await namesOf(trx, fileIds)
    const accepted = (await acceptAtOnce(trx, [{ ...filed, message: { ...filed.message, files } }]))[0]!
    if (accepted.created)
      await attachFiles(trx, {
        fileIds,
        caseId: accepted.id,
        uploader: filed.actorId,
        fromRequester: filed.keyedById === null,
      })
    return accepted
  })

async function namesOf(db: Db, fileIds: readonly Id<'file'>[]): Promise<FileRef[]> {
  const found = await db
    .selectFrom('files')
    .select(['id', 'name', 'size', 'mediaType'])
    .where('id', 'in', fileIds)
    .execute()
  const byId = new Map(found.map((file) => [file.id, file]))
  return [...new Set(fileIds)].flatMap((id) => byId.get(id) ?? [])
}

const responseDueOf = (db: Db, id: Id<'case'>) =>
  db
    .selectFrom('cases')
    .select('responseDueAt')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
    .then(({ responseDueAt }) => responseDueAt)
