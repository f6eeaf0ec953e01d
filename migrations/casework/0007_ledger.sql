-- Money as a ledger: accounts in a row from the Storting's vote to the recipient, and postings between them. Every total is a sum of
-- postings; every limit is one constraint: no account but the votes falls below zero.

create table casework.appropriation_change (
    change_id    uuid    not null,
    chapter_post text    not null,
    budget_year  integer not null,
    authority    boolean not null,
    kind         text    not null,
    amount_ore   bigint  not null,
    source       text    not null,
    last_step    jsonb   not null,
    constraint appropriation_change_pkey primary key (change_id),
    constraint appropriation_change_kind_known check (kind in ('voted', 'revised', 'transferred', 'carried_over')),
    constraint appropriation_change_not_zero check (amount_ore <> 0)
);
create index appropriation_change_by_item on casework.appropriation_change (chapter_post, budget_year, authority);
comment on table casework.appropriation_change is 'A change of an appropriation (bevilgning), or of the authority to commit a later year (tilsagnsfullmakt).';
comment on column casework.appropriation_change.change_id is 'UUID the client made.';
comment on column casework.appropriation_change.chapter_post is 'Chapter and post of the state budget, 0765.71.';
comment on column casework.appropriation_change.budget_year is 'The budget year, or the later year that may be committed.';
comment on column casework.appropriation_change.authority is 'Whether it is authority for a later year.';
comment on column casework.appropriation_change.kind is 'Voted, revised, transferred or carried over.';
comment on column casework.appropriation_change.amount_ore is 'Amount, øre; below zero where it is taken back.';
comment on column casework.appropriation_change.source is 'The document, such as a bill.';
comment on column casework.appropriation_change.last_step is 'Who recorded it, when, why.';

create table casework.ledger_account (
    account_id   bigint  not null generated always as identity,
    kind         text    not null,
    chapter_post text    not null,
    budget_year  integer not null,
    call_id      text,
    sub_frame    text,
    grant_id     uuid,
    balance_ore  bigint  not null default 0,
    constraint ledger_account_pkey primary key (account_id),
    constraint ledger_account_unique unique nulls not distinct (call_id, grant_id, kind, budget_year, sub_frame, chapter_post),
    constraint ledger_account_sub_frame_fkey foreign key (call_id, sub_frame) references casework.sub_frame (call_id, code),
    constraint ledger_account_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint ledger_account_kind_known check (kind in ('vote', 'appropriation', 'frame', 'committed', 'attested', 'paid', 'repaid',
        'authority_vote', 'authority', 'authority_used')),
    constraint ledger_account_of_call check ((call_id is null) = (kind in ('vote', 'appropriation', 'authority_vote', 'authority'))
        and (call_id is null) = (sub_frame is null)),
    constraint ledger_account_of_grant check ((grant_id is null) = (call_id is null or kind = 'frame')),
    -- The hard stop: whoever posts, by whatever path, no limit is ever passed.
    constraint ledger_account_not_overdrawn check (balance_ore >= 0 or kind in ('vote', 'authority_vote'))
);
create index ledger_account_by_item on casework.ledger_account (chapter_post, budget_year);
comment on table casework.ledger_account is 'A place where money stands. Its balance is the sum of its postings, kept by a trigger.';
comment on column casework.ledger_account.account_id is 'Number of the account.';
comment on column casework.ledger_account.kind is 'The place in the row: vote, appropriation, frame, committed, attested, paid, repaid; authority stands in a row of its own.';
comment on column casework.ledger_account.chapter_post is 'Chapter and post of the state budget, 0765.71.';
comment on column casework.ledger_account.budget_year is 'The year the money is for.';
comment on column casework.ledger_account.call_id is 'The call; null above the calls.';
comment on column casework.ledger_account.sub_frame is 'Code of the sub-frame; null above the calls.';
comment on column casework.ledger_account.grant_id is 'The grant; null above the grants.';
comment on column casework.ledger_account.balance_ore is 'Debits less credits, øre.';

create table casework.posting (
    posting_id    bigint      not null generated always as identity,
    debit_id      bigint      not null,
    credit_id     bigint      not null,
    amount_ore    bigint      not null,
    allocation_id uuid,
    chain         text        not null,
    sequence      bigint      not null,
    at            timestamptz not null,
    constraint posting_pkey primary key (posting_id),
    constraint posting_debit_fkey foreign key (debit_id) references casework.ledger_account (account_id),
    constraint posting_credit_fkey foreign key (credit_id) references casework.ledger_account (account_id),
    constraint posting_event_fkey foreign key (chain, sequence) references casework.event (chain, sequence),
    constraint posting_between_two check (debit_id <> credit_id),
    constraint posting_amount_positive check (amount_ore > 0)
);
create index posting_by_debit on casework.posting (debit_id);
create index posting_by_credit on casework.posting (credit_id);
create index posting_by_event on casework.posting (chain, sequence);
comment on table casework.posting is 'A move of money from one account to another. Rows are added, never changed: a wrong one is reversed by another.';
comment on column casework.posting.posting_id is 'Number of the posting, in the order of posting.';
comment on column casework.posting.debit_id is 'The account the money comes to.';
comment on column casework.posting.credit_id is 'The account it leaves.';
comment on column casework.posting.amount_ore is 'Amount, øre.';
comment on column casework.posting.allocation_id is 'The allocation whose decision moved it; null where no decision did.';
comment on column casework.posting.chain is 'Chain of the event that tells of it.';
comment on column casework.posting.sequence is 'Number of that event in its chain.';
comment on column casework.posting.at is 'When, by the service''s clock.';

