-- What every scheme's database holds. One scheme has one database; nothing here names a scheme.
-- Amounts are whole øre in bigint. Every primary key below a call begins with call_id, so that a call's rows stay together when the
-- database is spread over several machines. Every constraint has a name: the store translates names, never texts.

create schema casework;

create table casework.call (
    call_id        text        not null,
    title          text        not null,
    grant_year     integer     not null,
    chapter_post   text        not null,
    deadline       timestamptz not null,
    rules_date     date        not null,
    acceptance_days integer    not null,
    report_due     date        not null,
    tail_rule      text        not null,
    state          jsonb       not null,
    state_name     text        not null generated always as (state ->> 'state') stored,
    last_step      jsonb       not null,
    revision       bigint      not null,
    created        timestamptz not null,
    updated        timestamptz not null,
    constraint call_pkey primary key (call_id),
    constraint call_state_known check (state_name in ('draft', 'open', 'closed')),
    constraint call_tail_rule_known check (tail_rule in ('stop', 'partial', 'offer_reduced', 'skip')),
    constraint call_acceptance_days_range check (acceptance_days between 1 and 365),
    constraint call_revision_positive check (revision > 0)
);
comment on table casework.call is 'A call for applications (utlysning).';
comment on column casework.call.call_id is 'Id the administrator chose: a-z, 0-9 and -.';
comment on column casework.call.grant_year is 'The year the grants are for.';
comment on column casework.call.chapter_post is 'Chapter and post of the state budget, 0765.71.';
comment on column casework.call.deadline is 'Last moment an application is in time.';
comment on column casework.call.rules_date is 'The day whose rule values apply.';
comment on column casework.call.acceptance_days is 'Days to accept an offer.';
comment on column casework.call.report_due is 'Last day to report.';
comment on column casework.call.tail_rule is 'What happens to the first application on a ranked list that does not fit.';
comment on column casework.call.state is 'Where the call stands, with the facts of that state.';
comment on column casework.call.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.call.last_step is 'Who brought it here, when, why.';
comment on column casework.call.revision is 'Changes so far: the contract''s etag.';
comment on column casework.call.title is 'What it is called.';
comment on column casework.call.created is 'When it was created.';
comment on column casework.call.updated is 'When it last changed.';

create table casework.sub_frame (
    call_id   text   not null,
    code      text   not null,
    position  integer not null,
    budget_ore    bigint not null,
    committed_ore bigint not null default 0,
    constraint sub_frame_pkey primary key (call_id, code),
    constraint sub_frame_call_fkey foreign key (call_id) references casework.call (call_id),
    constraint sub_frame_budget_not_negative check (budget_ore >= 0),
    -- The hard stop: whoever writes, by whatever path, no commitment above the budget is ever stored.
    constraint sub_frame_never_overspent check (committed_ore between 0 and budget_ore)
);
comment on table casework.sub_frame is 'A part of a call''s budget with a purse of its own (delramme). Locked, in order of code, before anything is promised from it.';
comment on column casework.sub_frame.position is 'Place in the scheme''s frame plan.';
comment on column casework.sub_frame.budget_ore is 'What can be promised, øre.';
comment on column casework.sub_frame.committed_ore is 'What is promised, øre: the sum of its grants that are neither declined nor lapsed.';
comment on column casework.sub_frame.call_id is 'The call.';
comment on column casework.sub_frame.code is 'Code, one of the scheme''s.';

create table casework.case_counter (
    year integer not null,
    last integer not null,
    constraint case_counter_pkey primary key (year),
    constraint case_counter_last_range check (last between 1 and 9999999)
);
comment on table casework.case_counter is 'The last case number given out in a year, over all calls: people name a case without naming its call.';
comment on column casework.case_counter.year is 'The year in the case references.';
comment on column casework.case_counter.last is 'The last number given out.';

