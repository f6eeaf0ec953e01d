//! Rules about the project: a direct offer by a new method, not started, not ordinary operation,
//! not commercial.

use domain::calendar::local_date;
use domain::findings::Finding;
use domain::municipalities;
use domain::rules::RuleValues;
use domain::scheme::{Case, Found};

use crate::form::{Cooperation, CooperationKind, Form, OtherScheme, Stage};

/// The rule value with the most years a project gets the grant.
pub(crate) const YEARS_MAX: &str = "project.years_max";

/// The rule value with the year in which a co-operation must be in place.
pub(crate) const COOPERATION_YEAR: &str = "cooperation.required_from_year";

/// One finding when a rule holds and a condition is met.
fn when_set(rules: &RuleValues, id: &str, met: bool, code: &'static str, field: &str) -> Found {
    Ok(rules
        .set_flag(id)?
        .filter(|_| met)
        .map(|rule| Finding::blocking(code, &rule).on(field))
        .into_iter()
        .collect())
}

/// At most three years; a new project is in its first, a continuation is not.
pub(super) fn year_of_project(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let most = rules.count(YEARS_MAX)?;
    let mut findings = Vec::new();
    if project.year > most.value {
        findings.push(
            Finding::blocking("TRAINING_TOO_MANY_YEARS", &most)
                .on("form.project.year")
                .with("year", project.year)
                .with("most", most.value),
        );
    }
    let mismatch = match project.stage {
        Stage::New if project.year != 1 => Some("TRAINING_NEW_IN_LATER_YEAR"),
        Stage::Continuation if project.year == 1 => Some("TRAINING_CONTINUATION_IN_FIRST_YEAR"),
        Stage::New | Stage::Continuation => None,
    };
    findings.extend(mismatch.map(|code| {
        Finding::blocking(code, &most)
            .on("form.project.stage")
            .with("year", project.year)
    }));
    Ok(findings)
}

/// A continuation that our own history does not know of is for a person to look at: its class is
/// served before all others.
pub(super) fn continuation_confirmed(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let before = case.call.terms.grant_year - 1;
    let known = case
        .facts
        .earlier_grants
        .iter()
        .any(|grant| grant.grant_year == before);
    if case.draft.form.project.stage == Stage::New || known {
        return Ok(Vec::new());
    }
    let rule = rules.source("class.continuation_first")?;
    Ok(vec![
        Finding::notice("TRAINING_CONTINUATION_UNCONFIRMED", &rule)
            .on("form.project.stage")
            .with("year", before.to_string()),
    ])
}

/// A new project has not started, and does not before it can be decided: nothing is decided before
/// the deadline.
pub(super) fn not_started(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let deadline = local_date(case.call.terms.deadline);
    let undecided_on = case.date.max(deadline);
    let Some(rule) = rules
        .set_flag("project.not_started")?
        .filter(|_| project.stage == Stage::New && project.start <= undecided_on)
    else {
        return Ok(Vec::new());
    };
    let code = if project.start <= case.date {
        "TRAINING_ALREADY_STARTED"
    } else {
        "TRAINING_STARTS_BEFORE_DECISION"
    };
    Ok(vec![
        Finding::blocking(code, &rule)
            .on("form.project.start_date")
            .with("start", project.start)
            .with("deadline", deadline),
    ])
}

/// Not *ordinær drift*: neither the project as a whole, nor every line of its budget.
pub(super) fn not_ordinary_operation(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let ordinary = form.project.ordinary_operation
        || (form.cost().is_positive() && form.ordinary_operation() == form.cost());
    when_set(
        rules,
        "project.not_ordinary_operation",
        ordinary,
        "TRAINING_ORDINARY_OPERATION",
        "form.project.ordinary_operation",
    )
}

/// Not commercial.
pub(super) fn not_commercial(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    when_set(
        rules,
        "project.not_commercial",
        case.draft.form.project.commercial,
        "TRAINING_COMMERCIAL",
        "form.project.commercial",
    )
}

/// A direct offer to the target group.
pub(super) fn direct_offer(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    when_set(
        rules,
        "project.direct_offer",
        !case.draft.form.project.direct_offer,
        "TRAINING_NO_DIRECT_OFFER",
        "form.project.direct_offer",
    )
}

