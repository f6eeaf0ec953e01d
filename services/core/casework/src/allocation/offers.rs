//! The common part of both kinds of approval: grants are offered.

use std::collections::BTreeMap;

use domain::allocation::award::Award;
use domain::application::{Application, Outcome};
use domain::calendar::add_days;
use domain::call::Call;
use domain::grant::{
    Awaited, Grant, GrantBudget, GrantState, GrantTakeover, Instalment, PaymentDocument,
    REVISED_BUDGET,
};
use domain::identifiers::{AllocationId, ApplicationId, CallId};
use domain::money::Money;
use domain::report::{Report, ReportKind, ReportState};
use domain::rules::RuleValues;
use domain::scheme::{Decided, Scheme};
use domain::state_aid::EuroRate;
use domain::step::Revision;
use domain::tags::Tags;
use store::error::Row;

use super::resource::AllocationKey;
use crate::actor::Actor;
use crate::call::pinned_rules;
use crate::error::{CaseError, PlanFault};
use crate::ledger::tags;
use crate::state_aid::Aids;
use crate::step::Context;

/// An amount that is offered to an application, or that its grant rises to.
#[derive(Clone, Copy)]
pub(crate) struct Offered<'a> {
    /// The allocation that decided the application.
    pub allocation: AllocationId,
    /// Number of the decision that raises it after its allocation; zero for what that gives.
    pub decision: i32,
    /// The amount.
    pub amount: Money,
    /// The part of it that waits for next year's frame.
    pub awaited: Option<Awaited>,
    /// The sub-frame it is promised from.
    pub sub_frame: &'a str,
    /// Kroner for one euro on the day.
    pub euro_rate: Option<EuroRate>,
}

/// Offers a grant to an application that was refused by its allocation.
pub(crate) async fn offer_one<S: Scheme>(
    context: &mut Context<'_>,
    call: &Call,
    application: &Application<S::Form>,
    offered: Offered<'_>,
) -> Result<Grant, CaseError> {
    let rules = pinned_rules::<S>(call)?;
    let mut offers = Offers::<S>::none(call);
    offers.offer(context.actor, (call, &rules), offered, application)?;
    let by = (offered.allocation, offered.decision);
    let grants = offers.store(context, by, offered.euro_rate).await?;
    let at = Row::of("application", application.id);
    Ok(at.known("state", grants.into_iter().next())?)
}

/// The offers of a decision: a grant with its letter, payments and reports for each application
/// that gets something.
pub(super) struct Offers<S: Scheme> {
    grants: Vec<Grant>,
    reports: Vec<Report<S::Indicators>>,
    call: CallId,
    tags: Vec<(ApplicationId, Tags)>,
    aids: Aids,
}

impl<S: Scheme> Offers<S> {
    /// Makes the offers to applications that were just decided.
    pub fn of(
        actor: &Actor,
        call: &Call,
        key: &AllocationKey,
        awards: &[Award],
        decided: &[Application<S::Form>],
    ) -> Result<Self, CaseError> {
        let rules = pinned_rules::<S>(call)?;
        let by_id: BTreeMap<ApplicationId, &Award> = awards
            .iter()
            .map(|award| (award.application, award))
            .collect();
        let mut offers = Self::none(call);
        for application in decided {
            let at = Row::of("application", application.id);
            // What was proposed, what is decided and what is promised are one amount of one
            // allocation.
            let award = by_id.get(&application.id).filter(|award| {
                application.state.decided()
                    == Some(&Outcome {
                        allocation: key.allocation,
                        amount: award.amount,
                    })
            });
            let award = at.known("state", award)?;
            if award.amount > Money::ZERO {
                let offered = Offered {
                    allocation: key.allocation,
                    decision: 0,
                    amount: award.amount,
                    awaited: None,
                    sub_frame: &award.sub_frame,
                    euro_rate: None,
                };
                offers.offer(actor, (call, &rules), offered, application)?;
            }
        }
        Ok(offers)
    }

    /// Returns no offers of a call.
    fn none(call: &Call) -> Self {
        Self {
            grants: Vec::new(),
            reports: Vec::new(),
            call: call.id.clone(),
            tags: Vec::new(),
            aids: Aids::default(),
        }
    }

    /// Stores the offers of an allocation, or of a later decision with a number, and returns the
    /// grants.
    pub async fn store(
        self,
        context: &mut Context<'_>,
        (allocation, decision): (AllocationId, i32),
        rate: Option<EuroRate>,
    ) -> Result<Vec<Grant>, CaseError> {
        let (now, db) = (context.actor.now, &mut *context.db);
        crate::grant::rows::insert(db, &self.grants).await?;
        let of = (&self.call, allocation, decision);
        self.aids.store(db, of, now, rate).await?;
        tags::insert(db, &self.call, &self.tags).await?;
        crate::report::rows::insert(db, &self.reports).await?;
        Ok(self.grants)
    }

