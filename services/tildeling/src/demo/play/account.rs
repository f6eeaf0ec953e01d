//! A recipient changes its bank: asked for in the portal, checked by a case handler, used after the
//! waiting period.

use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use contract::v1;
use domain::calendar::start_of_day;

use super::{Play, told};
use crate::demo::world::account;
use crate::demo::year::Year;

impl<Y: Year> Play<Y> {
    /// Changes the account of the first grant that runs, and waits until it is used.
    pub(super) async fn change_an_account(&mut self) -> anyhow::Result<()> {
        let running = self.grants(&[v1::GrantState::Active]).await?;
        let [first, .., last] = running.as_slice() else {
            return Ok(());
        };
        let organisation = first.organisation_number.parse();
        let organisation = organisation.context("organisation number of a grant")?;
        // The account of another made-up recipient: a valid number that is not in use here.
        let other = last.organisation_number.parse();
        let other = account(&other.context("organisation number of a grant")?);
        let request = v1::ChangeAccountRequest {
            name: first.name.clone(),
            etag: first.etag.clone(),
            account_number: other.to_string(),
            asked_by: "Økonomileder".to_owned(),
            reason: "Vi har byttet bank.".to_owned(),
        };
        let portal = self.portal(&organisation);
        let answer = portal.grants().change_account(request).await;
        let asked = answer.map_err(told)?.into_inner().grant;
        let asked = asked.context("no grant in the answer")?;
        let from = self.approve_account(asked).await?;
        self.clock.set(start_of_day(from) + TimeDelta::hours(12));
        self.played.accounts_changed += 1;
        Ok(())
    }

    /// Approves the account that was asked for; returns the day from which it is used.
    pub(super) async fn approve_account(&self, asked: v1::Grant) -> anyhow::Result<NaiveDate> {
        let request = v1::ApproveAccountRequest {
            name: asked.name,
            etag: asked.etag,
            reason: "Ringt tilbake på nummeret i Enhetsregisteret.".to_owned(),
        };
        let answer = self.handler.grants().approve_account(request).await;
        let approved = answer.map_err(told)?.into_inner().grant;
        let approved = approved.context("no grant in the answer")?;
        let change = approved.account_changes.last();
        let change = change.context("no change in the answer")?;
        Ok(change.use_from_date.parse()?)
    }
}
