-- Which scenario an allocation adopted instead of the scheme's plan, and why.
alter table casework.allocation add column adopted jsonb;
comment on column casework.allocation.adopted is 'Name of the scenario it adopted and the reason; null where it follows the scheme''s plan.';