create table casework.application (
    call_id             text        not null,
    application_id      uuid        not null,
    case_reference      text        not null,
    case_year           integer     not null generated always as (split_part(case_reference, '-', 2)::integer) stored,
    case_number         integer     not null generated always as (split_part(case_reference, '-', 3)::integer) stored,
    organisation_number text        not null,
    organisation_name   text        not null,
    applicant_kind      text        not null,
    municipality_number text        not null,
    invented_number     boolean     not null,
    requested_ore       bigint      not null,
    last_year_ore       bigint,
    form                jsonb       not null,
    state               jsonb       not null,
    state_name          text        not null generated always as (state ->> 'state') stored,
    last_step           jsonb       not null,
    revision            bigint      not null,
    created             timestamptz not null,
    updated             timestamptz not null,
    constraint application_pkey primary key (call_id, application_id),
    constraint application_call_fkey foreign key (call_id) references casework.call (call_id),
    constraint application_case_reference_unique unique (case_reference),
    constraint application_requested_positive check (requested_ore > 0),
    constraint application_last_year_not_negative check (last_year_ore >= 0),
    constraint application_state_known check (state_name in ('draft', 'submitted', 'returned', 'withdrawn', 'dismissed', 'assessed',
        'recommended', 'granted', 'partly_granted', 'refused')),
    constraint application_revision_positive check (revision > 0)
);
create index application_by_case on casework.application (call_id, case_year, case_number);
create index application_by_organisation on casework.application (call_id, organisation_number, application_id);
create index application_by_state on casework.application (call_id, state_name, application_id);
-- An applicant's history over calls is asked for at every submission.
create index application_history on casework.application (organisation_number);
create index application_municipality_history on casework.application (municipality_number);
comment on table casework.application is 'An application (søknad).';
comment on column casework.application.application_id is 'UUID the client made.';
comment on column casework.application.case_reference is 'What people call the case.';
comment on column casework.application.case_year is 'The year in the case reference: with the number, the order of lists. The reference itself sorts wrongly past 99999.';
comment on column casework.application.case_number is 'The number in the case reference.';
comment on column casework.application.invented_number is 'Whether the organisation number is invented: an imported round whose source has none. Never paid.';
comment on column casework.application.requested_ore is 'What is applied for, øre.';
comment on column casework.application.last_year_ore is 'What the applicant says it got the year before, øre.';
comment on column casework.application.form is 'The scheme''s form.';
comment on column casework.application.state is 'Where it stands, with the facts of that state.';
comment on column casework.application.call_id is 'The call.';
comment on column casework.application.organisation_number is 'Who applies: nine digits.';
comment on column casework.application.organisation_name is 'The applicant''s name.';
comment on column casework.application.applicant_kind is 'What kind of organisation it is.';
comment on column casework.application.municipality_number is 'The applicant''s municipality: four digits.';
comment on column casework.application.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.application.last_step is 'Who brought it there, when, why.';
comment on column casework.application.revision is 'Changes so far: the contract''s etag.';
comment on column casework.application.created is 'When it was created.';
comment on column casework.application.updated is 'When it last changed.';

create table casework.attachment (
    call_id        text  not null,
    application_id uuid  not null,
    attachment_id  uuid  not null,
    kind           text  not null,
    file_name      text  not null,
    media_type     text  not null,
    size_bytes     bigint not null,
    sha256         text  not null,
    content        bytea not null,
    constraint attachment_pkey primary key (call_id, application_id, attachment_id),
    constraint attachment_application_fkey foreign key (call_id, application_id) references casework.application (call_id, application_id),
    constraint attachment_size_is_contents check (size_bytes = octet_length(content)),
    constraint attachment_size_limit check (size_bytes between 1 and 10485760)
);
comment on table casework.attachment is 'A file of an application.';
comment on column casework.attachment.kind is 'What the file is, one of the scheme''s codes.';
comment on column casework.attachment.sha256 is 'SHA-256 of the content, hexadecimal.';
comment on column casework.attachment.call_id is 'The call.';
comment on column casework.attachment.application_id is 'The application.';
comment on column casework.attachment.attachment_id is 'UUID the client made.';
comment on column casework.attachment.file_name is 'Name, without a path.';
comment on column casework.attachment.media_type is 'Media type, without parameters.';
comment on column casework.attachment.size_bytes is 'Size of the content.';
comment on column casework.attachment.content is 'The file.';

