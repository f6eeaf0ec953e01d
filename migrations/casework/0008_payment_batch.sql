-- Payments are approved by another person than the attestant before they are paid, in batches that are never changed. Instalments that
-- are attested stay attested, and wait for an approval.

create table casework.payment_batch (
    batch_id  uuid    not null,
    call_id   text    not null,
    payments  text    not null,
    count     integer not null,
    sum_ore   bigint  not null,
    sha256    bytea   not null,
    last_step jsonb   not null,
    constraint payment_batch_pkey primary key (batch_id),
    constraint payment_batch_call_fkey foreign key (call_id) references casework.call (call_id),
    constraint payment_batch_holds_payments check (count > 0 and sum_ore > 0),
    constraint payment_batch_is_what_was_hashed check (sha256 = sha256(convert_to(payments, 'UTF8')))
);
create index payment_batch_by_call on casework.payment_batch (call_id);
comment on table casework.payment_batch is 'Payments that one person approved together. Rows are added, never changed: the bank''s file has the same bytes each time.';
comment on column casework.payment_batch.batch_id is 'UUID the client made; the bank''s message id is made of it, so it is unique over all calls.';
comment on column casework.payment_batch.call_id is 'The call.';
comment on column casework.payment_batch.payments is 'The payments as they were approved, by day to pay: JSON as it was hashed.';
comment on column casework.payment_batch.count is 'Number of payments.';
comment on column casework.payment_batch.sum_ore is 'Their sum, øre.';
comment on column casework.payment_batch.sha256 is 'SHA-256 of the payments.';
comment on column casework.payment_batch.last_step is 'Who approved it, and when.';

create function casework.refuse_batch_change() returns trigger language plpgsql as $$
begin
    raise exception 'batches of payments are never changed' using errcode = 'restrict_violation';
end $$;
create trigger payment_batch_append_only before update or delete or truncate on casework.payment_batch
    for each statement execute function casework.refuse_batch_change();

alter table casework.instalment add column batch_id uuid generated always as ((state -> 'approval' ->> 'batch')::uuid) stored;
alter table casework.instalment drop constraint instalment_state_known;
alter table casework.instalment add constraint instalment_state_known
    check (state_name in ('planned', 'attested', 'approved', 'paid', 'cancelled'));
alter table casework.instalment add constraint instalment_approved_in_a_batch check (state_name <> 'approved' or batch_id is not null);
-- Whoever attested may not approve the payment: a second belt under the domain's rule.
alter table casework.instalment add constraint instalment_payment_four_eyes check (state -> 'approval' ->> 'by' <> attested_by);
-- Checked at the end of the transaction: the instalments of a batch are stored before it.
alter table casework.instalment add constraint instalment_batch_fkey foreign key (batch_id)
    references casework.payment_batch (batch_id) deferrable initially deferred;
create index instalment_by_batch on casework.instalment (batch_id);
comment on column casework.instalment.batch_id is 'The batch it was approved in; null before.';
