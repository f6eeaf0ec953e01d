-- The purposes of a commitment (tilsagn), fixed at the decision. Its money is divided by the weights of its tags, so that what a plan line,
-- a goal, a target group or a measure got is a sum and no estimate.

create table casework.grant_tag (
    call_id      text    not null,
    grant_id     uuid    not null,
    position     integer not null,
    plan_line    text    not null,
    goal         text    not null,
    target_group text    not null,
    measure      text    not null,
    weight       bigint  not null,
    constraint grant_tag_pkey primary key (call_id, grant_id, position),
    constraint grant_tag_unique unique (call_id, grant_id, plan_line, goal, target_group, measure),
    constraint grant_tag_grant_fkey foreign key (call_id, grant_id) references casework.grant (call_id, grant_id),
    constraint grant_tag_position_positive check (position >= 1),
    constraint grant_tag_weight_positive check (weight > 0)
);
comment on table casework.grant_tag is 'A tag of a commitment, with its weight among the grant''s tags. Rows are added with the grant, never changed. A grant decided before there were tags has none.';
comment on column casework.grant_tag.call_id is 'The call.';
comment on column casework.grant_tag.grant_id is 'The grant, by its application''s id.';
comment on column casework.grant_tag.position is 'Place among the grant''s tags, from 1.';
comment on column casework.grant_tag.plan_line is 'Code of the plan line; empty where the rules of the call''s day name none.';
comment on column casework.grant_tag.goal is 'Code of the goal; empty where the rules of the call''s day name none.';
comment on column casework.grant_tag.target_group is 'Code of the target group; empty where the form names none.';
comment on column casework.grant_tag.measure is 'Code of the measure.';
comment on column casework.grant_tag.weight is 'Share of the money: this weight over the sum of the grant''s weights.';

create function casework.refuse_change_of_tag() returns trigger language plpgsql as $$
begin
    raise exception 'tags are fixed at the decision' using errcode = 'restrict_violation';
end $$;
create trigger grant_tag_append_only before update or delete or truncate on casework.grant_tag
    for each statement execute function casework.refuse_change_of_tag();
