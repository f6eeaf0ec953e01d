-- A report can get a later last day, and its recipient is reminded of it, once for each step of reminding.

alter table casework.report add column extensions jsonb not null default '[]';
comment on column casework.report.extensions is 'Later last days that were given, in order: the day before and since, who gave it, when, why, the notice by language.';

-- What is not delivered, by its last day: reports that are overdue, and those to remind of, over all calls.
create index report_undelivered on casework.report (due) where state_name in ('open', 'returned');

create table casework.report_reminder (
    call_id   text        not null,
    grant_id  uuid        not null,
    report_id text        not null,
    due       date        not null,
    side      text        not null,
    days      integer     not null,
    sent_at   timestamptz not null,
    sent_by   text        not null,
    notice    jsonb       not null,
    constraint report_reminder_pkey primary key (call_id, grant_id, report_id, due, side, days),
    constraint report_reminder_report_fkey foreign key (call_id, grant_id, report_id) references casework.report (call_id, grant_id, report_id),
    constraint report_reminder_side_known check (side in ('before', 'after')),
    constraint report_reminder_days_not_negative check (days >= 0)
);
comment on table casework.report_reminder is 'A reminder of a report that was sent. One for each step of reminding and last day; never changed.';
comment on column casework.report_reminder.call_id is 'The call.';
comment on column casework.report_reminder.grant_id is 'The grant, by its application''s id.';
comment on column casework.report_reminder.report_id is 'The report.';
comment on column casework.report_reminder.due is 'The last day that it reminds of: a later one begins anew.';
comment on column casework.report_reminder.side is 'Whether the step lies before the last day or after it.';
comment on column casework.report_reminder.days is 'The days between the step and the last day.';
comment on column casework.report_reminder.sent_at is 'When it was sent.';
comment on column casework.report_reminder.sent_by is 'Who sent it.';
comment on column casework.report_reminder.notice is 'The notice as it was written, by language.';

create function casework.refuse_change_of_reminder() returns trigger language plpgsql as $$
begin
    raise exception 'reminders stand as they were sent' using errcode = 'restrict_violation';
end $$;
create trigger report_reminder_append_only before update or delete or truncate on casework.report_reminder
    for each statement execute function casework.refuse_change_of_reminder();