create table casework.interest (
    call_id        text        not null,
    application_id uuid        not null,
    person         text        not null,
    ground         text        not null,
    reason         text        not null,
    declared       timestamptz not null,
    constraint interest_pkey primary key (call_id, application_id, person),
    constraint interest_application_fkey foreign key (call_id, application_id) references casework.application (call_id, application_id),
    constraint interest_ground_known check (ground in ('automatic', 'discretionary'))
);
comment on table casework.interest is 'Who is not impartial in a case (inhabil). Every later step of that person in the case is refused.';
comment on column casework.interest.call_id is 'The call.';
comment on column casework.interest.application_id is 'The application.';
comment on column casework.interest.person is 'Who declared it, by the token''s subject.';
comment on column casework.interest.ground is 'Automatic, or discretionary.';
comment on column casework.interest.reason is 'The circumstances, in the person''s words.';
comment on column casework.interest.declared is 'When it was declared.';

create table casework.assessment (
    call_id        text        not null,
    application_id uuid        not null,
    assessor       text        not null,
    scores         jsonb       not null,
    total_milli    bigint      not null,
    updated        timestamptz not null,
    constraint assessment_pkey primary key (call_id, application_id, assessor),
    constraint assessment_application_fkey foreign key (call_id, application_id) references casework.application (call_id, application_id),
    constraint assessment_total_range check (total_milli between 0 and 100000)
);
comment on table casework.assessment is 'One person''s points and reasons for one application.';
comment on column casework.assessment.total_milli is 'Weighted total in thousandths of a point.';
comment on column casework.assessment.call_id is 'The call.';
comment on column casework.assessment.application_id is 'The application.';
comment on column casework.assessment.assessor is 'Who scored, by the token''s subject.';
comment on column casework.assessment.scores is 'Points and reason for each criterion.';
comment on column casework.assessment.updated is 'When it last changed.';

create table casework.draw (
    call_id text        not null,
    key     text        not null,
    drawn   timestamptz not null,
    constraint draw_pkey primary key (call_id),
    constraint draw_call_fkey foreign key (call_id) references casework.call (call_id)
);
comment on table casework.draw is 'The key that settles a call''s ties. One a call: were it drawn for each allocation, one could run again until the lots please.';
comment on column casework.draw.key is 'An application''s lot is HMAC-SHA-256(key, id); the lowest comes first.';
comment on column casework.draw.drawn is 'When the key was made.';
comment on column casework.draw.call_id is 'The call.';

create table casework.allocation (
    call_id       text        not null,
    allocation_id uuid        not null,
    state         jsonb       not null,
    state_name    text        not null generated always as (state ->> 'state') stored,
    proposed_by   text        generated always as (coalesce(state ->> 'proposed_by', state ->> 'by')) stored,
    approved_by   text        generated always as (state ->> 'approved_by') stored,
    run_hash      text        not null,
    last_step     jsonb       not null,
    revision      bigint      not null,
    created       timestamptz not null,
    constraint allocation_pkey primary key (call_id, allocation_id),
    constraint allocation_call_fkey foreign key (call_id) references casework.call (call_id),
    constraint allocation_state_known check (state_name in ('draft', 'proposed', 'returned', 'approved')),
    -- Four eyes, as a second belt under the domain's rule.
    constraint allocation_four_eyes check (approved_by <> proposed_by),
    constraint allocation_approved_has_both check (state_name <> 'approved' or (approved_by is not null and proposed_by is not null))
);
create unique index allocation_one_in_flight on casework.allocation (call_id) where state_name in ('proposed', 'approved');
comment on table casework.allocation is 'One division of a call''s budget. At most one a call is proposed or approved.';
comment on column casework.allocation.run_hash is 'SHA-256 over the runs'' hashes in the order of their sub-frames.';
comment on column casework.allocation.call_id is 'The call.';
comment on column casework.allocation.allocation_id is 'UUID the client made.';
comment on column casework.allocation.state is 'Where it stands, with the facts of that state.';
comment on column casework.allocation.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.allocation.proposed_by is 'Who proposed it (innstilling); null before.';
comment on column casework.allocation.approved_by is 'Who approved it (vedtak); null before.';
comment on column casework.allocation.last_step is 'Who brought it there, when, why.';
comment on column casework.allocation.revision is 'Changes so far: the contract''s etag.';
comment on column casework.allocation.created is 'When it was created.';

