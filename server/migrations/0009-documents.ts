import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const documents: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table documents (
        id               uuid        primary key,
        source           text        not null check (source in ('endpoint', 'folder')),
        fingerprint      bytea       not null,
        state            text        not null check (state in ('case', 'failed')),
        failure          text,
        tries            smallint    not null default 1,
        main_file_id     uuid        not null references files (id),
        file_ids         uuid[]      not null,
        cover            jsonb,
        kind             text        not null default '',
        number           text        not null default '',
        issued_on        text        check (issued_on ~ '^\\d{4}-\\d\\d-\\d\\d$'),
        sender_name      text        not null default '',
        sender_code      text,
        agency_id        integer     references agencies (id),
        subject          text        not null default '',
        speed            text,
        secrecy          text,
        due_on           text        check (due_on ~ '^\\d{4}-\\d\\d-\\d\\d$'),
        recipients       text[]      not null default '{}',
        copies           text[]      not null default '{}',
        missing_files    text[]      not null default '{}',
        case_id          uuid        references cases (id),
        received_at      timestamptz not null,
        received_by      uuid        references people (id),
        decided_at       timestamptz not null,
        reply_number     text,
        reply_issued_on  text        check (reply_issued_on ~ '^\\d{4}-\\d\\d-\\d\\d$'),
        reply_waived     text,
        replied_at       timestamptz,
        replied_by       uuid        references people (id),
        constraint is_a_case check ((state = 'case') = (case_id is not null)),
        constraint failed_says_why check ((state = 'failed') = (failure is not null)),
        constraint reply_has_a_day check ((reply_number is null) = (reply_issued_on is null)),
        constraint replied_or_waived check (reply_number is null or reply_waived is null)
      )`.execute(db)
    await sql`comment on column documents.fingerprint is 'SHA-256 of number and sender as stated and of all files: the same document twice is one'`.execute(
      db,
    )
    for (const index of [
      'unique index documents_once on documents (fingerprint)',
      'unique index documents_case on documents (case_id) where case_id is not null',
      'index documents_list on documents (received_at desc, id desc)',
      "index documents_failed on documents (received_at desc, id desc) where state = 'failed'",
      "index documents_number on documents (number) where number <> ''",
    ])
      await sql.raw(`create ${index}`).execute(db)
    await sql`
      create table case_obligations (
        case_id    uuid        not null references cases (id),
        kind       text        not null check (kind in ('outgoing-document')),
        created_at timestamptz not null,
        met_at     timestamptz,
        primary key (case_id, kind)
      )`.execute(db)
    await sql`comment on table case_obligations is 'what has to be done before a case may be closed'`.execute(
      db,
    )
    await sql`create index case_obligations_open on case_obligations (case_id) where met_at is null`.execute(
      db,
    )
  },
}
