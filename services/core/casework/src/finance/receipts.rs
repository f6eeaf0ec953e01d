use std::collections::{BTreeMap, BTreeSet};

use domain::finance::{
    Receipt, ReceiptOutcome, ReceiptVerdict, RejectedReceipt, read_end_to_end_id,
};
use domain::grant::{Grant, Instalment};
use domain::identifiers::{ApplicationId, CallId, CaseReference};
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;
use sqlx::PgConnection;

use super::attest::interest_declared;
use super::plan_changes::PlanChanges;
use crate::assessment::declared_interest;
use crate::call::visible;
use crate::error::CaseError;
use crate::grant::rows;
use crate::step::{Context, Record};

/// Records receipts (kvitteringer) from the paying system, in any order and however often: each
/// instalment is paid once. A receipt that cannot be true changes nothing and is listed with what
/// is wrong.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReceipts {
    /// The call.
    pub call: CallId,
    /// The receipts.
    pub receipts: Vec<Receipt>,
}

impl<S: Scheme> Record<S> for ImportReceipts {
    const STEP: StepName = StepName::ImportReceipts;
    type Answer = ReceiptOutcome;

    async fn record(&self, context: &mut Context<'_>) -> Result<ReceiptOutcome, CaseError> {
        let (actor, call) = (context.actor, &self.call);
        visible(context.db, actor, call).await?;
        let interests = declared_interest(context.db, call, &actor.caller.subject).await?;
        let mut ledger = Ledger::open(context.db, call, &self.receipts).await?;
        let mut outcome = ReceiptOutcome::default();
        for receipt in &self.receipts {
            let verdict = match ledger.find(receipt) {
                Some(found) if interests.contains(&found.grant) => {
                    ReceiptVerdict::Rejected(interest_declared())
                }
                Some(found) => found.judge(receipt),
                None => receipt.judge(None),
            };
            match verdict {
                ReceiptVerdict::Paid(_) => outcome.paid += 1,
                ReceiptVerdict::Repeated => outcome.repeated += 1,
                ReceiptVerdict::Rejected(problem) => outcome.rejected.push(RejectedReceipt {
                    end_to_end_id: receipt.end_to_end_id.clone(),
                    problem,
                }),
            }
        }
        let mut changes = PlanChanges::default();
        for (grant, paid) in ledger.close() {
            changes.change(context, grant, &paid);
        }
        changes.finish(context, call).await?;
        Ok(outcome)
    }
}

/// The grants that a file of receipts names, locked, with what the receipts have changed so far.
struct Ledger {
    grants: BTreeMap<CaseReference, Grant>,
    paid: BTreeMap<CaseReference, BTreeMap<i32, Instalment>>,
}

/// One instalment that a receipt names.
struct Found<'a> {
    grant: ApplicationId,
    instalment: Instalment,
    paid: &'a mut BTreeMap<i32, Instalment>,
}

impl Found<'_> {
    /// Judges the receipt, and keeps what it changes: a second one in the same file repeats it.
    fn judge(self, receipt: &Receipt) -> ReceiptVerdict {
        let verdict = receipt.judge(Some(&self.instalment));
        if let ReceiptVerdict::Paid(state) = &verdict {
            let state = state.clone();
            let number = self.instalment.number;
            self.paid.insert(
                number,
                Instalment {
                    state,
                    ..self.instalment
                },
            );
        }
        verdict
    }
}

impl Ledger {
    async fn open(
        db: &mut PgConnection,
        call: &CallId,
        receipts: &[Receipt],
    ) -> Result<Self, CaseError> {
        let cases: BTreeSet<CaseReference> = receipts
            .iter()
            .filter_map(|receipt| read_end_to_end_id(&receipt.end_to_end_id))
            .map(|(case, _)| case)
            .collect();
        let cases: Vec<CaseReference> = cases.into_iter().collect();
        let ids = rows::instalment::grants_of_cases(db, call, &cases).await?;
        let grants = if ids.is_empty() {
            Vec::new()
        } else {
            rows::lock(db, call, &ids, &[]).await?
        };
        Ok(Self {
            grants: grants
                .into_iter()
                .map(|grant| (grant.case_reference.clone(), grant))
                .collect(),
            paid: BTreeMap::new(),
        })
    }

    fn find(&mut self, receipt: &Receipt) -> Option<Found<'_>> {
        let (case, (number, hand_over)) = read_end_to_end_id(&receipt.end_to_end_id)?;
        let grant = self.grants.get(&case)?;
        let paid = self.paid.entry(case).or_default();
        let instalment = match paid.get(&number) {
            Some(changed) => changed.clone(),
            None => grant
                .instalments
                .iter()
                .find(|one| one.number == number && one.hand_over == hand_over)?
                .clone(),
        };
        Some(Found {
            grant: grant.id,
            instalment,
            paid,
        })
    }

    /// Returns the grants that changed, each with its changed instalments.
    fn close(mut self) -> Vec<(Grant, Vec<Instalment>)> {
        self.paid
            .into_iter()
            .filter(|(_, changes)| !changes.is_empty())
            .filter_map(|(case, changes)| {
                let grant = self.grants.remove(&case)?;
                Some((grant, changes.into_values().collect()))
            })
            .collect()
    }
}
