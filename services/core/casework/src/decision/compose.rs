//! The letters of decisions, composed in the transaction that decides. They are text only;
//! typesetting takes longer and waits until a letter is read.

use domain::application::Application;
use domain::calendar::local_date;
use domain::call::Call;
use domain::decision::{DecisionKind, DecisionNumber, LETTER_LANGUAGES};
use domain::identifiers::{AllocationId, ApplicationId};
use domain::letter::{self, ComposeError, Facts, Letter, Office};
use domain::money::Money;
use domain::names;
use domain::rules::RuleValues;
use domain::scheme::Scheme;
use domain::shared_rules::may_appeal;
use text::Language;

use super::rows::{self, NewDecision};
use crate::call::pinned_rules;
use crate::context::Context;
use crate::error::CaseError;

/// A decision about one application.
pub(crate) struct Decided<'a, F> {
    /// The application.
    pub application: &'a Application<F>,
    /// The kind.
    pub kind: DecisionKind,
    /// The amount that is granted, or that lapses.
    pub amount: Money,
    /// The facts of the letter.
    pub letter: letter::Decision<'a>,
}

/// Composes the decisions of one step, at most one an application, and numbers them. The
/// applications or their grants are locked, so no other step takes the same numbers.
///
/// # Errors
/// [`CaseError::Letter`].
pub(crate) async fn compose<S: Scheme>(
    context: &mut Context<'_>,
    (call, allocation): (&Call, Option<AllocationId>),
    officer: &str,
    decided: &[Decided<'_, S::Form>],
) -> Result<Vec<NewDecision>, CaseError> {
    let ids: Vec<ApplicationId> = decided.iter().map(|one| one.application.id).collect();
    let last = rows::last_numbers(context.db, &call.id, &ids).await?;
    let rules = pinned_rules::<S>(call)?;
    let mut decisions = Vec::with_capacity(decided.len());
    for one in decided {
        let last = last.get(&one.application.id);
        let number = last.map_or(DecisionNumber::FIRST, |last| last.next());
        let may_appeal = may_appeal(one.application.draft.applicant.kind, &rules)?;
        let appealable = may_appeal && one.kind.opens_appeal();
        let decided = (one, number, appealable);
        let letters = LETTER_LANGUAGES
            .into_iter()
            .map(|language| letter::<S>(context, (call, &rules), officer, (decided, language)))
            .collect::<Result<_, _>>()
            .map_err(|fault| CaseError::Letter {
                case: one.application.case_reference.clone(),
                fault,
            })?;
        decisions.push(NewDecision {
            call: call.id.clone(),
            application: one.application.id,
            number,
            kind: one.kind,
            amount: one.amount,
            legal_ground: S::PROFILE.legal_basis.join("; "),
            allocation,
            appealable,
            signer: context.actor.caller.subject.clone(),
            decided: context.actor.now,
            letters,
        });
    }
    Ok(decisions)
}

/// A decision with its number, and whether the party may appeal it.
type Numbered<'a, F> = (&'a Decided<'a, F>, DecisionNumber, bool);

fn letter<S: Scheme>(
    context: &Context<'_>,
    (call, rules): (&Call, &RuleValues),
    officer: &str,
    ((decided, number, appealable), language): (Numbered<'_, S::Form>, Language),
) -> Result<Letter, ComposeError> {
    let application = decided.application;
    let decision_number = names::decision_number(&application.case_reference, number);
    let signer = &context.actor.caller.subject;
    letter::compose(&Facts {
        language,
        ident: &format!("{decision_number}/{}", language.code()),
        decision_number: &decision_number,
        date: local_date(context.actor.now),
        office: &Office::of((language, S::messages()), officer, signer)?,
        profile: &S::PROFILE,
        rules,
        messages: S::messages(),
        terms: &call.terms,
        applicant: &application.draft.applicant,
        // Applications hold no postal address.
        address: &[],
        case_reference: &application.case_reference,
        requested: application.draft.requested,
        appealable,
        decision: decided.letter,
    })
}
