-- Repayments: money that came back from the recipient, booked when it was received. What may be kept of a grant stays with its state, so
-- that what remains to repay can be reckoned again when a payment comes back or is stopped.

create table casework.repayment (
    call_id    text    not null,
    grant_id   uuid    not null,
    number     integer not null,
    amount_ore bigint  not null,
    booked     date    not null,
    reference  text    not null,
    entry_id   bigint,
    last_step  jsonb   not null,
    constraint repayment_pkey primary key (call_id, grant_id, number),
    constraint repayment_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint repayment_entry_fkey foreign key (entry_id) references casework.bank_entry (entry_id),
    constraint repayment_entry_once unique (entry_id),
    constraint repayment_number_positive check (number >= 1),
    constraint repayment_amount_positive check (amount_ore > 0)
);
comment on table casework.repayment is 'Money that the recipient of a grant repaid (tilbakebetaling). Rows are added, never changed.';
comment on column casework.repayment.call_id is 'The call.';
comment on column casework.repayment.grant_id is 'The grant.';
comment on column casework.repayment.number is 'Number among the grant''s repayments, from 1.';
comment on column casework.repayment.amount_ore is 'Amount, øre.';
comment on column casework.repayment.booked is 'The day it was booked.';
comment on column casework.repayment.reference is 'The reference, such as that of the voucher.';
comment on column casework.repayment.entry_id is 'The bank''s entry that tells of it; null where there is none.';
comment on column casework.repayment.last_step is 'Who recorded it, and when.';

create table casework.repayment_year (
    call_id     text    not null,
    grant_id    uuid    not null,
    number      integer not null,
    budget_year integer not null,
    amount_ore  bigint  not null,
    constraint repayment_year_pkey primary key (call_id, grant_id, number, budget_year),
    constraint repayment_year_repayment_fkey foreign key (call_id, grant_id, number)
        references casework.repayment (call_id, grant_id, number),
    constraint repayment_year_amount_positive check (amount_ore > 0)
);
comment on table casework.repayment_year is 'The parts of a repayment, by the budget year that the payment was charged to.';
comment on column casework.repayment_year.call_id is 'The call.';
comment on column casework.repayment_year.grant_id is 'The grant.';
comment on column casework.repayment_year.number is 'Number of the repayment.';
comment on column casework.repayment_year.budget_year is 'The budget year.';
comment on column casework.repayment_year.amount_ore is 'Amount, øre.';

create function casework.refuse_change_of_repayment() returns trigger language plpgsql as $$
begin
    raise exception 'a repayment is never changed' using errcode = 'restrict_violation';
end $$;
create trigger repayment_never_changed before update or delete or truncate on casework.repayment
    for each statement execute function casework.refuse_change_of_repayment();
create trigger repayment_year_never_changed before update or delete or truncate on casework.repayment_year
    for each statement execute function casework.refuse_change_of_repayment();

-- Of a grant that has ended, all that is not cancelled was kept, but what was to be repaid.
update casework.grant g
set state = g.state || jsonb_build_object('kept', plan.ore - coalesce((g.state ->> 'to_repay')::bigint, 0))
from (
    select call_id, grant_id, sum(amount_ore)::bigint as ore from casework.instalment
    where state_name <> 'cancelled' group by call_id, grant_id
) plan
where plan.call_id = g.call_id and plan.grant_id = g.grant_id and g.state_name in ('closed', 'recovery');
update casework.grant set state = state || '{"kept": 0}'
where state_name in ('closed', 'recovery') and not state ? 'kept';
