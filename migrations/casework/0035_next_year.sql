-- Upheld appeals whose money comes from next year's frame: instalments that wait for it, and the frame that holds what was given.

alter table casework.call drop constraint call_appeal_money_known;
alter table casework.call add constraint call_appeal_money_known
    check (appeal_money <@ '{left,reserve,next_year}'::text[] and cardinality(appeal_money) >= 1);
comment on column casework.call.appeal_money is 'Where the money of upheld appeals comes from, in order: left (what the sub-frame has left), reserve (set aside in the call), next_year (the frame of next year''s call).';

alter table casework.instalment add column source text not null default 'call';
alter table casework.instalment alter column source drop default;
alter table casework.instalment add column awaited_since timestamptz;
alter table casework.instalment add constraint instalment_source_known check (source in ('call', 'awaited', 'next_year'));
alter table casework.instalment add constraint instalment_awaited_whole check ((source = 'awaited') = (awaited_since is not null));
-- Nothing is paid that no frame holds.
alter table casework.instalment add constraint instalment_awaited_not_paid
    check (source <> 'awaited' or state_name in ('planned', 'cancelled'));
create index instalment_awaited on casework.instalment (call_id, grant_id) where source = 'awaited';
comment on column casework.instalment.source is 'The frame it is promised from: the call''s, next year''s that it waits for, or next year''s that it was given from.';
comment on column casework.instalment.awaited_since is 'When it was decided that it waits; null unless it does.';

-- The call that a claim on next year's frame is met from: that of the next year on the same chapter and post, the one that names the call
-- as the round before it, else the first that was created.
create view casework.awaited as
select i.call_id, i.grant_id, i.number, i.amount_ore, i.awaited_since, g.sub_frame, n.call_id as next_call_id
from casework.instalment i
join casework.grant g on g.call_id = i.call_id and g.grant_id = i.grant_id
join casework.call c on c.call_id = i.call_id
left join lateral (select later.call_id from casework.call later
    where later.chapter_post = c.chapter_post and later.grant_year = c.grant_year + 1
    order by later.previous_call is not distinct from c.call_id desc, later.created, later.call_id limit 1) n on true
where i.source = 'awaited' and i.state_name = 'planned' and g.state_name not in ('declined', 'lapsed');
comment on view casework.awaited is 'Instalments that wait for next year''s frame, with the call that they have a claim on; null while there is none.';
