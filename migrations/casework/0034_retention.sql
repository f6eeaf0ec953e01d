-- Cases that are kept no longer than their class says: planned, announced, held, erased. What an erased case keeps is its reference, its
-- amounts, its decisions, its money and the links of its events; the rest is emptied or removed, and nothing else may be removed.

create table casework.disposal (
    disposal_id uuid    not null,
    number      bigint  not null generated always as identity,
    call_id     text,
    due_by      date    not null,
    erase_on    date    not null,
    left_out    integer not null,
    announced   jsonb   not null,
    carried_out jsonb,
    constraint disposal_pkey primary key (disposal_id),
    constraint disposal_number_unique unique (number),
    constraint disposal_call_fkey foreign key (call_id) references casework.call (call_id),
    constraint disposal_due_before_erasure check (due_by <= erase_on),
    constraint disposal_left_out_not_negative check (left_out >= 0),
    constraint disposal_four_eyes check (carried_out ->> 'actor' <> announced ->> 'actor')
);
comment on table casework.disposal is 'A disposal (kassasjon): cases whose time is over, announced by one person and erased by another. It is kept for ever.';
comment on column casework.disposal.disposal_id is 'UUID the client made.';
comment on column casework.disposal.number is 'Order of disposals.';
comment on column casework.disposal.call_id is 'The call; null for all calls of the scheme.';
comment on column casework.disposal.due_by is 'Cases whose time is over by this day.';
comment on column casework.disposal.erase_on is 'The first day that they may be erased: the notice is over.';
comment on column casework.disposal.left_out is 'Cases that were passed over, because the person had declared an interest in them.';
comment on column casework.disposal.announced is 'The person who announced it, the time and the reason.';
comment on column casework.disposal.carried_out is 'The other person who began to carry it out, and the time; null before.';

create table casework.disposal_case (
    disposal_id    uuid    not null,
    place          integer not null,
    call_id        text    not null,
    application_id uuid    not null,
    class          text    not null,
    ended          date    not null,
    due            date    not null,
    rule           text    not null,
    source         text    not null,
    outcome        text,
    settled        timestamptz,
    counts         jsonb,
    kept           text[],
    constraint disposal_case_pkey primary key (disposal_id, place),
    constraint disposal_case_once unique (disposal_id, call_id, application_id),
    constraint disposal_case_disposal_fkey foreign key (disposal_id) references casework.disposal (disposal_id),
    constraint disposal_case_application_fkey foreign key (call_id, application_id)
        references casework.application (call_id, application_id),
    constraint disposal_case_class_known check (class in ('draft', 'without_grant', 'granted')),
    constraint disposal_case_outcome_known check (outcome in ('erased', 'kept')),
    constraint disposal_case_settled_whole check ((outcome is null) = (settled is null)
        and (outcome is not distinct from 'erased') = (counts is not null)
        and (outcome is not distinct from 'kept') = (kept is not null))
);
create unique index disposal_case_one_open on casework.disposal_case (call_id, application_id) where outcome is null;
comment on table casework.disposal_case is 'A case of a disposal.';
comment on column casework.disposal_case.disposal_id is 'The disposal.';
comment on column casework.disposal_case.place is 'Its place in the disposal, from 1.';
comment on column casework.disposal_case.call_id is 'The call.';
comment on column casework.disposal_case.application_id is 'The case.';
comment on column casework.disposal_case.class is 'Its class of retention.';
comment on column casework.disposal_case.ended is 'The day that its time was counted from.';
comment on column casework.disposal_case.due is 'The day that its time is over.';
comment on column casework.disposal_case.rule is 'The rule value that says so.';
comment on column casework.disposal_case.source is 'The source of that value.';
comment on column casework.disposal_case.outcome is 'erased or kept; null before.';
comment on column casework.disposal_case.settled is 'The time of that; null before.';
comment on column casework.disposal_case.counts is 'Numbers of what was erased, by kind; null unless it was.';
comment on column casework.disposal_case.kept is 'Why it was kept, by codes; null unless it was.';

