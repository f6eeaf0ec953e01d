-- Register entries are recorded by one person and hold once another confirms them.

create table casework.register_batch (
    number   integer not null generated always as identity,
    entries  jsonb   not null,
    recorded jsonb   not null,
    answer   jsonb,
    constraint register_batch_pkey primary key (number),
    constraint register_batch_some check (jsonb_array_length(entries) > 0),
    constraint register_batch_four_eyes check (
        not (answer ->> 'confirmed')::boolean or answer -> 'record' ->> 'actor' <> recorded ->> 'actor')
);
create index register_batch_waits on casework.register_batch (number) where answer is null;
comment on table casework.register_batch is 'Register entries as they were recorded together. They hold once another person confirmed them.';
comment on column casework.register_batch.number is 'Order of recording.';
comment on column casework.register_batch.entries is 'The entries.';
comment on column casework.register_batch.recorded is 'The person who recorded them, and the time.';
comment on column casework.register_batch.answer is 'Whether they were confirmed, by whom, when and why; null while they wait.';
