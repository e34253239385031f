import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import type { FileRef } from '../shapes.ts'

const pending = (db: Db) =>
  db
    .selectFrom('pendingReplies')
    .innerJoin('people', 'people.id', 'pendingReplies.authorId')
    .select([
      'pendingReplies.id',
      'pendingReplies.caseId',
      'pendingReplies.text',
      'pendingReplies.outcome',
      'pendingReplies.isScheduled',
      'pendingReplies.dueAt',
    ])
    .select([
      sql<{ id: Id<'person'>; name: string }>`jsonb_build_object('id', people.id, 'name', people.name)`.as(
        'author',
      ),
      sql<FileRef[]>`coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size,
          'mediaType', f.media_type) order by array_position(pending_replies.file_ids, f.id))
        from files f where f.id = any (pending_replies.file_ids)), '[]')`.as('files'),
    ])
    .orderBy('pendingReplies.dueAt')
    .orderBy('pendingReplies.id')

/** The replies to a case that are not sent yet. */
export const pendingOf = (db: Db, caseId: Id<'case'>) =>
  pending(db).where('pendingReplies.caseId', '=', caseId).execute()

/** Somebody's own replies that are not sent yet, the next first. */
export const ownPending = (db: Db, actor: Actor) =>
  pending(db)
    .innerJoin('cases', 'cases.id', 'pendingReplies.caseId')
    .select(['cases.number as caseNumber', 'cases.requesterName'])
    .where('pendingReplies.authorId', '=', actor.id)
    .limit(200)
    .execute()