create table casework.allocation_run (
    call_id       text   not null,
    allocation_id uuid   not null,
    sub_frame     text   not null,
    budget_ore    bigint not null,
    document      text   not null,
    run_hash      text   not null,
    constraint allocation_run_pkey primary key (call_id, allocation_id, sub_frame),
    constraint allocation_run_allocation_fkey foreign key (call_id, allocation_id) references casework.allocation (call_id, allocation_id),
    constraint allocation_run_sub_frame_fkey foreign key (call_id, sub_frame) references casework.sub_frame (call_id, code)
);
comment on table casework.allocation_run is 'The frozen inputs and result of one sub-frame, byte for byte as the engine wrote them.';
comment on column casework.allocation_run.document is 'Text, not jsonb: jsonb would reorder it and the bytes must stay.';
comment on column casework.allocation_run.call_id is 'The call.';
comment on column casework.allocation_run.allocation_id is 'The allocation.';
comment on column casework.allocation_run.sub_frame is 'Code of the sub-frame.';
comment on column casework.allocation_run.budget_ore is 'What could be promised when it was run, øre.';
comment on column casework.allocation_run.run_hash is 'SHA-256 over engine version, rules, inputs and seed, hexadecimal.';

create table casework.award (
    call_id        text   not null,
    allocation_id  uuid   not null,
    application_id uuid   not null,
    sub_frame      text   not null,
    requested_ore  bigint not null,
    claimed_ore    bigint not null,
    calculated_ore bigint not null,
    amount_ore     bigint not null,
    reason         jsonb,
    constraint award_pkey primary key (call_id, allocation_id, application_id),
    constraint award_allocation_fkey foreign key (call_id, allocation_id) references casework.allocation (call_id, allocation_id),
    constraint award_application_fkey foreign key (call_id, application_id) references casework.application (call_id, application_id),
    constraint award_amount_range check (amount_ore between 0 and claimed_ore),
    constraint award_claim_range check (claimed_ore between 0 and requested_ore),
    constraint award_calculated_range check (calculated_ore between 0 and claimed_ore),
    -- Partly granted and refused always have a reason.
    constraint award_reason_present check (amount_ore = requested_ore or reason is not null)
);
comment on table casework.award is 'What one application gets in one allocation.';
comment on column casework.award.claimed_ore is 'What could be granted at the most, øre.';
comment on column casework.award.calculated_ore is 'What the engine came to, øre.';
comment on column casework.award.amount_ore is 'What is proposed or decided, øre.';
comment on column casework.award.call_id is 'The call.';
comment on column casework.award.allocation_id is 'The allocation.';
comment on column casework.award.application_id is 'The application.';
comment on column casework.award.sub_frame is 'Code of the sub-frame.';
comment on column casework.award.requested_ore is 'What was applied for, øre.';
comment on column casework.award.reason is 'Why it is less than was applied for; null when granted in full.';

create table casework.grant (
    call_id       text        not null,
    grant_id      uuid        not null,
    allocation_id uuid        not null,
    sub_frame     text        not null,
    granted_ore   bigint      not null,
    approved_by   text        not null,
    decided       timestamptz not null,
    accept_by     date        not null,
    conditions    jsonb       not null,
    state         jsonb       not null,
    state_name    text        not null generated always as (state ->> 'state') stored,
    last_step     jsonb       not null,
    revision      bigint      not null,
    constraint grant_pkey primary key (call_id, grant_id),
    constraint grant_application_fkey foreign key (call_id, grant_id) references casework.application (call_id, application_id),
    constraint grant_award_fkey foreign key (call_id, allocation_id, grant_id) references casework.award (call_id, allocation_id, application_id),
    constraint grant_sub_frame_fkey foreign key (call_id, sub_frame) references casework.sub_frame (call_id, code),
    constraint grant_amount_positive check (granted_ore > 0),
    constraint grant_state_known check (state_name in ('offered', 'accepted', 'declined', 'lapsed', 'active', 'paused', 'reported', 'closed', 'recovery'))
);
create index grant_by_state on casework.grant (call_id, state_name, grant_id);
comment on table casework.grant is 'A grant (tilskudd). Its id is its application''s.';
comment on column casework.grant.approved_by is 'Who approved the decision: may not attest its payments.';
comment on column casework.grant.call_id is 'The call.';
comment on column casework.grant.grant_id is 'The grant, by its application''s id.';
comment on column casework.grant.allocation_id is 'The allocation.';
comment on column casework.grant.sub_frame is 'Code of the sub-frame.';
comment on column casework.grant.granted_ore is 'What is promised, øre.';
comment on column casework.grant.decided is 'When it was decided.';
comment on column casework.grant.accept_by is 'The last day to accept.';
comment on column casework.grant.conditions is 'The letter''s conditions, in order.';
comment on column casework.grant.state is 'Where it stands, with the facts of that state.';
comment on column casework.grant.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.grant.last_step is 'Who brought it there, when, why.';
comment on column casework.grant.revision is 'Changes so far: the contract''s etag.';

