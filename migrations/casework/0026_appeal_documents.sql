-- Documents of appeals: a document belongs to a case, and an appeal has one whether or not it has a grant.

alter table casework.document drop constraint document_grant_fkey;
alter table casework.document add constraint document_application_fkey
    foreign key (call_id, grant_id) references casework.application (call_id, application_id);
alter table casework.document add column appeal_number integer;
alter table casework.document add constraint document_appeal_fkey
    foreign key (call_id, grant_id, appeal_number) references casework.appeal (call_id, application_id, number);
alter table casework.document add constraint document_of_one_noun check (report_id is null or appeal_number is null);
comment on table casework.document is 'A document of a grant, of one of its reports or of an appeal. Rows are added, never changed or removed.';
comment on column casework.document.grant_id is 'The case: the grant has its application''s id.';
comment on column casework.document.document_id is 'UUID the client made; used once in a case.';
comment on column casework.document.report_id is 'The report it belongs to; null for others.';
comment on column casework.document.appeal_number is 'The appeal it belongs to; null for others.';
