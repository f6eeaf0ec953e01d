//! Grants (tilskudd).

use chrono::NaiveDate;
use domain::event::hexadecimal;
use domain::findings::{message_id, sentence};
use domain::grant::{
    AccountChange, AccountChangeState, BankAnswer, BankAnswerKind, Condition, Grant, GrantState,
    Instalment, InstalmentSource, InstalmentState, LapseNotice, PaymentDocument, Repayment,
    TermsVersion,
};
use domain::identifiers::{AccountNumber, ApplicationId, CallId};
use domain::names;
use domain::violations::Violations;

use crate::fields::{date_text, sha256};
use crate::names::{DecisionName, GrantName};
use crate::obligation::repayment_rows;
use crate::outward::{Outward, day, timestamp};
use crate::{SchemeContract, v1};

/// Returns the domain's name of a state, by which lists are filtered.
#[must_use]
pub fn state_name(state: v1::GrantState) -> Option<&'static str> {
    match state {
        v1::GrantState::Unspecified => None,
        v1::GrantState::Offered => Some("offered"),
        v1::GrantState::Accepted => Some("accepted"),
        v1::GrantState::Declined => Some("declined"),
        v1::GrantState::Lapsed => Some("lapsed"),
        v1::GrantState::Reversed => Some("reversed"),
        v1::GrantState::Active => Some("active"),
        v1::GrantState::Paused => Some("paused"),
        v1::GrantState::Reported => Some("reported"),
        v1::GrantState::Closed => Some("closed"),
        v1::GrantState::Recovery => Some("recovery"),
    }
}

impl From<&GrantState> for v1::GrantState {
    fn from(state: &GrantState) -> Self {
        match state {
            GrantState::Offered => v1::GrantState::Offered,
            GrantState::Accepted { .. } => v1::GrantState::Accepted,
            GrantState::Declined => v1::GrantState::Declined,
            GrantState::Lapsed => v1::GrantState::Lapsed,
            GrantState::Reversed => v1::GrantState::Reversed,
            GrantState::Active { .. } => v1::GrantState::Active,
            GrantState::Paused { .. } => v1::GrantState::Paused,
            GrantState::Reported { .. } => v1::GrantState::Reported,
            GrantState::Closed { .. } => v1::GrantState::Closed,
            GrantState::Recovery { .. } => v1::GrantState::Recovery,
        }
    }
}

impl From<&InstalmentState> for v1::InstalmentState {
    fn from(state: &InstalmentState) -> Self {
        match state {
            InstalmentState::Planned => v1::InstalmentState::Planned,
            InstalmentState::Attested { .. } => v1::InstalmentState::Attested,
            InstalmentState::Approved { .. } => v1::InstalmentState::Approved,
            InstalmentState::Paid { .. } => v1::InstalmentState::Paid,
            InstalmentState::Cancelled => v1::InstalmentState::Cancelled,
        }
    }
}

impl From<AccountChangeState> for v1::AccountChangeState {
    fn from(state: AccountChangeState) -> Self {
        match state {
            AccountChangeState::Asked => Self::Asked,
            AccountChangeState::Waiting => Self::Waiting,
            AccountChangeState::Used => Self::Used,
            AccountChangeState::Rejected => Self::Rejected,
        }
    }
}

impl From<Instalment> for v1::Instalment {
    fn from(instalment: Instalment) -> Self {
        v1::Instalment {
            number: instalment.number,
            due_date: instalment.due.to_string(),
            amount: Some(instalment.amount.into()),
            state: v1::InstalmentState::from(&instalment.state).into(),
            budget_year: instalment.year,
            bank_answer: instalment.bank.map(Into::into),
            hand_over: instalment.hand_over,
            set_off_case: instalment
                .state
                .set_off()
                .map_or_else(String::new, ToString::to_string),
            source: v1::InstalmentSource::from(instalment.source).into(),
        }
    }
}

impl From<InstalmentSource> for v1::InstalmentSource {
    fn from(source: InstalmentSource) -> Self {
        match source {
            InstalmentSource::Call => Self::Call,
            InstalmentSource::Awaited { .. } => Self::Awaited,
            InstalmentSource::NextYear => Self::NextYear,
            InstalmentSource::Repaid => Self::Repaid,
        }
    }
}