create table casework.instalment (
    call_id     text    not null,
    grant_id    uuid    not null,
    number      integer not null,
    due         date    not null,
    amount_ore  bigint  not null,
    state       jsonb   not null,
    state_name  text    not null generated always as (state ->> 'state') stored,
    attested_by text    generated always as (state ->> 'by') stored,
    approved_by text    not null,
    constraint instalment_pkey primary key (call_id, grant_id, number),
    constraint instalment_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint instalment_amount_positive check (amount_ore > 0),
    constraint instalment_state_known check (state_name in ('planned', 'attested', 'paid', 'cancelled')),
    -- Whoever decided may not attest: a second belt under the domain's rule.
    constraint instalment_four_eyes check (attested_by <> approved_by)
);
create index instalment_by_state on casework.instalment (call_id, state_name, due);
comment on table casework.instalment is 'One payment of a grant''s plan.';
comment on column casework.instalment.call_id is 'The call.';
comment on column casework.instalment.grant_id is 'The grant, by its application''s id.';
comment on column casework.instalment.number is 'Number in the plan, from 1.';
comment on column casework.instalment.due is 'Earliest day to pay.';
comment on column casework.instalment.amount_ore is 'Amount, øre.';
comment on column casework.instalment.state is 'Where it stands, with the facts of that state.';
comment on column casework.instalment.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.instalment.attested_by is 'Who attested it; null before.';
comment on column casework.instalment.approved_by is 'Who approved the decision: may not attest.';

create table casework.report (
    call_id    text    not null,
    grant_id   uuid    not null,
    report_id  text    not null,
    due        date    not null,
    last       boolean not null,
    content    jsonb,
    state      jsonb   not null,
    state_name text    not null generated always as (state ->> 'state') stored,
    last_step  jsonb   not null,
    revision   bigint  not null,
    constraint report_pkey primary key (call_id, grant_id, report_id),
    constraint report_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint report_state_known check (state_name in ('open', 'submitted', 'returned', 'accepted')),
    constraint report_submitted_has_content check (state_name = 'open' or content is not null),
    -- Riksrevisjonen found grants closed without an assessment of goal attainment: here that cannot be stored.
    constraint report_accepted_is_assessed check (state_name <> 'accepted' or length(state ->> 'goal_assessment') > 0)
);
create index report_by_state on casework.report (call_id, state_name, due);
comment on table casework.report is 'A report on a grant.';
comment on column casework.report.last is 'Whether it is the plan''s last: its acceptance ends the grant.';
comment on column casework.report.call_id is 'The call.';
comment on column casework.report.grant_id is 'The grant, by its application''s id.';
comment on column casework.report.report_id is 'Code of the scheme''s report plan.';
comment on column casework.report.due is 'The last day to report.';
comment on column casework.report.content is 'What the recipient wrote; null before the first writing.';
comment on column casework.report.state is 'Where it stands, with the facts of that state.';
comment on column casework.report.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.report.last_step is 'Who brought it there, when, why.';
comment on column casework.report.revision is 'Changes so far: the contract''s etag.';

create table casework.register_entry (
    register            text not null,
    organisation_number text not null,
    municipality_number text not null default '',
    from_date           date not null,
    to_date             date,
    source              text not null,
    constraint register_entry_pkey primary key (register, organisation_number, municipality_number, from_date),
    constraint register_entry_dates_ordered check (to_date >= from_date)
);
create index register_entry_by_organisation on casework.register_entry (organisation_number);
create index register_entry_by_municipality on casework.register_entry (municipality_number) where municipality_number <> '';
comment on table casework.register_entry is 'Facts about applicants that rules look up: registrations, earlier recipients, approved models.';
comment on column casework.register_entry.municipality_number is 'The municipality the fact follows through mergers; empty when it follows the organisation.';
comment on column casework.register_entry.register is 'Which register, by the scheme''s code for it.';
comment on column casework.register_entry.organisation_number is 'Whom the fact is about: nine digits.';
comment on column casework.register_entry.from_date is 'First day.';
comment on column casework.register_entry.to_date is 'Last day; null while it holds.';
comment on column casework.register_entry.source is 'Where the fact comes from.';

