-- A grant is settled by the accepted accounts of all its reports, line by line. What may be kept leaves the state of the grant: some are
-- settled before payment, and go on. Reports have an order and a kind, and those that follow the payment have no day before it.

alter table casework.grant add column settled_first boolean not null default false;
alter table casework.grant add column settlement jsonb;
comment on column casework.grant.settled_first is 'True if nothing is paid before accounts are accepted and settled.';
comment on column casework.grant.settlement is 'The last settlement: lines and parts, moved to equity, the amount that may be kept (øre); null before one.';
update casework.grant set settlement = jsonb_build_object('kept', state -> 'kept'), state = state - 'kept'
where state_name in ('closed', 'recovery');

alter table casework.report add column number integer;
alter table casework.report add column kind text not null default 'whole';
alter table casework.report add column years_after_payment integer;
alter table casework.report alter column kind drop default;
alter table casework.report alter column due drop not null;
update casework.report r set number = numbered.number
from (
    select call_id, grant_id, report_id, row_number() over (partition by call_id, grant_id order by last, due, report_id) as number
    from casework.report
) numbered
where numbered.call_id = r.call_id and numbered.grant_id = r.grant_id and numbered.report_id = r.report_id;
alter table casework.report alter column number set not null;
alter table casework.report add constraint report_number_once unique (call_id, grant_id, number);
alter table casework.report add constraint report_number_positive check (number >= 1);
alter table casework.report add constraint report_kind_known check (kind in ('whole', 'accounts', 'results'));
alter table casework.report add constraint report_due_or_after_payment check (due is not null or years_after_payment is not null);
comment on column casework.report.number is 'Number in the grant''s plan, from 1: reports are delivered and accepted in this order.';
comment on column casework.report.kind is 'What the report asks for: whole (accounts and results), accounts, results.';
comment on column casework.report.due is 'Last day; null before the payment that it follows.';
comment on column casework.report.years_after_payment is 'Years from the last payment to the last day; null where the day is fixed.';