impl From<BankAnswer> for v1::BankAnswer {
    fn from(answer: BankAnswer) -> Self {
        let kind = match answer.kind {
            BankAnswerKind::Accepted => v1::BankAnswerKind::Accepted,
            BankAnswerKind::Rejected => v1::BankAnswerKind::Rejected,
            BankAnswerKind::Booked => v1::BankAnswerKind::Booked,
            BankAnswerKind::Returned => v1::BankAnswerKind::Returned,
        };
        v1::BankAnswer {
            kind: kind.into(),
            reason_code: answer.code,
            reason: answer.text,
            booked_date: day(answer.booked),
        }
    }
}

/// Reads the terms of a grant that a step names.
pub fn terms_version(
    faults: &mut Violations,
    grant: Option<&GrantName>,
    from: Option<v1::TermsVersion>,
) -> Option<TermsVersion> {
    let from = faults.required("terms", from)?;
    faults.within("terms", |faults| {
        let name: Option<DecisionName> = faults.parse("decision", &from.decision);
        let name = name.filter(|name| {
            let same = grant.is_none_or(|grant| {
                (&name.scheme, &name.call, name.application)
                    == (&grant.scheme, &grant.call, grant.grant)
            });
            if !same {
                faults.add(
                    "decision",
                    "is about another application; send the terms of the grant as last read",
                );
            }
            same
        });
        let text_sha256 = sha256(faults, "text_sha256", &from.text_sha256);
        Some(TermsVersion {
            decision: name?.decision,
            text_sha256: text_sha256?,
        })
    })
}