create function casework.keep_balances() returns trigger language plpgsql as $$
begin
    update casework.ledger_account a set balance_ore = a.balance_ore + moved.ore
    from (
        select account_id, sum(ore) as ore from (
            select debit_id as account_id, amount_ore as ore from fresh
            union all
            select credit_id, -amount_ore from fresh
        ) sides group by account_id
    ) moved
    where a.account_id = moved.account_id;
    return null;
end $$;
create trigger posting_keeps_balances after insert on casework.posting
    referencing new table as fresh for each statement execute function casework.keep_balances();

create function casework.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'postings are never changed: post the reverse' using errcode = 'restrict_violation';
end $$;
create trigger posting_append_only before update or delete or truncate on casework.posting
    for each statement execute function casework.refuse_change();

alter table casework.instalment add column budget_year integer;
update casework.instalment i set budget_year = c.grant_year from casework.call c where c.call_id = i.call_id;
alter table casework.instalment alter column budget_year set not null;
comment on column casework.instalment.budget_year is 'The budget year it is charged to.';

-- What was kept as one committed sum becomes postings. Calls had no appropriation above them: theirs is what their frames came to.
create temporary table moving (
    from_kind text, to_kind text, budget_year integer, chapter_post text, call_id text, sub_frame text, grant_id uuid,
    allocation_id uuid, ore bigint, chain text
);
insert into moving
select step.from_kind, step.to_kind, c.grant_year, c.chapter_post, f.call_id, f.code, null, null, f.budget_ore, 'calls/' || c.call_id
from casework.call c
join casework.sub_frame f on f.call_id = c.call_id
cross join (values ('vote', 'appropriation'), ('appropriation', 'frame')) as step (from_kind, to_kind)
where c.state_name <> 'draft' and f.budget_ore > 0;
insert into moving
select step.from_kind, step.to_kind, i.budget_year, c.chapter_post, g.call_id, g.sub_frame, g.grant_id, g.allocation_id, sum(i.amount_ore),
    'calls/' || g.call_id || '/applications/' || g.grant_id
from casework.grant g
join casework.call c on c.call_id = g.call_id
join casework.instalment i on i.call_id = g.call_id and i.grant_id = g.grant_id
join (values ('frame', 'committed', 1), ('committed', 'attested', 2), ('attested', 'paid', 3)) as step (from_kind, to_kind, place)
    on step.place <= case i.state_name when 'planned' then 1 when 'attested' then 2 when 'paid' then 3 else 0 end
where g.state_name not in ('declined', 'lapsed')
group by step.from_kind, step.to_kind, i.budget_year, c.chapter_post, g.call_id, g.sub_frame, g.grant_id, g.allocation_id;

create temporary view side as
select *, kind in ('vote', 'appropriation') as above, kind in ('vote', 'appropriation', 'frame') as no_grant
from (select *, from_kind as kind, 'credit' as side from moving union all select *, to_kind, 'debit' from moving) both_sides;

insert into casework.ledger_account (kind, chapter_post, budget_year, call_id, sub_frame, grant_id)
select distinct kind, chapter_post, budget_year, case when not above then call_id end, case when not above then sub_frame end,
    case when not no_grant then grant_id end
from side;
insert into casework.posting (debit_id, credit_id, amount_ore, allocation_id, chain, sequence, at)
select d.account_id, c.account_id, m.ore, m.allocation_id, e.chain, e.sequence, e.at
from moving m
join casework.chain_head h on h.chain = m.chain
join casework.event e on e.chain = h.chain and e.sequence = h.sequence
join casework.ledger_account d on d.kind = m.to_kind and d.chapter_post = m.chapter_post and d.budget_year = m.budget_year
    and (d.kind in ('vote', 'appropriation') or (d.call_id = m.call_id and d.sub_frame = m.sub_frame))
    and (d.kind in ('vote', 'appropriation', 'frame') or d.grant_id = m.grant_id)
join casework.ledger_account c on c.kind = m.from_kind and c.chapter_post = m.chapter_post and c.budget_year = m.budget_year
    and (c.kind in ('vote', 'appropriation') or (c.call_id = m.call_id and c.sub_frame = m.sub_frame))
    and (c.kind in ('vote', 'appropriation', 'frame') or c.grant_id = m.grant_id);
insert into casework.appropriation_change (change_id, chapter_post, budget_year, authority, kind, amount_ore, source, last_step)
select gen_random_uuid(), chapter_post, budget_year, false, 'voted', -balance_ore, 'the frames of the calls before the ledger',
    jsonb_build_object('actor', 'migration', 'at', now(), 'reason', '')
from casework.ledger_account where kind = 'vote';
drop view side;
drop table moving;

-- The sums must match, or nothing is migrated.
do $$
declare
    wrong text;
begin
    select string_agg(f.call_id || '/' || f.code, ', ') into wrong
    from casework.sub_frame f
    join casework.call c on c.call_id = f.call_id and c.state_name <> 'draft'
    where f.committed_ore <> coalesce((select sum(g.granted_ore) from casework.grant g where g.call_id = f.call_id and g.sub_frame = f.code
            and g.state_name not in ('declined', 'lapsed')), 0)
        or f.budget_ore <> coalesce((select sum(a.balance_ore) from casework.ledger_account a
            where a.call_id = f.call_id and a.sub_frame = f.code), 0);
    if wrong is not null then
        raise exception 'the ledger does not match the sub-frames %', wrong;
    end if;
end $$;
alter table casework.sub_frame drop constraint sub_frame_never_overspent;
alter table casework.sub_frame drop column committed_ore;
comment on table casework.sub_frame is 'A part of a call''s budget with money of its own (delramme). Its ledger account is locked, in order of code, before anything is promised from it.';
