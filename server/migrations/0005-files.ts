import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const files: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table files (
        id            uuid        primary key,
        name          text        not null,
        size          bigint      not null check (size >= 0),
        received      bigint      not null default 0,
        parts         integer     not null default 0,
        part_tags     bytea       not null default '',
        tail          bytea,
        media_type    text,
        sha256        bytea,
        wrapped_key   bytea       not null,
        state         text        not null check (state in ('uploading', 'ready', 'refused', 'held', 'raw')),
        refusal       text,
        finding       text,
        uploaded_by   uuid        references people (id),
        case_id       uuid        references cases (id),
        from_requester boolean    not null default true,
        created_at    timestamptz not null default now(),
        expires_at    timestamptz
      )`.execute(db)
    await sql`comment on column files.tail is 'what has come of the part not yet full, encrypted; received counts it'`.execute(
      db,
    )
    await sql`comment on column files.part_tags is '16 bytes of each part, so that only what was inspected is served'`.execute(
      db,
    )
    await sql`comment on column files.finding is 'what the scanner calls what it found, or the way to what is refused inside the file'`.execute(
      db,
    )
    await sql`create index files_held on files (created_at, id) where state = 'held'`.execute(db)
    await sql`create index files_case on files (case_id) where case_id is not null`.execute(db)
    await sql`create index files_unclaimed on files (expires_at) where case_id is null`.execute(db)
  },
}
