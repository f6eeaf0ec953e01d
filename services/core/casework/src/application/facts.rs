//! Facts about an applicant from registers and our own history, gathered for the rules, which look
//! nothing up themselves, and the judgement of the rules on them.

use std::collections::BTreeSet;
use std::iter;

use chrono::NaiveDate;
use domain::application::claim::Claim;
use domain::application::{Applicant, Application, Attachment, Draft};
use domain::call::Call;
use domain::findings::{Finding, any_blocking, blocking_first};
use domain::identifiers::{ApplicationId, MunicipalityNumber, OrganisationNumber};
use domain::municipalities;
use domain::organisation::ApplicantKind;
use domain::rules::RuleValues;
use domain::scheme::{ApplicantFacts, Case, Scheme};
use domain::shared_rules::{application_findings, debts, overdue_reports};
use sqlx::PgConnection;

use super::case::ApplicationKey;
use crate::error::CaseError;
use crate::register::rows::HistoryOf;

/// Facts about an applicant.
pub(crate) struct Known {
    /// For the rules.
    pub facts: ApplicantFacts,
    /// The organisation's other live applications in the call.
    pub others: Vec<ApplicationId>,
}

/// Gathers the facts about an applicant on a day. Entries and grants follow a municipality through
/// mergers: what Andebu got counts for Sandefjord.
pub(crate) async fn known(
    connection: &mut PgConnection,
    case: &ApplicationKey,
    (applicant, group): (&Applicant, &[OrganisationNumber]),
    date: NaiveDate,
) -> Result<Known, CaseError> {
    let numbers = numbers_of(applicant);
    let organisation = &applicant.organisation;
    let others = crate::register::rows::other_applications(
        connection,
        &case.call,
        case.application,
        organisation,
    )
    .await?;
    let about = (organisation, numbers.as_slice());
    let entries = crate::register::rows::entries(connection, &[about]).await?;
    let of_group = group.iter().map(|organisation| HistoryOf {
        organisation,
        municipalities: &[],
    });
    let histories: Vec<HistoryOf<'_>> = iter::once(history_of(applicant, &numbers))
        .chain(of_group)
        .collect();
    let earlier = crate::register::rows::earlier_grants(connection, &histories, date).await?;
    let mut earlier = earlier.into_iter();
    let facts = ApplicantFacts {
        entries: entries.into_iter().next().unwrap_or_default(),
        earlier_grants: earlier.next().unwrap_or_default(),
        group_grants: group
            .iter()
            .zip(earlier)
            .flat_map(|(of, grants)| grants.into_iter().map(|grant| (of.clone(), grant)))
            .collect(),
        other_applications: u32::try_from(others.len()).unwrap_or(u32::MAX),
    };
    Ok(Known { facts, others })
}

/// Returns the other organisations that a form names in the applicant's group.
pub(crate) fn group_of<S: Scheme>(
    draft: &Draft<S::Form>,
    rules: &RuleValues,
) -> Result<Vec<OrganisationNumber>, CaseError> {
    let aid = S::state_aid(&draft.form, rules)?;
    let declared = aid.into_iter().flat_map(|aid| aid.declared);
    let named: BTreeSet<OrganisationNumber> = declared
        .map(|aid| aid.recipient)
        .filter(|one| *one != draft.applicant.organisation)
        .collect();
    Ok(named.into_iter().collect())
}

/// Returns the number of an applicant's municipality and those it has taken over from.
pub(crate) fn numbers_of(applicant: &Applicant) -> Vec<MunicipalityNumber> {
    let since = municipalities::covered_from();
    let merged = municipalities::predecessors(&applicant.municipality, since);
    let own = applicant.municipality.clone();
    merged.into_iter().chain([own]).collect()
}

/// Returns whose grants are an applicant's history: a club in Sandefjord has not inherited what the
/// municipality got.
pub(crate) fn history_of<'a>(
    applicant: &'a Applicant,
    numbers: &'a [MunicipalityNumber],
) -> HistoryOf<'a> {
    HistoryOf {
        organisation: &applicant.organisation,
        municipalities: match applicant.kind {
            ApplicantKind::Municipality => numbers,
            ApplicantKind::Foundation
            | ApplicantKind::Company
            | ApplicantKind::VoluntaryOrganisation
            | ApplicantKind::Other => &[],
        },
    }
}

/// The judgement of the rules on an application.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// All findings, blocking ones first.
    pub findings: Vec<Finding>,
    /// The most it could be granted; `None` where a blocking finding makes the calculation
    /// impossible.
    pub claim: Option<Claim>,
}

/// Lets the shared rules and the scheme's judge an application.
pub(crate) fn judge<S: Scheme>(
    call: &Call,
    draft: &Draft<S::Form>,
    (facts, attachments): (&ApplicantFacts, &[Attachment]),
    (date, rules): (NaiveDate, &RuleValues),
) -> Result<Checked, CaseError> {
    let kinds: Vec<String> = attachments.iter().map(|file| file.kind.clone()).collect();
    let case = Case {
        call,
        draft,
        facts,
        attachment_kinds: &kinds,
        date,
    };
    let mut findings = application_findings(draft, call.terms.rules_date);
    findings.extend(overdue_reports(facts, rules)?);
    findings.extend(debts(facts));
    findings.extend(S::findings(&case, rules)?);
    blocking_first(&mut findings);
    let claim = match S::claim(call, draft, rules) {
        Ok(claim) => Some(claim),
        // A kind of dwelling, say, that no rate is set for: the finding says it better.
        Err(_) if any_blocking(&findings) => None,
        Err(fault) => return Err(fault.into()),
    };
    Ok(Checked { findings, claim })
}

/// Returns the day an application is judged on: the day it was first submitted, else today.
pub(crate) fn judged_on<F>(application: &Application<F>, today: NaiveDate) -> NaiveDate {
    application.state.submission().map_or(today, |submission| {
        domain::calendar::local_date(submission.at)
    })
}
