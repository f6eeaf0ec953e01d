copy (
    with money as (
        select a.grant_id, p.posting_id, a.budget_year, p.at,
            sum(case when p.debit_id = a.account_id then p.amount_ore else -p.amount_ore end) as committed,
            sum(case when p.debit_id = a.account_id then p.amount_ore else -p.amount_ore end)
                filter (where a.kind in ('paid', 'repaid')) as paid
        from casework.ledger_account a
        join casework.posting p on p.debit_id = a.account_id or p.credit_id = a.account_id
        where a.kind in ('committed', 'attested', 'paid', 'repaid')
        group by a.grant_id, p.posting_id, a.budget_year, p.at
    ), moved as (
        select grant_id, sum(committed) as committed, sum(paid) as paid from money group by grant_id
    )
    select w.application_id, p.case_reference, p.organisation_number, p.organisation_name, p.applicant_kind,
        p.municipality_number, w.sub_frame, w.requested_ore, w.claimed_ore, w.calculated_ore, w.amount_ore, w.reason,
        m.committed, m.paid
    from casework.award w
    join casework.application p on p.call_id = w.call_id and p.application_id = w.application_id
    left join moved m on m.grant_id = w.application_id
    where w.allocation_id = (select a.allocation_id from casework.allocation a where a.state_name = 'approved'
        order by a.created desc limit 1)
    order by p.case_year, p.case_number
) to stdout (format csv)