/// A new project says what is new.
pub(super) fn new_method(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    when_set(
        rules,
        "project.new_method",
        project.stage == Stage::New && project.method_novelty.trim().is_empty(),
        "TRAINING_METHOD_NOT_DESCRIBED",
        "form.project.method_novelty",
    )
}

/// Returns whether an agreement or a letter of intent is in place on a day.
fn in_place(cooperation: &Cooperation, date: chrono::NaiveDate) -> bool {
    cooperation.signed.is_some_and(|signed| signed <= date)
}

/// Formal co-operation, or a letter of intent, with a municipality or NAV: by the third year at the
/// latest.
pub(super) fn cooperation(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    if form.cooperations.iter().any(|one| in_place(one, case.date)) {
        return Ok(Vec::new());
    }
    let from_year = rules.count(COOPERATION_YEAR)?;
    let finding = if form.project.year >= from_year.value {
        Finding::blocking("TRAINING_COOPERATION_MISSING", &from_year)
    } else {
        Finding::notice("TRAINING_COOPERATION_AHEAD", &from_year)
    };
    Ok(vec![
        finding
            .on("form.cooperations")
            .with("year", form.project.year)
            .with("from_year", from_year.value),
    ])
}

/// The municipalities co-operated with exist.
pub(super) fn municipalities_exist(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let rule = rules.source(COOPERATION_YEAR)?;
    Ok(case
        .draft
        .form
        .cooperations
        .iter()
        .enumerate()
        .filter(|(_, one)| municipalities::valid_on(&one.municipality, case.date).is_none())
        .map(|(at, one)| {
            Finding::blocking("TRAINING_MUNICIPALITY_UNKNOWN", &rule)
                .on(format!("form.cooperations[{at}].municipality_number"))
                .with("municipality", one.municipality.as_str())
                .with("date", case.date)
        })
        .collect())
}

/// Agreements that the form says are signed are attached: noted, because no source says that an
/// application fails without the file.
pub(super) fn agreement_attached(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    const FILES: [(CooperationKind, &str, &str); 2] = [
        (
            CooperationKind::Agreement,
            "cooperation_agreement",
            "TRAINING_AGREEMENT_NOT_ATTACHED",
        ),
        (
            CooperationKind::Intent,
            "letter_of_intent",
            "TRAINING_INTENT_NOT_ATTACHED",
        ),
    ];
    let rule = rules.source(COOPERATION_YEAR)?;
    let said = |kind: CooperationKind| {
        let mut all = case.draft.form.cooperations.iter();
        all.any(|one| one.kind == kind && in_place(one, case.date))
    };
    Ok(FILES
        .into_iter()
        .filter(|(kind, file, _)| {
            said(*kind) && case.attachment_kinds.iter().all(|there| there != file)
        })
        .map(|(_, _, code)| Finding::notice(code, &rule).on("form.cooperations"))
        .collect())
}

/// Both this grant and that to social entrepreneurship may be sought, but not for the same
/// activity; other schemes are pointed out.
pub(super) fn sister_scheme(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    const ID: &str = "sister_schemes.excluded";
    let form = &case.draft.form;
    let excluded = rules.texts(ID)?;
    let same = form
        .other_applications
        .iter()
        .enumerate()
        .filter(|(_, other)| other.activity_key == form.project.activity_key);
    Ok(same
        .map(|(at, other)| {
            let finding = if excluded.value.contains(&other.scheme.code()) {
                Finding::blocking("TRAINING_SAME_ACTIVITY", &excluded)
            } else {
                Finding::notice(elsewhere(other.scheme), &excluded)
            };
            finding
                .on(format!("form.other_applications[{at}]"))
                .with("activity", form.project.name.as_str())
        })
        .collect())
}

/// The code of the finding about a scheme that does not exclude the same activity.
const fn elsewhere(scheme: OtherScheme) -> &'static str {
    match scheme {
        OtherScheme::SocialEntrepreneurship => "TRAINING_SOUGHT_FROM_ENTREPRENEURSHIP",
        OtherScheme::PovertyProjects => "TRAINING_SOUGHT_FROM_POVERTY_PROJECTS",
        OtherScheme::Other => "TRAINING_SOUGHT_ELSEWHERE",
    }
}
