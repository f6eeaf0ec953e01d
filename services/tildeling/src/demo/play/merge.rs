//! A municipality that is merged while its grant runs: the new one holds the grant, gives its own
//! account, is paid and reports.

use anyhow::{Context, ensure};
use chrono::{NaiveDate, TimeDelta};
use contract::v1;
use domain::application::Applicant;
use domain::calendar::{Clock, start_of_day};
use domain::randomness::uuid_v7;

use super::{Play, Played, Written, told};
use crate::demo::world::account;
use crate::demo::year::Year;
use crate::export::ore;

/// A grant whose recipient was merged.
#[derive(Debug)]
pub struct Merged {
    /// The case reference.
    pub case_reference: String,
    /// Name of the recipient it was granted to.
    pub from: String,
    /// Name of the recipient that holds it now.
    pub to: String,
    /// The amount that was paid before, øre.
    pub before_ore: i64,
    /// The amount that was paid to the new recipient, øre.
    pub after_ore: i64,
    /// True if the new recipient reported, and the grant is closed.
    pub closed: bool,
    /// The round at its end.
    pub played: Played,
}

impl<Y: Year> Play<Y> {
    /// Plays a round with one recipient to its first report, the takeover of that recipient on a
    /// day, and what is left of its grant.
    pub async fn merge(mut self, date: NaiveDate, successor: Applicant) -> anyhow::Result<Merged> {
        let (_, mut written) = self.apply_in_time().await?;
        let allocation = self.decide(written.clone()).await.context("deciding")?;
        self.answer_offers(&written).await.context("answering")?;
        self.begin_grants().await.context("beginning")?;
        self.pay_what_is_due().await.context("paying")?;
        self.report_all_until(&written, date).await?;
        self.clock.set(start_of_day(date) + TimeDelta::days(14));
        let granted = self.only_grant().await?;
        let before_ore = paid_ore(&granted);
        self.take_over(&granted, &successor, date).await?;
        self.account_of(&successor).await?;
        self.pay_what_is_due().await.context("paying the new one")?;
        for (planned, _) in &mut written {
            planned.applicant = successor.clone();
        }
        self.report_all_until(&written, NaiveDate::MAX).await?;
        self.read_back(&allocation).await?;
        let grant = self.only_grant().await?;
        Ok(Merged {
            before_ore,
            after_ore: paid_ore(&grant) - before_ore,
            closed: grant.state() == v1::GrantState::Closed,
            case_reference: grant.case_reference,
            from: grant.granted_to_organisation_name,
            to: grant.organisation_name,
            played: self.played,
        })
    }

    /// Delivers the reports that are due before a day, each on its own day.
    async fn report_all_until(
        &mut self,
        written: &[Written<Y>],
        end: NaiveDate,
    ) -> anyhow::Result<()> {
        let grant = self.only_grant().await?;
        let grants = [(grant.application.clone(), grant)].into();
        let planned = written.iter();
        let planned = planned.map(|(planned, name)| (name.as_str(), planned));
        let planned = planned.collect();
        let mut days = self.open_report_days().await?;
        days.retain(|day| *day < end);
        for day in days {
            let now = start_of_day(day) + TimeDelta::hours(12);
            self.clock.set(now.max(self.clock.now()));
            let reported = self.report_what_is_due((&planned, &grants), day, false);
            reported.await.context("reporting")?;
        }
        Ok(())
    }

    pub(super) async fn only_grant(&self) -> anyhow::Result<v1::Grant> {
        let grants = self.grants(&[]).await?;
        grants.into_iter().next().context("nothing was granted")
    }

    /// Proposes the takeover as one person and confirms it as another.
    async fn take_over(
        &self,
        grant: &v1::Grant,
        successor: &Applicant,
        date: NaiveDate,
    ) -> anyhow::Result<()> {
        let id = uuid_v7(self.clock.now(), self.chance.as_ref());
        let mut request = v1::ProposeSuccessionRequest {
            succession: Some(v1::Succession {
                name: format!("{}/successions/{id}", self.scheme),
                predecessor_organisation_number: grant.organisation_number.clone(),
                successor: Some(successor.clone().into()),
                taken_over_date: date.to_string(),
                ..v1::Succession::default()
            }),
            ground: "Kommunesammenslåingen 1. januar 2020.".to_owned(),
            dry_run: true,
            seen: String::new(),
        };
        let mut handler = self.handler.successions();
        let tried = handler.propose_succession(request.clone()).await;
        request.dry_run = false;
        request.seen = tried.map_err(told)?.into_inner().seen;
        let answer = handler.propose_succession(request).await;
        let proposed = answer.map_err(told)?.into_inner().succession;
        let proposed = proposed.context("no succession in the answer")?;
        let request = v1::ConfirmSuccessionRequest {
            name: proposed.name,
            etag: proposed.etag,
            reason: "Kontrollert mot Enhetsregisteret.".to_owned(),
        };
        let answer = self.decider.successions().confirm_succession(request).await;
        let confirmed = answer.map_err(told)?.into_inner().succession;
        let confirmed = confirmed.context("no succession in the answer")?;
        ensure!(confirmed.cases.len() == 1, "one case is taken over");
        Ok(())
    }

    /// Asks for the account of the new recipient, has it approved, and waits until it is used.
    /// Nothing is paid before.
    async fn account_of(&mut self, successor: &Applicant) -> anyhow::Result<()> {
        let before = paid_ore(&self.only_grant().await?);
        self.pay_what_is_due().await.context("paying nothing")?;
        let grant = self.only_grant().await?;
        ensure!(paid_ore(&grant) == before, "the old account was paid to");
        let portal = self.portal(&successor.organisation);
        let request = v1::ChangeAccountRequest {
            name: grant.name,
            etag: grant.etag,
            account_number: account(&successor.organisation).to_string(),
            asked_by: "Kommunedirektøren".to_owned(),
            reason: "Den nye kommunens konto.".to_owned(),
        };
        let answer = portal.grants().change_account(request).await;
        let asked = answer.map_err(told)?.into_inner().grant;
        let asked = asked.context("no grant in the answer")?;
        let from = self.approve_account(asked).await?;
        self.clock.set(start_of_day(from) + TimeDelta::hours(12));
        Ok(())
    }
}

/// The sum of the instalments that are paid, øre.
pub(super) fn paid_ore(grant: &v1::Grant) -> i64 {
    let paid = grant.instalments.iter();
    let paid = paid.filter(|one| one.state() == v1::InstalmentState::Paid);
    paid.map(|one| ore(one.amount)).sum()
}
