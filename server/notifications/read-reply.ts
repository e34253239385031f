import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { FileRef } from '../cases/shapes.ts'
import type { Db } from '../platform/database/database.ts'
import { type Id, parserOf } from '../platform/values.ts'
import type { Quoted } from './letters/quote.ts'
import type { Standing } from './letters/reply.ts'

const Message = Type.Object({ text: Type.Optional(Type.String()), files: Type.Optional(Type.Array(FileRef)) })
const State = Type.Object({ to: Type.String(), waitingFor: Type.Optional(Type.String()) })
const messageOf = parserOf(Message)
const stateOf = parserOf(State)

/** A reply as it stands in the timeline; undefined when there is none of that id. */
export async function readReply(db: Db, caseId: Id<'case'>, entryId: Id<'entry'>) {
  const entry = await db
    .selectFrom('timeline')
    .select(['seq', 'version', 'body'])
    .where('id', '=', entryId)
    .where('caseId', '=', caseId)
    .where('kind', '=', 'message-out')
    .executeTakeFirst()
  if (!entry) return undefined
  const { text = '', files = [] }: Static<typeof Message> = messageOf(entry.body)
  return { seq: entry.seq, version: entry.version, text, files }
}

/** How the case stood when the reply was written, whatever has become of it since. */
export async function standingAfter(db: Db, caseId: Id<'case'>, version: number): Promise<Standing> {
  const last = await db
    .selectFrom('timeline')
    .select('body')
    .where('caseId', '=', caseId)
    .where('kind', '=', 'state')
    .where('version', '<=', version)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return 'going-on'
  const { to, waitingFor }: Static<typeof State> = stateOf(last.body)
  if (to === 'answered' || to === 'closed') return to
  if (to === 'waiting') return waitingFor === 'verification' ? 'waiting-verification' : 'waiting-data'
  return 'going-on'
}

/**
 * What the requester wrote last before that line of the timeline. What staff took down for them on the telephone is
 * nothing they wrote; nor is what a machine sent.
 */
export async function lastWordsBefore(
  db: Db,
  caseId: Id<'case'>,
  { seq, name, keyedById }: { seq: number; name: string; keyedById: Id<'person'> | null },
): Promise<Quoted | undefined> {
  const entry = await db
    .selectFrom('timeline')
    .select(['at', 'body'])
    .where('caseId', '=', caseId)
    .where('kind', '=', 'message-in')
    .where('seq', '<', seq)
    .where(sql<boolean>`not coalesce(body -> 'marks' ?| array['automatic', 'bounce'], false)`)
    .$if(keyedById !== null, (all) => all.where('actorId', 'is distinct from', keyedById))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!entry) return undefined
  const { text = '' }: Static<typeof Message> = messageOf(entry.body)
  return { name, at: entry.at, text }
}
