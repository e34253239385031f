import { sql } from 'kysely'
import { findAmong } from '../../search/among.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'

const PER_PAGE = 20
/** Among one's latest; what is older is rarely the same trouble. */
const COMPARED = 200
const COMPARED_TEXT = 1000
const MOST_SIMILAR = 5

/** One's own cases, newest first. @param after `next` of the page before. @throws Refusal 'invalid' `input-invalid` */
export async function listMyCases({ db }: Pick<Deps, 'db'>, actor: Actor, after: string | undefined) {
  const from = after === undefined ? undefined : placeOf(after)
  const found = await ownCases(db, actor)
    .$if(from !== undefined, (cases) =>
      cases.where(sql<boolean>`(cases.opened_at, cases.id) < (${from?.openedAt}, ${from?.id})`),
    )
    .limit(PER_PAGE + 1)
    .execute()
  const cases = found.slice(0, PER_PAGE)
  const last = cases.at(-1)
  return { cases, next: last && found.length > PER_PAGE ? cursorOf(last) : null }
}

/** One's own latest cases that look like the text, best first. */
export async function similarToMine({ db }: Pick<Deps, 'db'>, actor: Actor, text: string) {
  const cases = await latestWithText(db, actor).execute()
  const documents = cases.map(({ text: body, ...row }) => ({
    row,
    title: `${row.title} ${row.systemName}`,
    body,
  }))
  return findAmong(text, documents, MOST_SIMILAR).map(({ row }) => row)
}

/** One's own latest cases, each with what was written first. */
export const latestWithText = (db: Db, actor: Actor) =>
  ownCases(db, actor)
    .select(
      sql<string>`coalesce((select left(t.body ->> 'text', ${COMPARED_TEXT}) from timeline t
        where t.case_id = cases.id and t.kind = 'message-in' order by t.seq limit 1), '')`.as('text'),
    )
    .limit(COMPARED)

const ownCases = (db: Db, actor: Actor) =>
  db
    .selectFrom('cases')
    .innerJoin('systems', 'systems.id', 'cases.leadSystemId')
    .select([
      'cases.id',
      'cases.number',
      'cases.title',
      'cases.status',
      'cases.waitingFor',
      'systems.shortName as systemName',
      'cases.openedAt',
      'cases.updatedAt',
    ])
    .where('cases.requesterId', '=', actor.id)
    .orderBy('cases.openedAt', 'desc')
    .orderBy('cases.id', 'desc')

type Place = { openedAt: Date; id: Id<'case'> }

const cursorOf = ({ openedAt, id }: Place) => Buffer.from(`${openedAt.getTime()} ${id}`).toString('base64url')

function placeOf(cursor: string): Place {
  const [, at = '', id] =
    /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (!id) throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/after', rule: 'cursor' }] })
  return { openedAt: new Date(Number(at)), id: id as Id<'case'> }
}
