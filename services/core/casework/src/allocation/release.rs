//! A sub-frame that has been released (frigitt): what it has left goes where the scheme's plan
//! says, and the transfer is told.

use domain::allocation::award::Award;
use domain::call::Call;
use domain::money::Money;
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;
use sqlx::PgConnection;

use crate::act::{Actor, Subject, Told, content_hash};
use crate::call::pinned_rules;
use crate::error::CaseError;

/// A transfer, in the call's chain of events.
#[derive(Serialize)]
struct Transfer<'a> {
    released: &'a str,
    to: &'a str,
    amount: Money,
}

/// Moves what released sub-frames have left to those they are released to, as far as the awards
/// need it. Before the awards are promised; what does not suffice is refused then.
pub(crate) async fn transfer_released<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &Call,
    awards: &[Award],
) -> Result<(), CaseError> {
    let plans = S::frame_plan(&pinned_rules::<S>(call)?)?;
    let released = plans.iter().filter_map(|plan| {
        let release = plan.release?;
        let year = call.terms.grant_year;
        release
            .has_come(year, actor.today())
            .then_some((plan.code, release.to))
    });
    for (from, to) in released {
        let purses = crate::call::rows::sub_frame::lock(connection, &call.id).await?;
        // Below nothing where the awards need more than there is.
        let rest = |code: &str| -> i64 {
            let purse = purses.iter().find(|purse| purse.code == code);
            let within = awards.iter().filter(|award| award.sub_frame == code);
            let wanted: i64 = within.map(|award| award.amount.ore()).sum();
            purse.map_or(0, |purse| purse.left().ore()) - wanted
        };
        let amount = Money::from_ore(rest(from).min(-rest(to)));
        if !amount.is_positive() {
            continue;
        }
        crate::call::rows::sub_frame::transfer(connection, &call.id, (from, to), amount).await?;
        let transfer = Transfer {
            released: from,
            to,
            amount,
        };
        let told = Told {
            step: StepName::ApproveAllocation,
            from: call.revision,
            content: content_hash(&transfer),
            reason: "",
            payload: &transfer,
        };
        actor
            .tell(connection, &Subject::call(&call.id), &told)
            .await?;
    }
    Ok(())
}
