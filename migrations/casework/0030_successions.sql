-- An organisation is taken over by another: proposed by one person, confirmed by another, and then its cases are the successor's. What was
-- before stays here, in the events and in the letters.

create table casework.succession (
    succession_id          uuid        not null,
    number                 bigint      not null generated always as identity,
    predecessor_number     text        not null,
    predecessor_name       text        not null,
    predecessor_contact    jsonb,
    successor_number       text        not null,
    successor_name         text        not null,
    successor_kind         text        not null,
    successor_municipality text        not null,
    successor_contact      jsonb,
    taken_over             date        not null,
    seen                   text        not null,
    proposed               jsonb       not null,
    confirmed              jsonb,
    confirmed_at           timestamptz,
    rejected               jsonb,
    revision               bigint      not null default 1,
    constraint succession_pkey primary key (succession_id),
    constraint succession_number_unique unique (number),
    constraint succession_of_two check (predecessor_number <> successor_number),
    constraint succession_confirmed_whole check ((confirmed is null) = (confirmed_at is null)),
    constraint succession_ends_once check (confirmed is null or rejected is null),
    constraint succession_four_eyes check (confirmed ->> 'actor' <> proposed ->> 'actor'),
    constraint succession_revision_positive check (revision > 0)
);
create unique index succession_of_predecessor on casework.succession (predecessor_number) where rejected is null;
create index succession_of_successor on casework.succession (successor_number) where confirmed_at is not null;
comment on table casework.succession is 'An organisation that was taken over by another (rettsetterfølge).';
comment on column casework.succession.succession_id is 'UUID the client made.';
comment on column casework.succession.number is 'Order of proposals.';
comment on column casework.succession.predecessor_number is 'The organisation that was taken over.';
comment on column casework.succession.predecessor_name is 'Its name, as its last application has it.';
comment on column casework.succession.predecessor_contact is 'Its contact person then, who is told of it; null where it had none.';
comment on column casework.succession.successor_number is 'The organisation that took it over.';
comment on column casework.succession.successor_name is 'Its name.';
comment on column casework.succession.successor_kind is 'Its kind of applicant.';
comment on column casework.succession.successor_municipality is 'Its municipality.';
comment on column casework.succession.successor_contact is 'Its contact person in the cases; null where none is given.';
comment on column casework.succession.taken_over is 'The day it was taken over.';
comment on column casework.succession.seen is 'SHA-256 of the cases as they stood at the proposal, hexadecimal.';
comment on column casework.succession.proposed is 'The person who proposed it, the time and the ground.';
comment on column casework.succession.confirmed is 'The other person who confirmed it, the time and the remark; null before.';
comment on column casework.succession.confirmed_at is 'The time since which the cases are the successor''s; null before.';
comment on column casework.succession.rejected is 'The person who rejected it, the time and the reason; null unless it was.';
comment on column casework.succession.revision is 'Changes so far: the contract''s etag.';

create table casework.succession_case (
    succession_id       uuid    not null,
    place               integer not null,
    call_id             text    not null,
    application_id      uuid    not null,
    organisation_name   text    not null,
    account_stopped     boolean not null,
    constraint succession_case_pkey primary key (succession_id, place),
    constraint succession_case_succession_fkey foreign key (succession_id) references casework.succession (succession_id),
    constraint succession_case_application_fkey foreign key (call_id, application_id)
        references casework.application (call_id, application_id)
);
create index succession_case_application on casework.succession_case (call_id, application_id);
comment on table casework.succession_case is 'A case that is taken over.';
comment on column casework.succession_case.succession_id is 'The succession.';
comment on column casework.succession_case.place is 'Its place among the cases, from 1.';
comment on column casework.succession_case.call_id is 'The call.';
comment on column casework.succession_case.application_id is 'The case.';
comment on column casework.succession_case.organisation_name is 'Name of the predecessor in the case.';
comment on column casework.succession_case.account_stopped is 'Whether the grant had an account, which nothing is paid to any more.';

-- A successor whose account is that of its predecessor asks for it all the same: two persons look at it.
alter table casework.account_change drop constraint account_change_is_one;
