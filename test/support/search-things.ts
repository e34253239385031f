import { sql } from 'kysely'
import { type Db, type Trx, transact } from '../../server/platform/database/database.ts'
import { putDocuments } from '../../server/search/put-documents.ts'
import type { Source } from '../../server/search/source.ts'

/** What can be found: a table of things, each with a title, some of them hidden. */
export type Thing = { key: string; title: string; isHidden: boolean }

const findable = ({ key, title }: Thing) => ({
  key: `thing-${key}`,
  source: 'thing',
  seenBy: key.startsWith('poison') ? ['no"body'] : ['public'],
  title,
  keywords: key,
  body: '',
  systemIds: [1],
  kind: 'thing',
  year: 2026,
  quality: 0,
})

export const makeThings = (db: Db) =>
  sql`create table things (key text primary key, title text not null, is_hidden boolean not null default false)`.execute(
    db,
  )

/** What they are found by: their rows, some at a time. */
export const thingSource: Source = {
  name: 'thing',
  label: { 'zh-TW': '東西', en: 'Things' },
  readerOf: async () => ['public'],
  show: async () => [],
  async *documents(db) {
    for (let after = ''; ; ) {
      const { rows } = await sql<Thing>`
        select * from things where key > ${after} order by key limit 50`.execute(db)
      const last = rows.at(-1)
      if (!last) return
      yield rows.filter(({ isHidden }) => !isHidden).map(findable)
      after = last.key
    }
  },
}

/** Changes a thing as a capability does: its row, and what is found, in one transaction. */
export const setThing = (db: Db, key: string, title: string) =>
  transact(db, (trx) => setThingIn(trx, key, title))

export async function setThingIn(trx: Trx, key: string, title: string) {
  await sql`
    insert into things (key, title) values (${key}, ${title})
    on conflict (key) do update set title = excluded.title, is_hidden = false`.execute(trx)
  await putDocuments(trx, { found: [findable({ key, title, isHidden: false })], gone: [] })
}

export const hideThing = (db: Db, key: string) =>
  transact(db, async (trx) => {
    await sql`update things set is_hidden = true where key = ${key}`.execute(trx)
    await putDocuments(trx, { found: [], gone: [`thing-${key}`] })
  })

/** Many things at once. */
export async function fillThings(db: Db, titles: Record<string, string>) {
  const all = Object.entries(titles).map(([key, title]) => ({ key, title, isHidden: false }))
  await transact(db, async (trx) => {
    await sql`
      insert into things (key, title)
      select key, title from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as g (key text, title text)`.execute(
      trx,
    )
    await putDocuments(trx, { found: all.map(findable), gone: [] })
  })
}

/** Key and title of every thing that can be found. */
export async function thingsOf(db: Db): Promise<string[]> {
  const { rows } = await sql<Thing>`select * from things where not is_hidden`.execute(db)
  return rows.map(({ key, title }) => `thing-${key} ${title}`).sort()
}
