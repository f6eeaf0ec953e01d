-- The account of a grant changes after acceptance: one person asks, another checks, and payments wait until the waiting period is over.

create table casework.account_change (
    call_id      text    not null,
    grant_id     uuid    not null,
    number       integer not null,
    account      text    not null,
    replaced     text    not null,
    asked_by     text    not null,
    notice       jsonb   not null,
    requested    jsonb   not null,
    approved     jsonb,
    use_from     date,
    rejected     jsonb,
    constraint account_change_pkey primary key (call_id, grant_id, number),
    constraint account_change_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint account_change_number_positive check (number >= 1),
    constraint account_change_is_one check (account <> replaced),
    constraint account_change_used_once_approved check ((approved is null) = (use_from is null)),
    -- The person who registered the account may not approve it: a second belt under the domain's rule.
    constraint account_change_four_eyes check (approved ->> 'actor' <> requested ->> 'actor')
);
create unique index account_change_one_asked on casework.account_change (call_id, grant_id) where approved is null and rejected is null;
comment on table casework.account_change is 'A change of the account that a grant is paid to. Rows are kept for ever; the approval and the rejection are each set once.';
comment on column casework.account_change.call_id is 'The call.';
comment on column casework.account_change.grant_id is 'The grant.';
comment on column casework.account_change.number is 'Number among the changes of the grant, from 1.';
comment on column casework.account_change.account is 'The account that was asked for.';
comment on column casework.account_change.replaced is 'The account it replaces.';
comment on column casework.account_change.asked_by is 'The person at the recipient who asks.';
comment on column casework.account_change.notice is 'The notice to the recipient by language, as it was told.';
comment on column casework.account_change.requested is 'Who registered it, when, why.';
comment on column casework.account_change.approved is 'Who approved it, when, and how it was checked; null before.';
comment on column casework.account_change.use_from is 'First day that payments use the account; null before the approval.';
comment on column casework.account_change.rejected is 'Who rejected or withdrew it, when, why; null without one.';

create function casework.refuse_edit_of_account_change() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE'
        or (to_jsonb(new) - '{approved,use_from,rejected}'::text[]) <> (to_jsonb(old) - '{approved,use_from,rejected}'::text[])
        or (old.approved is not null and row(new.approved, new.use_from) is distinct from row(old.approved, old.use_from))
        or (old.rejected is not null and new is distinct from old)
    then
        raise exception 'a change of account is never edited: another follows it' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger account_change_never_edited before update or delete on casework.account_change
    for each row execute function casework.refuse_edit_of_account_change();
create trigger account_change_never_truncated before truncate on casework.account_change
    for each statement execute function casework.refuse_truncation();
