//! Recoveries of money that grants must pay back.

use chrono::NaiveDate;
use domain::grant::{
    Arrangement, ArrangementPlan, ArrangementState, DuePart, FaultClass, Grant, InterestPaid,
    Recovery, RecoveryStanding,
};
use domain::shared_rules::interest_rules;
use domain::violations::Violations;

use crate::fields::date_text;
use crate::names::{DecisionName, GrantName, RecoveryName, ResourceName};
use crate::outward::Outward;
use crate::v1::arrangement_plan::Kind;
use crate::{SchemeContract, money, v1};

/// The most parts that a claim is paid in: five years of months.
const PARTS_MAX: usize = 60;

/// The most instalments of a grant.
const INSTALMENTS_MAX: i32 = 10_000;

/// Characters of a reference.
pub const REFERENCE_CHARACTERS_MAX: usize = 200;

/// Returns the domain's class of a fault.
#[must_use]
pub fn fault_class(class: v1::FaultClass) -> Option<FaultClass> {
    match class {
        v1::FaultClass::Unspecified => None,
        v1::FaultClass::GoodFaith => Some(FaultClass::GoodFaith),
        v1::FaultClass::Negligence => Some(FaultClass::Negligence),
        v1::FaultClass::GrossNegligence => Some(FaultClass::GrossNegligence),
    }
}

impl From<FaultClass> for v1::FaultClass {
    fn from(class: FaultClass) -> Self {
        match class {
            FaultClass::GoodFaith => Self::GoodFaith,
            FaultClass::Negligence => Self::Negligence,
            FaultClass::GrossNegligence => Self::GrossNegligence,
        }
    }
}

/// Reads an arrangement.
pub fn plan<S: SchemeContract>(
    faults: &mut Violations,
    from: Option<v1::ArrangementPlan>,
) -> Option<ArrangementPlan> {
    let from = faults.required("plan", from)?;
    faults.within("plan", |faults| match from.kind {
        None => {
            faults.add(
                "set_off",
                "or instalments, collection or remission is required; send one",
            );
            None
        }
        Some(Kind::SetOff(from)) => faults.within("set_off", |faults| set_off::<S>(faults, &from)),
        Some(Kind::Instalments(from)) => {
            let parts = faults.within("instalments", |faults| parts(faults, from.parts));
            parts.map(|parts| ArrangementPlan::Instalments { parts })
        }
        Some(Kind::Collection(from)) => {
            let field = "collection.reference";
            let reference = faults.line(field, &from.reference, REFERENCE_CHARACTERS_MAX);
            reference.map(|reference| ArrangementPlan::Collection { reference })
        }
        Some(Kind::Remission(from)) => {
            faults.within("remission", |faults| remission(faults, &from))
        }
    })
}

fn set_off<S: SchemeContract>(
    faults: &mut Violations,
    from: &v1::SetOff,
) -> Option<ArrangementPlan> {
    let grant = GrantName::read(faults, "grant", &from.grant, S::PROFILE.code);
    let instalment = faults.number("instalment", from.instalment, 1..=INSTALMENTS_MAX);
    let amount = money::positive(faults, "amount", from.amount);
    let grant = grant?;
    Some(ArrangementPlan::SetOff {
        call: grant.call,
        grant: grant.grant,
        instalment: instalment?,
        amount: amount?,
    })
}

fn parts(faults: &mut Violations, from: Vec<v1::DuePart>) -> Option<Vec<DuePart>> {
    faults.list_size("parts", from.len(), 1..=PARTS_MAX)?;
    faults.each("parts", from, |faults, part| {
        let pay_by = faults.date("pay_by_date", &part.pay_by_date);
        let amount = money::positive(faults, "amount", part.amount);
        Some(DuePart {
            pay_by: pay_by?,
            amount: amount?,
        })
    })
}

fn remission(faults: &mut Violations, from: &v1::Remission) -> Option<ArrangementPlan> {
    let amount = money::required(faults, "amount", from.amount);
    let interest = money::optional(faults, "interest", from.interest);
    let (amount, interest) = (amount?, interest?.unwrap_or_default());
    if !amount.is_positive() && !interest.is_positive() {
        faults.add("amount", "must be above zero where no interest is remitted");
        return None;
    }
    Some(ArrangementPlan::Remission { amount, interest })
}

const fn arrangement_state(state: ArrangementState) -> v1::ArrangementState {
    match state {
        ArrangementState::Proposed => v1::ArrangementState::Proposed,
        ArrangementState::Approved => v1::ArrangementState::Approved,
        ArrangementState::Rejected => v1::ArrangementState::Rejected,
    }
}

