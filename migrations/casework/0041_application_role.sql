-- The role that services sign in with. It owns nothing, changes no schema, and sees the rows that its transaction says it is for: those of
-- the whole scheme, or those of one organisation. Migrations run as the owner.

do $$ begin
    if not exists (select from pg_roles where rolname = 'tildeling_application') then
        create role tildeling_application nologin;
    end if;
exception when duplicate_object or unique_violation then
    null; -- Another database of the cluster made it at the same moment.
end $$;

grant usage on schema casework to tildeling_application;
grant select, insert on all tables in schema casework to tildeling_application;
alter default privileges in schema casework grant select, insert on tables to tildeling_application;
-- Cursors of events are drawn before they are inserted.
grant usage on sequence casework.event_cursor_seq to tildeling_application;

grant update on casework.account_change, casework.allocation, casework.appeal, casework.application, casework.assessment, casework.award,
    casework.bank_entry, casework.call, casework.case_counter, casework.case_hold, casework.chain_head, casework.deadline_move,
    casework.decision, casework.disposal, casework.disposal_case, casework.grant, casework.grant_change, casework.instalment,
    casework.interest, casework.letter, casework.notification, casework.notification_delivery, casework.notification_lane,
    casework.obligation, casework.reasons, casework.recovery, casework.register_batch, casework.register_entry, casework.repayment,
    casework.report, casework.sample, casework.sample_control, casework.sub_frame, casework.succession, casework.webhook
    to tildeling_application;
-- Events are emptied by this function alone, and none that no disposal covers.
alter function casework.erase_events(text, bigint[]) security definer set search_path = casework, pg_temp;
-- A row lock asks for the right to update. The balance is kept by a trigger, and no_one else writes it.
grant update (kind) on casework.ledger_account to tildeling_application;
grant delete on casework.account_change, casework.appeal, casework.assessment, casework.attachment, casework.delivery,
    casework.disposal_object, casework.document, casework.document_content, casework.grant_change, casework.journal_titles,
    casework.letter, casework.obligation, casework.obligation_year, casework.reasons, casework.report, casework.report_reminder,
    casework.sub_frame
    to tildeling_application;

alter function casework.keep_balances() security definer set search_path = casework, pg_temp;

-- An event is never changed: erasure empties its words, and the chain holds what it was.
create function casework.refuse_change_of_event() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or new.payload <> '' or new.salt is not null or new.reason <> ''
        or (to_jsonb(new) - '{payload,salt,reason,request_hash}'::text[])
            <> (to_jsonb(old) - '{payload,salt,reason,request_hash}'::text[])
    then
        raise exception 'an event is never changed: its words are erased with its case' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger event_never_changed before update or delete on casework.event
    for each row execute function casework.refuse_change_of_event();
create trigger event_never_truncated before truncate on casework.event
    for each statement execute function casework.refuse_change_of_event();

-- An award is decided with its allocation, and stays.
create function casework.refuse_change_of_decided_award() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and exists (select from casework.allocation a
        where a.call_id = old.call_id and a.allocation_id = old.allocation_id and a.state_name = 'approved')
    then
        raise exception 'an award that was decided is never changed: an appeal or a reversal follows it'
            using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger award_never_changed_once_decided before update or delete on casework.award
    for each row execute function casework.refuse_change_of_decided_award();

-- A run is frozen: what it was computed from and what it came to.
create function casework.refuse_change_of_run() returns trigger language plpgsql as $$
begin
    raise exception 'a run is never changed: another allocation is created' using errcode = 'restrict_violation';
end $$;
create trigger allocation_run_never_changed before update or delete or truncate on casework.allocation_run
    for each statement execute function casework.refuse_change_of_run();

-- An interest that was declared stays; its reason goes with the case.
create function casework.refuse_change_of_interest() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or new.reason <> '' or (to_jsonb(new) - 'reason') <> (to_jsonb(old) - 'reason') then
        raise exception 'an interest that was declared stays' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger interest_never_changed before update or delete on casework.interest
    for each row execute function casework.refuse_change_of_interest();
create trigger interest_never_truncated before truncate on casework.interest
    for each statement execute function casework.refuse_change_of_interest();

-- What the transaction may see: the whole scheme, one organisation, or, where it says nothing, no row.
create function casework.sees_all() returns boolean language sql stable as $$
    select current_setting('tildeling.reach', true) = 'scheme'
$$;
-- The numbers under which an organisation's history stands: its own, and those of all that it has taken over. None once it was taken over
-- itself: its history is its successor's.
create function casework.standing(organisation text) returns setof text language sql stable as $$
    with recursive standing (number) as (
        select organisation where not exists (select from casework.succession
            where predecessor_number = organisation and confirmed_at is not null)
        union
        select s.predecessor_number from standing join casework.succession s
            on s.successor_number = standing.number and s.confirmed_at is not null
    )
    select number from standing
$$;

do $$
declare
    kept record;
    own constant text := 'organisation_number = (select current_setting(''tildeling.reach'', true))';
    history constant text := 'organisation_number = any (array(select casework.standing(current_setting(''tildeling.reach'', true))))';
    of_case constant text := 'exists (select from casework.application a where a.call_id = %1$I.call_id and a.application_id = %1$I.%2$s)';
    no_one constant text := 'false';
begin
    for kept in
        select 'application' as name, own as rule
        union all values ('webhook', own), ('event', history), ('notification', own || ' or ' || history)
        -- Rows of a case: whoever sees its application sees them.
        union all select name, format(of_case, name, 'application_id') from unnest('{attachment,assessment,interest,award,decision,letter,
            delivery,reasons,appeal,journal_entry,journal_titles,disposal_case,case_hold,succession_case,deadline_moved}'::text[]) as name
        union all select name, format(of_case, name, 'grant_id') from unnest('{grant,instalment,report,account_change,grant_tag,repayment,
            repayment_year,state_aid,document,document_content,report_reminder,obligation,obligation_year,grant_change,recovery,
            sample_control,bank_entry}'::text[]) as name
        -- The bank's files, payments of many cases, and the staff's own work: no step of an organisation reads them.
        union all select name, no_one from unnest('{bank_file,payment_batch,payment_batch_export,register_batch,disposal_object,sample}'::text[]) as name
    loop
        execute format('alter table casework.%I enable row level security, force row level security', kept.name);
        execute format('create policy reach on casework.%I using ((select casework.sees_all()) or %s)', kept.name, kept.rule);
    end loop;
end $$;

-- A view shows what its reader may see, not what its owner may.
alter view casework.awaited set (security_invoker = true);
