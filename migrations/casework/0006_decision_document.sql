-- An approval names the run and what a person changed. The decision document says both, and is kept as it was approved.

alter table casework.allocation add column decision text;
comment on column casework.allocation.decision is 'The decision document as it was approved, byte for byte: text, since the hash is over its bytes. Null before.';

-- An award that a person set in an earlier allocation goes into a later run as it was set: that is what the later run came to.
update casework.award a set calculated_ore = a.amount_ore
from casework.allocation f, casework.award before
where f.call_id = a.call_id and f.allocation_id = a.allocation_id
    and before.call_id = a.call_id and before.allocation_id = f.follows and before.application_id = a.application_id
    and a.reason ->> 'by' = 'person' and before.reason = a.reason and before.amount_ore = a.amount_ore;