/// Returns where a recovery stands.
fn state(recovery: &Recovery, standing: &RecoveryStanding) -> v1::RecoveryState {
    match (&recovery.claim, recovery.binding()) {
        (None, _) => v1::RecoveryState::Noticed,
        (Some(_), _) if !standing.left.is_positive() => v1::RecoveryState::Settled,
        (Some(_), Some(ArrangementPlan::Collection { .. })) => v1::RecoveryState::Collection,
        (Some(_), Some(ArrangementPlan::Instalments { .. })) => v1::RecoveryState::Instalments,
        (Some(_), _) => v1::RecoveryState::Claimed,
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A recovery of a grant, as it stands on a day.
    #[must_use]
    pub fn recovery(&self, grant: &Grant, recovery: &Recovery, today: NaiveDate) -> v1::Recovery {
        let name = RecoveryName {
            scheme: self.scheme(),
            call: grant.call.clone(),
            grant: grant.id,
            recovery: recovery.number,
        };
        let standing = match interest_rules(today) {
            Ok(rules) => grant.recovery_standing(recovery.number, &rules, today),
            // The shared rules of every day have these values: a test reads them.
            Err(_) => RecoveryStanding::default(),
        };
        let step = |record| self.step(record, false);
        let (notice, claim) = (recovery.notice.as_ref(), recovery.claim.as_ref());
        let decision = claim.map(|claim| DecisionName {
            scheme: self.scheme(),
            call: grant.call.clone(),
            application: grant.id,
            decision: claim.decision,
        });
        let fault = claim.map(|claim| claim.fault);
        let fault = fault.or_else(|| notice.and_then(|notice| notice.fault));
        let class = fault.map(v1::FaultClass::from);
        let arrangements = recovery.arrangements.iter();
        let interest = recovery.interest_paid.iter();
        v1::Recovery {
            name: name.to_string(),
            state: state(recovery, &standing).into(),
            noticed: notice.map(|notice| notice.amount.into()),
            answer_by_date: date_text(notice.map(|notice| notice.answer_by)),
            notice: notice.map(|notice| step(&notice.record)),
            answer: recovery.answer.as_ref().map(step),
            claimed: claim.map(|claim| claim.amount.into()),
            first_claimed: claim.map(|claim| claim.first_claimed().into()),
            interest_back: claim.map(|claim| claim.interest_back().into()),
            decision: decision.map_or_else(String::new, |name| name.to_string()),
            fault_class: class.unwrap_or_default().into(),
            pay_by_date: date_text(claim.map(|claim| claim.pay_by)),
            claim: claim.map(|claim| step(&claim.record)),
            interest_from_date: date_text(claim.and_then(|claim| claim.interest_from)),
            left: Some(standing.left.into()),
            interest: standing.interest.map(Into::into),
            arrangements: arrangements.map(|one| self.arrangement(one)).collect(),
            interest_payments: interest.map(|one| self.interest_payment(one)).collect(),
        }
    }

    fn interest_payment(&self, paid: &InterestPaid) -> v1::InterestPayment {
        v1::InterestPayment {
            amount: Some(paid.amount.into()),
            booked_date: paid.booked.to_string(),
            reference: paid.reference.clone(),
            step: Some(self.step(&paid.record, false)),
        }
    }

    fn arrangement(&self, one: &Arrangement) -> v1::Arrangement {
        let kind = match &one.plan {
            ArrangementPlan::SetOff {
                call,
                grant,
                instalment,
                amount,
            } => Kind::SetOff(v1::SetOff {
                grant: self.grant_name(call, *grant).to_string(),
                instalment: *instalment,
                amount: Some((*amount).into()),
            }),
            ArrangementPlan::Instalments { parts } => Kind::Instalments(v1::PaidInParts {
                parts: parts
                    .iter()
                    .map(|part| v1::DuePart {
                        pay_by_date: part.pay_by.to_string(),
                        amount: Some(part.amount.into()),
                    })
                    .collect(),
            }),
            ArrangementPlan::Collection { reference } => Kind::Collection(v1::Collection {
                reference: reference.clone(),
            }),
            ArrangementPlan::Remission { amount, interest } => Kind::Remission(v1::Remission {
                amount: Some((*amount).into()),
                interest: Some((*interest).into()),
            }),
        };
        v1::Arrangement {
            number: one.number,
            state: arrangement_state(one.state).into(),
            plan: Some(v1::ArrangementPlan { kind: Some(kind) }),
            proposal: Some(self.step(&one.proposed, false)),
            answer: one.answered.as_ref().map(|record| self.step(record, false)),
        }
    }
}
