-- The approved budget belongs to the grant: the application's, or a revised one where the grant is partial.

alter table casework.grant add column budget jsonb;
alter table casework.grant add column revised_budget jsonb;
alter table casework.grant add constraint grant_revised_budget_of_budget check (revised_budget is null or budget is not null);
comment on column casework.grant.budget is 'The application''s budget by line, the amount applied for, and whether a partial grant is accepted on a revised budget; never changed; null for grants that were decided before this column, which need none.';
comment on column casework.grant.revised_budget is 'The revised budget that was submitted last: its lines, who submitted it and when, the answer, and the last day to accept that answers gave; null before one.';
