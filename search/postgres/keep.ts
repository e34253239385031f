import { setImmediate as breathe } from 'node:timers/promises'
import { type QueryExecutorProvider, sql } from 'kysely'
import { indexTermsOf, textsOf } from '../document.ts'
import type { Searchable } from '../port.ts'

/** So many documents are written by one statement. */
const MOST_AT_ONCE = 250

type Row = Searchable & { titleSounds: string; tokens: string[] }

/**
 * Replaces documents, in the transaction of whoever changed them: found as soon as it is committed. An older `rev` than
 * is kept changes nothing. Keys are locked in their order, so that two writers wait for each other but never both.
 * @param isAgain the same `rev` is written again, too, but for what was forgotten
 */
export async function keepDocuments(
  db: QueryExecutorProvider,
  documents: readonly Searchable[],
  { isAgain = false }: { isAgain?: boolean } = {},
) {
  const latest = latestOf(documents)
  // The next are prepared while the last are written.
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < latest.length; from += MOST_AT_ONCE) {
    const rows = await rowsOf(latest.slice(from, from + MOST_AT_ONCE))
    await writing
    writing = write(db, rows, isAgain)
    writing.catch(() => {})
  }
  await writing
}

/** The latest of each key, in the order of keys. */
function latestOf(documents: readonly Searchable[]): Searchable[] {
  const latest = new Map<string, Searchable>()
  for (const document of documents)
    if ((latest.get(document.key)?.rev ?? -1) <= document.rev) latest.set(document.key, document)
  return [...latest.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** A long document takes some milliseconds: whoever else is served by this process comes in between any two. */
async function rowsOf(documents: readonly Searchable[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const document of documents) {
    const texts = textsOf(document)
    rows.push({ ...document, ...texts, tokens: indexTermsOf(texts) })
    await breathe()
  }
  return rows
}

const write = (db: QueryExecutorProvider, rows: readonly Row[], isAgain: boolean) =>
  sql`
    insert into search_documents as s (key, source, seen_by, system_ids, kind, year, quality, rev,
      title, keywords, body, title_sounds, tokens)
    select key, source, "seenBy", "systemIds", kind, year, quality, rev,
      title, keywords, body, "titleSounds", array_to_tsvector(tokens)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (key text, source text,
      "seenBy" text[], "systemIds" smallint[], kind text, year smallint, quality real, rev bigint, title text,
      keywords text, body text, "titleSounds" text, tokens text[])
    order by key
    on conflict (key) do update set source = excluded.source, seen_by = excluded.seen_by,
      system_ids = excluded.system_ids, kind = excluded.kind, year = excluded.year, quality = excluded.quality,
      rev = excluded.rev, title = excluded.title, keywords = excluded.keywords, body = excluded.body,
      title_sounds = excluded.title_sounds, tokens = excluded.tokens
    where s.rev < excluded.rev or (${isAgain} and s.rev = excluded.rev and s.kind <> '')`.execute(db)

/**
 * Makes documents found no more, in the transaction of whoever hid them. Their keys stay, of no kind and seen by nobody,
 * until `forgetForGood`, with a revision of now: a rebuild that read them before does not bring them back.
 */
export async function forgetDocuments(db: QueryExecutorProvider, keys: readonly string[]) {
  if (keys.length === 0) return
  await sql`
    with gone as (select key from search_documents where key = any (${keys}::text[]) order by key for update)
    update search_documents s set rev = greatest(s.rev, (select last_value from search_revisions)),
      seen_by = '{nobody}', system_ids = '{}', kind = '', title = '', keywords = '', body = '',
      title_sounds = '', tokens = ''
    from gone where s.key = gone.key`.execute(db)
}

/** Removes what was forgotten. Only while no rebuild is under way. */
export const forgetForGood = (db: QueryExecutorProvider) =>
  sql`delete from search_documents where kind = ''`.execute(db)
