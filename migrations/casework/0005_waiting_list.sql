-- What declined and lapsed offers free is divided again by an allocation that follows the approved one: one stands first, the others in a
-- chain behind it.

alter table casework.allocation add column follows uuid;
alter table casework.allocation add constraint allocation_follows_fkey foreign key (call_id, follows)
    references casework.allocation (call_id, allocation_id);
alter table casework.allocation add constraint allocation_follows_another check (follows <> allocation_id);
drop index casework.allocation_one_in_flight;
create unique index allocation_one_in_flight on casework.allocation (call_id) where state_name = 'proposed';
create unique index allocation_one_a_place on casework.allocation (call_id, follows) nulls not distinct
    where state_name in ('proposed', 'approved');
comment on table casework.allocation is 'One division of a call''s budget. At most one a call is proposed; one is approved that follows none, and at most one behind each approved one.';
comment on column casework.allocation.follows is 'The approved allocation whose freed money this one divides; null for the first.';

alter table casework.award add column notified_ore bigint not null default 0;
alter table casework.award add constraint award_never_lowered check (amount_ore >= notified_ore and notified_ore >= 0);
comment on column casework.award.notified_ore is 'What the applicant had been told it gets before this allocation, øre: no award is below it. 0 in the first.';
