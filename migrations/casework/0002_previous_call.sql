-- The round before: whose decided allocation applicants can be told a band from.
alter table casework.call add column previous_call text;
alter table casework.call add constraint call_previous_fkey foreign key (previous_call) references casework.call (call_id);
alter table casework.call add constraint call_previous_another check (previous_call <> call_id);
comment on column casework.call.previous_call is 'The call of the round before, decided; null where there is none.';
