import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const routing: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table agents (
        person_id       uuid        primary key references people (id),
        site_id         text        references sites (id),
        seat_id         smallint    references seats (id),
        tier            smallint    not null check (tier between 1 and 4),
        capacity        smallint    not null default 4 check (capacity between 0 and 50),
        presence        text        not null default 'away' check (presence in ('ready', 'break', 'away')),
        presence_reason text,
        presence_since  timestamptz not null default now(),
        not_responding  boolean     not null default false,
        idle_since      timestamptz not null default now(),
        paused_at       timestamptz,
        paused_by       uuid        references people (id),
        paused_reason   text
      ) with (fillfactor = 50)`.execute(db)
    await sql`
      create table agent_skills (
        person_id uuid     not null references agents (person_id) on delete cascade,
        system_id smallint not null references systems (id),
        level     smallint not null check (level between 1 and 3),
        primary key (person_id, system_id)
      )`.execute(db)
    await sql`create index agent_skills_system on agent_skills (system_id, person_id)`.execute(db)
    await sql`
      create table agent_agencies (
        person_id uuid    not null references agents (person_id) on delete cascade,
        agency_id integer not null references agencies (id),
        primary key (person_id, agency_id)
      )`.execute(db)
    await sql`
      create table desk_connections (
        id        text        primary key,
        person_id uuid        not null references people (id) on delete cascade,
        seen_at   timestamptz not null,
        left_at   timestamptz
      ) with (fillfactor = 50)`.execute(db)
    await sql`comment on column desk_connections.left_at is 'kept a while after the desk was closed: a reload is no leaving'`.execute(
      db,
    )
    await sql`create index desk_connections_person on desk_connections (person_id)`.execute(db)
    await sql`
      create table offers (
        id         uuid        primary key,
        case_id    uuid        not null references cases (id),
        agent_id   uuid        not null references agents (person_id),
        made_at    timestamptz not null,
        expires_at timestamptz not null,
        outcome    text        check (outcome in ('accepted', 'declined', 'expired', 'withdrawn')),
        decided_at timestamptz,
        reason     jsonb       not null
      )`.execute(db)
    await sql`create unique index offers_open_case on offers (case_id) where outcome is null`.execute(db)
    await sql`create index offers_open_agent on offers (agent_id) where outcome is null`.execute(db)
    await sql`create index offers_open_expiry on offers (expires_at) where outcome is null`.execute(db)
    await sql`create index offers_made on offers (made_at)`.execute(db)
    await sql`create index offers_case on offers (case_id, made_at)`.execute(db)
    await sql`
      create table routing_decisions (
        id       uuid        primary key,
        case_id  uuid        not null references cases (id),
        agent_id uuid,
        at       timestamptz not null,
        outcome  text        not null,
        reason   jsonb       not null
      )`.execute(db)
    await sql`create index routing_decisions_case on routing_decisions (case_id, at)`.execute(db)
    // What the board counts since midnight.
    await sql`create index cases_answered on cases (answered_at) where answered_at is not null`.execute(db)
    await sql`create index cases_closed on cases (closed_at, id) where closed_at is not null`.execute(db)
  },
}
