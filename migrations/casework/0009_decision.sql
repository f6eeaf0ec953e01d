-- Decisions (vedtak) about applications, and their letters. A decision is never edited: a later one supersedes it. Only the date of
-- dispatch, the date it reached the party and the typeset document are set later, once.

create table casework.decision (
    call_id        text        not null,
    application_id uuid        not null,
    number         integer     not null,
    kind           text        not null,
    amount_ore     bigint      not null,
    legal_ground   text        not null,
    allocation_id  uuid,
    signer         text        not null,
    decided        timestamptz not null,
    chain          text        not null,
    sequence       bigint      not null,
    dispatched     date,
    reached        date,
    constraint decision_pkey primary key (call_id, application_id, number),
    constraint decision_application_fkey foreign key (call_id, application_id)
        references casework.application (call_id, application_id),
    constraint decision_event_fkey foreign key (chain, sequence) references casework.event (chain, sequence),
    constraint decision_number_positive check (number >= 1),
    constraint decision_amount_not_negative check (amount_ore >= 0),
    constraint decision_kind_known check (kind in ('grant', 'partial_grant', 'refusal', 'dismissal', 'lapse', 'raise')),
    constraint decision_reached_after_dispatch check (reached is null or (dispatched is not null and reached >= dispatched))
);
create index decision_not_dispatched on casework.decision (call_id) where dispatched is null;
comment on table casework.decision is 'A decision (vedtak) about an application. Rows are added, never edited: a later decision supersedes.';
comment on column casework.decision.call_id is 'The call.';
comment on column casework.decision.application_id is 'The application.';
comment on column casework.decision.number is 'Number in the series of the application, from 1.';
comment on column casework.decision.kind is 'grant, partial_grant, refusal, dismissal, lapse or raise.';
comment on column casework.decision.amount_ore is 'What is granted or lapsed, øre; zero for a refusal and a dismissal.';
comment on column casework.decision.legal_ground is 'The scheme''s legal basis at the decision.';
comment on column casework.decision.allocation_id is 'The allocation that decided it; null where none did.';
comment on column casework.decision.signer is 'The person who decided, as the token named them.';
comment on column casework.decision.decided is 'When, by the service''s clock.';
comment on column casework.decision.chain is 'Chain of the event that tells of it.';
comment on column casework.decision.sequence is 'Number of that event in its chain.';
comment on column casework.decision.dispatched is 'Date of dispatch, in Norway; null before.';
comment on column casework.decision.reached is 'Date it reached the party; null until that is recorded.';

create table casework.letter (
    call_id        text    not null,
    application_id uuid    not null,
    number         integer not null,
    language       text    not null,
    content        jsonb   not null,
    pdf            bytea,
    sha256         bytea,
    constraint letter_pkey primary key (call_id, application_id, number, language),
    constraint letter_decision_fkey foreign key (call_id, application_id, number)
        references casework.decision (call_id, application_id, number),
    constraint letter_language_known check (language in ('nb', 'nn')),
    constraint letter_hashed check ((pdf is null) = (sha256 is null) and sha256 = sha256(pdf))
);
comment on table casework.letter is 'The letter of a decision in one language: its content from the decision on, its document from the first time it is read.';
comment on column casework.letter.call_id is 'The call.';
comment on column casework.letter.application_id is 'The application.';
comment on column casework.letter.number is 'Number of the decision.';
comment on column casework.letter.language is 'nb or nn.';
comment on column casework.letter.content is 'The content, as the typesetter reads it.';
comment on column casework.letter.pdf is 'The document, as it is sent; null until it is typeset.';
comment on column casework.letter.sha256 is 'SHA-256 of the document.';

create function casework.refuse_edit_of_decision() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE'
        or (to_jsonb(new) - '{dispatched,reached}'::text[]) <> (to_jsonb(old) - '{dispatched,reached}'::text[])
        or (old.dispatched is not null and new.dispatched is distinct from old.dispatched)
        or (old.reached is not null and new.reached is distinct from old.reached)
    then
        raise exception 'a decision is never edited: another supersedes it' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger decision_never_edited before update or delete on casework.decision
    for each row execute function casework.refuse_edit_of_decision();

create function casework.refuse_edit_of_letter() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.pdf is not null
        or row(new.call_id, new.application_id, new.number, new.language, new.content)
            is distinct from row(old.call_id, old.application_id, old.number, old.language, old.content)
    then
        raise exception 'a letter is never edited: another decision supersedes it' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger letter_never_edited before update or delete on casework.letter
    for each row execute function casework.refuse_edit_of_letter();

create function casework.refuse_truncation() returns trigger language plpgsql as $$
begin
    raise exception 'decisions and letters are kept' using errcode = 'restrict_violation';
end $$;
create trigger decision_never_truncated before truncate on casework.decision
    for each statement execute function casework.refuse_truncation();
create trigger letter_never_truncated before truncate on casework.letter
    for each statement execute function casework.refuse_truncation();
