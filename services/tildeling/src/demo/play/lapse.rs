//! Offers that were not answered: the first is accepted late by leave, the others lapse after a
//! notice.

use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use contract::v1;
use domain::calendar::{Clock, local_date, start_of_day};

use super::{Play, each, told};
use crate::demo::world::account;
use crate::demo::year::Year;

impl<Y: Year> Play<Y> {
    /// Gives notice to the silent recipients, lets the first of the year accept late, and ends the
    /// other offers when the days to answer are over.
    pub(super) async fn let_lapse(&mut self) -> anyhow::Result<()> {
        let silent = self.grants(&[v1::GrantState::Offered]).await?;
        let this = &*self;
        let mut noticed = each(silent, |grant| this.notice(grant)).await?;
        if self.played.accepted_late == 0 && noticed.len() > 1 {
            self.accept_late(noticed.remove(0)).await?;
            self.played.accepted_late += 1;
        }
        let answers = noticed.iter().filter_map(|one| one.lapse_notice.as_ref());
        let days = answers.map(|notice| notice.answer_by_date.parse::<NaiveDate>());
        let days = days.collect::<Result<Vec<NaiveDate>, _>>()?;
        if let Some(last) = days.into_iter().max() {
            self.clock.set(start_of_day(last) + TimeDelta::hours(36));
        }
        self.played.lapsed += noticed.len();
        let this = &*self;
        each(noticed, |grant| this.lapse(grant)).await?;
        Ok(())
    }

    async fn notice(&self, grant: v1::Grant) -> anyhow::Result<v1::Grant> {
        let request = v1::NoticeLapseRequest {
            name: grant.name,
            etag: grant.etag,
            reason: "Varslet i brev og ved påminnelse.".to_owned(),
        };
        let answer = self.handler.grants().notice_lapse(request).await;
        let noticed = answer.map_err(told)?.into_inner().grant;
        noticed.context("no grant in the answer")
    }

    async fn accept_late(&self, grant: v1::Grant) -> anyhow::Result<()> {
        let today = local_date(self.clock.now());
        let request = v1::AdmitLateAcceptanceRequest {
            name: grant.name,
            etag: grant.etag,
            accept_by_date: today.to_string(),
            terms: grant.terms,
            reason: "Styret møttes først etter fristen.".to_owned(),
        };
        let answer = self.handler.grants().admit_late_acceptance(request).await;
        let admitted = answer.map_err(told)?.into_inner().grant;
        let admitted = admitted.context("no grant in the answer")?;
        let organisation = admitted.organisation_number.parse();
        let organisation = organisation.context("organisation number of a grant")?;
        let portal = self.portal(&organisation);
        let admitted = self.with_budget(admitted, &portal).await?;
        let request = v1::AcceptGrantRequest {
            name: admitted.name,
            etag: admitted.etag,
            account_number: account(&organisation).to_string(),
            terms: admitted.terms,
        };
        portal.grants().accept_grant(request).await.map_err(told)?;
        Ok(())
    }

    async fn lapse(&self, grant: v1::Grant) -> anyhow::Result<()> {
        let request = v1::LapseGrantRequest {
            name: grant.name,
            etag: grant.etag,
            reason: "Varslet i brev og ved påminnelse; ingen svar.".to_owned(),
        };
        let answer = self.handler.grants().lapse_grant(request).await;
        answer.map_err(told)?;
        Ok(())
    }
}
