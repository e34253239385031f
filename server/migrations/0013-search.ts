import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const search: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create sequence search_revisions`.execute(db)
    await sql`
      create table search_documents (
        key          text       primary key check (key ~ '^[A-Za-z0-9_-]{1,200}$'),
        source       text       not null,
        seen_by      text[]     not null check (cardinality(seen_by) > 0),
        system_ids   smallint[] not null default '{}',
        kind         text       not null,
        year         smallint   not null,
        quality      real       not null default 0 check (quality between 0 and 1),
        rev          bigint     not null,
        title        text       not null,
        keywords     text       not null,
        body         text       not null,
        title_sounds text       not null,
        tokens       tsvector   not null
      ) with (toast_tuple_target = 8160)`.execute(db)
    await sql`comment on table search_documents is
      'what can be found, folded: the index of the database itself, and what other engines are fed from'`.execute(
      db,
    )
    // Read at each question: not compressed, so that nothing has to be taken apart again.
    await sql`alter table search_documents alter tokens set storage external, alter body set storage external`.execute(
      db,
    )
    await sql`create index search_documents_tokens on search_documents using gin (tokens)
      with (fastupdate = off)`.execute(db)
    await sql`
      create table search_terms (
        term     text    primary key,
        df       integer not null,
        is_latin boolean not null
      ) with (fillfactor = 70)`.execute(db)
    await sql`create index search_terms_latin on search_terms (term) where is_latin`.execute(db)
    await sql`
      create table search_outbox (
        key     text        primary key,
        seq     bigint      not null default nextval('search_revisions'),
        since   timestamptz not null default clock_timestamp(),
        tries   smallint    not null default 0,
        problem text
      )`.execute(db)
    await sql`comment on table search_outbox is
      'documents that an engine outside has yet to hear of; changed again, they go to the end'`.execute(db)
    await sql`create index search_outbox_seq on search_outbox (seq) where problem is null`.execute(db)
    await sql`
      create table search_index (
        is_only              boolean     primary key default true check (is_only),
        made_by              text,
        rebuild_wanted_at    timestamptz,
        rebuild_began_at     timestamptz,
        database_rebuilt_at  timestamptz,
        rebuilt_at           timestamptz,
        compare_wanted_at    timestamptz,
        compared_at          timestamptz,
        compared_documents   integer,
        repaired_in_engine   integer,
        repaired_in_database integer,
        counted_rev          bigint,
        problem              text
      )`.execute(db)
    await sql`comment on table search_index is
      'one row: what was asked of whoever keeps what can be found true, and what became of it'`.execute(db)
    await sql`insert into search_index default values`.execute(db)
    await sql`
      create table search_synonyms (
        word   text        primary key check (char_length(word) between 1 and 60),
        means  text[]      not null check (cardinality(means) between 1 and 20),
        weight real        not null default 0.5 check (weight > 0 and weight <= 1),
        by_id  uuid        references people (id),
        at     timestamptz not null
      )`.execute(db)
    await sql`
      create table searches_not_found (
        folded   text        primary key check (char_length(folded) between 1 and 200),
        said     text        not null,
        n        integer     not null default 1,
        first_at timestamptz not null,
        last_at  timestamptz not null,
        done_at  timestamptz,
        done_by  uuid        references people (id),
        answered_by text
      )`.execute(db)
    await sql`comment on column searches_not_found.answered_by is 'the number of the entry that answers it now'`.execute(
      db,
    )
    await sql`create index searches_not_found_open on searches_not_found (n desc, last_at desc)
      where done_at is null`.execute(db)
    await sql`
      create table search_questions (
        question text        primary key check (char_length(question) between 1 and 200),
        key      text        not null,
        number   text        not null,
        by_id    uuid        references people (id),
        at       timestamptz not null
      )`.execute(db)
    await sql`comment on table search_questions is
      'what is to find which document: said to editors before they change synonyms'`.execute(db)
  },
}
