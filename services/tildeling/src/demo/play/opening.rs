//! The beginning of a round: the appropriation, the call, the applications.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use contract::v1;
use domain::calendar::Clock;
use domain::caller::Role;
use domain::randomness::uuid_v7;

use super::{Play, Written, told};
use crate::demo::year::Year;

impl<Y: Year> Play<Y> {
    /// Opens the call and writes the applications; the clock ends two weeks after the deadline.
    pub(super) async fn apply_in_time(&mut self) -> anyhow::Result<(v1::Call, Vec<Written<Y>>)> {
        self.clock.set(self.year.begins().max(self.clock.now()));
        let call = self.open().await.context("opening the call")?;
        let deadline = call.deadline_time.as_ref().map(instant);
        let deadline = deadline.context("the call has no deadline")?;
        self.clock.set(deadline - TimeDelta::days(10));
        let written = self.apply(deadline).await.context("applying")?;
        self.clock.set(deadline + TimeDelta::days(14));
        Ok((call, written))
    }

    async fn open(&mut self) -> anyhow::Result<v1::Call> {
        let entries = self.year.entries(&mut self.world);
        let other = self
            .cast
            .staff("ordningskollega", Role::SchemeAdministrator);
        let other = self.any.signed_by(other);
        for some in entries.chunks(1_000) {
            let request = v1::RecordEntriesRequest {
                parent: self.scheme.clone(),
                entries: some.to_vec(),
            };
            let answer = self.administrator.registers().record_entries(request).await;
            let recorded = answer.map_err(told)?.into_inner();
            if recorded.recorded > 0 {
                let request = v1::ConfirmEntriesRequest {
                    name: recorded.batch,
                };
                let answer = other.registers().confirm_entries(request).await;
                answer.map_err(told)?;
            }
        }
        let call = v1::Call {
            name: self.call.clone(),
            ..self.year.call()
        };
        self.appropriate(&call).await?;
        let request = v1::CreateCallRequest { call: Some(call) };
        let created = self
            .administrator
            .scheme()
            .create_call(request)
            .await
            .map_err(told)?
            .into_inner();
        let created = created.call.context("no call in the answer")?;
        let request = v1::OpenCallRequest {
            name: created.name,
            etag: created.etag,
        };
        let opened = self
            .administrator
            .scheme()
            .open_call(request)
            .await
            .map_err(told)?
            .into_inner();
        opened.call.context("no call in the answer")
    }

    /// Records what the Storting votes: the appropriation that the call's frames come to, and as
    /// much authority to commit the year after.
    async fn appropriate(&self, call: &v1::Call) -> anyhow::Result<()> {
        let frames = call.sub_frames.iter().filter_map(|frame| frame.budget);
        let ore = frames.map(|budget| budget.ore).sum();
        for (year, authority) in [(call.grant_year, false), (call.grant_year + 1, true)] {
            let request = v1::RecordAppropriationRequest {
                parent: self.scheme.clone(),
                change: Some(v1::AppropriationChange {
                    id: uuid_v7(self.clock.now(), self.chance.as_ref()).to_string(),
                    chapter_post: call.chapter_post.clone(),
                    year,
                    authority,
                    kind: v1::AppropriationChangeKind::Voted.into(),
                    amount: Some(v1::Money { ore }),
                    source: format!("Prop. 1 S ({}–{})", call.grant_year - 1, call.grant_year),
                }),
            };
            let mut finance = self.administrator.finance();
            finance.record_appropriation(request).await.map_err(told)?;
        }
        Ok(())
    }
}

/// An instant of the contract; the beginning of time where it is none.
fn instant(timestamp: &prost_types::Timestamp) -> DateTime<Utc> {
    let nanos = u32::try_from(timestamp.nanos).unwrap_or_default();
    DateTime::from_timestamp(timestamp.seconds, nanos).unwrap_or_default()
}
