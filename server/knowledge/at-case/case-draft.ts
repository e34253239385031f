import { sql } from 'kysely'
import { readCase } from '../../cases/queries.ts'
import type { StoredCase } from '../../cases/tables.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { cleanLine, cleanText } from '../../platform/zh/text.ts'
import { beginEntry } from '../editing/drafts.ts'
import { type KnownData, personalDataOf } from '../personal-data.ts'
import type { Content, State } from '../shapes.ts'
import { questionAndAnswer } from './case-words.ts'
import { draftBody } from './draft-body.ts'
import { knownData } from './known-data.ts'

/**
 * The question and the answer of a case as a draft would have them, and what of people stands in them: rather too much
 * than too little, since somebody looks at each. Nothing is kept yet.
 * @throws Refusal 'not-found' `case-not-found` · 'conflict' `knowledge-nothing-answered`
 */
export async function offerDraft({ db }: Pick<Deps, 'db'>, actor: Actor, caseId: Id<'case'>) {
  const row = await readCase(db, actor, caseId)
  const { question, answer } = await questionAndAnswer(db, row)
  if (answer.trim() === '') throw new Refusal('conflict', 'knowledge-nothing-answered')
  const known = await knownData(db, row)
  const title = cleanLine(row.title)
  const body = draftBody(cleanText(question), cleanText(answer), row.language)
  return {
    title,
    titleFound: personalDataOf(title, known),
    body,
    bodyFound: personalDataOf(body, known),
    made: await draftsOf(db, caseId),
  }
}

type Order = { actor: Actor; caseId: Id<'case'>; address: string; key?: string | undefined }
type Confirmed = { title: string; body: string; letStand: readonly string[] }

/**
 * Makes the question and the answer of a case a draft that remembers the case. Looked through once more here, with what
 * the case knows of its people, whatever was confirmed on a screen: only what somebody let stand may be left.
 *
 * @param order.key the same one twice is one draft
 * @throws Refusal 'not-found' `case-not-found` · 'conflict' `knowledge-nothing-answered` · 'invalid' as `beginEntry`
 * @throws Refusal 'invalid' `knowledge-personal-data` with `found`: nothing was kept
 */
export async function draftOfCase(
  deps: Pick<Deps, 'db' | 'now'>,
  order: Order,
  { title, body, letStand }: Confirmed,
): Promise<{ id: Id<'knowledge-entry'>; number: string }> {
  const { db } = deps
  const { actor, caseId } = order
  const row = await readCase(db, actor, caseId)
  if ((await questionAndAnswer(db, row)).answer.trim() === '')
    throw new Refusal('conflict', 'knowledge-nothing-answered')
  const clean = { title: cleanLine(title), body: cleanText(body).trim() }
  if (clean.title === '')
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/title', rule: 'required' }] })
  demandNobodyIn(clean, await knownData(db, row), letStand)
  const id = await beginEntry(deps, order, { ...(await contentFor(db, row)), ...clean }, { caseId })
  return db
    .selectFrom('knowledgeEntries')
    .select(['id', 'number'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

function demandNobodyIn(
  texts: { title: string; body: string },
  known: readonly KnownData[],
  letStand: readonly string[],
) {
  const stands = new Set(letStand.map((words) => cleanText(words).trim()))
  const found = Object.entries(texts).flatMap(([field, text]) =>
    personalDataOf(text, known)
      .filter((item) => !stands.has(item.text.trim()))
      .map((item) => ({ field, ...item })),
  )
  if (found.length > 0) throw new Refusal('invalid', 'knowledge-personal-data', { found })
}

/** What else a draft begins with: for everybody, about the systems of the case. */
async function contentFor(
  db: Db,
  { id, leadSystemId }: StoredCase,
): Promise<Omit<Content, 'title' | 'body'>> {
  const { rows } = await sql<Pick<Content, 'domain' | 'systemIds'>>`
    select domain, array(select system_id from case_systems where case_id = ${id}
      union select ${leadSystemId}::smallint order by 1) as system_ids
    from systems where id = ${leadSystemId}`.execute(db)
  return {
    ...rows[0]!,
    shortAnswer: '',
    expertBody: '',
    tags: [],
    appliesTo: '',
    visibility: 'public',
    vendorId: null,
    whyHidden: null,
    effectiveFrom: null,
    effectiveUntil: null,
    changeNote: '',
    variants: [],
    files: [],
  }
}

/** What was made of the case before, as it stands now. */
const draftsOf = (db: Db, caseId: Id<'case'>) =>
  sql<{ id: Id<'knowledge-entry'>; number: string; title: string; state: State }>`
    select e.id, e.number, v.title, v.state from knowledge_entries e
    join lateral (select title, state from knowledge_versions where entry_id = e.id order by n desc limit 1) v on true
    where e.from_case_id = ${caseId} order by e.seq`
    .execute(db)
    .then(({ rows }) => rows)
