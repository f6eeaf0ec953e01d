//! Awards as rows of a table.

use std::collections::BTreeMap;

use anyhow::Context;
use contract::v1;
use domain::allocation::award::Decision;
use domain::identifiers::OrganisationNumber;
use domain::organisation::ApplicantKind;
use interchange::awards::Award;

use super::{Scope, money};

/// Returns an award as a row.
///
/// # Errors
/// The answer has something that the table does not take.
pub fn award(scope: &Scope, award: &v1::Award, of: &v1::AwardMoney) -> anyhow::Result<Award> {
    row(scope, award, of).with_context(|| format!("award of {}", award.application))
}

fn row(scope: &Scope, award: &v1::Award, of: &v1::AwardMoney) -> anyhow::Result<Award> {
    Ok(Award {
        scheme: scope.scheme.clone(),
        call: scope.call.clone(),
        application: award.application.clone(),
        organisation: Some(award.organisation_number.parse()?),
        organisation_name: award.organisation_name.clone(),
        municipality: Some(award.municipality_number.parse()?),
        requested: money(award.requested),
        calculated: money(award.calculated),
        awarded: money(award.amount),
        decision: decision(award.decision())?,
        reason: award.reason.clone(),
        case_reference: award.case_reference.parse()?,
        applicant_kind: kind(of.applicant_kind())?,
        committed: money(of.committed),
        paid: money(of.paid),
        repaid: money(of.repaid),
        decided: Some(of.decided_date.parse()?),
        chapter_post: of.chapter_post.parse()?,
        budget_year: of.year,
        state_aid: of.state_aid,
        plan_line: codes(of, |tag| tag.plan_line.as_ref()),
        goals: weights(of, |tag| tag.goal.as_ref()),
        target_groups: weights(of, |tag| tag.target_group.as_ref()),
        measure: codes(of, |tag| tag.measure.as_ref()),
        granted_to: granted_to(of)?,
        granted_to_name: of.granted_to_organisation_name.clone(),
    })
}

/// Reads the organisation it was granted to, where another holds it now.
fn granted_to(of: &v1::AwardMoney) -> anyhow::Result<Option<OrganisationNumber>> {
    let number = Some(of.granted_to_organisation_number.as_str());
    let number = number.filter(|number| !number.is_empty());
    Ok(number.map(str::parse).transpose()?)
}

type CodeOf = fn(&v1::CommitmentTag) -> Option<&v1::TagCode>;

/// Returns each code with the sum of its weights, by code.
fn by_code(of: &v1::AwardMoney, code: CodeOf) -> BTreeMap<&str, i64> {
    let mut weights: BTreeMap<&str, i64> = BTreeMap::new();
    for share in &of.tags {
        let code = share.tag.as_ref().and_then(code);
        let code = code.map(|code| code.code.as_str());
        if let Some(code) = code.filter(|code| !code.is_empty()) {
            *weights.entry(code).or_default() += share.weight;
        }
    }
    weights
}

fn codes(of: &v1::AwardMoney, code: CodeOf) -> String {
    Vec::from_iter(by_code(of, code).into_keys()).join(" ")
}

fn weights(of: &v1::AwardMoney, code: CodeOf) -> String {
    let weights = by_code(of, code).into_iter();
    let weights = weights.map(|(code, weight)| format!("{code}={weight}"));
    Vec::from_iter(weights).join(" ")
}

fn decision(decision: v1::Decision) -> anyhow::Result<Decision> {
    Ok(match decision {
        v1::Decision::Unspecified => anyhow::bail!("the decision is missing"),
        v1::Decision::Granted => Decision::Granted,
        v1::Decision::PartlyGranted => Decision::PartlyGranted,
        v1::Decision::Refused => Decision::Refused,
        v1::Decision::Released => Decision::Released,
    })
}

/// Reads a kind of applicant.
pub(super) fn kind(kind: v1::ApplicantKind) -> anyhow::Result<ApplicantKind> {
    Ok(match kind {
        v1::ApplicantKind::Unspecified => anyhow::bail!("the kind of applicant is missing"),
        v1::ApplicantKind::Municipality => ApplicantKind::Municipality,
        v1::ApplicantKind::Foundation => ApplicantKind::Foundation,
        v1::ApplicantKind::Company => ApplicantKind::Company,
        v1::ApplicantKind::VoluntaryOrganisation => ApplicantKind::VoluntaryOrganisation,
        v1::ApplicantKind::Other => ApplicantKind::Other,
    })
}
