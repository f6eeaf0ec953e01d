//! Staff: the call is closed, applications are scored by two people each, the budget is divided,
//! proposed, returned once, approved.

use std::sync::Arc;

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use contract::v1;
use domain::caller::Role;
use domain::scheme::Scheme;

use super::apply::etag;
use super::{Play, Written, each, told};
use crate::client::{Hashes, save_and_verify};
use crate::demo::year::Year;
use crate::session::Session;

/// One case in this many has an assessor who is not impartial.
const PARTIAL_EVERY: usize = 40;

/// Kroner for one euro on the day of a decision: made up.
const EURO_RATE: &str = "10.7250";

impl<Y: Year> Play<Y> {
    /// From a closed call to approved awards. Gives the allocation's name.
    pub(super) async fn decide(&mut self, written: Vec<Written<Y>>) -> anyhow::Result<String> {
        self.close().await?;
        self.clock.advance(TimeDelta::days(7));
        self.assess(written).await?;
        self.clock.advance(TimeDelta::days(14));
        let name = self.new_name("allocations");
        let request = v1::CreateAllocationRequest {
            name: name.clone(),
            ..v1::CreateAllocationRequest::default()
        };
        self.handler
            .allocations()
            .create_allocation(request)
            .await
            .map_err(told)?;
        self.propose(&name).await?;
        let request = v1::ReturnAllocationRequest {
            name: name.clone(),
            etag: self.allocation(&name).await?.etag,
            reason: "Vis hvordan kuttene er regnet ut.".to_owned(),
        };
        self.decider
            .allocations()
            .return_allocation(request)
            .await
            .map_err(told)?;
        self.clock.advance(TimeDelta::days(2));
        self.propose(&name).await?;
        self.clock.advance(TimeDelta::days(1));
        self.approve(&name).await?;
        self.verify(&name, "approved").await?;
        Ok(name)
    }

    pub(super) async fn approve(&self, name: &str) -> anyhow::Result<()> {
        let proposed = self.allocation(name).await?;
        let request = v1::ApproveAllocationRequest {
            name: name.to_owned(),
            etag: proposed.etag,
            run_hash: proposed.run_hash,
            decision_hash: proposed.decision_hash,
            euro_rate: EURO_RATE.to_owned(),
        };
        self.decider
            .allocations()
            .approve_allocation(request)
            .await
            .map_err(told)?;
        Ok(())
    }

    /// Has the service run an approved allocation again, saves its frozen runs, and runs those
    /// again without the service.
    pub(super) async fn verify(&self, name: &str, folder: &str) -> anyhow::Result<()> {
        let request = v1::VerifyAllocationRequest {
            name: name.to_owned(),
        };
        let verified = self
            .handler
            .allocations()
            .verify_allocation(request)
            .await
            .map_err(told)?
            .into_inner();
        ensure!(
            verified.verified,
            "{name} does not come out the same when it is run again"
        );
        let folder = self.runs.join(Y::Scheme::PROFILE.code).join(folder);
        save_and_verify(&self.handler, name, &folder, &Hashes::of(&verified)).await?;
        Ok(())
    }

    async fn close(&self) -> anyhow::Result<()> {
        let request = v1::GetCallRequest {
            name: self.call.clone(),
        };
        let call = self
            .administrator
            .scheme()
            .get_call(request)
            .await
            .map_err(told)?
            .into_inner();
        let etag = call.call.context("no call in the answer")?.etag;
        let request = v1::CloseCallRequest {
            name: self.call.clone(),
            etag,
        };
        self.administrator
            .scheme()
            .close_call(request)
            .await
            .map_err(told)?;
        Ok(())
    }

    async fn assess(&mut self, written: Vec<Written<Y>>) -> anyhow::Result<()> {
        let assessors = ["vurderer-1", "vurderer-2", "vurderer-3"]
            .map(|person| self.any.signed_by(self.cast.staff(person, Role::Assessor)));
        let assessors = Arc::new(assessors);
        let judged: Vec<_> = written
            .into_iter()
            .enumerate()
            .map(|(index, (planned, name))| {
                let differences: Vec<[i64; 2]> = Y::Scheme::PROFILE
                    .criteria
                    .iter()
                    .map(|_| [self.world.between(-8, 8), self.world.between(-8, 8)])
                    .collect();
                (index, name, i64::from(planned.merit), differences)
            })
            .collect();
        each(judged, |(index, name, merit, differences)| {
            let assessors = Arc::clone(&assessors);
            async move {
                // The second assessor steps aside in some cases, and the third takes them.
                let partial = index % PARTIAL_EVERY == PARTIAL_EVERY - 1;
                if partial {
                    step_aside(&assessors[1], &name).await?;
                }
                let second = if partial {
                    &assessors[2]
                } else {
                    &assessors[1]
                };
                for (place, assessor) in [&assessors[0], second].into_iter().enumerate() {
                    let scores =
                        scores::<Y::Scheme>(merit, differences.iter().map(|pair| pair[place]));
                    record(assessor, &name, scores).await?;
                }
                Ok(())
            }
        })
        .await?;
        Ok(())
    }

    pub(super) async fn propose(&self, name: &str) -> anyhow::Result<()> {
        let request = v1::ProposeAllocationRequest {
            name: name.to_owned(),
            etag: self.allocation(name).await?.etag,
        };
        self.handler
            .allocations()
            .propose_allocation(request)
            .await
            .map_err(told)?;
        Ok(())
    }

    async fn allocation(&self, name: &str) -> anyhow::Result<v1::Allocation> {
        let request = v1::GetAllocationRequest {
            name: name.to_owned(),
        };
        let answer = self
            .handler
            .allocations()
            .get_allocation(request)
            .await
            .map_err(told)?
            .into_inner();
        answer.allocation.context("no allocation in the answer")
    }
}

fn scores<S: Scheme>(
    merit: i64,
    differences: impl Iterator<Item = i64>,
) -> Vec<v1::CriterionScore> {
    S::PROFILE
        .criteria
        .iter()
        .zip(differences)
        .map(|(criterion, difference)| v1::CriterionScore {
            criterion: criterion.code.to_owned(),
            points: i32::try_from((merit + difference).clamp(0, 100)).unwrap_or_default(),
            reason: "Generert vurdering til demonstrasjonen.".to_owned(),
        })
        .collect()
}

async fn record(
    assessor: &Session,
    name: &str,
    scores: Vec<v1::CriterionScore>,
) -> anyhow::Result<()> {
    let request = v1::RecordAssessmentRequest {
        application: name.to_owned(),
        etag: etag(assessor, name).await?,
        scores,
    };
    assessor
        .assessments()
        .record_assessment(request)
        .await
        .map_err(told)
        .with_context(|| name.to_owned())?;
    Ok(())
}

async fn step_aside(assessor: &Session, name: &str) -> anyhow::Result<()> {
    let request = v1::DeclareInterestRequest {
        application: name.to_owned(),
        ground: v1::InterestGround::Discretionary.into(),
        reason: "Har samarbeidet med søkeren.".to_owned(),
    };
    assessor
        .assessments()
        .declare_interest(request)
        .await
        .map_err(told)?;
    let scored = record(assessor, name, Vec::new()).await;
    ensure!(
        scored.is_err(),
        "{name} was assessed by somebody who had stepped aside"
    );
    Ok(())
}
