//! Exclusion of those who had the money, or the model, before. It follows a municipality through
//! mergers; what follows from a merger differs by version: in 2019 a new municipality that contains
//! an earlier recipient may only implement the model that is there, in 2022 it is excluded.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use domain::findings::{Finding, when};
use domain::identifiers::MunicipalityNumber;
use domain::municipalities;
use domain::register::RegisterEntry;
use domain::rules::{IfInForce, RuleError, RuleValues};
use domain::scheme::{Case, Found};

use crate::form::{Form, Phase};

/// The register of the 26 municipalities of the trial of 2007–2014.
const MODEL_MUNICIPALITY: &str = "model_municipality";
/// The register of those who got the grant before there was a history here.
const EARLIER_RECIPIENT: &str = "earlier_recipient";

/// The way an applicant inherits an exclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heritage {
    /// It is the same municipality, under whatever number.
    Own,
    /// It is a new one that contains it.
    Merged,
}

/// The ground of an exclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    ModelMunicipality,
    EarlierRecipient,
}

/// Earlier recipients and model municipalities stay out; what follows for those that were merged is
/// the version's.
pub(super) fn earlier_recipients(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let mut found = Vec::new();
    for (ground, heritage) in grounds(case, rules)? {
        let finding = match (heritage, ground) {
            (Heritage::Own, Ground::ModelMunicipality) => Finding::blocking(
                "CHILD_MODEL_MUNICIPALITY",
                &rules.source("exclusion.model_municipalities")?,
            ),
            (Heritage::Own, Ground::EarlierRecipient) => Finding::blocking(
                "CHILD_EARLIER_RECIPIENT",
                &rules.source("exclusion.recipients_last_year")?,
            )
            .with("first", year(rules, "exclusion.recipients_first_year")?)
            .with("last", year(rules, "exclusion.recipients_last_year")?),
            (Heritage::Merged, _) if !rules.flag("merged.may_implement")?.value => {
                Finding::blocking(
                    "CHILD_MERGED_EXCLUDED",
                    &rules.source("merged.may_implement")?,
                )
            }
            (Heritage::Merged, _) if case.draft.form.phase != Phase::Implement => {
                Finding::blocking(
                    "CHILD_MERGED_ONLY_IMPLEMENT",
                    &rules.source("merged.may_implement")?,
                )
                .on("form.phase")
            }
            (Heritage::Merged, _) => continue,
        };
        // A merger of two recipients is one reason, not two.
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    Ok(found)
}

/// In 2019 there was a model to implement only where a part of the municipality had one.
pub(super) fn only_merged_implement(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let wants = case.draft.form.phase == Phase::Implement;
    let Some(rule) = rules.set_flag("implement.only_merged")?.filter(|_| wants) else {
        return Ok(Vec::new());
    };
    let has_model = grounds(case, rules)?
        .iter()
        .any(|(_, heritage)| *heritage == Heritage::Merged);
    Ok(when(!has_model, || {
        Finding::blocking("CHILD_NO_MODEL_TO_IMPLEMENT", &rule).on("form.phase")
    }))
}

/// A year as text: it is not grouped as numbers are.
fn year(rules: &RuleValues, id: &str) -> Result<String, RuleError> {
    Ok(rules.integer(id)?.value.to_string())
}

/// Everything that excludes the applicant in this version, with how it came by it. Nothing before
/// 2019.
fn grounds(
    case: &Case<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<(Ground, Heritage)>, RuleError> {
    let mut grounds = Vec::new();
    if rules.set_flag("exclusion.model_municipalities")?.is_some() {
        let models = entries(case, MODEL_MUNICIPALITY);
        grounds.extend(models.map(|entry| {
            let heritage = heritage_of_entry(case, entry, rules.date());
            (Ground::ModelMunicipality, heritage)
        }));
    }
    let first = rules.integer("exclusion.recipients_first_year");
    let Some(first) = first.if_in_force()? else {
        return Ok(grounds);
    };
    let last = rules.integer("exclusion.recipients_last_year")?;
    let years = first.value..=last.value;
    let recipients = entries(case, EARLIER_RECIPIENT)
        .filter(|entry| years.contains(&i64::from(entry.from.year())));
    grounds.extend(recipients.map(|entry| {
        let heritage = heritage_of_entry(case, entry, rules.date());
        (Ground::EarlierRecipient, heritage)
    }));
    let granted = case.facts.earlier_grants.iter().filter(|grant| {
        grant.granted.is_positive() && years.contains(&i64::from(grant.grant_year))
    });
    grounds.extend(granted.map(|grant| {
        let since = NaiveDate::from_ymd_opt(grant.grant_year, 1, 1).unwrap_or(rules.date());
        let heritage = heritage_of_grant(case, since, rules.date());
        (Ground::EarlierRecipient, heritage)
    }));
    Ok(grounds)
}

/// The entries of a register, those that have ended included: who once was a recipient remains one.
fn entries<'a>(
    case: &'a Case<'_, Form>,
    register: &'a str,
) -> impl Iterator<Item = &'a RegisterEntry> {
    case.facts
        .entries
        .iter()
        .filter(move |entry| entry.register == register && entry.from <= case.date)
}

fn heritage_of_entry(case: &Case<'_, Form>, entry: &RegisterEntry, until: NaiveDate) -> Heritage {
    let applicant = &case.applicant().municipality;
    let of = entry.municipality.as_ref().unwrap_or(applicant);
    heritage(of, applicant, entry.from, until)
}

/// Our own history tells that the applicant, or a municipality merged into it, got a grant in a
/// year, not which of them: where there was a merger since, the applicant is a new municipality.
fn heritage_of_grant(case: &Case<'_, Form>, since: NaiveDate, until: NaiveDate) -> Heritage {
    let applicant = &case.applicant().municipality;
    let before = municipalities::predecessors(applicant, since);
    let merged = before
        .iter()
        .chain([applicant])
        .any(|of| heritage(of, applicant, since, until) == Heritage::Merged);
    if merged {
        Heritage::Merged
    } else {
        Heritage::Own
    }
}

/// Tells whether a municipality is still the same or has become part of a new one: on the way from
/// the one number to the other, a municipality that was not on the way joined. A new number alone
/// (counties changed in 2020 and 2024) makes no new municipality.
fn heritage(
    of: &MunicipalityNumber,
    applicant: &MunicipalityNumber,
    since: NaiveDate,
    until: NaiveDate,
) -> Heritage {
    let before = municipalities::predecessors(applicant, since);
    let after = municipalities::successors(of, until);
    let mut way: BTreeSet<&MunicipalityNumber> = BTreeSet::from([of, applicant]);
    way.extend(after.iter().filter(|number| before.contains(*number)));
    let joined = municipalities::successions().iter().any(|step| {
        step.date > since
            && step.date <= until
            && way.contains(&step.new)
            && !way.contains(&step.old)
    });
    if joined {
        Heritage::Merged
    } else {
        Heritage::Own
    }
}
