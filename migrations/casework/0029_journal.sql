-- The journal: an entry for everything that came into a case, went out of it or was noted in it, written with its event in one transaction.

create table casework.journal_entry (
    cursor         bigint      not null generated always as identity,
    written_by     xid8        not null default pg_current_xact_id(),
    call_id        text        not null,
    application_id uuid        not null,
    number         integer     not null,
    kind           text        not null,
    direction      text        not null,
    resource       text        not null,
    handler        text        not null,
    at             timestamptz not null,
    day            date        not null,
    constraint journal_entry_pkey primary key (call_id, application_id, number),
    constraint journal_entry_application_fkey foreign key (call_id, application_id)
        references casework.application (call_id, application_id),
    constraint journal_entry_number_positive check (number >= 1),
    constraint journal_entry_direction_known check (direction in ('incoming', 'outgoing', 'internal'))
);
create index journal_entry_order on casework.journal_entry (written_by, cursor);
create index journal_entry_of_day on casework.journal_entry (day);
comment on table casework.journal_entry is 'Entries of the journals of cases. Rows are added, never changed or removed.';
comment on column casework.journal_entry.cursor is 'Number in the whole journal.';
comment on column casework.journal_entry.written_by is 'The transaction that wrote it.';
comment on column casework.journal_entry.call_id is 'The call.';
comment on column casework.journal_entry.application_id is 'The application.';
comment on column casework.journal_entry.number is 'Number in the case, from 1 without gaps.';
comment on column casework.journal_entry.kind is 'Kind of the entry.';
comment on column casework.journal_entry.direction is 'incoming, outgoing or internal.';
comment on column casework.journal_entry.resource is 'Name of the document, or of what it is about.';
comment on column casework.journal_entry.handler is 'The person of the staff who made it; empty where the party did.';
comment on column casework.journal_entry.at is 'The time.';
comment on column casework.journal_entry.day is 'The day, in Norway.';

create table casework.journal_titles (
    call_id        text    not null,
    application_id uuid    not null,
    number         integer not null,
    entry          integer not null,
    titles         jsonb   not null,
    recorded       jsonb   not null,
    constraint journal_titles_pkey primary key (call_id, application_id, number, entry),
    constraint journal_titles_journal_entry_fkey foreign key (call_id, application_id, number)
        references casework.journal_entry (call_id, application_id, number),
    constraint journal_titles_entry_positive check (entry >= 1)
);
comment on table casework.journal_titles is 'Titles of entries as persons set them. Rows are added, never changed or removed: the last one holds.';
comment on column casework.journal_titles.call_id is 'The call.';
comment on column casework.journal_titles.application_id is 'The application.';
comment on column casework.journal_titles.number is 'Number of the entry in the case.';
comment on column casework.journal_titles.entry is 'Number of the setting, from 1.';
comment on column casework.journal_titles.titles is 'The public title, the protected one, and the ground on which it is withheld.';
comment on column casework.journal_titles.recorded is 'Who set them, when and why.';

create function casework.refuse_change_of_journal() returns trigger language plpgsql as $$
begin
    raise exception 'the journal is never changed' using errcode = 'restrict_violation';
end $$;
create trigger journal_entry_never_changed before update or delete or truncate on casework.journal_entry
    for each statement execute function casework.refuse_change_of_journal();
create trigger journal_titles_never_changed before update or delete or truncate on casework.journal_titles
    for each statement execute function casework.refuse_change_of_journal();
