//! A dwelling that is sold while the duty to repay runs: what is not written off is claimed.

use anyhow::{Context, ensure};
use chrono::{NaiveDate, TimeDelta};
use contract::v1;
use domain::calendar::start_of_day;

use super::claim::recovery;
use super::merge::paid_ore;
use super::{Play, Played, each, told};
use crate::demo::year::Year;
use crate::export::ore;
use crate::pages;

/// A dwelling that was sold.
#[derive(Debug)]
pub struct Sold {
    /// The case reference.
    pub case_reference: String,
    /// The amount that was paid, øre.
    pub paid_ore: i64,
    /// The amount that is claimed, øre.
    pub claimed_ore: i64,
    /// The round at its end.
    pub played: Played,
}

impl<Y: Year> Play<Y> {
    /// Plays a year to its payment on a day, and the sale of the first thing that its first grant
    /// paid for on another.
    pub async fn sell(mut self, paid: NaiveDate, sold: NaiveDate) -> anyhow::Result<Sold> {
        let (_, written) = self.apply_in_time().await?;
        let extended = self.extend_what_is_overdue(paid).await;
        extended.context("extending reports of earlier rounds")?;
        let allocation = self.decide(written.clone()).await.context("deciding")?;
        self.answer_offers(&written).await.context("answering")?;
        let grants = self.begin_grants().await.context("beginning")?;
        self.clock.set(start_of_day(paid) + TimeDelta::hours(12));
        let planned = written.iter();
        let planned = planned.map(|(planned, name)| (name.as_str(), planned));
        let whole = (&planned.collect(), &grants);
        let cost = self.report_what_is_due(whole, paid, true).await;
        cost.context("reporting the cost")?;
        self.pay_what_is_due().await.context("paying")?;
        self.clock.set(start_of_day(sold) + TimeDelta::hours(36));
        self.walk().await.context("walking the duties")?;
        let noticed = self.break_duty(sold).await.context("recording the sale")?;
        let answer = "Beløpet stemmer. Vi betaler innen fristen.";
        let reason = "Boligen er solgt før plikten var nedskrevet. Generert til demonstrasjonen.";
        let owing = self.claim_noticed(noticed, (answer, reason)).await;
        let owing = owing.context("claiming")?;
        let letters = self.send_letters(&written).await;
        letters.context("sending the letter of the claim")?;
        self.read_back(&allocation).await?;
        Ok(Sold {
            paid_ore: paid_ore(&owing),
            claimed_ore: ore(recovery(&owing)?.claimed),
            case_reference: owing.case_reference,
            played: self.played,
        })
    }

    /// Gives recipients of earlier rounds that are late until another day: no decision on a new
    /// application is made while their reports are overdue.
    async fn extend_what_is_overdue(&self, until: NaiveDate) -> anyhow::Result<()> {
        let overdue = pages::all(async |page_token| {
            let request = v1::ListReportsRequest {
                parent: format!("{}/calls/-", self.scheme),
                page_size: pages::PAGE_SIZE,
                page_token,
                overdue: true,
                states: Vec::new(),
            };
            let answer = self.handler.reporting().list_reports(request).await;
            let page = answer.map_err(told)?.into_inner();
            anyhow::Ok((page.reports, page.next_page_token))
        })
        .await?;
        each(overdue, |report| async move {
            let request = v1::ExtendReportRequest {
                name: report.name,
                etag: report.etag,
                due_date: until.to_string(),
                reason: "Innflyttingen er utsatt. Generert til demonstrasjonen.".to_owned(),
            };
            let answer = self.handler.reporting().extend_report(request).await;
            answer.map_err(told)?;
            anyhow::Ok(())
        })
        .await?;
        Ok(())
    }

    /// Walks the duties of the day, twice: the second time changes nothing.
    async fn walk(&self) -> anyhow::Result<()> {
        for expected in [true, false] {
            let request = v1::WalkObligationsRequest {
                parent: self.scheme.clone(),
                date: String::new(),
            };
            let answer = self.handler.grants().walk_obligations(request).await;
            let walked = answer.map_err(told)?.into_inner();
            ensure!(
                (walked.years > 0) == expected,
                "{} years were written off",
                walked.years
            );
        }
        Ok(())
    }

    /// Records the sale; returns the grant with its notice.
    async fn break_duty(&self, sold: NaiveDate) -> anyhow::Result<v1::Grant> {
        let grants = self.grants(&[v1::GrantState::Active]).await?;
        let grant = grants.into_iter().next().context("no grant runs")?;
        let deed = self.upload(&self.handler, &grant.name, "other").await?;
        let deed = deed.rsplit('/').next().unwrap_or_default().to_owned();
        let request = v1::RecordBreachRequest {
            name: grant.name,
            etag: grant.etag,
            numbers: vec![1],
            breach: v1::BreachKind::Sale.into(),
            breach_date: sold.to_string(),
            reason: "Salget er tinglyst. Generert til demonstrasjonen.".to_owned(),
            documents: vec![deed],
            fault_class: v1::FaultClass::GoodFaith.into(),
        };
        let answer = self.handler.grants().record_breach(request).await;
        let owing = answer.map_err(told)?.into_inner().grant;
        owing.context("no grant in the answer")
    }
}