create table casework.chain_head (
    chain    text   not null,
    sequence bigint not null,
    hash     bytea  not null,
    constraint chain_head_pkey primary key (chain),
    constraint chain_head_sequence_not_negative check (sequence >= 0),
    constraint chain_head_hash_length check (octet_length(hash) = 32)
);
comment on table casework.chain_head is 'Where each chain of events ends. Locked by whoever appends, so that numbers have no gaps; an event missing at the end shows.';
comment on column casework.chain_head.chain is 'Name of the chain: a case, an allocation, a call, or the registers.';
comment on column casework.chain_head.sequence is 'Number of the last event; 0 before the first.';
comment on column casework.chain_head.hash is 'Hash of the last event; zeros before the first.';

create table casework.event (
    cursor        bigint      not null generated always as identity,
    call_id       text,
    chain         text        not null,
    sequence      bigint      not null,
    resource      text        not null,
    step          text        not null,
    actor         text        not null,
    by_staff      boolean     not null,
    organisation_number text,
    at            timestamptz not null,
    from_revision bigint      not null,
    request_hash  bytea       not null,
    reason        text        not null,
    payload       text        not null,
    salt          bytea,
    commitment    bytea       not null,
    previous      bytea       not null,
    hash          bytea       not null,
    written_by    xid8        not null default pg_current_xact_id(),
    constraint event_pkey primary key (chain, sequence),
    constraint event_cursor_unique unique (cursor),
    constraint event_sequence_positive check (sequence > 0),
    constraint event_hash_lengths check (octet_length(hash) = 32 and octet_length(previous) = 32 and octet_length(commitment) = 32
        and octet_length(request_hash) = 32 and (salt is null or octet_length(salt) = 16))
);
-- A retry asks: did this actor take this step on this resource from this revision?
create index event_retry on casework.event (resource, step, from_revision);
create index event_in_order on casework.event (written_by, cursor);
create index event_by_call on casework.event (call_id, written_by, cursor);
create index event_by_organisation on casework.event (organisation_number, written_by, cursor);
comment on table casework.event is 'Every step, in its case''s chain. Rows are added, never changed, but for the erasure of payload and salt.';
comment on column casework.event.cursor is 'Names the event to those who follow along. Not their order alone: numbers are drawn before commit.';
comment on column casework.event.request_hash is 'Hash of the request''s content: the same step from the same revision with the same content is a retry.';
comment on column casework.event.payload is 'What changed, canonical JSON; empty once erased.';
comment on column casework.event.salt is 'Salt of the commitment; null once erased.';
comment on column casework.event.written_by is 'The transaction that wrote it. Readers go by (written_by, cursor) and stop before the oldest transaction still running (pg_snapshot_xmin): what they have passed can get no newcomer. After a restore into another cluster, whose transaction numbers start anew, set it to 3 (older than all) in every row.';
comment on column casework.event.call_id is 'The call; null for what belongs to the whole scheme.';
comment on column casework.event.chain is 'The chain it stands in: a case, an allocation, a call, or the registers.';
comment on column casework.event.sequence is 'Number in the chain, from 1, without gaps.';
comment on column casework.event.resource is 'Name of the resource that changed, below the scheme.';
comment on column casework.event.step is 'The step that was taken.';
comment on column casework.event.actor is 'Who took it, by the token''s subject.';
comment on column casework.event.by_staff is 'Whether the actor is staff: applicants are not told which person.';
comment on column casework.event.organisation_number is 'Whose case it is; null when it is nobody''s, and applicants do not see it.';
comment on column casework.event.at is 'When, by the service''s clock.';
comment on column casework.event.from_revision is 'The revision the step started from; 0 for a creation.';
comment on column casework.event.reason is 'Why, in the actor''s words.';
comment on column casework.event.commitment is 'SHA-256 over salt and payload.';
comment on column casework.event.previous is 'Hash of the chain''s event before; zeros for the first.';
comment on column casework.event.hash is 'SHA-256 over previous, sequence and commitment.';
