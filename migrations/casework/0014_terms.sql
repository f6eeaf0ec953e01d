-- An offer is accepted in the version of its terms that was sent: the decision, and the hash of its letter.

-- The encoding is named, so the same content gives the same hash: what PostgreSQL cannot know of convert_to.
create function casework.sha256_of(content jsonb) returns bytea language sql immutable strict
    return sha256(convert_to(content::text, 'UTF8'));
alter table casework.letter add column text_sha256 bytea not null
    generated always as (casework.sha256_of(content)) stored;
comment on column casework.letter.text_sha256 is 'SHA-256 of the content.';

alter table casework.grant add column accepted_decision integer;
alter table casework.grant add column accepted_sha256 text;
alter table casework.grant add constraint grant_accepted_decision_fkey
    foreign key (call_id, grant_id, accepted_decision) references casework.decision (call_id, application_id, number);
alter table casework.grant add constraint grant_accepted_terms_whole
    check ((accepted_decision is null) = (accepted_sha256 is null) and accepted_sha256 ~ '^[0-9a-f]{64}$');
comment on column casework.grant.accepted_decision is 'The decision whose letter the recipient accepted; null before it did, and for offers that were accepted before this column.';
comment on column casework.grant.accepted_sha256 is 'SHA-256 of that letter in all its languages, in hexadecimal; null where there is no accepted_decision.';
