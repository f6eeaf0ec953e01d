-- Documents of grants and reports; the documents that a payment waits for.

create table casework.document (
    call_id     text    not null,
    grant_id    uuid    not null,
    document_id uuid    not null,
    report_id   text,
    kind        text    not null,
    file_name   text    not null,
    media_type  text    not null,
    size_bytes  bigint  not null,
    sha256      text    not null,
    uploaded    jsonb   not null,
    by_staff    boolean not null,
    scanned_by  text    not null,
    object_key  text,
    constraint document_pkey primary key (call_id, grant_id, document_id),
    constraint document_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint document_report_fkey foreign key (call_id, grant_id, report_id)
        references casework.report (call_id, grant_id, report_id),
    constraint document_size_limit check (size_bytes between 1 and 10485760),
    constraint document_sha256_form check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table casework.document is 'A document of a grant or of one of its reports. Rows are added, never changed or removed.';
comment on column casework.document.call_id is 'The call.';
comment on column casework.document.grant_id is 'The grant.';
comment on column casework.document.document_id is 'UUID the client made; used once in a grant, its reports included.';
comment on column casework.document.report_id is 'The report it belongs to; null for a document of the grant itself.';
comment on column casework.document.kind is 'What the document is, one of the scheme''s codes.';
comment on column casework.document.file_name is 'Name, without a path.';
comment on column casework.document.media_type is 'Media type, without parameters; the content is of this type.';
comment on column casework.document.size_bytes is 'Size of the content.';
comment on column casework.document.sha256 is 'SHA-256 of the content, hexadecimal.';
comment on column casework.document.uploaded is 'Who uploaded it, and when.';
comment on column casework.document.by_staff is 'Whether the staff uploaded it.';
comment on column casework.document.scanned_by is 'The virus scanner that found it clean, by its version; none where no scanner was set up.';
comment on column casework.document.object_key is 'Key of the content in the object store; null where the content is in document_content.';

create table casework.document_content (
    call_id     text  not null,
    grant_id    uuid  not null,
    document_id uuid  not null,
    content     bytea not null,
    constraint document_content_pkey primary key (call_id, grant_id, document_id),
    constraint document_content_document_fkey foreign key (call_id, grant_id, document_id)
        references casework.document (call_id, grant_id, document_id)
);
comment on table casework.document_content is 'The contents of documents that are not in an object store.';
comment on column casework.document_content.call_id is 'The call.';
comment on column casework.document_content.grant_id is 'The grant.';
comment on column casework.document_content.document_id is 'The document.';
comment on column casework.document_content.content is 'The file.';

create function casework.refuse_change_of_document() returns trigger language plpgsql as $$
begin
    raise exception 'a document is never changed' using errcode = 'restrict_violation';
end $$;
create trigger document_never_changed before update or delete or truncate on casework.document
    for each statement execute function casework.refuse_change_of_document();
create trigger document_content_never_changed before update or delete or truncate on casework.document_content
    for each statement execute function casework.refuse_change_of_document();

alter table casework.grant add column payment_documents jsonb not null default '[]';
comment on column casework.grant.payment_documents is 'The documents that payment waits for, as the decision has them: kind and source of each; none for grants that were decided before this column.';
