-- Money that must be paid back is claimed after a notice, bears interest, and is set off, paid in parts, collected or remitted.

create table casework.recovery (
    call_id       text    not null,
    grant_id      uuid    not null,
    number        integer not null,
    notice        jsonb,
    answer        jsonb,
    claim         jsonb,
    arrangements  jsonb   not null,
    interest_paid jsonb   not null,
    constraint recovery_pkey primary key (call_id, grant_id, number),
    constraint recovery_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint recovery_number_positive check (number >= 1),
    constraint recovery_begun check (notice is not null or claim is not null),
    constraint recovery_claim_four_eyes check (claim -> 'record' ->> 'actor' <> notice -> 'record' ->> 'actor')
);
create unique index recovery_one_notice on casework.recovery (call_id, grant_id) where claim is null;
comment on table casework.recovery is 'The way of money that a grant must pay back. It is kept whatever became of it.';
comment on column casework.recovery.call_id is 'The call.';
comment on column casework.recovery.grant_id is 'The grant.';
comment on column casework.recovery.number is 'Number among the recoveries of the grant, from 1.';
comment on column casework.recovery.notice is 'The notice: amount, last day to answer, who gave it, when, why; null where a breach was claimed at once.';
comment on column casework.recovery.answer is 'The answer of the recipient; null before.';
comment on column casework.recovery.claim is 'The claim: decision, amount, fault, last day to pay, first day with interest, who, when, why; null before.';
comment on column casework.recovery.arrangements is 'Arrangements in order, each with the two persons.';
comment on column casework.recovery.interest_paid is 'Interest that came in, in order.';

alter table casework.repayment add column set_off_call text;
alter table casework.repayment add column set_off_grant uuid;
alter table casework.repayment add column set_off_instalment integer;
alter table casework.repayment add constraint repayment_set_off_whole
    check (num_nulls(set_off_call, set_off_grant, set_off_instalment) in (0, 3) and (set_off_call is null or entry_id is null));
alter table casework.repayment add constraint repayment_set_off_fkey foreign key (set_off_call, set_off_grant, set_off_instalment)
    references casework.instalment (call_id, grant_id, number);
alter table casework.repayment add constraint repayment_set_off_once unique (set_off_call, set_off_grant, set_off_instalment);
comment on column casework.repayment.set_off_call is 'The call of the grant whose payment was kept for it; null where money came in.';
comment on column casework.repayment.set_off_grant is 'The grant whose payment was kept for it.';
comment on column casework.repayment.set_off_instalment is 'The instalment that was kept for it.';
