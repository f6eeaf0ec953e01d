-- A database of the time before the ledger: a decided call with three grants, and a draft.
set session_replication_role = replica;
insert into casework.call (call_id, title, grant_year, chapter_post, deadline, rules_date, acceptance_days, report_due, tail_rule, state,
    last_step, revision, created, updated)
select id, 'Utlysning', 2026, '0765.71', now(), '2026-01-01', 21, '2027-04-01', 'stop', jsonb_build_object('state', state), '{}', 1, now(),
    now()
from (values ('old-2026', 'closed'), ('draft-2026', 'draft')) as call (id, state);
insert into casework.sub_frame (call_id, code, position, budget_ore, committed_ore)
values ('old-2026', 'national', 1, 100000, 60000), ('old-2026', 'local', 2, 5000, 0), ('draft-2026', 'national', 1, 7, 0);
insert into casework.grant (call_id, grant_id, allocation_id, sub_frame, granted_ore, approved_by, decided, accept_by, conditions, state,
    last_step, revision)
select 'old-2026', id::uuid, '01890a5d-ac96-774b-bcce-b302099a0009', 'national', ore, 'bjarne', now(), '2026-04-01', '[]',
    jsonb_build_object('state', state), '{}', 1
from (values ('01890a5d-ac96-774b-bcce-b302099a0001', 40000, 'active'), ('01890a5d-ac96-774b-bcce-b302099a0002', 20000, 'offered'),
    ('01890a5d-ac96-774b-bcce-b302099a0003', 999, 'declined')) as grant_row (id, ore, state);
insert into casework.instalment (call_id, grant_id, number, due, amount_ore, state, approved_by)
select 'old-2026', ('01890a5d-ac96-774b-bcce-b302099a000' || of_grant)::uuid, number, '2026-05-01', ore,
    jsonb_build_object('state', state), 'bjarne'
from (values (1, 1, 10000, 'paid'), (1, 2, 10000, 'attested'), (1, 3, 15000, 'planned'), (1, 4, 5000, 'cancelled'),
    (2, 1, 20000, 'planned'), (3, 1, 999, 'cancelled')) as plan (of_grant, number, ore, state);
insert into casework.event (call_id, chain, sequence, resource, step, actor, by_staff, at, from_revision, request_hash, reason, payload,
    commitment, previous, hash)
select 'old-2026', chain, 1, chain, 'approve_allocation', 'bjarne', true, '2026-03-01', 0, zeros, '', '', zeros, zeros, zeros
from (values ('calls/old-2026'), ('calls/old-2026/applications/01890a5d-ac96-774b-bcce-b302099a0001'),
    ('calls/old-2026/applications/01890a5d-ac96-774b-bcce-b302099a0002')) as chains (chain),
    (select decode(repeat('00', 32), 'hex') as zeros) zero;
insert into casework.chain_head (chain, sequence, hash) select chain, sequence, hash from casework.event;
set session_replication_role = default;
