import { sql } from 'kysely'
import { TERMS_VERSION } from '../../../search/terms.ts'
import type { Db } from '../../platform/database/database.ts'

/** Cut by another version of ours, or with other words of ICU, documents would not be found by what is asked today. */
export const MADE_BY = JSON.stringify({ terms: TERMS_VERSION, icu: process.versions.icu })

// As exact as what is read of it, so that it can be recognised.
const moment = sql<Date>`date_trunc('milliseconds', clock_timestamp())`

export type State = Awaited<ReturnType<typeof readState>>

/** What was asked of whoever keeps the index true, and what became of it. */
export const readState = (db: Db) => db.selectFrom('searchIndex').selectAll().executeTakeFirstOrThrow()

/** Wants everything made anew; wanted while it is under way it is done once more. */
export const wantRebuild = (db: Db) =>
  db.updateTable('searchIndex').set({ rebuildWantedAt: moment, problem: null }).execute()

/** Wants a comparison, unless one is wanted. */
export const wantComparison = (db: Db) =>
  db
    .updateTable('searchIndex')
    .set({ compareWantedAt: moment })
    .where('compareWantedAt', 'is', null)
    .execute()

/** A rebuild, or filling the engine alone, has begun. */
export const noteBegun = (db: Db) => db.updateTable('searchIndex').set({ rebuildBeganAt: moment }).execute()

/** The documents of the database are of this version. */
export const noteMadeByUs = (db: Db) => db.updateTable('searchIndex').set({ madeBy: MADE_BY }).execute()

export const noteDatabaseRebuilt = (db: Db, wanted: Date) =>
  db.updateTable('searchIndex').set({ databaseRebuiltAt: wanted, madeBy: MADE_BY }).execute()

/** @param wanted what was wanted when it began; wanted again since then, it stays so */
export const noteRebuilt = (db: Db, wanted: Date | null) =>
  db
    .updateTable('searchIndex')
    .set({
      rebuiltAt: moment,
      rebuildBeganAt: null,
      problem: null,
      rebuildWantedAt: sql`case when date_trunc('milliseconds', rebuild_wanted_at) > ${wanted}::timestamptz then rebuild_wanted_at end`,
    })
    .execute()

/** What stood in the way does no more. */
export const noteWell = (db: Db) => db.updateTable('searchIndex').set({ problem: null }).execute()

/** Nothing is rebuilt any more; what was wanted still is. */
export const noteBrokenOff = (db: Db, problem: string | null) =>
  db
    .updateTable('searchIndex')
    .set({ rebuildBeganAt: null, ...(problem !== null && { problem: problem.slice(0, 1000) }) })
    .execute()

export const noteCompared = (
  db: Db,
  found: { documents: number | null; inEngine: number; inDatabase: number },
) =>
  db
    .updateTable('searchIndex')
    .set({
      compareWantedAt: null,
      comparedAt: moment,
      comparedDocuments: found.documents,
      repairedInEngine: found.inEngine,
      repairedInDatabase: found.inDatabase,
      problem: null,
    })
    .execute()
