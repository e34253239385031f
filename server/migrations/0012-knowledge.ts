import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const knowledge: Migration = {
  async up(db: Kysely<unknown>) {
    await entries(db)
    await versions(db)
    await partsOfVersions(db)
    await whatStaysAsItWasRead(db)
    await whatCameOfThem(db)
  },
}

async function entries(db: Kysely<unknown>) {
  await sql`create sequence knowledge_numbers as integer`.execute(db)
  await sql`
    create table knowledge_entries (
      id              uuid        primary key,
      seq             integer     not null unique default nextval('knowledge_numbers'),
      number          text        not null unique generated always as
                        ('Q' || lpad(seq::text, greatest(6, length(seq::text)), '0')) stored,
      owner_id        uuid        references people (id),
      review_on       date,
      review_told_on  date,
      live_version_id uuid        unique,
      first_live_at   timestamptz,
      withdrawn_at    timestamptz,
      withdrawn_by    uuid        references people (id),
      withdrawn_why   text,
      successor_id    uuid        references knowledge_entries (id),
      from_case_id    uuid        references cases (id),
      source          text        unique,
      begun_key       text,
      created_at      timestamptz not null,
      created_by      uuid        references people (id),
      views           integer     not null default 0,
      solved          integer     not null default 0,
      unsolved        integer     not null default 0,
      uses            integer     not null default 0,
      version         integer     not null default 1,
      constraint what_is_withdrawn_is_not_live check (withdrawn_at is null or live_version_id is null),
      constraint withdrawal_says_why check ((withdrawn_at is null) = (withdrawn_why is null)),
      constraint nobody_succeeds_themselves check (successor_id <> id)
    ) with (fillfactor = 80)`.execute(db)
  await sql`comment on column knowledge_entries.review_told_on is 'the review day of which it was told that it has passed'`.execute(
    db,
  )
  await sql`comment on column knowledge_entries.source is 'by what an import names it: the same line again is the same entry'`.execute(
    db,
  )
  await sql`create unique index knowledge_entries_begun_once on knowledge_entries (created_by, begun_key)
    where begun_key is not null`.execute(db)
  await sql`create index knowledge_entries_review on knowledge_entries (review_on) where live_version_id is not null`.execute(
    db,
  )
  await sql`create index knowledge_entries_withdrawn on knowledge_entries (withdrawn_at desc, id)
    where withdrawn_at is not null`.execute(db)
  await sql`create index knowledge_entries_newest on knowledge_entries (first_live_at desc, id) where live_version_id is not null`.execute(
    db,
  )
  await sql`create index knowledge_entries_most_read on knowledge_entries (views desc, id) where live_version_id is not null`.execute(
    db,
  )
}

async function versions(db: Kysely<unknown>) {
  await sql`
    create table knowledge_versions (
      id              uuid        primary key,
      entry_id        uuid        not null references knowledge_entries (id),
      n               smallint    not null,
      state           text        not null check (state in
        ('draft', 'review', 'approved', 'live', 'replaced', 'withdrawn', 'discarded')),
      title           text        not null check (char_length(title) between 1 and 200),
      short_answer    text        not null default '' check (char_length(short_answer) <= 2000),
      body            text        not null default '' check (octet_length(body) <= 1048576),
      expert_body     text        not null default '' check (octet_length(expert_body) <= 1048576),
      domain          text        not null check (domain in
        ('個人資料','組織編制','任免','獎懲','考績','差勤','待遇福利','退休撫卹')),
      tags            text[]      not null default '{}' check (cardinality(tags) <= 20),
      applies_to      text        not null default '',
      visibility      text        not null default 'public' check (visibility in
        ('public', 'signed-in', 'internal', 'vendor')),
      vendor_id       smallint    references vendors (id),
      why_hidden      text,
      seen_by         text[]      not null generated always as (case visibility
        when 'vendor' then array['internal', 'vendor:' || vendor_id::text] else array[visibility] end) stored,
      effective_from  date,
      effective_until date,
      change_note     text        not null default '',
      written_by      uuid        references people (id),
      writers         uuid[]      not null default '{}',
      submitted_at    timestamptz,
      reviewed_by     uuid        references people (id),
      reviewed_at     timestamptz,
      review_note     text,
      is_imported     boolean     not null default false,
      live_at         timestamptz,
      live_until      timestamptz,
      updated_at      timestamptz not null,
      updated_by      uuid        references people (id),
      version         integer     not null default 1,
      unique (entry_id, n),
      constraint what_is_hidden_says_why check (visibility in ('public', 'signed-in') or why_hidden is not null),
      constraint only_a_vendor_is_named check ((visibility = 'vendor') = (vendor_id is not null)),
      constraint effective_in_order check (effective_until >= effective_from),
      constraint was_read_by_another check (
        visibility = 'internal' or is_imported or state not in ('approved', 'live', 'replaced', 'withdrawn')
        or (reviewed_by is not null and reviewed_by is distinct from written_by and reviewed_by <> all (writers)))
    )`.execute(db)
  await sql`alter table knowledge_entries
    add foreign key (live_version_id) references knowledge_versions (id)`.execute(db)
  await sql`create unique index knowledge_versions_one_at_work on knowledge_versions (entry_id)
    where state in ('draft', 'review', 'approved')`.execute(db)
  await sql`create unique index knowledge_versions_one_live on knowledge_versions (entry_id)
    where state = 'live'`.execute(db)
  await sql`create index knowledge_versions_at_work on knowledge_versions (state, updated_at)
    where state in ('draft', 'review', 'approved')`.execute(db)
  await sql`create index knowledge_versions_expiring on knowledge_versions (effective_until, id)
    where state = 'live' and effective_until is not null`.execute(db)
  await sql`create index knowledge_versions_tags on knowledge_versions using gin (tags) where state = 'live'`.execute(
    db,
  )
}

