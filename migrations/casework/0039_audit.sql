-- An event is linked by all its fields: who, when, which step on which resource, from which revision, in which order. The person and what a
-- disposal erases are covered by salted commitments. Events of before keep their form.

alter table casework.event add column format smallint not null default 1;
alter table casework.event alter column format drop default;
alter table casework.event add column actor_salt bytea;
alter table casework.event add constraint event_format_known check (format in (1, 2));
alter table casework.event add constraint event_person_salted check ((format = 1) = (actor_salt is null)
    and (actor_salt is null or octet_length(actor_salt) = 16));
comment on column casework.event.format is 'The form of commitment and hash: 1 over payload, previous and sequence; 2 over every field. None of 1 follows one of 2 in a chain.';
comment on column casework.event.actor_salt is 'Salt of the commitment to the actor, which is kept when payload and salt are erased; null in form 1.';
comment on column casework.event.commitment is 'SHA-256 over salt and payload; in form 2 over salt, payload, reason and request hash.';
comment on column casework.event.hash is 'SHA-256 over previous, sequence and commitment; in form 2 over every field of the event.';
comment on table casework.event is 'Every step, in its case''s chain. Rows are added, never changed, but by casework.erase_events.';

create function casework.erase_events(of_chain text, numbers bigint[]) returns bigint language sql as $$
    with emptied as (
        update casework.event e set payload = '', salt = null, reason = '', request_hash = decode(repeat('00', 32), 'hex')
        where e.chain = of_chain and e.sequence = any(numbers) and exists (select from casework.event d
            where d.chain = e.chain and d.sequence > e.sequence and d.step = 'carry_out_disposal')
        returning 1
    )
    select count(*) from emptied
$$;
comment on function casework.erase_events is 'Erases payload, salt, reason and request hash of events that a later event of their chain disposes of, and of no others; returns how many.';
