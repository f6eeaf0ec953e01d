//! Changes of grants.

use domain::grant::{Asked, ChangeKind, ChangeState, Grant, GrantChange};
use domain::violations::Violations;

use crate::fields::date_text;
use crate::grant_budget::amounts;
use crate::names::{ChangeName, DecisionName};
use crate::outward::Outward;
use crate::scheme::SchemeContract;
use crate::{money, v1};

/// The longest words on the work.
const CONTENT_CHARACTERS_MAX: usize = 5_000;

/// The longest words on a partner.
const PARTNER_CHARACTERS_MAX: usize = 200;

/// Reads what is asked for: at least one part of it.
pub fn asked(faults: &mut Violations, from: v1::RequestChangeRequest) -> Option<Asked> {
    let parts = [
        !from.budget.is_empty(),
        !from.end_date.is_empty(),
        !from.content.trim().is_empty(),
        !from.partner.trim().is_empty(),
        from.amount.is_some(),
    ];
    if !parts.contains(&true) {
        faults.add(
            "budget",
            "or end_date, content, partner or amount is required; send what changes",
        );
        return None;
    }
    let budget = match from.budget.is_empty() {
        true => Some(None),
        false => amounts(faults, "budget", from.budget).map(Some),
    };
    let ends = faults.optional_date("end_date", &from.end_date);
    let content = faults.optional_text("content", &from.content, CONTENT_CHARACTERS_MAX);
    let partner = faults.optional_line("partner", &from.partner, PARTNER_CHARACTERS_MAX);
    let amount = match from.amount {
        None => Some(None),
        amount => money::positive(faults, "amount", amount).map(Some),
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    Some(Asked {
        budget: budget?,
        ends: ends?,
        content: some(content?),
        partner: some(partner?),
        amount: amount?,
    })
}

const fn kind(kind: ChangeKind) -> v1::GrantChangeKind {
    match kind {
        ChangeKind::Budget => v1::GrantChangeKind::Budget,
        ChangeKind::Time => v1::GrantChangeKind::Time,
        ChangeKind::Content => v1::GrantChangeKind::Content,
        ChangeKind::Partner => v1::GrantChangeKind::Partner,
        ChangeKind::Amount => v1::GrantChangeKind::Amount,
    }
}

const fn state(state: &ChangeState) -> v1::GrantChangeState {
    match state {
        ChangeState::Asked => v1::GrantChangeState::Asked,
        ChangeState::Noted => v1::GrantChangeState::Noted,
        ChangeState::Approved { .. } => v1::GrantChangeState::Approved,
        ChangeState::Rejected { .. } => v1::GrantChangeState::Rejected,
        ChangeState::Withdrawn => v1::GrantChangeState::Withdrawn,
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A change of a grant.
    pub(crate) fn grant_change(&self, grant: &Grant, change: &GrantChange) -> v1::GrantChange {
        let name = ChangeName {
            scheme: self.scheme(),
            call: grant.call.clone(),
            grant: grant.id,
            change: change.number,
        };
        let decision = change.state.decision().map(|decision| DecisionName {
            scheme: self.scheme(),
            call: grant.call.clone(),
            application: grant.id,
            decision,
        });
        let wanted = &change.wanted;
        let kinds = wanted.kinds().into_iter();
        let budget = wanted.budget.as_ref();
        let answered = change.answered.as_ref();
        v1::GrantChange {
            name: name.to_string(),
            state: state(&change.state).into(),
            kinds: kinds.map(|one| kind(one).into()).collect(),
            budget: budget.map(|one| self.budget_lines(one)).unwrap_or_default(),
            end_date: date_text(wanted.ends),
            content: wanted.content.clone().unwrap_or_default(),
            partner: wanted.partner.clone().unwrap_or_default(),
            amount: wanted.amount.map(Into::into),
            granted_before: Some(change.granted.into()),
            request: Some(self.step(&change.asked, false)),
            answer: answered.map(|record| self.step(record, false)),
            decision: decision.map_or_else(String::new, |name| name.to_string()),
        }
    }
}
