//! Applications that must be in order before the decision.

use std::collections::{BTreeMap, BTreeSet};

use domain::allocation::award::Award;
use domain::application::Application;
use domain::call::Call;
use domain::findings::Finding;
use domain::identifiers::{ApplicationId, MunicipalityNumber, OrganisationNumber};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::{ApplicantFacts, Case, Scheme};
use domain::shared_rules::overdue_reports;

use crate::application::{history_of, numbers_of};
use crate::call::pinned_rules;
use crate::error::CaseError;
use crate::register::rows::{HistoryOf, earlier_grants, entries};
use crate::step::Context;

/// Refuses to decide that something is granted to applications that are not in order. The facts
/// are read now: what was settled since the submission stops nothing, what came since does.
///
/// # Errors
/// [`Refusal::NotInOrder`] with each application and what stops it.
pub(super) async fn require_in_order<S: Scheme>(
    context: &mut Context<'_>,
    call: &Call,
    applications: &[&Application<S::Form>],
) -> Result<(), CaseError> {
    let (rules, today) = (pinned_rules::<S>(call)?, context.actor.today());
    let numbers: Vec<Vec<MunicipalityNumber>> = applications
        .iter()
        .map(|one| numbers_of(&one.draft.applicant))
        .collect();
    let histories: Vec<HistoryOf<'_>> = applications
        .iter()
        .zip(&numbers)
        .map(|(one, numbers)| history_of(&one.draft.applicant, numbers))
        .collect();
    let grants = earlier_grants(context.db, &histories, today).await?;
    let asked: Vec<(&OrganisationNumber, &[MunicipalityNumber])> = histories
        .iter()
        .zip(&numbers)
        .map(|(of, numbers)| (of.organisation, numbers.as_slice()))
        .collect();
    let entries = entries(context.db, &asked).await?;
    let mut of_organisation: BTreeMap<&OrganisationNumber, u32> = BTreeMap::new();
    for of in &histories {
        *of_organisation.entry(of.organisation).or_default() += 1;
    }
    let mut stopped: Vec<(String, Finding)> = Vec::new();
    let facts = grants.into_iter().zip(entries);
    for (application, (mut earlier_grants, entries)) in applications.iter().zip(facts) {
        // A grant that is raised is no earlier one.
        earlier_grants.retain(|grant| grant.call != call.id);
        let organisation = &application.draft.applicant.organisation;
        let facts = ApplicantFacts {
            entries,
            earlier_grants,
            group_grants: Vec::new(),
            other_applications: of_organisation.get(organisation).map_or(0, |all| all - 1),
        };
        let case = Case {
            call,
            draft: &application.draft,
            facts: &facts,
            // No rule about the files is judged again.
            attachment_kinds: &[],
            date: today,
        };
        let name = names::application(&call.id, application.id);
        let mut findings = overdue_reports(&facts, &rules)?;
        findings.extend(S::decision_findings(&case, &rules)?);
        stopped.extend(findings.into_iter().map(|finding| (name.clone(), finding)));
    }
    if stopped.is_empty() {
        return Ok(());
    }
    Err(CaseError::Refused(Refusal::NotInOrder(stopped)))
}

/// Returns the applications among these that awards grant something.
pub(super) fn granted<'a, F>(
    applications: &'a [Application<F>],
    awards: &[Award],
) -> Vec<&'a Application<F>> {
    of_awards(applications, awards, |award| award.amount.is_positive())
}

/// Returns the applications among these that awards of a follow-up raise.
pub(super) fn raised<'a, F>(
    applications: &'a [Application<F>],
    awards: &[Award],
) -> Vec<&'a Application<F>> {
    of_awards(applications, awards, Award::is_raised)
}

fn of_awards<'a, F>(
    applications: &'a [Application<F>],
    awards: &[Award],
    is_one: impl Fn(&Award) -> bool,
) -> Vec<&'a Application<F>> {
    let awards = awards.iter().filter(|award| is_one(award));
    let ids: BTreeSet<ApplicationId> = awards.map(|award| award.application).collect();
    let these = applications.iter();
    these.filter(|one| ids.contains(&one.id)).collect()
}
