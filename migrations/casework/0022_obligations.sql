-- Duties to repay that outlive the payment: one for each thing that a grant paid for, from the payment until its years are complete or it is
-- broken. And the facts that must be known before payment, such as the property in the land register.

alter table casework.grant add column payment_facts jsonb not null default '[]';
comment on column casework.grant.payment_facts is 'The facts that must be known before payment, each with what was given; none for grants that were decided before this column.';

create table casework.obligation (
    call_id     text    not null,
    grant_id    uuid    not null,
    number      integer not null,
    title       jsonb   not null,
    planned_ore bigint  not null,
    amount_ore  bigint  not null,
    before_ore  bigint  not null,
    plan        jsonb   not null,
    posted      integer not null,
    state       jsonb   not null,
    state_name  text    not null generated always as (state ->> 'state') stored,
    next_on     date,
    release     jsonb,
    constraint obligation_pkey primary key (call_id, grant_id, number),
    constraint obligation_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint obligation_number_positive check (number >= 1),
    constraint obligation_amounts_not_negative check (planned_ore >= 0 and amount_ore >= 0 and before_ore >= 0),
    constraint obligation_posted_not_negative check (posted >= 0),
    constraint obligation_state_known check (state_name in ('planned', 'running', 'ended', 'claimed')),
    constraint obligation_next_while_running check ((next_on is not null) = (state_name = 'running')),
    constraint obligation_released_after_end check (release is null or state_name in ('ended', 'claimed'))
);
create index obligation_next on casework.obligation (next_on, call_id, grant_id) where next_on is not null;
comment on table casework.obligation is 'A duty to repay a part of a grant (tilbakebetalingsplikt), which is written off year by year from the payment.';
comment on column casework.obligation.call_id is 'The call.';
comment on column casework.obligation.grant_id is 'The grant.';
comment on column casework.obligation.number is 'Number among the grant''s duties, from 1.';
comment on column casework.obligation.title is 'Code and values of its title.';
comment on column casework.obligation.planned_ore is 'Its part of the grant as decided, øre.';
comment on column casework.obligation.amount_ore is 'Its part of what was paid, øre; as decided before the payment.';
comment on column casework.obligation.before_ore is 'The sum of the parts before it, øre: the balances of all parts come to that of the whole.';
comment on column casework.obligation.plan is 'The write-off, as the rules had it at the decision.';
comment on column casework.obligation.posted is 'Completed years whose write-off is posted.';
comment on column casework.obligation.state is 'Where it stands, with the facts of that state.';
comment on column casework.obligation.state_name is 'The state''s name, for constraints and lists.';
comment on column casework.obligation.next_on is 'The day that its next year is complete; null unless it runs.';
comment on column casework.obligation.release is 'The release of the encumbrance: reference, who, when, why; null before it.';

create table casework.obligation_year (
    call_id    text    not null,
    grant_id   uuid    not null,
    number     integer not null,
    year       integer not null,
    completed  date    not null,
    amount_ore bigint  not null,
    left_ore   bigint  not null,
    constraint obligation_year_pkey primary key (call_id, grant_id, number, year),
    constraint obligation_year_obligation_fkey foreign key (call_id, grant_id, number)
        references casework.obligation (call_id, grant_id, number),
    constraint obligation_year_positive check (year >= 1),
    constraint obligation_year_left_not_negative check (left_ore >= 0)
);
comment on table casework.obligation_year is 'The write-off of each completed year of a duty to repay. Rows are added, never changed.';
comment on column casework.obligation_year.call_id is 'The call.';
comment on column casework.obligation_year.grant_id is 'The grant.';
comment on column casework.obligation_year.number is 'Number of the duty.';
comment on column casework.obligation_year.year is 'The year of the duty, from 1.';
comment on column casework.obligation_year.completed is 'The day it was complete.';
comment on column casework.obligation_year.amount_ore is 'The amount that was written off, øre.';
comment on column casework.obligation_year.left_ore is 'The amount that is left, øre.';

create function casework.refuse_change_of_obligation_year() returns trigger language plpgsql as $$
begin
    raise exception 'the write-off of a year is never changed' using errcode = 'restrict_violation';
end $$;
create trigger obligation_year_never_changed before update or delete or truncate on casework.obligation_year
    for each statement execute function casework.refuse_change_of_obligation_year();

-- A claim after a breach is a decision in the application's series.
alter table casework.decision drop constraint decision_kind_known;
alter table casework.decision add constraint decision_kind_known
    check (kind in ('grant', 'partial_grant', 'refusal', 'dismissal', 'lapse', 'raise', 'claim'));