async function partsOfVersions(db: Kysely<unknown>) {
  await sql`
    create table knowledge_version_systems (
      version_id uuid     not null references knowledge_versions (id) on delete cascade,
      system_id  smallint not null references systems (id),
      primary key (version_id, system_id)
    )`.execute(db)
  await sql`create index knowledge_version_systems_system on knowledge_version_systems (system_id)`.execute(
    db,
  )
  await sql`
    create table knowledge_variants (
      version_id   uuid     not null references knowledge_versions (id) on delete cascade,
      n            smallint not null,
      authority_id integer  references agencies (id),
      hr_system    text     check (hr_system in ('Pemis2K', 'WebHR', 'own')),
      body         text     not null check (octet_length(body) <= 1048576),
      primary key (version_id, n),
      constraint variant_is_for_one check ((authority_id is null) <> (hr_system is null))
    )`.execute(db)
  await sql`create unique index knowledge_variants_once on knowledge_variants
    (version_id, coalesce(authority_id::text, hr_system))`.execute(db)
  await sql`
    create table knowledge_files (
      version_id uuid     not null references knowledge_versions (id) on delete cascade,
      file_id    uuid     not null references files (id),
      n          smallint not null,
      kind       text     not null check (kind in ('picture', 'attachment', 'clip', 'form')),
      title      text     not null default '',
      primary key (version_id, file_id)
    )`.execute(db)
  await sql`create index knowledge_files_file on knowledge_files (file_id)`.execute(db)
}

/**
 * Words change in drafts alone: what somebody has read is what goes live, and what was live stays as it was. Whoever
 * imports may lay a live version and its parts after it, and undo all of it.
 */
async function whatStaysAsItWasRead(db: Kysely<unknown>) {
  await sql`
    create function keep_knowledge_version() returns trigger language plpgsql as $$
    begin
      if (new.entry_id, new.n, new.title, new.short_answer, new.body, new.expert_body, new.domain, new.tags,
          new.applies_to, new.visibility, new.vendor_id, new.why_hidden, new.effective_from, new.effective_until,
          new.change_note, new.written_by, new.writers, new.is_imported)
        is distinct from
         (old.entry_id, old.n, old.title, old.short_answer, old.body, old.expert_body, old.domain, old.tags,
          old.applies_to, old.visibility, old.vendor_id, old.why_hidden, old.effective_from, old.effective_until,
          old.change_note, old.written_by, old.writers, old.is_imported)
      then raise exception 'version % of knowledge is no draft: its words stay', old.id;
      end if;
      if old.state <> new.state and (old.state, new.state) not in (
          ('review', 'draft'), ('review', 'approved'),
          ('approved', 'draft'), ('approved', 'live'),
          ('live', 'replaced'), ('live', 'withdrawn'))
        -- What an import replaced is live again when that import is undone, and its version gone.
        and not ((old.state, new.state) = ('replaced', 'live') and not exists (
          select from knowledge_versions v where v.entry_id = old.entry_id and v.n > old.n))
      then raise exception 'a version of knowledge does not go from % to %', old.state, new.state;
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger knowledge_versions_kept before update on knowledge_versions
    for each row when (old.state <> 'draft') execute function keep_knowledge_version()`.execute(db)
  await sql`
    create function keep_knowledge_parts() returns trigger language plpgsql as $$
    begin
      if exists (select from knowledge_versions v where v.state <> 'draft' and not (v.is_imported and tg_op = 'INSERT')
        and v.id in (case when tg_op <> 'INSERT' then old.version_id end, case when tg_op <> 'DELETE' then new.version_id end))
      then raise exception 'what belongs to a version of knowledge changes in drafts alone';
      end if;
      return null;
    end $$`.execute(db)
  for (const table of ['knowledge_version_systems', 'knowledge_variants', 'knowledge_files'])
    await sql`
      create trigger ${sql.raw(table)}_kept after insert or update or delete on ${sql.raw(table)}
      for each row execute function keep_knowledge_parts()`.execute(db)
  await sql`
    create trigger knowledge_versions_not_deleted before delete on knowledge_versions
    for each row when (old.state <> 'draft' and not old.is_imported) execute function refuse_change()`.execute(
    db,
  )
}

