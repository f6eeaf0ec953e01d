-- Recipients ask for changes of their grants; those that the scheme's rules have decided wait for a case handler.

create table casework.grant_change (
    call_id     text    not null,
    grant_id    uuid    not null,
    number      integer not null,
    wanted      jsonb   not null,
    granted_ore bigint  not null,
    asked       jsonb   not null,
    state       jsonb   not null,
    state_name  text    not null generated always as (state ->> 'state') stored,
    answered    jsonb,
    constraint grant_change_pkey primary key (call_id, grant_id, number),
    constraint grant_change_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint grant_change_number_positive check (number >= 1),
    constraint grant_change_granted_not_negative check (granted_ore >= 0),
    constraint grant_change_state_known check (state_name in ('asked', 'noted', 'approved', 'rejected', 'withdrawn')),
    constraint grant_change_answered check ((answered is null) = (state_name in ('asked', 'noted')))
);
create unique index grant_change_one_waits on casework.grant_change (call_id, grant_id) where state_name = 'asked';
comment on table casework.grant_change is 'A change of a grant that its recipient asked for. It is kept whatever became of it.';
comment on column casework.grant_change.call_id is 'The call.';
comment on column casework.grant_change.grant_id is 'The grant.';
comment on column casework.grant_change.number is 'Number among the changes of the grant, from 1.';
comment on column casework.grant_change.wanted is 'What is wanted: budget, last day, content, partner, amount.';
comment on column casework.grant_change.granted_ore is 'The amount of the grant when it was asked for.';
comment on column casework.grant_change.asked is 'Who registered it, when, and why.';
comment on column casework.grant_change.state is 'State with its facts.';
comment on column casework.grant_change.state_name is 'Name of the state.';
comment on column casework.grant_change.answered is 'Who answered it or took it back, when, and why; null before.';

-- A change that is answered is a decision. The kinds of decisions are those of the domain.
alter table casework.decision drop constraint decision_kind_known;
alter table casework.decision add constraint decision_kind_known check (kind in ('grant', 'partial_grant', 'refusal', 'dismissal', 'lapse',
    'raise', 'claim', 'appeal_reversal', 'appeal_upheld', 'appeal_rejected', 'appeal_annulled', 'appeal_dismissal', 'reconsidered',
    'reversal', 'change', 'change_refusal', 'correction'));
