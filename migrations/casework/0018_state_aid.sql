-- State aid, fixed at the decision: whether an award is to economic activity, the euro rate of its day, the limit of small aid that held, and
-- the aid that the form declared.

create table casework.state_aid (
    call_id              text        not null,
    grant_id             uuid        not null,
    allocation_id        uuid        not null,
    economic             boolean     not null,
    decided              timestamptz not null,
    amount_ore           bigint      not null,
    rate_ten_thousandths bigint,
    limit_euro           bigint,
    years_before         integer,
    declared             jsonb       not null,
    constraint state_aid_pkey primary key (call_id, grant_id, allocation_id),
    constraint state_aid_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint state_aid_allocation_fkey foreign key (call_id, allocation_id)
        references casework.allocation (call_id, allocation_id),
    constraint state_aid_amount_positive check (amount_ore > 0),
    constraint state_aid_rate_of_economic check (economic = (rate_ten_thousandths is not null) and rate_ten_thousandths > 0),
    constraint state_aid_limit_whole check ((limit_euro is null) = (years_before is null))
);
create index state_aid_economic on casework.state_aid (call_id) where economic;
comment on table casework.state_aid is 'What a decision says on state aid of a grant, of schemes whose form asks. Rows are added, never changed.';
comment on column casework.state_aid.call_id is 'The call.';
comment on column casework.state_aid.grant_id is 'The grant.';
comment on column casework.state_aid.allocation_id is 'The allocation that decided the award, or its raise.';
comment on column casework.state_aid.economic is 'Whether the activity is economic, so that the award is state aid.';
comment on column casework.state_aid.decided is 'When it was decided, by the service''s clock.';
comment on column casework.state_aid.amount_ore is 'The amount of the award or of its raise, øre.';
comment on column casework.state_aid.rate_ten_thousandths is 'Kroner for one euro on that day, in ten-thousandths; null where it is no state aid.';
comment on column casework.state_aid.limit_euro is 'The limit of small aid that held, euro; null where small aid was paused.';
comment on column casework.state_aid.years_before is 'The years before that of the award that count with it; null where small aid was paused.';
comment on column casework.state_aid.declared is 'The aid that the form declared: recipient, day, euro cents, whether it was small aid.';

create function casework.refuse_change_of_state_aid() returns trigger language plpgsql as $$
begin
    raise exception 'what a decision says on state aid is never changed' using errcode = 'restrict_violation';
end $$;
create trigger state_aid_never_changed before update or delete or truncate on casework.state_aid
    for each statement execute function casework.refuse_change_of_state_aid();
