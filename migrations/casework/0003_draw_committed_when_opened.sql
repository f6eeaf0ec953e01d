-- The key that settles a call's ties is drawn when the call opens, and its commitment stands in the call's state. Calls that are open
-- already get theirs now: a key that was drawn for an allocation stays, since runs were made with it.

insert into casework.draw (call_id, key, drawn)
select call_id, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), now()
from casework.call
where state_name <> 'draft'
on conflict (call_id) do nothing;

update casework.call as c
set state = c.state || jsonb_build_object('draw_commitment', encode(sha256(convert_to(d.key, 'UTF8')), 'hex'))
from casework.draw d
where d.call_id = c.call_id;

comment on table casework.draw is 'The key that settles a call''s ties, drawn when the call opens; its commitment is published then, the key after approval. One a call: were it drawn for each allocation, one could run again until the lots please.';