async function whatCameOfThem(db: Kysely<unknown>) {
  await sql`
    create table knowledge_uses (
      id         uuid        primary key,
      entry_id   uuid        not null references knowledge_entries (id),
      version_id uuid        not null references knowledge_versions (id),
      case_id    uuid        references cases (id),
      person_id  uuid        references people (id),
      visitor    text,
      way        text        not null check (way in ('text', 'link', 'deflected')),
      at         timestamptz not null,
      constraint at_work_there_is_a_case check (way = 'deflected' or case_id is not null),
      constraint whoever_asks_is_somebody check (way <> 'deflected' or (person_id is null) <> (visitor is null))
    )`.execute(db)
  await sql`create unique index knowledge_uses_deflected_once_a_day on knowledge_uses
    (entry_id, coalesce(person_id::text, visitor), ((at at time zone 'Asia/Taipei')::date))
    where way = 'deflected'`.execute(db)
  await sql`create index knowledge_uses_entry on knowledge_uses (entry_id, at)`.execute(db)
  await sql`create index knowledge_uses_case on knowledge_uses (case_id) where case_id is not null`.execute(
    db,
  )
  await sql`create index knowledge_uses_at on knowledge_uses (at)`.execute(db)
  await sql`
    create table knowledge_feedback (
      id         uuid        primary key,
      entry_id   uuid        not null references knowledge_entries (id),
      version_id uuid        not null references knowledge_versions (id),
      person_id  uuid        references people (id),
      visitor    text,
      solved     boolean     not null,
      reason     text        check (char_length(reason) <= 1000),
      answer     text        check (char_length(answer) <= 1000),
      answered_at timestamptz,
      answered_by uuid       references people (id),
      at         timestamptz not null,
      constraint somebody_said_it check ((person_id is null) <> (visitor is null)),
      constraint answered_at_a_time check (answer is null or answered_at is not null)
    )`.execute(db)
  await sql`comment on column knowledge_feedback.answered_at is
    'when editors dealt with it: with an answer for everybody to read, or without'`.execute(db)
  await sql`create unique index knowledge_feedback_once on knowledge_feedback
    (version_id, coalesce(person_id::text, visitor))`.execute(db)
  await sql`create index knowledge_feedback_entry on knowledge_feedback (entry_id, at)`.execute(db)
  await sql`create index knowledge_feedback_answered on knowledge_feedback (entry_id, answered_at)
    where answer is not null`.execute(db)
  await sql`create index knowledge_feedback_open on knowledge_feedback (at, id)
    where answered_at is null`.execute(db)
  await sql`
    create table knowledge_views (
      entry_id uuid    not null references knowledge_entries (id),
      day      date    not null,
      n        integer not null,
      primary key (entry_id, day)
    ) with (fillfactor = 70)`.execute(db)
  await sql`create index knowledge_views_day on knowledge_views (day)`.execute(db)
  await sql`
    create table knowledge_subscriptions (
      person_id uuid     not null references people (id),
      system_id smallint references systems (id),
      tag       text     check (char_length(tag) between 1 and 40),
      at        timestamptz not null,
      constraint subscribed_to_one check ((system_id is null) <> (tag is null))
    )`.execute(db)
  await sql`create unique index knowledge_subscriptions_once on knowledge_subscriptions
    (person_id, coalesce(system_id::text, '#' || tag))`.execute(db)
  await sql`create index knowledge_subscriptions_system on knowledge_subscriptions (system_id)`.execute(db)
  await sql`create index knowledge_subscriptions_tag on knowledge_subscriptions (tag)`.execute(db)
}
