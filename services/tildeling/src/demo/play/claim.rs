//! A notice of recovery is answered by the recipient, and another person claims the money.

use anyhow::Context;
use chrono::TimeDelta;
use contract::v1;

use super::{Play, told};
use crate::demo::year::Year;

/// Days from the notice to the answer, and from there to the claim.
const DAYS: i64 = 7;

impl<Y: Year> Play<Y> {
    /// Answers the last notice of a grant as its recipient, and claims all that must be repaid; the
    /// words of the answer and of the claim.
    pub(super) async fn claim_noticed(
        &self,
        noticed: v1::Grant,
        (answer, reason): (&str, &str),
    ) -> anyhow::Result<v1::Grant> {
        self.clock.advance(TimeDelta::days(DAYS));
        let organisation = noticed.organisation_number.parse();
        let portal = self.portal(&organisation.context("organisation number of a grant")?);
        let request = v1::AnswerRecoveryRequest {
            name: recovery(&noticed)?.name.clone(),
            etag: noticed.etag,
            answer: answer.to_owned(),
        };
        let answer = portal.recoveries().answer_recovery(request).await;
        let answered = answer.map_err(told)?.into_inner().grant;
        let answered = answered.context("no grant in the answer")?;
        self.clock.advance(TimeDelta::days(DAYS));
        let request = v1::ClaimRecoveryRequest {
            name: recovery(&answered)?.name.clone(),
            etag: answered.etag,
            amount: answered.to_repay,
            fault_class: v1::FaultClass::GoodFaith.into(),
            reason: reason.to_owned(),
        };
        let answer = self.decider.recoveries().claim_recovery(request).await;
        let claimed = answer.map_err(told)?.into_inner().grant;
        claimed.context("no grant in the answer")
    }
}

/// The recovery that a grant tells of last.
pub(super) fn recovery(grant: &v1::Grant) -> anyhow::Result<&v1::Recovery> {
    let last = grant.recoveries.last();
    last.context("no recovery in the answer")
}
