copy (
    select a.application_id, p.case_reference, p.organisation_number, p.organisation_name, p.applicant_kind, p.municipality_number,
        p.invented_number, a.sub_frame, a.requested_ore, a.claimed_ore, a.calculated_ore, a.amount_ore, a.reason, a.notified_ore,
        coalesce(applied.at, p.created) as applied, decided.at as decided, money.committed, money.paid, money.repaid, tags.tags
    from casework.application p
    join casework.award a on a.call_id = p.call_id and a.application_id = p.application_id
    left join lateral (
        select sum(l.balance_ore) as committed, sum(l.balance_ore) filter (where kind in ('paid', 'repaid')) as paid,
            sum(l.balance_ore) filter (where kind = 'repaid') as repaid
        from casework.ledger_account l
        where l.call_id = p.call_id and l.grant_id = p.application_id and l.kind in ('committed', 'attested', 'paid', 'repaid')
    ) money on true
    left join lateral (
        select max(e.at) as at from casework.event e
        where e.step = 'submit_application' and e.chain = 'calls/' || p.call_id || '/applications/' || p.application_id
    ) applied on true
    left join lateral (
        select min((d.last_step ->> 'at')::timestamptz) as at
        from casework.allocation d
        join casework.award w on w.call_id = d.call_id and w.allocation_id = d.allocation_id
        where d.call_id = p.call_id and d.state_name = 'approved' and w.application_id = p.application_id
            and w.amount_ore = a.amount_ore
    ) decided on true
    left join lateral (
        select string_agg(concat_ws(' ', t.plan_line, t.goal, t.target_group, t.measure, t.weight), ';' order by t.position) as tags
        from casework.grant_tag t where t.call_id = p.call_id and t.grant_id = p.application_id
    ) tags on true
    where a.allocation_id = (select d.allocation_id from casework.allocation d where d.state_name = 'approved'
        order by d.created desc limit 1)
    order by p.case_year, p.case_number
) to stdout (format csv)