create table casework.disposal_object (
    object_key  text not null,
    disposal_id uuid not null,
    constraint disposal_object_pkey primary key (object_key),
    constraint disposal_object_disposal_fkey foreign key (disposal_id) references casework.disposal (disposal_id)
);
comment on table casework.disposal_object is 'Objects of erased documents that are still to be deleted from the object store.';
comment on column casework.disposal_object.object_key is 'Key in the object store.';
comment on column casework.disposal_object.disposal_id is 'The disposal.';

create table casework.case_hold (
    call_id        text    not null,
    application_id uuid    not null,
    number         integer not null,
    held           jsonb   not null,
    released       jsonb,
    constraint case_hold_pkey primary key (call_id, application_id, number),
    constraint case_hold_application_fkey foreign key (call_id, application_id)
        references casework.application (call_id, application_id),
    constraint case_hold_number_positive check (number >= 1)
);
create unique index case_hold_one on casework.case_hold (call_id, application_id) where released is null;
comment on table casework.case_hold is 'A hold on the disposal of a case: while it lasts, the case is not erased.';
comment on column casework.case_hold.call_id is 'The call.';
comment on column casework.case_hold.application_id is 'The case.';
comment on column casework.case_hold.number is 'Number among the holds of the case, from 1.';
comment on column casework.case_hold.held is 'The person who held it, the time and the reason.';
comment on column casework.case_hold.released is 'The person who released it, the time and the reason; null while it is held.';

alter table casework.application add column erased timestamptz;
alter table casework.application add column disposal_id uuid;
alter table casework.application add constraint application_disposal_fkey foreign key (disposal_id)
    references casework.disposal (disposal_id);
alter table casework.application add constraint application_erased_by_disposal check ((erased is null) = (disposal_id is null));
create index application_of_disposal on casework.application (disposal_id) where disposal_id is not null;
comment on column casework.application.erased is 'When its content was erased; null while it is kept.';
comment on column casework.application.disposal_id is 'The disposal under which it was erased; null while it is kept.';

alter table casework.notification add column about date;
comment on column casework.notification.about is 'The day that it tells of; null where it tells of none.';

-- Rows that are never changed can be removed with the case they belong to, and only then.

create function casework.is_erased(of_call text, of_case uuid) returns boolean language sql stable as $$
    select exists (select from casework.application
        where call_id = of_call and application_id = of_case and erased is not null)
$$;

create function casework.keep_unless_erased() returns trigger language plpgsql as $$
declare
    of_case uuid;
begin
    execute format('select ($1).%I', tg_argv[0]) using old into of_case;
    if casework.is_erased(old.call_id, of_case) then
        if tg_op = 'DELETE' then
            return old;
        end if;
        return new;
    end if;
    raise exception '%', tg_argv[1] using errcode = 'restrict_violation';
end $$;

drop trigger delivery_never_changed on casework.delivery;
create trigger delivery_never_changed before update or delete on casework.delivery for each row
    execute function casework.keep_unless_erased('application_id',
        'what was recorded of an arrival is never changed: another entry corrects it');
create trigger delivery_never_truncated before truncate on casework.delivery
    for each statement execute function casework.refuse_change_of_delivery();
drop trigger document_never_changed on casework.document;
create trigger document_never_changed before update or delete on casework.document for each row
    execute function casework.keep_unless_erased('grant_id', 'a document is never changed');
create trigger document_never_truncated before truncate on casework.document
    for each statement execute function casework.refuse_change_of_document();
drop trigger document_content_never_changed on casework.document_content;
create trigger document_content_never_changed before update or delete on casework.document_content for each row
    execute function casework.keep_unless_erased('grant_id', 'a document is never changed');
create trigger document_content_never_truncated before truncate on casework.document_content
    for each statement execute function casework.refuse_change_of_document();
