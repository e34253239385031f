import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const identity: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table accounts (
        person_id     uuid primary key references people (id),
        login         text not null,
        password_hash text,
        disabled_at   timestamptz,
        created_at    timestamptz not null default now()
      )`.execute(db)
    await sql`create unique index accounts_login on accounts (lower(login))`.execute(db)
    await sql`create table roles (id text primary key, sort smallint not null)`.execute(db)
    await sql`
      create table role_permissions (
        role_id    text not null references roles (id) on delete cascade,
        permission text not null,
        primary key (role_id, permission)
      )`.execute(db)
    await sql`
      create table account_roles (
        person_id uuid not null references accounts (person_id) on delete cascade,
        role_id   text not null references roles (id),
        primary key (person_id, role_id)
      )`.execute(db)
    await sql`
      create table sessions (
        id           uuid primary key,
        token_hash   bytea not null unique,
        person_id    uuid not null references accounts (person_id) on delete cascade,
        created_at   timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at   timestamptz not null,
        revoked_at   timestamptz,
        address      text not null,
        user_agent   text not null
      ) with (fillfactor = 90)`.execute(db)
    await sql`create index sessions_person on sessions (person_id)`.execute(db)
    await sql`create index sessions_open on sessions (expires_at) where revoked_at is null`.execute(db)
    await sql`
      create table throttles (
        key           text primary key,
        count         integer not null,
        window_start  timestamptz not null,
        blocked_until timestamptz
      ) with (fillfactor = 50)`.execute(db)
  },
}
