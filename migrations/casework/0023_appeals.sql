-- The day a decision reached the party and the reasons it asks for; appeals and their money; decisions that change others.

-- Whether the party may appeal is fixed with the letter that says so.
alter table casework.decision add column appealable boolean not null default true;
alter table casework.decision alter column appealable drop default;
comment on column casework.decision.appealable is 'Whether the party may appeal it, as the letter says.';

-- Arrivals are rows of their own: each with the person who recorded it and the evidence, and a later one corrects an earlier.
alter table casework.decision drop column reached;
create or replace function casework.refuse_edit_of_decision() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE'
        or (to_jsonb(new) - 'dispatched') <> (to_jsonb(old) - 'dispatched')
        or (old.dispatched is not null and new.dispatched is distinct from old.dispatched)
    then
        raise exception 'a decision is never edited: another supersedes it' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create table casework.delivery (
    call_id        text    not null,
    application_id uuid    not null,
    number         integer not null,
    entry          integer not null,
    part           text    not null,
    arrival        text    not null,
    arrived        date    not null,
    recorded       jsonb   not null,
    constraint delivery_pkey primary key (call_id, application_id, number, entry),
    constraint delivery_decision_fkey foreign key (call_id, application_id, number)
        references casework.decision (call_id, application_id, number),
    constraint delivery_entry_positive check (entry >= 1),
    constraint delivery_part_known check (part in ('letter', 'reasons')),
    constraint delivery_arrival_known check (arrival in ('delivered', 'read'))
);
comment on table casework.delivery is 'What is known of the arrival of a letter, or of reasons that were asked for. Rows are added, never changed: the last one of a part and a kind holds.';
comment on column casework.delivery.call_id is 'The call.';
comment on column casework.delivery.application_id is 'The application.';
comment on column casework.delivery.number is 'Number of the decision.';
comment on column casework.delivery.entry is 'Number of the entry, from 1.';
comment on column casework.delivery.part is 'letter or reasons.';
comment on column casework.delivery.arrival is 'delivered or read.';
comment on column casework.delivery.arrived is 'The day, in Norway.';
comment on column casework.delivery.recorded is 'Who recorded it, when, and the evidence.';

create table casework.reasons (
    call_id        text    not null,
    application_id uuid    not null,
    number         integer not null,
    asked          date    not null,
    asked_record   jsonb   not null,
    text           text,
    given          date,
    given_record   jsonb,
    constraint reasons_pkey primary key (call_id, application_id, number),
    constraint reasons_decision_fkey foreign key (call_id, application_id, number)
        references casework.decision (call_id, application_id, number),
    constraint reasons_given_whole check ((text is null) = (given is null) and (given is null) = (given_record is null)),
    constraint reasons_given_after_asked check (given >= asked)
);
comment on table casework.reasons is 'Reasons (begrunnelse) that the party asked for after a decision.';
comment on column casework.reasons.call_id is 'The call.';
comment on column casework.reasons.application_id is 'The application.';
comment on column casework.reasons.number is 'Number of the decision.';
comment on column casework.reasons.asked is 'The day the request came in, in Norway.';
comment on column casework.reasons.asked_record is 'Who recorded the request, when, and its words.';
comment on column casework.reasons.text is 'The reasons; null until they are given.';
comment on column casework.reasons.given is 'The day they were sent, in Norway; null before.';
comment on column casework.reasons.given_record is 'Who gave them and when; null before.';

create function casework.refuse_change_of_delivery() returns trigger language plpgsql as $$
begin
    raise exception 'what was recorded of an arrival is never changed: another entry corrects it' using errcode = 'restrict_violation';
end $$;
create trigger delivery_never_changed before update or delete or truncate on casework.delivery
    for each statement execute function casework.refuse_change_of_delivery();

create function casework.refuse_edit_of_reasons() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.given is not null
        or row(new.call_id, new.application_id, new.number, new.asked, new.asked_record)
            is distinct from row(old.call_id, old.application_id, old.number, old.asked, old.asked_record)
    then
        raise exception 'reasons are given once' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger reasons_given_once before update or delete on casework.reasons
    for each row execute function casework.refuse_edit_of_reasons();

-- Outcomes of appeals, reversals and corrections are decisions in the application's series.
alter table casework.decision drop constraint decision_kind_known;
alter table casework.decision add constraint decision_kind_known
    check (kind in ('grant', 'partial_grant', 'refusal', 'dismissal', 'lapse', 'raise', 'claim', 'appeal_reversal', 'appeal_upheld',
        'appeal_rejected', 'appeal_annulled', 'appeal_dismissal', 'reconsidered', 'reversal', 'correction'));
comment on column casework.decision.kind is 'What it decides: a code of the program.';

create table casework.appeal (
    call_id        text    not null,
    application_id uuid    not null,
    number         integer not null,
    decision       integer not null,
    received       date    not null,
    text           text    not null,
    lodged         jsonb   not null,
    admitted       jsonb,
    prepared       jsonb,
    forwarded      jsonb,
    state          jsonb   not null,
    state_name     text    not null generated always as (state ->> 'state') stored,
    last_step      jsonb   not null,
    revision       bigint  not null,
    constraint appeal_pkey primary key (call_id, application_id, number),
    constraint appeal_decision_fkey foreign key (call_id, application_id, decision)
        references casework.decision (call_id, application_id, number),
    constraint appeal_number_positive check (number >= 1),
    constraint appeal_revision_positive check (revision >= 1),
    constraint appeal_state_known check (state_name in ('lodged', 'late', 'prepared', 'forwarded', 'sent_back', 'closed', 'withdrawn'))
);
create unique index appeal_one_runs on casework.appeal (call_id, application_id) where state_name not in ('closed', 'withdrawn');
comment on table casework.appeal is 'An appeal (klage) against a decision about an application.';
comment on column casework.appeal.call_id is 'The call.';
comment on column casework.appeal.application_id is 'The application.';
comment on column casework.appeal.number is 'Number among the appeals of the application, from 1.';
comment on column casework.appeal.decision is 'Number of the decision that is appealed.';
comment on column casework.appeal.received is 'The day it came in, in Norway.';
comment on column casework.appeal.text is 'Its words.';
comment on column casework.appeal.lodged is 'Who lodged or registered it, and when.';
comment on column casework.appeal.admitted is 'Who admitted it although it was late, when and why; null where it was in time, and before.';
comment on column casework.appeal.prepared is 'Who prepared it, when, and what was found; null before.';
comment on column casework.appeal.forwarded is 'Who sent it to the body of appeal, when, and the case file; null before.';
comment on column casework.appeal.state is 'Where it stands, with the facts of that state.';
comment on column casework.appeal.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.appeal.last_step is 'The step that brought it there.';
comment on column casework.appeal.revision is 'Changes so far.';

alter table casework.call add column appeal_money text[] not null default '{left}';
alter table casework.call add constraint call_appeal_money_known
    check (appeal_money <@ '{left,reserve}'::text[] and cardinality(appeal_money) >= 1);
comment on column casework.call.appeal_money is 'Where the money of upheld appeals comes from, in order: left (what the sub-frame has left), reserve (set aside in the call).';

-- A raise after an appeal is decided by no allocation of its own.
alter table casework.state_aid add column decision integer not null default 0;
alter table casework.state_aid drop constraint state_aid_pkey;
alter table casework.state_aid add constraint state_aid_pkey primary key (call_id, grant_id, allocation_id, decision);
comment on column casework.state_aid.decision is 'Number of the decision that raised the award after its allocation; 0 for what the allocation gave.';
