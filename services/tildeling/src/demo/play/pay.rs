//! Recipients answer, finance pays: offers accepted, declined, left to lapse; instalments attested,
//! exported, paid.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use contract::v1;
use domain::calendar::{Clock, end_of_day, local_date};

use super::{Play, Written, each, told};
use crate::client::{self, bank};
use crate::demo::course::Course;
use crate::demo::world::account;
use crate::demo::year::Year;
use crate::export::{ore, reconciled};
use crate::pages;

/// The request for the bank's file of a batch, by the demonstration's payer.
pub(crate) fn bank_file_of(batch: &str) -> v1::ExportBatchRequest {
    v1::ExportBatchRequest {
        name: batch.to_owned(),
        payer: Some(v1::Payer {
            name: "Oppdiktet direktorat".to_owned(),
            customer_id: "DEMOKUNDE".to_owned(),
            agreement_id: "TILSKUDD".to_owned(),
            account_number: "15032080119".to_owned(),
            bic: "DNBANOKK".to_owned(),
        }),
        pain_001_001_03: false,
    }
}

impl<Y: Year> Play<Y> {
    /// Sends the letters and answers the offers, but those of silent recipients, which lapse.
    pub(super) async fn answer_offers(&mut self, written: &[Written<Y>]) -> anyhow::Result<()> {
        client::dispatch(&self.handler, &self.call).await?;
        let offered = self.grants(&[v1::GrantState::Offered]).await?;
        let by_application: BTreeMap<&str, &Written<Y>> = written
            .iter()
            .map(|written| (written.1.as_str(), written))
            .collect();
        self.clock.advance(TimeDelta::days(5));
        let this = &*self;
        let last_days = each(offered, |grant| {
            let (planned, _) = by_application[grant.application.as_str()];
            this.answer(
                grant,
                planned.course,
                account(&planned.applicant.organisation).to_string(),
            )
        })
        .await?;
        // After the last day, unanswered offers lapse, by a decision.
        if let Some(last) = last_days
            .iter()
            .filter_map(|day| day.parse::<NaiveDate>().ok())
            .max()
        {
            self.clock.set(end_of_day(last)? + TimeDelta::days(1));
        }
        self.let_lapse().await
    }

    /// Starts what was accepted. Returns the grants by application.
    pub(super) async fn begin_grants(&mut self) -> anyhow::Result<BTreeMap<String, v1::Grant>> {
        let accepted = self.grants(&[v1::GrantState::Accepted]).await?;
        self.played.accepted = accepted.len();
        let this = &*self;
        let active = each(accepted, |grant| this.activate(grant)).await?;
        Ok(active
            .into_iter()
            .map(|grant| (grant.application.clone(), grant))
            .collect())
    }

    async fn answer(
        &self,
        grant: v1::Grant,
        course: Course,
        account: String,
    ) -> anyhow::Result<String> {
        let last_day = grant.accept_by_date.clone();
        let organisation = grant
            .organisation_number
            .parse()
            .context("organisation number of a grant")?;
        let portal = self.portal(&organisation);
        let name = grant.name.clone();
        match course {
            Course::Silent => {}
            Course::Declines => {
                let reason = "Kan ikke gjennomføre med dette beløpet.".to_owned();
                let request = v1::DeclineGrantRequest {
                    name: grant.name,
                    etag: grant.etag,
                    reason,
                };
                portal
                    .grants()
                    .decline_grant(request)
                    .await
                    .map_err(told)
                    .context(name)?;
            }
            Course::Straight
            | Course::Withdraws
            | Course::Completes
            | Course::Late
            | Course::Underspends => {
                let grant = self.with_budget(grant, &portal).await;
                let grant = grant.with_context(|| name.clone())?;
                let request = v1::AcceptGrantRequest {
                    name: grant.name,
                    etag: grant.etag,
                    account_number: account,
                    terms: grant.terms,
                };
                portal
                    .grants()
                    .accept_grant(request)
                    .await
                    .map_err(told)
                    .context(name)?;
            }
        }
        Ok(last_day)
    }

    /// Starts a grant that was accepted.
    pub(super) async fn activate(&self, grant: v1::Grant) -> anyhow::Result<v1::Grant> {
        self.document_payment(&grant).await?;
        let grant = self.with_facts(grant).await?;
        let reason = "Vilkårene i brevet er dokumentert.".to_owned();
        let request = v1::ActivateGrantRequest {
            name: grant.name,
            etag: grant.etag,
            reason,
        };
        let answer = self
            .handler
            .grants()
            .activate_grant(request)
            .await
            .map_err(told)?
            .into_inner();
        answer.grant.context("no grant in the answer")
    }

    /// Pays everything that is due today. What the bank rejects or sends back is paid again, once
    /// the account is confirmed.
    pub(super) async fn pay_what_is_due(&mut self) -> anyhow::Result<()> {
        while self.hand_over().await? {
            self.confirm_accounts().await?;
        }
        Ok(())
    }

