//! A recipient that spent less than it was paid: it is given notice, answers, and the rest is
//! claimed. Its next payment waits for that debt until the debt is set off against it.

use anyhow::{Context, ensure};
use chrono::{NaiveDate, TimeDelta};
use contract::v1;
use contract::v1::arrangement_plan::Kind;
use domain::calendar::{Clock, local_date, start_of_day};

use super::claim::recovery;
use super::report::PlannedByName;
use super::{Play, Played, Written, last_report_day, told};
use crate::demo::year::Year;
use crate::export::ore;

/// A debt that was set off against another grant.
#[derive(Debug)]
pub struct SetOff {
    /// The case reference of the debt.
    pub case_reference: String,
    /// The amount that is claimed, øre.
    pub claimed_ore: i64,
    /// The amount of the payment that it was set off against, øre.
    pub next_ore: i64,
    /// Codes of what that payment waited for.
    pub waited_for: Vec<String>,
    /// True if both grants are closed.
    pub closed: bool,
    /// The round at its end.
    pub played: Played,
}

impl<Y: Year> Play<Y> {
    /// Plays a round of two grants to one recipient, the first of which is reported on by a day and
    /// owes a part before the second is paid.
    pub async fn set_off(mut self, reported: NaiveDate) -> anyhow::Result<SetOff> {
        let (call, written) = self.apply_in_time().await?;
        let allocation = self.decide(written.clone()).await.context("deciding")?;
        self.answer_offers(&written).await.context("answering")?;
        let first = self.begin(&written[..1]).await.context("beginning")?;
        self.pay_what_is_due().await.context("paying")?;
        self.report_on(&written, &first, reported).await?;
        let owing = self.read(&first).await?;
        let claimed = self.claim_back(owing).await.context("claiming")?;
        let second = self.begin(&written[1..]).await.context("beginning")?;
        let waited_for = self.waits_for(&second).await?;
        self.keep(&claimed, &second).await.context("setting off")?;
        self.pay_what_is_due().await.context("paying the rest")?;
        let last_day = last_report_day(&call)?;
        self.report_on(&written, &second, last_day).await?;
        let sent = self.send_letters(&written).await;
        sent.context("sending the letter of the claim")?;
        self.read_back(&allocation).await?;
        let ended = self.grants(&[v1::GrantState::Closed]).await?;
        Ok(SetOff {
            claimed_ore: claimed_ore(&claimed),
            next_ore: ore(second.granted),
            waited_for,
            closed: ended.len() == written.len(),
            case_reference: claimed.case_reference,
            played: self.played,
        })
    }

    /// Starts the grant of one application, once what it waits for is documented.
    async fn begin(&self, written: &[Written<Y>]) -> anyhow::Result<v1::Grant> {
        let names: Vec<&str> = written.iter().map(|(_, name)| name.as_str()).collect();
        let accepted = self.grants(&[v1::GrantState::Accepted]).await?;
        let mut accepted = accepted.into_iter();
        let grant = accepted.find(|grant| names.contains(&grant.application.as_str()));
        self.activate(grant.context("it was not granted")?).await
    }

    /// Delivers the report of one grant on a day, and accepts it.
    async fn report_on(
        &mut self,
        written: &[Written<Y>],
        grant: &v1::Grant,
        day: NaiveDate,
    ) -> anyhow::Result<()> {
        self.clock.set(start_of_day(day) + TimeDelta::hours(12));
        let planned = written.iter();
        let planned: PlannedByName<'_, Y> = planned
            .map(|(planned, name)| (name.as_str(), planned))
            .collect();
        let grants = [(grant.application.clone(), grant.clone())].into();
        let reported = self.report_what_is_due((&planned, &grants), NaiveDate::MAX, false);
        reported.await.context("reporting")
    }

    async fn read(&self, grant: &v1::Grant) -> anyhow::Result<v1::Grant> {
        let request = v1::GetGrantRequest {
            name: grant.name.clone(),
        };
        let answer = self.handler.grants().get_grant(request).await;
        let read = answer.map_err(told)?.into_inner().grant;
        read.context("no grant in the answer")
    }

    /// Gives notice, answers as the recipient, and claims as another person what must be repaid.
    async fn claim_back(&self, owing: v1::Grant) -> anyhow::Result<v1::Grant> {
        let request = v1::NoticeRecoveryRequest {
            name: owing.name,
            etag: owing.etag,
            reason: "Tiltaket kostet mindre enn budsjettet. Generert til demonstrasjonen."
                .to_owned(),
        };
        let answer = self.handler.recoveries().notice_recovery(request).await;
        let noticed = answer.map_err(told)?.into_inner().grant;
        self.claim_noticed(
            noticed.context("no grant in the answer")?,
            (
                "Beløpet stemmer. Vi ber om at det trekkes fra neste utbetaling.",
                "Den delen av tilskuddet som ikke er brukt, kreves tilbake.",
            ),
        )
        .await
    }

    /// Tries to pay a grant; returns the codes of what stands in the way.
    async fn waits_for(&self, grant: &v1::Grant) -> anyhow::Result<Vec<String>> {
        let request = v1::AttestPaymentsRequest {
            parent: self.call.clone(),
            grants: vec![grant.name.clone()],
            due_by_date: local_date(self.clock.now()).to_string(),
        };
        let answer = self.finance.finance().attest_payments(request).await;
        let blocked = answer.map_err(told)?.into_inner().blocked;
        let blocks = blocked.into_iter().flat_map(|one| one.blocks);
        Ok(blocks.map(|block| block.code).collect())
    }

    /// Proposes as one person that the whole debt is kept of the first payment of another grant,
    /// and approves it as another.
    async fn keep(&self, claimed: &v1::Grant, other: &v1::Grant) -> anyhow::Result<()> {
        let instalment = other.instalments.first();
        let set_off = v1::SetOff {
            grant: other.name.clone(),
            instalment: instalment.context("no instalment is planned")?.number,
            amount: recovery(claimed)?.claimed,
        };
        let request = v1::ProposeArrangementRequest {
            name: recovery(claimed)?.name.clone(),
            etag: claimed.etag.clone(),
            plan: Some(v1::ArrangementPlan {
                kind: Some(Kind::SetOff(set_off)),
            }),
            reason: "Mottakeren ønsker det.".to_owned(),
        };
        let answer = self.handler.recoveries().propose_arrangement(request).await;
        let proposed = answer.map_err(told)?.into_inner().grant;
        let proposed = proposed.context("no grant in the answer")?;
        let request = v1::ApproveArrangementRequest {
            name: recovery(&proposed)?.name.clone(),
            etag: proposed.etag,
            reason: "Kravet er ikke bestridt.".to_owned(),
        };
        let answer = self.decider.recoveries().approve_arrangement(request).await;
        let settled = answer.map_err(told)?.into_inner().grant;
        let settled = settled.context("no grant in the answer")?;
        let settled = recovery(&settled)?.state() == v1::RecoveryState::Settled;
        ensure!(settled, "the debt was set off and is not settled");
        Ok(())
    }
}

fn claimed_ore(grant: &v1::Grant) -> i64 {
    let claims = grant.recoveries.iter();
    claims.map(|one| ore(one.claimed)).sum()
}
