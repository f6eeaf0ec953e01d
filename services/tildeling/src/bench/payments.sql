copy (
    select p.case_reference, i.number, i.grant_id, p.organisation_number, p.organisation_name, g.state as grant_state,
        i.amount_ore, c.chapter_post, i.due, i.state, i.approved_by, i.hand_over, i.bank,
        (select a.replaced from casework.account_change a
            where a.call_id = i.call_id and a.grant_id = i.grant_id and a.rejected is null
                and (a.approved ->> 'at')::timestamptz >= (i.state ->> 'at')::timestamptz
            order by a.number limit 1) as replaced
    from casework.instalment i
    join casework.grant g on g.call_id = i.call_id and g.grant_id = i.grant_id
    join casework.application p on p.call_id = i.call_id and p.application_id = i.grant_id
    join casework.call c on c.call_id = i.call_id
    where i.state_name in ('attested', 'approved', 'paid')
    order by p.case_year, p.case_number, i.number
) to stdout (format csv)
