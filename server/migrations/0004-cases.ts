import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Predicates of partial indexes say `closed_at is null` and never name a status: a bound status could not use
 * them under a generic plan, and a status in an index makes every change of state a new index entry.
 */
export const cases: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table queues (
        id            smallint primary key,
        code          text not null unique,
        name          text not null,
        tier          smallint not null check (tier between 1 and 4),
        paused_at     timestamptz,
        paused_by     uuid references people (id),
        paused_reason text
      )`.execute(db)
    await sql`
      insert into queues (id, code, name, tier) values
        (1, 'tier1', '一線客服', 1), (2, 'tier2', '二線技術', 2),
        (3, 'tier3', '三線系統負責人', 3), (4, 'vendor', '委外廠商', 4)`.execute(db)
    await sql`
      create table service_targets (
        priority               smallint primary key check (priority between 1 and 4),
        first_response_minutes integer not null check (first_response_minutes > 0),
        resolution_minutes     integer not null check (resolution_minutes > 0)
      )`.execute(db)
    await sql`
      insert into service_targets values (1, 15, 120), (2, 30, 240), (3, 60, 960), (4, 240, 2400)`.execute(db)
    await sql`
      create table number_counter (year smallint primary key, n integer not null)
      with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
            autovacuum_vacuum_cost_delay = 0)`.execute(db)
    await sql`
      create table cases (
        id               uuid        primary key,
        opened_at        timestamptz not null,
        response_due_at  timestamptz not null,
        due_at           timestamptz not null,
        updated_at       timestamptz not null,
        status_since     timestamptz not null,
        answered_at      timestamptz,
        closed_at        timestamptz,
        requester_id     uuid        references people (id),
        keyed_by_id      uuid        references people (id),
        owner_id         uuid        references people (id),
        agency_id        integer     references agencies (id),
        version          integer     not null default 1,
        last_seq         integer     not null default 0,
        number_seq       integer     not null check (number_seq > 0),
        number_year      smallint    not null,
        queue_id         smallint    not null references queues (id),
        lead_system_id   smallint    not null references systems (id),
        priority         smallint    not null check (priority between 1 and 4),
        reopened_count   smallint    not null default 0,
        bounced_count    smallint    not null default 0,
        number           text        not null generated always as
          (number_year::text || '-' || lpad(number_seq::text, greatest(6, length(number_seq::text)), '0')) stored,
        status           text        not null check (status in ('received', 'assigned', 'in-progress', 'waiting',
                                       'escalated', 'answered', 'closed', 'withdrawn', 'reopened')),
        waiting_for      text        check (waiting_for in ('data', 'verification')),
        channel          text        not null check (channel in
                                       ('phone', 'voip', 'fax', 'mail', 'web', 'document', 'walk-in')),
        title            text        not null check (char_length(title) between 1 and 120),
        requester_name   text        not null default '',
        requester_email  text,
        requester_phone  text,
        language         text        not null default 'zh-TW' check (language in ('zh-TW', 'en')),
        root_cause       text,
        disposition      text,
        answer           text,
        responsible_unit text,
        attention        text,
        constraint closed_has_time check ((status in ('closed', 'withdrawn')) = (closed_at is not null)),
        constraint waiting_says_for_what check ((status = 'waiting') = (waiting_for is not null)),
        constraint closed_is_accounted_for check (status <> 'closed' or
          (answer is not null and root_cause is not null and disposition is not null
           and responsible_unit is not null and answered_at is not null))
      ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
              autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000,
              autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000,
              autovacuum_vacuum_cost_delay = 0)`.execute(db)
    for (const index of [
      'unique index cases_number on cases (number_year, number_seq)',
      'index cases_owner_open on cases (owner_id, due_at, id) where closed_at is null and owner_id is not null',
      'index cases_queue_wait on cases (queue_id, priority, opened_at, id) where closed_at is null and owner_id is null',
      'index cases_assign on cases (queue_id, lead_system_id, priority, opened_at, id) where closed_at is null and owner_id is null',
      'index cases_live on cases (queue_id, due_at, id) where closed_at is null',
      'index cases_due on cases (due_at, id) where closed_at is null',
      'index cases_attention on cases (updated_at, id) where attention is not null',
      'index cases_requester on cases (requester_id, opened_at desc, id desc)',
      'index cases_agency_system on cases (agency_id, lead_system_id, opened_at desc, id desc)',
      'index cases_agency on cases (agency_id, opened_at desc, id desc)',
      'index cases_opened on cases (opened_at, id)',
    ])
      await sql.raw(`create ${index}`).execute(db)
    await sql`alter table cases alter column status set statistics 1000`.execute(db)
    await sql`
      create table case_systems (
        case_id   uuid     not null references cases (id),
        system_id smallint not null references systems (id),
        primary key (case_id, system_id)
      )`.execute(db)
    await sql`create index case_systems_system on case_systems (system_id, case_id desc)`.execute(db)
    await sql`
      create table timeline (
        id       uuid        not null,
        case_id  uuid        not null references cases (id),
        seq      integer     not null,
        version  integer     not null,
        kind     text        not null check (kind in
                   ('message-in', 'message-out', 'note', 'state', 'hand-over', 'routing', 'change', 'survey')),
        actor_id uuid,
        origin   text        not null default '',
        at       timestamptz not null,
        body     jsonb       not null,
        primary key (case_id, seq)
      ) with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000)`.execute(
      db,
    )
    await sql`create unique index timeline_id on timeline (id)`.execute(db)
    await sql`
      create trigger timeline_append_only before update or delete or truncate on timeline
      for each statement execute function refuse_change()`.execute(db)
    await sql`
      create table hand_overs (
        id           uuid        primary key,
        case_id      uuid        not null references cases (id),
        from_id      uuid        references people (id),
        to_id        uuid        references people (id),
        to_queue_id  smallint    references queues (id),
        note         text        not null,
        offered_at   timestamptz not null,
        due_at       timestamptz not null,
        outcome      text        check (outcome in ('accepted', 'returned', 'cancelled')),
        decided_at   timestamptz,
        decided_by   uuid        references people (id),
        reply        text,
        constraint to_somebody check ((to_id is null) <> (to_queue_id is null))
      )`.execute(db)
    await sql`create unique index hand_overs_open on hand_overs (case_id) where outcome is null`.execute(db)
    await sql`create index hand_overs_to on hand_overs (to_id) where outcome is null`.execute(db)
    await sql`
      create table drafts (
        person_id  uuid        not null references people (id) on delete cascade,
        key        text        not null check (char_length(key) <= 100),
        body       jsonb       not null,
        updated_at timestamptz not null default now(),
        primary key (person_id, key)
      )`.execute(db)
    await sql`
      create table pending_replies (
        id           uuid        primary key,
        case_id      uuid        not null references cases (id),
        author_id    uuid        not null references people (id),
        version      integer     not null,
        text         text        not null,
        file_ids     uuid[]      not null default '{}',
        outcome      text        not null check (outcome in
                       ('answered', 'stay', 'waiting-data', 'waiting-verification', 'closed')),
        closing      jsonb,
        is_scheduled boolean     not null,
        address      text        not null,
        written_at   timestamptz not null,
        due_at       timestamptz not null,
        constraint closing_says_how check ((outcome = 'closed') = (closing is not null))
      )`.execute(db)
    await sql`comment on table pending_replies is 'replies that may still be taken back: a row is a reply not sent, whatever happens'`.execute(
      db,
    )
    await sql`create unique index pending_replies_one on pending_replies (case_id, author_id)`.execute(db)
    await sql`create index pending_replies_due on pending_replies (due_at, id)`.execute(db)
    await sql`create index pending_replies_author on pending_replies (author_id)`.execute(db)
    await sql`
      create table idempotency_keys (
        key        text        primary key,
        subject_id uuid        not null,
        at         timestamptz not null default now()
      )`.execute(db)
    await sql`create index idempotency_keys_at on idempotency_keys (at)`.execute(db)
    await sql`
      create table queue_counters (
        queue_id smallint    not null references queues (id),
        status   text        not null,
        n        integer     not null,
        as_of    timestamptz not null,
        primary key (queue_id, status)
      ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
              autovacuum_vacuum_cost_delay = 0)`.execute(db)
    // A session plans the checks of its foreign keys once: planned while the tables are small they would read them whole
    // for ever after. Keys and years are taken in order, so that two statements never wait for each other.
    await sql`
      create function accept_cases(filed jsonb)
        returns table (nth bigint, id uuid, number text, opened_at timestamptz, created boolean)
      language plpgsql set enable_seqscan = off as $$
      #variable_conflict use_column
      declare
        v_created integer;
      begin
        return query
          with f as materialized (
            select *, (extract(year from "openedAt" at time zone 'Asia/Taipei') - 1911)::smallint as year
              from rows from (jsonb_to_recordset(filed) as (id uuid, key text, "openedAt" timestamptz,
                "responseDueAt" timestamptz, "dueAt" timestamptz, "requesterId" uuid, "keyedById" uuid, "actorId" uuid,
                "agencyId" integer, "queueId" smallint, "leadSystemId" smallint, "systemIds" smallint[],
                priority smallint, channel text, title text, "requesterName" text, "requesterEmail" text,
                "requesterPhone" text, language text, origin text, message jsonb, "stateEntryId" uuid,
                "messageEntryId" uuid, "eventId" uuid)) with ordinality),
          taken as (
            insert into idempotency_keys (key, subject_id) select key, id from f where key is not null order by key
              on conflict do nothing returning subject_id),
          fresh as materialized (
            select *, row_number() over (partition by year order by ordinality) as place,
                count(*) over (partition by year) as places
              from f where key is null or id in (select subject_id from taken)),
          counted as (
            insert into number_counter as c (year, n) select year, count(*) from fresh group by year order by year
              on conflict (year) do update set n = c.n + excluded.n returning c.year, c.n),
          numbered as materialized (
            select fresh.*, counted.n - places + place as seq from fresh join counted using (year)),
          opened as (
            insert into cases (id, opened_at, response_due_at, due_at, updated_at, status_since, requester_id,
                keyed_by_id, agency_id, number_year, number_seq, queue_id, lead_system_id, priority, status, channel,
                title, requester_name, requester_email, requester_phone, language, last_seq)
              select id, "openedAt", "responseDueAt", "dueAt", "openedAt", "openedAt", "requesterId", "keyedById",
                "agencyId", year, seq, "queueId", "leadSystemId", priority, 'received', channel, title,
                coalesce("requesterName", ''), "requesterEmail", "requesterPhone", coalesce(language, 'zh-TW'), 2
              from numbered order by year, seq
              returning id, number),
          concerned as (
            insert into case_systems (case_id, system_id) select id, unnest("systemIds") from numbered),
          written as (
            insert into timeline (id, case_id, seq, version, kind, actor_id, origin, at, body)
              select entry.id, numbered.id, entry.seq, 1, entry.kind, "actorId", origin, "openedAt", entry.body
              from numbered cross join lateral (values
                ("stateEntryId", 1, 'state', jsonb_build_object('to', 'received', 'channel', channel)),
                ("messageEntryId", 2, 'message-in', message)) as entry (id, seq, kind, body)),
          told as (
            insert into outbox (id, name, payload)
              select "eventId", 'case.opened', jsonb_build_object('caseId', id) from numbered)
          select ordinality, opened.id, opened.number, "openedAt", true from opened join numbered using (id);
        get diagnostics v_created = row_count;
        if v_created < jsonb_array_length(filed) then
          return query
            select ordinality, c.id, c.number, c.opened_at, false
              from rows from (jsonb_to_recordset(filed) as (id uuid, key text)) with ordinality f
              join idempotency_keys i on i.key = f.key join cases c on c.id = i.subject_id
              where c.id <> f.id;
        end if;
      end $$`.execute(db)
  },
}
