//! A recipient that needs less than it was granted: it asks for another amount and budget, a case
//! handler approves, and what is given back is in the frame at once.

use anyhow::Context;
use contract::v1;

use super::{Play, Played, last_report_day, told};
use crate::demo::year::Year;
use crate::export::ore;

/// A grant that was changed.
#[derive(Debug)]
pub struct Changed {
    /// The case reference.
    pub case_reference: String,
    /// The amount before, øre.
    pub before_ore: i64,
    /// The amount after, øre.
    pub after_ore: i64,
    /// The amount that the frame had left before, øre.
    pub left_before_ore: i64,
    /// The amount that the frame had left after, øre.
    pub left_after_ore: i64,
    /// True if the grant was reported on and is closed.
    pub closed: bool,
    /// The round at its end.
    pub played: Played,
}

impl<Y: Year> Play<Y> {
    /// Plays a round in which the first recipient gives an amount back from the first line of its
    /// budget.
    pub async fn change(mut self, given_back_ore: i64) -> anyhow::Result<Changed> {
        let (call, written) = self.apply_in_time().await?;
        let allocation = self.decide(written.clone()).await.context("deciding")?;
        self.answer_offers(&written).await.context("answering")?;
        self.begin_grants().await.context("beginning")?;
        let before = self.only_grant().await?;
        let left_before_ore = self.left_ore().await?;
        let asked = self.ask(before.clone(), given_back_ore).await;
        let asked = asked.context("asking for the change")?;
        let approved = self.approve_change(asked).await;
        let after = approved.context("approving the change")?;
        let left_after_ore = self.left_ore().await?;
        let grants = [(after.application.clone(), after.clone())].into();
        let last_day = last_report_day(&call)?;
        let reported = self.pay_and_report(last_day, &written, grants).await;
        reported.context("paying and reporting")?;
        let sent = self.send_letters(&written).await;
        sent.context("sending the letter of the change")?;
        self.read_back(&allocation).await?;
        let ended = self.only_grant().await?;
        Ok(Changed {
            before_ore: ore(before.granted),
            after_ore: ore(after.granted),
            left_before_ore,
            left_after_ore,
            closed: ended.state() == v1::GrantState::Closed,
            case_reference: ended.case_reference,
            played: self.played,
        })
    }

    async fn ask(&self, grant: v1::Grant, given_back_ore: i64) -> anyhow::Result<v1::Grant> {
        let organisation = grant.organisation_number.parse();
        let organisation = organisation.context("organisation number of a grant")?;
        let mut budget = grant.budget.clone();
        for line in budget.iter_mut().take(1) {
            let ore = ore(line.amount) - given_back_ore;
            line.amount = Some(v1::Money { ore });
        }
        let request = v1::RequestChangeRequest {
            name: grant.name,
            etag: grant.etag,
            budget,
            amount: Some(v1::Money {
                ore: ore(grant.granted) - given_back_ore,
            }),
            reason: "En arbeidsleder begynner først til høsten.".to_owned(),
            ..v1::RequestChangeRequest::default()
        };
        let portal = self.portal(&organisation);
        let answer = portal.grants().request_change(request).await;
        let asked = answer.map_err(told)?.into_inner().grant;
        asked.context("no grant in the answer")
    }

    async fn approve_change(&self, asked: v1::Grant) -> anyhow::Result<v1::Grant> {
        let change = asked.changes.last().context("no change in the answer")?;
        let request = v1::ApproveChangeRequest {
            name: change.name.clone(),
            etag: asked.etag,
            reason: "Tiltaket er ellers det samme.".to_owned(),
            euro_rate: String::new(),
        };
        let answer = self.handler.grants().approve_change(request).await;
        let approved = answer.map_err(told)?.into_inner().grant;
        approved.context("no grant in the answer")
    }

    /// Reads what the budget of the call has left, øre.
    async fn left_ore(&self) -> anyhow::Result<i64> {
        let request = v1::GetBudgetRequest {
            parent: self.call.clone(),
            ..v1::GetBudgetRequest::default()
        };
        let answer = self.finance.finance().get_budget(request).await;
        let item = answer.map_err(told)?.into_inner().item;
        Ok(item.map_or(0, |item| ore(item.left)))
    }
}