    fn offer(
        &mut self,
        actor: &Actor,
        (call, rules): (&Call, &RuleValues),
        offered: Offered<'_>,
        application: &Application<S::Form>,
    ) -> Result<(), CaseError> {
        let decided = Decided {
            call,
            application,
            granted: offered.amount,
            date: actor.today(),
        };
        let mut instalments = payments::<S>(&decided, rules)?;
        if let Some(awaited) = offered.awaited {
            awaited.set_aside(&mut instalments);
        }
        let reports = reports::<S>(actor, &decided, rules)?;
        let before_payment = |report: &Report<_>| report.kind == ReportKind::Accounts;
        let settled_first = reports.iter().any(before_payment);
        self.reports.extend(reports);
        let tags = S::tags(&application.draft.form, rules)?;
        self.tags.push((application.id, tags));
        let aid = S::state_aid(&application.draft.form, rules)?;
        self.aids.add(application.id, offered.amount, aid);
        // A year ahead at the most: no calendar ends there.
        let days = u32::from(call.terms.acceptance_days);
        let accept_by = add_days(decided.date, days).unwrap_or(decided.date);
        self.grants.push(Grant {
            id: application.id,
            call: call.id.clone(),
            allocation: offered.allocation,
            case_reference: application.case_reference.clone(),
            recipient: application.draft.applicant.clone(),
            sub_frame: offered.sub_frame.to_owned(),
            granted: offered.amount,
            approved_by: actor.caller.subject.clone(),
            decided: actor.now,
            accept_by,
            budget: Some(GrantBudget {
                applied: S::budget(&application.draft.form),
                requested: application.draft.requested,
                revise: rules.flag(REVISED_BUDGET)?.value,
                revised: None,
            }),
            conditions: S::conditions(&decided, rules)?,
            instalments,
            payment_documents: payment_documents::<S>(&decided, rules)?,
            facts: S::payment_facts(&decided, rules)?,
            obligations: S::obligations(&decided, rules)?,
            account_changes: Vec::new(),
            changes: Vec::new(),
            repayments: Vec::new(),
            recoveries: Vec::new(),
            settled_first,
            settlement: None,
            terms: None,
            accepted_terms: None,
            late_acceptance: None,
            lapse_notice: None,
            state: GrantState::Offered,
            account_returned_on: None,
            takeover: GrantTakeover::default(),
            last_step: actor.record(""),
            revision: Revision::FIRST,
        });
        Ok(())
    }
}

/// Returns the documents that payment waits for; none of them is there yet.
fn payment_documents<S: Scheme>(
    decided: &Decided<'_, S::Form>,
    rules: &RuleValues,
) -> Result<Vec<PaymentDocument>, CaseError> {
    let documents = S::documents(decided, rules)?.into_iter();
    let awaited = documents.map(|required| PaymentDocument {
        required,
        is_there: false,
    });
    Ok(awaited.collect())
}

/// Returns the payment plan, which must come to what is granted.
pub(super) fn payments<S: Scheme>(
    decided: &Decided<'_, S::Form>,
    rules: &RuleValues,
) -> Result<Vec<Instalment>, CaseError> {
    let planned = S::payment_plan(decided, rules)?;
    let sum: i64 = planned.iter().map(|payment| payment.amount.ore()).sum();
    if sum != decided.granted.ore() || planned.iter().any(|payment| !payment.amount.is_positive()) {
        return Err(CaseError::Plan {
            case: decided.application.case_reference.clone(),
            fault: PlanFault::Payments,
        });
    }
    Ok((1..)
        .zip(planned)
        .map(|(number, payment)| Instalment::planned(number, payment))
        .collect())
}

/// Returns the reports to come; the last of them ends the grant.
pub(super) fn reports<S: Scheme>(
    actor: &Actor,
    decided: &Decided<'_, S::Form>,
    rules: &RuleValues,
) -> Result<Vec<Report<S::Indicators>>, CaseError> {
    let planned = S::report_plan(decided, rules)?;
    let count = planned.len();
    if count == 0 {
        return Err(CaseError::Plan {
            case: decided.application.case_reference.clone(),
            fault: PlanFault::NoReport,
        });
    }
    Ok((1_i32..)
        .zip(planned)
        .map(|(number, report)| Report {
            grant: decided.application.id,
            id: report.id,
            call: decided.call.id.clone(),
            case_reference: decided.application.case_reference.clone(),
            number,
            kind: report.kind,
            due: report.due.day(),
            years_after_payment: report.due.years_after_payment(),
            last: usize::try_from(number) == Ok(count),
            content: None,
            state: ReportState::Open,
            last_step: actor.record(""),
            revision: Revision::FIRST,
            extensions: Vec::new(),
            reminders: Vec::new(),
        })
        .collect())
}
