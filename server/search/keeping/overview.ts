import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'
import { behindSeconds, countParked } from './outbox.ts'
import { readState } from './state.ts'

const MOST_PARKED = 100
/** An engine that does not say within this time is away. */
const PATIENCE_MS = 1500

/** How the index fares: for `GET /search-index`. */
export async function readOverview({ db, searchIndex }: Pick<Deps, 'db' | 'searchIndex'>) {
  const [state, lagSeconds, parkedCount, counted, parked, awayBecause] = await Promise.all([
    readState(db),
    behindSeconds(db),
    countParked(db),
    count(db),
    readParked(db),
    whyAway(searchIndex),
  ])
  return {
    engine: (searchIndex.outside?.engine ?? searchIndex.database).name,
    awayBecause,
    ...counted,
    lagSeconds,
    rebuild: { wantedAt: state.rebuildWantedAt, beganAt: state.rebuildBeganAt, doneAt: state.rebuiltAt },
    problem: state.problem,
    comparison: state.comparedAt && {
      at: state.comparedAt,
      documents: state.comparedDocuments,
      repairedInEngine: state.repairedInEngine ?? 0,
      repairedInDatabase: state.repairedInDatabase ?? 0,
    },
    parkedCount,
    parked,
  }
}

/** Null when the engine answers. It is given a moment to say so. */
export async function whyAway(searchIndex: Pick<Deps['searchIndex'], 'check'>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'It does not answer in time.')
  })
  const answer = searchIndex.check().then(
    () => null,
    (error: Error) => error.message,
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

async function count(db: Deps['db']) {
  const { rows } = await sql<{ documents: number; waiting: number }>`
    select (select count(*)::int from search_documents where kind <> '') as documents,
      (select count(*)::int from search_outbox where problem is null) as waiting`.execute(db)
  return rows[0]!
}

const readParked = (db: Deps['db']) =>
  db
    .selectFrom('searchOutbox as o')
    .leftJoin('searchDocuments as d', 'd.key', 'o.key')
    .select(['o.key', 'd.title', 'o.tries', 'o.since'])
    .select((e) => e.fn.coalesce('o.problem', sql<string>`''`).as('problem'))
    .where('o.problem', 'is not', null)
    .orderBy('o.since')
    .limit(MOST_PARKED)
    .execute()
