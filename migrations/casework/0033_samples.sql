-- A sample for spot checks: its population is frozen and its key committed to when it is created, and another person draws it.

create table casework.sample (
    call_id         text    not null,
    sample_id       uuid    not null,
    number          bigint  not null generated always as identity,
    terms           jsonb   not null,
    population      uuid[]  not null,
    key             text    not null,
    commitment      text    not null,
    created         jsonb   not null,
    drawn           jsonb,
    revision        bigint  not null,
    constraint sample_pkey primary key (call_id, sample_id),
    constraint sample_number_unique unique (number),
    constraint sample_call_fkey foreign key (call_id) references casework.call (call_id),
    constraint sample_population_some check (cardinality(population) > 0),
    constraint sample_size_within check ((terms ->> 'size')::integer between 1 and cardinality(population)),
    constraint sample_commitment_kept check (commitment = encode(sha256(convert_to(key, 'UTF8')), 'hex')),
    constraint sample_four_eyes check (drawn ->> 'actor' <> created ->> 'actor'),
    constraint sample_revision_positive check (revision > 0)
);
comment on table casework.sample is 'A sample of grants for spot checks (stikkprøvekontroll).';
comment on column casework.sample.call_id is 'The call.';
comment on column casework.sample.sample_id is 'UUID the client made.';
comment on column casework.sample.number is 'Order of creation.';
comment on column casework.sample.terms is 'States, least amount, whether municipalities are left out, and the size.';
comment on column casework.sample.population is 'Ids of the grants as they were frozen, in order.';
comment on column casework.sample.key is 'The key, which no answer shows before the draw.';
comment on column casework.sample.commitment is 'SHA-256 of the key, hexadecimal, published at once.';
comment on column casework.sample.created is 'The person who created it, the time and the reason.';
comment on column casework.sample.drawn is 'The other person who drew it, and the time; null before.';
comment on column casework.sample.revision is 'Changes so far: the contract''s etag.';

create table casework.sample_control (
    call_id   text    not null,
    sample_id uuid    not null,
    number    integer not null,
    grant_id  uuid    not null,
    finding   text    not null,
    follow_up text    not null,
    record    jsonb   not null,
    constraint sample_control_pkey primary key (call_id, sample_id, number),
    constraint sample_control_sample_fkey foreign key (call_id, sample_id) references casework.sample (call_id, sample_id),
    constraint sample_control_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint sample_control_number_positive check (number >= 1),
    constraint sample_control_finding_known check (finding in ('in_order', 'deviation')),
    constraint sample_control_follow_up_known check (follow_up in ('nothing', 'documents', 'payment_stopped', 'claimed_back'))
);
create index sample_control_grant on casework.sample_control (call_id, grant_id);
comment on table casework.sample_control is 'A control of a sampled grant. It is never changed; a later one stands beside it.';
comment on column casework.sample_control.call_id is 'The call.';
comment on column casework.sample_control.sample_id is 'The sample.';
comment on column casework.sample_control.number is 'Its place among the controls of the sample, from 1.';
comment on column casework.sample_control.grant_id is 'The grant.';
comment on column casework.sample_control.finding is 'The finding.';
comment on column casework.sample_control.follow_up is 'The follow-up.';
comment on column casework.sample_control.record is 'The person, the time, and what was found.';
