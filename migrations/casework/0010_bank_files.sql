-- The bank's answers come back: files of the bank, each of their entries, and what is not understood until a person has looked. What was
-- exported for the bank is recorded, with the account that is debited.

create table casework.payment_batch_export (
    batch_id       uuid  not null,
    call_id        text  not null,
    account_number text  not null,
    last_step      jsonb not null,
    constraint payment_batch_export_pkey primary key (batch_id),
    constraint payment_batch_export_batch_fkey foreign key (batch_id) references casework.payment_batch (batch_id)
);
comment on table casework.payment_batch_export is 'The first export of a batch for the bank. A later one names the same account, or the bank would pay from both.';
comment on column casework.payment_batch_export.batch_id is 'The batch.';
comment on column casework.payment_batch_export.call_id is 'Its call.';
comment on column casework.payment_batch_export.account_number is 'The payer''s account, eleven digits: answers about another are not about these payments.';
comment on column casework.payment_batch_export.last_step is 'Who exported it, and when.';

create table casework.bank_file (
    sha256     bytea not null,
    message    text  not null,
    message_id text  not null,
    last_step  jsonb not null,
    constraint bank_file_pkey primary key (sha256),
    constraint bank_file_message_unique unique (message, message_id),
    constraint bank_file_hash_whole check (length(sha256) = 32)
);
comment on table casework.bank_file is 'A file of the bank that was imported, of all calls. The same file changes nothing a second time.';
comment on column casework.bank_file.sha256 is 'SHA-256 of its bytes.';
comment on column casework.bank_file.message is 'The message and its version, as in camt.054.001.08.';
comment on column casework.bank_file.message_id is 'The bank''s id of it.';
comment on column casework.bank_file.last_step is 'Who imported it, and when.';

create table casework.bank_entry (
    entry_id      bigint  not null generated always as identity,
    sha256        bytea   not null,
    number        integer not null,
    word          jsonb   not null,
    kind          text    not null generated always as (word ->> 'kind') stored,
    end_to_end_id text    not null generated always as (word ->> 'end_to_end_id') stored,
    amount_ore    bigint  generated always as ((word ->> 'amount')::bigint) stored,
    booked        date,
    state         text    not null,
    problem       jsonb,
    call_id       text,
    grant_id      uuid,
    batch_id      uuid,
    chain         text,
    sequence      bigint,
    cleared       jsonb,
    constraint bank_entry_pkey primary key (entry_id),
    constraint bank_entry_number_unique unique (sha256, number),
    constraint bank_entry_file_fkey foreign key (sha256) references casework.bank_file (sha256),
    constraint bank_entry_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint bank_entry_batch_fkey foreign key (batch_id) references casework.payment_batch (batch_id),
    constraint bank_entry_event_fkey foreign key (chain, sequence) references casework.event (chain, sequence),
    constraint bank_entry_state_known check (state in ('taken', 'unchanged', 'open', 'cleared')),
    constraint bank_entry_open_has_problem check (state <> 'open' or problem is not null),
    constraint bank_entry_cleared_with_reason check ((state = 'cleared') = (cleared is not null) and length(cleared ->> 'reason') > 0),
    constraint bank_entry_taken_is_told check ((state = 'taken') = (sequence is not null)),
    constraint bank_entry_taken_names_grant check (state <> 'taken' or (grant_id is not null and batch_id is not null))
);
-- A hand-over is paid once and returned once, whatever files come: a second belt under the domain's rule.
create unique index bank_entry_taken_once on casework.bank_entry (end_to_end_id, kind) where state = 'taken';
create index bank_entry_by_payment on casework.bank_entry (end_to_end_id);
create index bank_entry_open on casework.bank_entry (call_id, grant_id) where state = 'open';
create index bank_entry_by_batch on casework.bank_entry (batch_id);
comment on table casework.bank_entry is 'An entry of a bank''s file. Its state changes when it is taken after another, and when a person clears it.';
comment on column casework.bank_entry.entry_id is 'Its place among all entries.';
comment on column casework.bank_entry.sha256 is 'The file.';
comment on column casework.bank_entry.number is 'Number in the file, from 1.';
comment on column casework.bank_entry.word is 'What the bank says.';
comment on column casework.bank_entry.kind is 'accepted, pending, rejected, paid, returned, received or unknown.';
comment on column casework.bank_entry.end_to_end_id is 'The payment''s id, as the bank gives it back; empty where it gives none.';
comment on column casework.bank_entry.amount_ore is 'The amount, øre; null for a status.';
comment on column casework.bank_entry.booked is 'The day it was booked; null for a status.';
comment on column casework.bank_entry.state is 'taken, unchanged, open or cleared.';
comment on column casework.bank_entry.problem is 'The fault, where it is or was open.';
comment on column casework.bank_entry.call_id is 'The call of the grant that it names; null where it names none.';
comment on column casework.bank_entry.grant_id is 'That grant.';
comment on column casework.bank_entry.batch_id is 'The batch of the payment; null where there is none.';
comment on column casework.bank_entry.chain is 'Chain of the event that tells of what it changed; null where it changed nothing.';
comment on column casework.bank_entry.sequence is 'Number of that event in its chain.';
comment on column casework.bank_entry.cleared is 'Who cleared it, when and why; null before.';

create function casework.refuse_change_of_bank_words() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'bank_entry' then
        if new.word = old.word and old.state = 'open' then
            return new;
        end if;
    end if;
    raise exception 'what the bank says is never changed' using errcode = 'restrict_violation';
end $$;
create trigger bank_file_never_changed before update or delete on casework.bank_file
    for each row execute function casework.refuse_change_of_bank_words();
create trigger bank_entry_never_changed before update or delete on casework.bank_entry
    for each row execute function casework.refuse_change_of_bank_words();

alter table casework.instalment add column hand_over integer not null default 1;
alter table casework.instalment add column bank jsonb;
alter table casework.instalment add constraint instalment_hand_over_positive check (hand_over >= 1);
comment on column casework.instalment.hand_over is 'Hand-over to the bank that is next or under way, from 1: one more each time that the bank rejects or returns it.';
comment on column casework.instalment.bank is 'The bank''s last answer; null before.';

alter table casework.grant add column account_returned_on date;
comment on column casework.grant.account_returned_on is 'Day a payment was rejected or came back, until the account is confirmed or changed; null otherwise.';
