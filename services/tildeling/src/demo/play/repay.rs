//! Recipients that spent less repay what they may not keep, and finance records it by the bank's
//! entries.

use anyhow::Context;
use chrono::TimeDelta;
use contract::v1;
use domain::calendar::{Clock, local_date};
use domain::money::Money;
use interchange::amount::decimal;

use super::{Play, told};
use crate::client::bank;
use crate::demo::year::Year;
use crate::export::ore;

/// Days from the last report to the repayment.
const DAYS: i64 = 21;

impl<Y: Year> Play<Y> {
    /// Repays every grant in recovery. Each recipient gives its case as the reference.
    pub(super) async fn repay(&mut self) -> anyhow::Result<()> {
        let owing = self.grants(&[v1::GrantState::Recovery]).await?;
        if owing.is_empty() {
            return Ok(());
        }
        self.clock.advance(TimeDelta::days(DAYS));
        let day = local_date(self.clock.now()).to_string();
        let money = owing.iter().map(|grant| {
            let amount = Money::from_ore(ore(grant.to_repay));
            (grant.case_reference.clone(), decimal(amount))
        });
        let credits = self.bank.credit(&money.collect::<Vec<_>>(), &day);
        bank::import(&self.finance, &self.scheme, &credits).await?;
        self.played.credits.push(credits);
        let entries = bank::entries(&self.finance, &self.scheme, false).await?;
        for grant in owing {
            let entry = entries.iter();
            let mut entry = entry.filter(|entry| entry.end_to_end_id == grant.case_reference);
            let entry = entry.next().context("the bank does not tell of it")?;
            self.record(grant, entry).await?;
            self.played.repaid += 1;
        }
        self.months.insert(day[..7].to_owned());
        Ok(())
    }

    /// Records a repayment by the bank's entry, which closes the grant.
    async fn record(&self, grant: v1::Grant, entry: &v1::BankEntry) -> anyhow::Result<()> {
        let request = v1::RecordRepaymentRequest {
            name: grant.name,
            etag: grant.etag,
            amount: entry.amount,
            booked_date: entry.booked_date.clone(),
            reference: format!("Innbetaling {}", entry.bank_reference),
            bank_entry: entry.name.clone(),
        };
        let answer = self.finance.finance().record_repayment(request).await;
        let after = answer.map_err(told)?.into_inner().grant;
        let after = after.context("no grant in the answer")?;
        anyhow::ensure!(
            after.state() == v1::GrantState::Closed,
            "{} is repaid and not closed",
            grant.case_reference
        );
        Ok(())
    }
}
