//! Retention of cases, and disposals.

use std::fmt;

use chrono::NaiveDate;
use domain::identifiers::{CallId, DisposalId};
use domain::retention::{
    CaseHold, Disposal, DisposalCase, ErasedCounts, KeptReason, Outcome, RetainedCase,
    RetentionClass,
};
use domain::violations::Violations;

use crate::fields::sha256;
use crate::names::{CallName, NameError, ResourceName, SchemeName, resource_name};
use crate::outward::{Outward, day, timestamp};
use crate::parents::CallOrAll;
use crate::{SchemeContract, v1};

resource_name!(
    /// A disposal of cases (kassasjon).
    DisposalName = "schemes/{scheme}/disposals/{disposal}" {
        /// The disposal.
        "disposals" / id: DisposalId,
    }
);

/// Reads a disposal that is to be announced: its id, its call, and the day.
pub fn asked<S: SchemeContract>(
    faults: &mut Violations,
    from: Option<v1::Disposal>,
) -> Option<(DisposalId, Option<CallId>, NaiveDate)> {
    let from = faults.required("disposal", from)?;
    faults.within("disposal", |faults| {
        let code = S::PROFILE.code;
        let name = DisposalName::read(faults, "name", &from.name, code);
        let parent = CallOrAll::read(faults, "parent", &from.parent, code);
        let due_by = faults.date("due_by_date", &from.due_by_date);
        Some((name?.id, parent?.call(), due_by?))
    })
}

/// Reads the hash that a plan answered.
pub fn seen(faults: &mut Violations, text: &str) -> Option<String> {
    sha256(faults, "seen", text)
}

impl From<RetentionClass> for v1::RetentionClass {
    fn from(class: RetentionClass) -> Self {
        match class {
            RetentionClass::Draft => Self::Draft,
            RetentionClass::WithoutGrant => Self::WithoutGrant,
            RetentionClass::Granted => Self::Granted,
        }
    }
}

impl From<KeptReason> for v1::KeptReason {
    fn from(reason: KeptReason) -> Self {
        match reason {
            KeptReason::NotDecided => Self::NotDecided,
            KeptReason::CallOpen => Self::CallOpen,
            KeptReason::GrantRuns => Self::GrantRuns,
            KeptReason::PaymentOpen => Self::PaymentOpen,
            KeptReason::LetterNotSent => Self::LetterNotSent,
            KeptReason::AppealRuns => Self::AppealRuns,
            KeptReason::ChangeWaits => Self::ChangeWaits,
            KeptReason::DutyRuns => Self::DutyRuns,
            KeptReason::MoneyOwed => Self::MoneyOwed,
            KeptReason::NoRule => Self::NoRule,
            KeptReason::NotDue => Self::NotDue,
            KeptReason::Held => Self::Held,
        }
    }
}

impl From<ErasedCounts> for v1::ErasedCounts {
    fn from(counts: ErasedCounts) -> Self {
        Self {
            events: counts.events,
            documents: counts.documents,
            letters: counts.letters,
            bytes: counts.bytes,
            rows: counts.rows,
        }
    }
}

fn kept(reasons: &[KeptReason]) -> Vec<i32> {
    let reasons = reasons.iter();
    reasons
        .map(|reason| v1::KeptReason::from(*reason).into())
        .collect()
}

impl<S: SchemeContract> Outward<S> {
    /// A disposal; `with_cases` where its cases are shown.
    #[must_use]
    pub fn disposal(&self, of: &Disposal, with_cases: bool) -> v1::Disposal {
        let scheme = self.scheme();
        let parent = match &of.call {
            Some(call) => CallOrAll::Call(CallName {
                scheme: scheme.clone(),
                call: call.clone(),
            }),
            None => CallOrAll::All(SchemeName { scheme }),
        };
        let state = match (&of.carried_out, of.is_done()) {
            (None, _) => v1::DisposalState::Announced,
            (Some(_), false) => v1::DisposalState::UnderWay,
            (Some(_), true) => v1::DisposalState::CarriedOut,
        };
        let cases = of.cases.iter().filter(|_| with_cases);
        v1::Disposal {
            name: self.disposal_name(of.id),
            parent: parent.to_string(),
            due_by_date: of.due_by.to_string(),
            erase_on_date: of.erase_on.to_string(),
            state: state.into(),
            cases: cases.map(|case| self.disposal_case(case)).collect(),
            left_out: of.left_out,
            erased: Some(of.counts().into()),
            objects_left: of.objects_left,
            announcement: Some(self.step(&of.announced, true)),
            carrying_out: of
                .carried_out
                .as_ref()
                .map(|record| self.step(record, true)),
        }
    }

    /// A case of a disposal, or of a plan.
    #[must_use]
    pub fn disposal_case(&self, of: &DisposalCase) -> v1::DisposalCase {
        let (erase_time, erased, reasons) = match &of.outcome {
            Some(Outcome::Erased { at, counts }) => {
                (Some(timestamp(*at)), Some((*counts).into()), Vec::new())
            }
            Some(Outcome::Kept { reasons, .. }) => (None, None, kept(reasons)),
            None => (None, None, Vec::new()),
        };
        v1::DisposalCase {
            application: self.application_name(&of.call, of.application).to_string(),
            case_reference: of.case_reference.to_string(),
            organisation_number: of.organisation.to_string(),
            class: v1::RetentionClass::from(of.class).into(),
            ended_date: of.ended.to_string(),
            due_date: of.due.to_string(),
            rule_id: of.class.rule().to_owned(),
            citation: of.source.clone(),
            erase_time,
            erased,
            kept: reasons,
        }
    }

    /// The retention of a case.
    #[must_use]
    pub fn retention(&self, of: &RetainedCase) -> v1::Retention {
        let standing = &of.standing;
        let class = standing.class;
        let erased_under = of.erased.map(|erased| erased.disposal);
        let under = erased_under.or(of.announced.map(|(disposal, _)| disposal));
        v1::Retention {
            application: self.application_name(&of.call, of.application).to_string(),
            class: class
                .map(v1::RetentionClass::from)
                .unwrap_or_default()
                .into(),
            ended_date: day(standing.ended),
            due_date: day(standing.due),
            rule_id: class
                .map(RetentionClass::rule)
                .unwrap_or_default()
                .to_owned(),
            citation: standing.source.clone(),
            kept: kept(&standing.kept),
            held: of.is_held(),
            holds: of.holds.iter().map(|hold| self.hold(hold)).collect(),
            disposal: under.map(|id| self.disposal_name(id)).unwrap_or_default(),
            erase_on_date: day(of.announced.map(|(_, day)| day)),
            erase_time: of.erased.map(|erased| timestamp(erased.at)),
            etag: of.revision().etag(),
        }
    }

    fn hold(&self, of: &CaseHold) -> v1::CaseHold {
        let released = of.released.as_ref();
        v1::CaseHold {
            held: Some(self.step(&of.held, true)),
            released: released.map(|record| self.step(record, true)),
        }
    }

    /// The name of a disposal.
    pub(crate) fn disposal_name(&self, id: DisposalId) -> String {
        let scheme = self.scheme();
        DisposalName { scheme, id }.to_string()
    }
}
