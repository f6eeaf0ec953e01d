//! Recoveries, in lines for a person.

use contract::v1;
use contract::v1::arrangement_plan::Kind;

use crate::client::{kroner, plain};
use crate::output::say;

pub(super) fn show(grant: &v1::Grant) -> anyhow::Result<()> {
    let state = plain(grant.state().as_str_name(), "GRANT_STATE_");
    say!(
        "{}: {state}, {} to repay",
        grant.case_reference,
        kroner(grant.to_repay)
    )?;
    grant.recoveries.iter().try_for_each(show_one)
}

pub(super) fn show_one(recovery: &v1::Recovery) -> anyhow::Result<()> {
    let state = plain(recovery.state().as_str_name(), "RECOVERY_STATE_");
    say!("  {}: {state}", recovery.name)?;
    if recovery.noticed.is_some() {
        let noticed = kroner(recovery.noticed);
        say!(
            "     notice of {noticed}, answer by {}",
            recovery.answer_by_date
        )?;
    }
    if recovery.claimed.is_some() {
        let (claimed, left) = (kroner(recovery.claimed), kroner(recovery.left));
        say!(
            "     {claimed} claimed, pay by {}, {left} left",
            recovery.pay_by_date
        )?;
        match recovery.interest {
            Some(interest) => say!("     interest {}", kroner(Some(interest)))?,
            None => say!("     interest cannot be told: a rate is missing in the rules")?,
        }
    }
    for one in &recovery.arrangements {
        let state = plain(one.state().as_str_name(), "ARRANGEMENT_STATE_");
        let kind = one.plan.as_ref().and_then(|plan| plan.kind.as_ref());
        say!(
            "     {} {state}: {}",
            one.number,
            kind.map_or_else(String::new, words)
        )?;
    }
    Ok(())
}

/// An arrangement in words.
fn words(kind: &Kind) -> String {
    match kind {
        Kind::SetOff(set_off) => {
            let (amount, grant) = (kroner(set_off.amount), &set_off.grant);
            format!(
                "{amount} set off against instalment {} of {grant}",
                set_off.instalment
            )
        }
        Kind::Instalments(parts) => format!("paid in {} parts", parts.parts.len()),
        Kind::Collection(collection) => format!("with a collector, {}", collection.reference),
        Kind::Remission(remission) => {
            let interest = kroner(remission.interest);
            format!(
                "{} and {interest} of the interest remitted",
                kroner(remission.amount)
            )
        }
    }
}
