import { Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { Instant, Nullable } from '../../platform/values.ts'

const Index = Type.Object({
  engine: Type.Enum(['meilisearch', 'minisearch', 'postgres']),
  /** Null while the engine answers; else why the database answers instead. */
  awayBecause: Nullable(Type.String()),
  /** What can be found. */
  documents: Type.Integer(),
  /** Of these the engine has yet to hear. */
  waiting: Type.Integer(),
  lagSeconds: Type.Number(),
  rebuild: Type.Object({
    /** Asked for, and not done yet. */
    wantedAt: Nullable(Instant),
    /** Under way since. */
    beganAt: Nullable(Instant),
    doneAt: Nullable(Instant),
  }),
  /** Why what was last to be rebuilt or compared is not done yet; it is tried again. */
  problem: Nullable(Type.String()),
  comparison: Nullable(
    Type.Object({
      at: Instant,
      /** How many the engine was asked about; null where the database is the engine. */
      documents: Nullable(Type.Integer()),
      repairedInEngine: Type.Integer(),
      repairedInDatabase: Type.Integer(),
    }),
  ),
  parkedCount: Type.Integer(),
  /** The first hundred of those that the engine refuses. */
  parked: Type.Array(
    Type.Object({
      key: Type.String(),
      title: Nullable(Type.String()),
      problem: Type.String(),
      tries: Type.Integer(),
      since: Instant,
    }),
  ),
})

/** How what can be found is kept, for those who look after the installation. */
export const searchIndexApi = {
  'GET /search-index': { may: 'account:write', reply: Index },
  'POST /search-index/rebuild': {
    may: 'account:write',
    summary: 'Makes the index anew, beside the one that is asked; under way already, it is done once more',
    reply: Index,
    status: 202,
  },
  'POST /search-index/parked/retry': {
    may: 'account:write',
    summary: 'Sends the documents again that the engine refused',
    reply: Type.Object({ retried: Type.Integer() }),
    status: 202,
  },
} satisfies Contract
