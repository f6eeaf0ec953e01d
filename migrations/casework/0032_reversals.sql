-- The authority reverses its own decision without an appeal: a grant can fall to nothing.

alter table casework.grant drop constraint grant_amount_positive;
alter table casework.grant drop constraint grant_state_known;
alter table casework.grant add constraint grant_state_known check (state_name in ('offered', 'accepted', 'declined', 'lapsed', 'active',
    'paused', 'reported', 'closed', 'recovery', 'reversed'));
alter table casework.grant add constraint grant_amount_not_negative check (granted_ore >= 0);
