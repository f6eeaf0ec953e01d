//! The waiting list: what was declined and left to lapse goes to those who wait, by an allocation
//! that follows the approved one.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use contract::v1;

use super::{Play, refused_for, told};
use crate::demo::year::Year;
use crate::export::ore;
use crate::pages;

/// Prefix of the codes of rules by which nothing can be passed on: nothing was freed, or none
/// waits.
const NONE_WAITS: &str = "WAITING_LIST_";

impl<Y: Year> Play<Y> {
    /// Passes on what was freed since an allocation was approved. Gives the allocation that stands
    /// now: that one, where none waits.
    pub(super) async fn pass_on(&mut self, approved: String) -> anyhow::Result<String> {
        let ended = self
            .grants(&[v1::GrantState::Declined, v1::GrantState::Lapsed])
            .await?;
        self.played.ended_ore = ended.iter().map(|grant| ore(grant.granted)).sum();
        let name = self.new_name("allocations");
        let request = v1::CreateAllocationRequest {
            name: name.clone(),
            follows: approved.clone(),
            ..v1::CreateAllocationRequest::default()
        };
        match self.handler.allocations().create_allocation(request).await {
            Ok(_) => {}
            Err(status) if refused_for(&status, NONE_WAITS) => return Ok(approved),
            Err(status) => return Err(told(status)),
        }
        self.propose(&name).await?;
        self.clock.advance(TimeDelta::days(1));
        self.approve(&name).await?;
        self.verify(&name, "waiting-list").await?;
        let before: BTreeMap<String, i64> = self
            .awards(&approved)
            .await?
            .into_iter()
            .map(|award| (award.application, ore(award.amount)))
            .collect();
        for award in self.awards(&name).await? {
            let had = before.get(&award.application).copied().unwrap_or_default();
            let more = ore(award.amount) - had;
            if more > 0 {
                self.played.passed_on_to += 1;
                self.played.passed_on_ore += more;
            } else if more < 0 && award.decision() != v1::Decision::Released {
                self.played.lowered.push(award.application);
            }
        }
        Ok(name)
    }

    async fn awards(&self, allocation: &str) -> anyhow::Result<Vec<v1::Award>> {
        pages::all(async |page_token| {
            let request = v1::ListAwardsRequest {
                parent: allocation.to_owned(),
                page_size: pages::PAGE_SIZE,
                page_token,
            };
            let answer = self.handler.allocations().list_awards(request).await;
            let page = answer.map_err(told)?.into_inner();
            Ok((page.awards, page.next_page_token))
        })
        .await
    }
}
