//! The decision that answers a change.

use domain::application::Application;
use domain::calendar::local_date;
use domain::call::Call;
use domain::decision::DecisionKind;
use domain::grant::{Budget, ChangeState, Grant, GrantChange};
use domain::letter;
use domain::scheme::Scheme;

use crate::allocation::Plans;
use crate::call::pinned_rules;
use crate::decision::{Decided, NewDecision, compose};
use crate::error::CaseError;
use crate::step::Context;

/// A change that was answered.
pub(super) struct Answered<'a> {
    /// The change.
    pub change: &'a GrantChange,
    /// The approved budget before it.
    pub budget: Option<&'a Budget>,
    /// Why; it stands in the letter.
    pub reason: &'a str,
}

/// Composes the decision with its letter. The letter has the terms of the whole grant where the
/// amount changes.
pub(super) async fn decide<S: Scheme>(
    context: &mut Context<'_>,
    (call, application, grant): (&Call, &Application<S::Form>, &Grant),
    answered: Answered<'_>,
) -> Result<Vec<NewDecision>, CaseError> {
    let rules = pinned_rules::<S>(call)?;
    let plans = Plans::of::<S>((call, &rules), application, grant)?;
    let change = answered.change;
    let told = letter::Answered {
        change,
        asked: local_date(change.asked.at),
        budget: answered.budget,
        reason: answered.reason,
    };
    let moved = change.wanted.amount.map(|_| plans.promise());
    let (kind, letter) = match change.state {
        ChangeState::Approved { .. } => {
            (DecisionKind::Change, letter::Decision::Change(moved, told))
        }
        _ => (
            DecisionKind::ChangeRefusal,
            letter::Decision::ChangeRefusal(told),
        ),
    };
    let decided = Decided {
        application,
        kind,
        amount: grant.granted,
        letter,
    };
    let officer = context.actor.caller.subject.as_str();
    compose::<S>(context, (call, None), officer, &[decided]).await
}
