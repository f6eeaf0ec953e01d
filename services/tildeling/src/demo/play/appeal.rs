//! An appeal against a grant that was cut: prepared by another person than the one who recommended
//! it, sent to the body of appeal, and upheld there while the offers are answered.

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use contract::v1;
use domain::caller::Role;

use super::{Play, Played, last_report_day, told};
use crate::client;
use crate::demo::year::Year;
use crate::export::ore;
use crate::session::Session;

/// Days from the letter to the appeal.
const APPEALED_AFTER: i64 = 6;

/// A grant that was appealed.
#[derive(Debug)]
pub struct Appealed {
    /// The case reference.
    pub case_reference: String,
    /// The amount applied for, øre.
    pub applied_ore: i64,
    /// The amount granted first, øre.
    pub before_ore: i64,
    /// The amount granted by the body of appeal, øre.
    pub after_ore: i64,
    /// Number of other recipients.
    pub others: usize,
    /// Other recipients that have less than they were granted: must be none.
    pub lowered: Vec<String>,
    /// The round at its end.
    pub played: Played,
}

impl<Y: Year> Play<Y> {
    /// Plays a round in which the first recipient that was cut appeals.
    pub async fn appeal(mut self) -> anyhow::Result<Appealed> {
        let (call, written) = self.apply_in_time().await?;
        let allocation = self.decide(written.clone()).await.context("deciding")?;
        client::dispatch(&self.handler, &self.call).await?;
        let before = self.grants(&[]).await?;
        let applied_for = |grant: &v1::Grant| {
            let applied = written.iter().find(|(_, name)| *name == grant.application);
            applied.map_or(0, |(planned, _)| planned.requested.ore())
        };
        let mut cut = before.iter();
        let cut = cut.find(|grant| ore(grant.granted) < applied_for(grant));
        let cut = cut.context("no grant was cut")?;
        let applied_ore = applied_for(cut);
        self.clock.advance(TimeDelta::days(APPEALED_AFTER));
        let appeal = self.lodge(cut).await.context("lodging")?;
        let appeal = self.forward(appeal).await.context("preparing")?;
        self.answer_offers(&written).await.context("answering")?;
        let upheld = self.uphold(appeal, applied_ore).await;
        upheld.context("upholding")?;
        let grants = self.begin_grants().await.context("beginning")?;
        let last_day = last_report_day(&call)?;
        let reported = self.pay_and_report(last_day, &written, grants).await;
        reported.context("paying and reporting")?;
        let sent = self.send_letters(&written).await;
        sent.context("sending the letter of the outcome")?;
        self.read_back(&allocation).await?;
        let after = self.grants(&[]).await?;
        let lowered = before.iter().zip(&after);
        let lowered = lowered.filter(|(before, after)| ore(after.granted) < ore(before.granted));
        let lowered = lowered.map(|(_, after)| after.case_reference.clone());
        let outcome = after.iter().find(|one| one.name == cut.name);
        Ok(Appealed {
            case_reference: cut.case_reference.clone(),
            applied_ore,
            before_ore: ore(cut.granted),
            after_ore: outcome.map_or(0, |one| ore(one.granted)),
            others: before.len() - 1,
            lowered: lowered.collect(),
            played: self.played,
        })
    }

    /// Lodges an appeal of the recipient against the decision on its application.
    async fn lodge(&self, grant: &v1::Grant) -> anyhow::Result<v1::Appeal> {
        let decisions = client::decisions(&self.handler, &grant.application).await?;
        let decision = decisions.last().context("the grant has no decision")?;
        let organisation = grant.organisation_number.parse();
        let organisation = organisation.context("organisation number of a grant")?;
        let request = v1::LodgeAppealRequest {
            decision: decision.name.clone(),
            receive_date: String::new(),
            text: "Vi kan ikke holde åpent hele uken for dette beløpet.".to_owned(),
        };
        let portal = self.portal(&organisation);
        let answer = portal.appeals().lodge_appeal(request).await;
        let appeal = answer.map_err(told)?.into_inner().appeal;
        appeal.context("no appeal in the answer")
    }

    /// Prepares an appeal and sends it to the body of appeal. The person who recommended the grant
    /// tries to, and may not.
    async fn forward(&self, appeal: v1::Appeal) -> anyhow::Result<v1::Appeal> {
        let name = appeal.name.clone();
        let prepared = prepare(&self.handler, appeal.clone()).await;
        ensure!(
            prepared.is_err(),
            "{name} was prepared by the person who recommended the grant"
        );
        let other = self.cast.staff("klagesaksbehandler", Role::CaseHandler);
        let other = self.any.signed_by(other);
        let prepared = prepare(&other, appeal).await?;
        let request = v1::ForwardAppealRequest {
            name,
            etag: prepared.etag,
            reason: "Vedtaket opprettholdes: rammen er brukt opp.".to_owned(),
        };
        let answer = other.appeals().forward_appeal(request).await;
        let forwarded = answer.map_err(told)?.into_inner().appeal;
        forwarded.context("no appeal in the answer")
    }

    /// Records that the body of appeal gives everything that was applied for.
    async fn uphold(&self, appeal: v1::Appeal, applied_ore: i64) -> anyhow::Result<()> {
        let request = v1::RecordAppealOutcomeRequest {
            name: appeal.name,
            etag: appeal.etag,
            outcome: v1::BodyOutcome::Upheld.into(),
            amount: Some(v1::Money { ore: applied_ore }),
            euro_rate: String::new(),
            reason: "Klageren er det eneste tilbudet i regionen. Generert til demonstrasjonen."
                .to_owned(),
        };
        let answer = self.decider.appeals().record_appeal_outcome(request).await;
        let ended = answer.map_err(told)?.into_inner().appeal;
        let ended = ended.context("no appeal in the answer")?;
        ensure!(
            ended.outcome() == v1::AppealOutcome::Upheld,
            "{} is not upheld",
            ended.name
        );
        Ok(())
    }
}

async fn prepare(by: &Session, appeal: v1::Appeal) -> anyhow::Result<v1::Appeal> {
    let request = v1::PrepareAppealRequest {
        name: appeal.name,
        etag: appeal.etag,
        reason: "Klagen er rettidig. Søkeren fikk det som var igjen av rammen.".to_owned(),
    };
    let answer = by.appeals().prepare_appeal(request).await;
    let prepared = answer.map_err(told)?.into_inner().appeal;
    prepared.context("no appeal in the answer")
}