    /// Hands over to the bank what is due: attested by finance, approved by another and exported;
    /// then the bank's answers are imported, twice. Returns whether a payment came back.
    async fn hand_over(&mut self) -> anyhow::Result<bool> {
        let today = local_date(self.clock.now()).to_string();
        let parent = self.call.clone();
        let request = v1::AttestPaymentsRequest {
            parent: parent.clone(),
            grants: Vec::new(),
            due_by_date: today.clone(),
        };
        self.finance
            .finance()
            .attest_payments(request)
            .await
            .map_err(told)?;
        if self.payments(false).await?.is_empty() {
            return Ok(false);
        }
        let file = self.approve_payments().await?;
        let answers = self.bank.answer(&file, &today)?;
        let came_back = answers.came_back();
        if let Some(status) = answers.status {
            self.import(&status).await?;
            self.played.statuses.push(status);
        }
        // The same file twice, as happens: the second time changes nothing.
        self.import(&answers.notification).await?;
        let again = self.import(&answers.notification).await?;
        anyhow::ensure!(again.repeated_file, "a file of the bank was imported twice");
        self.played.notifications.push(answers.notification);
        self.months.insert(today[..7].to_owned());
        Ok(came_back)
    }

    /// Compares the bank with the ledger, for each month in which something was handed over.
    pub(super) async fn reconcile(&mut self) -> anyhow::Result<()> {
        for month in &self.months {
            let request = v1::GetReconciliationRequest {
                parent: self.call.clone(),
                month: month.clone(),
            };
            let answer = self.finance.finance().get_reconciliation(request).await;
            let rows = reconciled(
                &self.played.scope(),
                month,
                answer.map_err(told)?.into_inner(),
            );
            self.played.reconciled.extend(rows);
        }
        Ok(())
    }

    /// Imports a file of the bank, of which every entry must fit a payment.
    async fn import(&self, file: &[u8]) -> anyhow::Result<v1::ImportBankFileResponse> {
        let answer = bank::import(&self.finance, &self.scheme, file).await?;
        let open = answer.file.as_ref().map_or(0, |file| file.open);
        anyhow::ensure!(open == 0, "{open} entries of the bank fit no payment");
        Ok(answer)
    }

    /// Confirms the accounts that the bank did not pay to.
    async fn confirm_accounts(&self) -> anyhow::Result<()> {
        let mut grants = self.grants(&[]).await?;
        grants.retain(|grant| !grant.account_returned_date.is_empty());
        for grant in grants {
            let request = v1::ConfirmAccountRequest {
                name: grant.name,
                etag: grant.etag,
                reason: "Bekreftet av mottakeren på telefon; banken hadde sperret kontoen."
                    .to_owned(),
            };
            let answer = self.finance.finance().confirm_account(request).await;
            answer.map_err(told)?;
        }
        Ok(())
    }
    /// What was attested, approved by another as one batch, and exported for the bank, twice.
    async fn approve_payments(&mut self) -> anyhow::Result<Vec<u8>> {
        let request = v1::ApprovePaymentsRequest {
            name: self.new_name("batches"),
            grants: Vec::new(),
        };
        let answer = self.decider.finance().approve_payments(request).await;
        let batch = answer.map_err(told)?.into_inner().batch;
        let batch = batch.context("no batch in the answer")?;
        let file = self.bank_file(&batch.name).await?;
        if file != self.bank_file(&batch.name).await? {
            self.played.rewritten.push(batch.name);
        }
        self.played.batched_ore += ore(batch.amount);
        self.played.bank_files.push(file.clone());
        Ok(file)
    }

    /// The bank's file of a batch.
    async fn bank_file(&self, batch: &str) -> anyhow::Result<Vec<u8>> {
        let mut file = Vec::new();
        client::bank_file(&self.finance, bank_file_of(batch), &mut file).await?;
        Ok(file)
    }

    /// The payment basis.
    pub(super) async fn payments(&self, include_paid: bool) -> anyhow::Result<Vec<v1::Payment>> {
        let request = v1::ExportPaymentsRequest {
            parent: self.call.clone(),
            include_paid,
        };
        let mut stream = self
            .finance
            .finance()
            .export_payments(request)
            .await
            .map_err(told)?
            .into_inner();
        let mut payments = Vec::new();
        while let Some(message) = stream.message().await.map_err(told)? {
            payments.extend(message.payments);
        }
        Ok(payments)
    }

    /// The call's grants in some states.
    pub(super) async fn grants(&self, states: &[v1::GrantState]) -> anyhow::Result<Vec<v1::Grant>> {
        pages::all(async |page_token| {
            let request = v1::ListGrantsRequest {
                parent: self.call.clone(),
                page_size: pages::PAGE_SIZE,
                page_token,
                states: states.iter().map(|state| i32::from(*state)).collect(),
            };
            let answer = self.handler.grants().list_grants(request).await;
            let page = answer.map_err(told)?.into_inner();
            Ok((page.grants, page.next_page_token))
        })
        .await
    }
}
