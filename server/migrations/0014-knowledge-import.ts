import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Entries of Q&A come in by the same imports as the directory, from JSON and ZIP too, and with files. */
export const knowledgeImport: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      alter table imports
        drop constraint imports_subject_check, drop constraint imports_format_check,
        drop constraint imports_state_check, drop constraint imports_phase_check,
        add constraint imports_subject_check check (subject in ('agencies', 'people', 'systems', 'knowledge')),
        add constraint imports_format_check check (format in ('csv', 'ods', 'xlsx', 'json', 'zip')),
        add constraint imports_state_check check (state in ('draft', 'checking', 'checked', 'running', 'paused',
          'done', 'cancelled', 'failed', 'undoing', 'undone')),
        add constraint imports_phase_check check (phase in ('reading', 'comparing', 'files', 'writing', 'following',
          'taking-back', 'restoring')),
        add column pause_asked_at timestamptz,
        add column publish_as text check (publish_as in ('live', 'draft'))`.execute(db)
    await sql`comment on column imports.publish_as is 'how entries of Q&A come in'`.execute(db)
    await sql`drop index imports_one_at_work`.execute(db)
    // Entries and people have nothing to do with each other: one of each may be at work.
    await sql`
      create unique index imports_one_at_work on imports ((subject = 'knowledge'))
      where state in ('checking', 'running', 'undoing')`.execute(db)
    await sql`
      create table import_files (
        import_id uuid    not null references imports (id) on delete cascade,
        path      text    not null,
        n         integer not null,
        file_id   uuid    not null,
        size      bigint  not null,
        sha256    bytea   not null,
        is_kept   boolean not null default false,
        primary key (import_id, path)
      )`.execute(db)
    await sql`comment on table import_files is
      'files that come with an import, by their path beside the table; file_id is what each will be kept as'`.execute(
      db,
    )
  },
}