impl From<&PaymentDocument> for v1::PaymentDocument {
    fn from(document: &PaymentDocument) -> Self {
        v1::PaymentDocument {
            kind: document.required.kind.clone(),
            citation: document.required.citation.clone(),
            is_there: document.is_there,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// The name of a grant.
    #[must_use]
    pub fn grant_name(&self, call: &CallId, grant: ApplicationId) -> GrantName {
        GrantName {
            scheme: self.scheme(),
            call: call.clone(),
            grant,
        }
    }

    /// A grant on a day. `show_account` for the recipient, case handlers and finance only. The view
    /// has left out the people that the caller is not told of.
    #[must_use]
    pub fn grant(&self, grant: Grant, show_account: bool, today: NaiveDate) -> v1::Grant {
        let account = grant.account_on(today).filter(|_| show_account);
        let changes = grant.account_changes.iter();
        let account_changes = changes
            .map(|change| self.account_change(change, show_account, today))
            .collect();
        let asked = grant.changes.iter();
        let changes_asked = asked.map(|one| self.grant_change(&grant, one)).collect();
        let recoveries = grant.recoveries.iter();
        let recoveries = recoveries
            .map(|one| self.recovery(&grant, one, today))
            .collect();
        let (late, notice) = (grant.late_acceptance.as_ref(), grant.lapse_notice.as_ref());
        let budget = grant.approved_budget();
        let budget = budget.map(|budget| self.budget_lines(budget));
        let revised = grant.budget.as_ref().and_then(|of| of.revised.as_ref());
        let offered = grant.state == GrantState::Offered;
        let to_repay = match &grant.state {
            GrantState::Recovery { to_repay, .. } => Some(*to_repay),
            _ => None,
        };
        let kept = grant.kept();
        let settlement = grant.settlement.as_ref();
        let repayments = grant.repayments.iter();
        let duties = &grant.obligations;
        let (granted_to, granted_to_name) = grant.takeover.granted_to.clone().unzip();
        v1::Grant {
            granted_to_organisation_number: granted_to.map(Into::into).unwrap_or_default(),
            granted_to_organisation_name: granted_to_name.unwrap_or_default(),
            name: self.grant_name(&grant.call, grant.id).to_string(),
            case_reference: grant.case_reference.to_string(),
            application: self.application_name(&grant.call, grant.id).to_string(),
            allocation: self
                .allocation_name(&grant.call, grant.allocation)
                .to_string(),
            granted: Some(grant.granted.into()),
            state: v1::GrantState::from(&grant.state).into(),
            last_step: Some(self.step(&grant.last_step, false)),
            decide_time: Some(timestamp(grant.decided)),
            terms: self.terms(&grant, grant.terms.as_ref()),
            accepted_terms: self.terms(&grant, grant.accepted_terms.as_ref()),
            accept_by_date: grant.last_day().to_string(),
            budget: budget.unwrap_or_default(),
            revised_budget: revised.map(|revised| self.revised_budget(revised)),
            revised_budget_needed: offered && grant.needs_revised_budget(),
            account_number: account.map(ToString::to_string).unwrap_or_default(),
            conditions: grant
                .conditions
                .iter()
                .map(|condition| self.condition(condition))
                .collect(),
            payment_blocks: self.findings(&grant.payment_blocks(None, today)),
            account_returned_date: day(grant.account_in_question()),
            instalments: grant.instalments.into_iter().map(Into::into).collect(),
            to_repay: to_repay.map(Into::into),
            kept: kept.map(Into::into),
            settlement: settlement.and_then(|settled| self.settlement(settled)),
            payment_documents: grant.payment_documents.iter().map(Into::into).collect(),
            recoveries,
            changes: changes_asked,
            repayments: repayments.map(|one| self.repayment(one)).collect(),
            obligations: self.obligations(duties, today),
            repayment_table: repayment_rows(duties),
            payment_facts: grant.facts.iter().map(|fact| self.fact(fact)).collect(),
            account_changes,
            late_acceptance: late.map(|late| self.step(&late.record, false)),
            lapse_notice: notice.map(|notice| self.lapse_notice(notice)),
            etag: grant.revision.etag(),
            organisation_number: grant.recipient.organisation.into(),
            organisation_name: grant.recipient.name,
        }
    }

    /// A notice that an offer will lapse.
    fn lapse_notice(&self, notice: &LapseNotice) -> v1::LapseNotice {
        let text = notice.notice.get(&self.language).cloned();
        v1::LapseNotice {
            step: Some(self.step(&notice.record, false)),
            answer_by_date: notice.answer_by.to_string(),
            notice: text.unwrap_or_default(),
        }
    }

    /// A repayment.
    fn repayment(&self, repayment: &Repayment) -> v1::Repayment {
        let received = &repayment.received;
        let (entry, set_off) = (received.entry.as_ref(), repayment.set_off.as_ref());
        let years = repayment.years.iter();
        v1::Repayment {
            number: repayment.number,
            amount: Some(received.amount.into()),
            booked_date: received.booked.to_string(),
            reference: received.reference.clone(),
            bank_entry: entry.map_or_else(String::new, |(file, number)| {
                let entry = names::bank_entry(&hexadecimal(file), *number);
                format!("schemes/{}/{entry}", self.scheme())
            }),
            years: years
                .map(|(year, amount)| v1::RepaidYear {
                    year: *year,
                    amount: Some((*amount).into()),
                })
                .collect(),
            step: Some(self.step(&repayment.recorded, false)),
            set_off_grant: set_off.map_or_else(String::new, |kept| {
                self.grant_name(&kept.call, kept.grant).to_string()
            }),
            set_off_instalment: set_off.map_or(0, |kept| kept.instalment),
        }
    }

    /// A version of the terms of a grant.
    fn terms(&self, grant: &Grant, terms: Option<&TermsVersion>) -> Option<v1::TermsVersion> {
        let terms = terms?;
        let decision = DecisionName {
            scheme: self.scheme(),
            call: grant.call.clone(),
            application: grant.id,
            decision: terms.decision,
        };
        Some(v1::TermsVersion {
            decision: decision.to_string(),
            text_sha256: terms.text_sha256.clone(),
        })
    }

    /// A change of the account.
    fn account_change(
        &self,
        change: &AccountChange,
        show_account: bool,
        today: NaiveDate,
    ) -> v1::AccountChange {
        let shown = |account: &AccountNumber| {
            let shown = show_account.then(|| account.to_string());
            shown.unwrap_or_default()
        };
        let step = |record| self.step(record, false);
        let approval = change.approved.as_ref();
        v1::AccountChange {
            number: change.number,
            account_number: shown(&change.account),
            replaced_account_number: shown(&change.replaced),
            asked_by: change.asked_by.clone(),
            state: v1::AccountChangeState::from(change.state(today)).into(),
            request: Some(step(&change.requested)),
            approval: approval.map(|approval| step(&approval.record)),
            use_from_date: date_text(approval.map(|approval| approval.use_from)),
            rejection: change.rejected.as_ref().map(step),
            notice: change
                .notice
                .get(&self.language)
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// A condition of the grant letter.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> v1::Condition {
        let id = message_id("condition-", &condition.code);
        v1::Condition {
            code: condition.code.clone().into_owned(),
            text: sentence(self.catalogues(), self.language, &id, &condition.args),
            citation: condition.citation.clone().into_owned(),
        }
    }
}