drop trigger report_reminder_append_only on casework.report_reminder;
create trigger report_reminder_append_only before update or delete on casework.report_reminder for each row
    execute function casework.keep_unless_erased('grant_id', 'reminders stand as they were sent');
create trigger report_reminder_never_truncated before truncate on casework.report_reminder
    for each statement execute function casework.refuse_change_of_reminder();
drop trigger journal_titles_never_changed on casework.journal_titles;
create trigger journal_titles_never_changed before update or delete on casework.journal_titles for each row
    execute function casework.keep_unless_erased('application_id', 'the journal is never changed');
create trigger journal_titles_never_truncated before truncate on casework.journal_titles
    for each statement execute function casework.refuse_change_of_journal();
drop trigger repayment_never_changed on casework.repayment;
create trigger repayment_never_changed before update or delete on casework.repayment for each row
    execute function casework.keep_unless_erased('grant_id', 'a repayment is never changed');
create trigger repayment_never_truncated before truncate on casework.repayment
    for each statement execute function casework.refuse_change_of_repayment();
drop trigger obligation_year_never_changed on casework.obligation_year;
create trigger obligation_year_never_changed before update or delete on casework.obligation_year for each row
    execute function casework.keep_unless_erased('grant_id', 'the write-off of a year is never changed');
create trigger obligation_year_never_truncated before truncate on casework.obligation_year
    for each statement execute function casework.refuse_change_of_obligation_year();

create or replace function casework.refuse_edit_of_letter() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and casework.is_erased(old.call_id, old.application_id) then
        return old;
    end if;
    if tg_op <> 'UPDATE' or old.pdf is not null
        or row(new.call_id, new.application_id, new.number, new.language, new.content)
            is distinct from row(old.call_id, old.application_id, old.number, old.language, old.content)
    then
        raise exception 'a letter is never edited: another decision supersedes it' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create or replace function casework.refuse_edit_of_reasons() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and casework.is_erased(old.call_id, old.application_id) then
        return old;
    end if;
    if tg_op <> 'UPDATE' or old.given is not null
        or row(new.call_id, new.application_id, new.number, new.asked, new.asked_record)
            is distinct from row(old.call_id, old.application_id, old.number, old.asked, old.asked_record)
    then
        raise exception 'reasons are given once' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create or replace function casework.refuse_edit_of_account_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and casework.is_erased(old.call_id, old.grant_id) then
        return old;
    end if;
    if tg_op <> 'UPDATE'
        or (to_jsonb(new) - '{approved,use_from,rejected}'::text[]) <> (to_jsonb(old) - '{approved,use_from,rejected}'::text[])
        or (old.approved is not null and row(new.approved, new.use_from) is distinct from row(old.approved, old.use_from))
        or (old.rejected is not null and new is distinct from old)
    then
        raise exception 'a change of account is never edited: another follows it' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

-- A record of a disposal is closed once it is settled, and what was erased stays erased.
create function casework.refuse_change_of_disposal() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.outcome is not null
        or (to_jsonb(new) - '{outcome,settled,counts,kept}'::text[])
            <> (to_jsonb(old) - '{outcome,settled,counts,kept}'::text[])
    then
        raise exception 'what a disposal says of a case is never changed' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger disposal_case_settled_once before update or delete on casework.disposal_case
    for each row execute function casework.refuse_change_of_disposal();

-- Empties every reason that persons gave, wherever it stands in a value; amounts, days and persons stay.
create function casework.without_reasons(value jsonb) returns jsonb language plpgsql immutable as $$
begin
    return case jsonb_typeof(value)
        when 'object' then (select coalesce(jsonb_object_agg(e.key, case
                when e.key = 'reason' and jsonb_typeof(e.value) = 'string' then '""'::jsonb
                else casework.without_reasons(e.value) end), '{}'::jsonb) from jsonb_each(value) e)
        when 'array' then (select coalesce(jsonb_agg(casework.without_reasons(e.value) order by e.ordinality), '[]'::jsonb)
            from jsonb_array_elements(value) with ordinality e)
        else value
    end;
end $$;
