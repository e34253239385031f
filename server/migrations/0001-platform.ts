import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const platform: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table outbox (
        id          uuid        primary key,
        name        text        not null,
        payload     jsonb       not null,
        occurred_at timestamptz not null default clock_timestamp(),
        pending     text[],
        handed_at   timestamptz,
        tries       smallint    not null default 0
      ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
              autovacuum_vacuum_cost_delay = 0)`.execute(db)
    await sql`comment on column outbox.pending is 'reactions not yet done; null until first handed to the queue'`.execute(
      db,
    )
    await sql`create index outbox_new on outbox (id) where handed_at is null`.execute(db)
    await sql`create index outbox_handed on outbox (handed_at) where handed_at is not null`.execute(db)
    await sql`
      create table settings (
        key        text        primary key,
        value      jsonb       not null,
        updated_at timestamptz not null default now(),
        updated_by uuid
      )`.execute(db)
    await sql`
      create table audit_log (
        id       uuid        primary key,
        at       timestamptz not null default now(),
        actor_id uuid,
        action   text        not null,
        subject  text        not null,
        detail   jsonb       not null default '{}',
        address  text
      ) with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000)`.execute(
      db,
    )
    await sql`create index audit_log_subject on audit_log (subject, at desc)`.execute(db)
    await sql`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$`.execute(db)
    await sql`
      create trigger audit_log_append_only before update or delete or truncate on audit_log
      for each statement execute function refuse_change()`.execute(db)
  },
}
