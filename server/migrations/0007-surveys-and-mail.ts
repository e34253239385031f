import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const surveysAndMail: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table surveys (
        id          uuid        primary key,
        case_id     uuid        not null unique references cases (id),
        agent_id    uuid        references people (id),
        system_id   smallint    not null references systems (id),
        invited_at  timestamptz not null,
        reminded_at timestamptz,
        answered_at timestamptz,
        expires_at  timestamptz not null,
        score       smallint    check (score between 1 and 5),
        comment     text,
        constraint answered_has_score check ((answered_at is null) = (score is null))
      )`.execute(db)
    await sql`create index surveys_unanswered on surveys (invited_at) where answered_at is null and reminded_at is null`.execute(
      db,
    )
    await sql`create index surveys_invited on surveys (invited_at)`.execute(db)
    await sql`
      create table call_backs (
        id          uuid        primary key,
        survey_id   uuid        not null unique references surveys (id),
        case_id     uuid        not null references cases (id),
        role_id     text        not null references roles (id),
        opened_at   timestamptz not null,
        due_at      timestamptz not null,
        done_at     timestamptz,
        done_by     uuid        references people (id),
        cause       text,
        remedy      text,
        constraint done_is_explained check (done_at is null or (cause is not null and remedy is not null
                                            and done_by is not null))
      )`.execute(db)
    await sql`create index call_backs_open on call_backs (due_at, id) where done_at is null`.execute(db)
    await sql`
      create table outgoing_mails (
        id          uuid        primary key,
        dedupe_key  text        not null unique,
        kind        text        not null check (kind in
                      ('acknowledgement', 'answer', 'survey', 'reminder', 'notice')),
        case_id     uuid        references cases (id),
        entry_id    uuid,
        to_address  text        not null,
        to_name     text        not null default '',
        from_address text,
        from_name   text        not null default '',
        reply_to    text,
        subject     text        not null,
        body        text        not null,
        html        text        not null,
        message_id  text        not null unique,
        in_reply_to text,
        refs        text[]      not null default '{}',
        file_ids    uuid[]      not null default '{}',
        state       text        not null check (state in ('queued', 'sent', 'failed', 'bounced')),
        tries       smallint    not null default 0,
        last_error  text,
        due_at      timestamptz,
        created_at  timestamptz not null,
        sent_at     timestamptz,
        updated_at  timestamptz not null,
        constraint queued_is_due_some_time check ((state = 'queued') = (due_at is not null))
      )`.execute(db)
    await sql`comment on column outgoing_mails.due_at is 'while queued: nobody tries it before; null once sent or failed'`.execute(
      db,
    )
    await sql`create index outgoing_mails_due on outgoing_mails (due_at, id) where due_at is not null`.execute(
      db,
    )
    await sql`create index outgoing_mails_list on outgoing_mails (state, created_at desc, id desc)`.execute(
      db,
    )
    await sql`create index outgoing_mails_all on outgoing_mails (created_at desc, id desc)`.execute(db)
    await sql`comment on column outgoing_mails.from_address is 'the mailbox of ours that it leaves from; null: what MAIL_FROM says'`.execute(
      db,
    )
    await sql`create index outgoing_mails_to on outgoing_mails (lower(to_address), sent_at desc) where state = 'sent'`.execute(
      db,
    )
    await sql`create index outgoing_mails_case on outgoing_mails (case_id, created_at)`.execute(db)
  },
}
