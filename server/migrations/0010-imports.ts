import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const imports: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table people add column left_on date`.execute(db)
    await sql`comment on column people.left_on is 'the last day in office; null while in office'`.execute(db)
    await sql`
      create table imports (
        id              uuid        primary key,
        subject         text        not null check (subject in ('agencies', 'people', 'systems')),
        file_id         uuid        not null,
        file_name       text        not null,
        format          text        not null check (format in ('csv', 'ods', 'xlsx')),
        reading         jsonb       not null,
        preview         jsonb       not null,
        state           text        not null check (state in ('draft', 'checking', 'checked', 'running', 'done',
                                      'cancelled', 'failed', 'undoing', 'undone')),
        phase           text        check (phase in ('reading', 'comparing', 'writing', 'following', 'taking-back',
                                      'restoring')),
        made_by         uuid        not null references people (id),
        run_by          uuid        references people (id),
        address         text        not null,
        moved_rule      text        check (moved_rule in ('new-agency', 'successor', 'keep')),
        left_rule       text        check (left_rule in ('successor', 'keep')),
        may_suspend     boolean     not null default false,
        created_at      timestamptz not null,
        started_at      timestamptz,
        ended_at        timestamptz,
        cancel_asked_at timestamptz,
        total           integer     not null default 0,
        cursor          integer     not null default 0,
        created         integer     not null default 0,
        changed         integer     not null default 0,
        unchanged       integer     not null default 0,
        failed          integer     not null default 0,
        effects         jsonb,
        problem         text,
        worked_by       uuid,
        lease_until     timestamptz,
        tries           smallint    not null default 0,
        constraint at_work_has_phase check ((state in ('checking', 'running', 'undoing')) = (phase is not null))
      )`.execute(db)
    await sql`comment on column imports.cursor is 'row or place up to which the present phase is done'`.execute(
      db,
    )
    await sql`
      create unique index imports_one_at_work on imports ((true))
      where state in ('checking', 'running', 'undoing')`.execute(db)
    await sql`create index imports_created on imports (created_at desc)`.execute(db)
    await sql`
      create table import_rows (
        import_id    uuid    not null references imports (id) on delete cascade,
        row_no       integer not null,
        key          text,
        data         jsonb,
        raw          jsonb   not null,
        faults       jsonb,
        place        integer,
        outcome      text    check (outcome in ('created', 'changed', 'unchanged', 'failed')),
        record_id    text,
        before       jsonb,
        after_digest text,
        undone       text    check (undone in ('restored', 'removed', 'changed-since', 'in-use')),
        primary key (import_id, row_no)
      ) with (fillfactor = 70)`.execute(db)
    await sql`comment on column import_rows.place is 'the order of writing: what others refer to comes first'`.execute(
      db,
    )
    await sql`create index import_rows_key on import_rows (import_id, key)`.execute(db)
    await sql`create index import_rows_place on import_rows (import_id, place) where place is not null`.execute(
      db,
    )
    await sql`create index import_rows_failed on import_rows (import_id, row_no) where faults is not null`.execute(
      db,
    )
    await sql`
      create table import_moves (
        import_id    uuid    not null references imports (id) on delete cascade,
        row_no       integer not null,
        kind         text    not null check (kind in ('case-agency', 'case-requester', 'account', 'system')),
        target       text    not null,
        person_id    uuid    not null,
        successor_id uuid,
        agency_id    integer,
        state        text    not null check (state in ('waiting', 'done', 'left', 'undo-waiting', 'undone',
                               'undo-left')),
        before       jsonb,
        after        jsonb,
        why          text,
        primary key (import_id, kind, target)
      )`.execute(db)
    await sql`
      create index import_moves_waiting on import_moves (import_id, kind) where state in ('waiting', 'undo-waiting')`.execute(
      db,
    )
    // A person made by an import that is undone is removed: nobody may refer to them, and that is asked of each.
    for (const index of [
      'cases_keyed_by on cases (keyed_by_id) where keyed_by_id is not null',
      'cases_owner on cases (owner_id) where owner_id is not null',
      'files_uploaded_by on files (uploaded_by) where uploaded_by is not null',
      'hand_overs_from on hand_overs (from_id) where from_id is not null',
      'hand_overs_any_to on hand_overs (to_id) where to_id is not null',
      'hand_overs_decided_by on hand_overs (decided_by) where decided_by is not null',
    ])
      await sql.raw(`create index ${index}`).execute(db)
  },
}
