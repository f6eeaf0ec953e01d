-- What the copies of a played call are made of. Each copy of a granted case is a case of its own, with its award, instalments,
-- accounts and postings; all of them point at the events, decisions and batches of the case they copy.
create schema bench;

create table bench.base as
select g.call_id, g.grant_id from casework.grant g
join casework.instalment i on i.call_id = g.call_id and i.grant_id = g.grant_id and i.number = 1
where i.state_name = 'paid';
create table bench.account as
select a.account_id from casework.ledger_account a join bench.base b on b.call_id = a.call_id and b.grant_id = a.grant_id;
-- How far the numbers of one copy are from those of the one before.
create table bench.stride as
select (select max(account_id) from casework.ledger_account) as accounts, (select max(posting_id) from casework.posting) as postings,
    (select max(case_number) from casework.application) as cases, 0 as copies, 0 as batches;

create function bench.id(original uuid, copy integer) returns uuid language sql immutable
    return overlay(overlay(md5(original::text || copy) placing '7' from 13) placing '8' from 17)::uuid;

create function bench.account_id(original bigint, copy integer) returns bigint language sql stable
    return case when exists (select from bench.account a where a.account_id = original)
        then original + copy * (select accounts from bench.stride) else original end;

-- Adds copies of rows. `changes` is a jsonb expression of a row `s` and a number `copy`: the columns that differ.
create procedure bench.multiply(source regclass, condition text, changes text, first integer, last integer) language plpgsql as $$
declare
    columns text;
begin
    select string_agg(quote_ident(attname), ', ' order by attnum) into columns
    from pg_attribute where attrelid = source and attnum > 0 and not attisdropped and attgenerated = '';
    execute format(
        'insert into %1$s (%2$s) overriding system value select %2$s from (select made.* from %1$s s
            cross join generate_series(%3$s, %4$s) copy
            cross join lateral jsonb_populate_record(s, %5$s) made where %6$s) copies',
        source, columns, first, last, changes, condition);
end $$;

-- Multiplies the cases, copies `first` to `last`. Triggers and foreign keys rest: the copies of a sum that holds would not hold.
create procedure bench.multiply_cases(first integer, last integer) language plpgsql as $$
begin
    set local session_replication_role = replica;
    call bench.multiply('casework.application', 's.application_id in (select grant_id from bench.base)',
        $c$jsonb_build_object('application_id', bench.id(s.application_id, copy), 'case_reference', format('%s-%s-%s',
            split_part(s.case_reference, '-', 1), s.case_year, 100000 + s.case_number + copy * (select cases from bench.stride)))$c$,
        first, last);
    call bench.multiply('casework.award', 's.application_id in (select grant_id from bench.base)',
        $c$jsonb_build_object('application_id', bench.id(s.application_id, copy))$c$, first, last);
    call bench.multiply('casework.grant', 's.grant_id in (select grant_id from bench.base)',
        $c$jsonb_build_object('grant_id', bench.id(s.grant_id, copy))$c$, first, last);
    call bench.multiply('casework.grant_tag', 's.grant_id in (select grant_id from bench.base)',
        $c$jsonb_build_object('grant_id', bench.id(s.grant_id, copy))$c$, first, last);
    call bench.multiply('casework.instalment', 's.grant_id in (select grant_id from bench.base) and s.number = 1',
        $c$jsonb_build_object('grant_id', bench.id(s.grant_id, copy))$c$, first, last);
    call bench.multiply('casework.ledger_account', 's.grant_id in (select grant_id from bench.base)',
        $c$jsonb_build_object('grant_id', bench.id(s.grant_id, copy), 'account_id', bench.account_id(s.account_id, copy))$c$,
        first, last);
    call bench.multiply('casework.posting', 's.debit_id in (select account_id from bench.account)
        or s.credit_id in (select account_id from bench.account)',
        $c$jsonb_build_object('posting_id', s.posting_id + copy * (select postings from bench.stride),
            'debit_id', bench.account_id(s.debit_id, copy), 'credit_id', bench.account_id(s.credit_id, copy))$c$,
        first, last);
end $$;

-- Adds full batches of payments, numbers `first` to `last`, with the payments of the first batch again and again.
create procedure bench.multiply_batches(payments integer, first integer, last integer) language plpgsql as $$
begin
    set local session_replication_role = replica;
    insert into casework.payment_batch (batch_id, call_id, payments, count, sum_ore, sha256, last_step)
    select bench.id(b.batch_id, copy), b.call_id, made.payments, multiply_batches.payments, made.sum_ore,
        sha256(convert_to(made.payments, 'UTF8')), b.last_step
    from (select * from casework.payment_batch order by batch_id limit 1) b
    cross join generate_series(first, last) copy
    cross join lateral (
        select json_agg(one.payment || jsonb_build_object('end_to_end_id',
                format('BENCH-%s/1', copy::bigint * multiply_batches.payments + n)))::text as payments,
            sum((one.payment ->> 'amount')::bigint) as sum_ore
        from generate_series(1, multiply_batches.payments) n
        cross join lateral (select b.payments::jsonb -> (n % b.count) as payment) one
    ) made;
end $$;

-- Adds copies until there are this many cases, and batches with as many payments.
create procedure bench.grow(wanted integer, payments integer) language plpgsql as $$
declare
    made bench.stride;
    copies_wanted integer := ceil(wanted::numeric / (select count(*) from bench.base));
    batches_wanted integer := ceil(wanted::numeric / payments);
begin
    select * into made from bench.stride;
    call bench.multiply_cases(made.copies + 1, copies_wanted);
    call bench.multiply_batches(payments, made.batches + 1, batches_wanted);
    update bench.stride set copies = copies_wanted, batches = batches_wanted;
end $$;
