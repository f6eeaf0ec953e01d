//! Rules on an application, one small function a rule. Each finding cites the rule value it rests
//! on.
//!
//! Rules that are known from Husbanken's guides and regulations stop an application; what is known
//! from a prototype of the electronic application only, or is a matter of completeness that a case
//! handler asks for (*mangelbrev*), is noted and does not stop it.

mod agreement;
mod economy;

pub(crate) use agreement::is_exempt;

use chrono::{Datelike, NaiveDate};
use domain::calendar::add_months;
use domain::findings::{Finding, blocking_first};
use domain::municipalities;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Case;

use crate::claim;
use crate::form::{AgreementKind, Form, Measure, Recommendation};

/// The findings of one rule.
type Found = Result<Vec<Finding>, RuleError>;
/// One rule.
type Rule = fn(&Case<'_, Form>, &RuleValues) -> Found;

/// Every rule, in the order of the form.
const RULES: &[Rule] = &[
    kind_of_applicant,
    municipality_exists,
    property_is_known,
    developer,
    maintenance,
    need_announced,
    takeover_window,
    programme_municipality,
    programme_frame_released,
    subcontractors,
    net_addition,
    agreement::allocation_right,
    agreement::years,
    agreement::clause,
    agreement::owner_is_applicant,
    agreement::recommendation,
    economy::approved_lines,
    economy::cost_is_approved,
    economy::market_value,
    economy::balance,
    economy::grant_in_plan,
    economy::loan_and_grant,
    economy::investment_grant,
    economy::area_counted,
    economy::request_above_calculation,
    attachments,
];

/// Everything the rules find, blocking findings first.
pub(crate) fn findings(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let mut found = Vec::new();
    for rule in RULES {
        found.extend(rule(case, rules)?);
    }
    blocking_first(&mut found);
    Ok(found)
}

/// One finding, or none.
fn when(it_is_so: bool, finding: impl FnOnce() -> Finding) -> Vec<Finding> {
    if it_is_so {
        vec![finding()]
    } else {
        Vec::new()
    }
}

/// The kinds of applicants the regulation names.
fn kind_of_applicant(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let kind = case.applicant().kind.code();
    let allowed = rules.texts("applicant.kinds")?.contains(&kind);
    let citation = rules.citation("applicant.kinds")?;
    Ok(when(!allowed, || {
        Finding::blocking("HOUSING_APPLICANT_KIND", citation).on("applicant.kind")
    }))
}

/// The rate and the rights follow the municipality's number on the rules date. The applicant's own
/// is judged by the rules all schemes share.
fn municipality_exists(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let number = &case.draft.form.project.municipality;
    // The table begins in 2015; older rules are judged by the municipalities of its first day.
    let date = rules.date().max(municipalities::covered_from());
    let missing = *number != case.applicant().municipality
        && municipalities::valid_on(number, date).is_none();
    Ok(when(missing, || {
        Finding::blocking(
            "HOUSING_MUNICIPALITY_UNKNOWN",
            "SSB, standard for kommuneinndeling",
        )
        .on("form.municipality_number")
        .with("number", number.as_str())
        .with("date", date)
    }))
}

/// Gårds- og bruksnummer are needed before payment.
fn property_is_known(case: &Case<'_, Form>, _rules: &RuleValues) -> Found {
    Ok(when(case.draft.form.project.property.is_none(), || {
        Finding::notice("HOUSING_PROPERTY_MISSING", "configurable").on("form.property_number")
    }))
}

/// A developer gets a grant only where the municipality allocates the dwellings, and never for an
/// upgrade.
fn developer(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    if !form.project.developer {
        return Ok(Vec::new());
    }
    let citation = rules.citation("developer.excluded_measures")?;
    let excluded = rules
        .texts("developer.excluded_measures")?
        .contains(&form.project.measure.code());
    let mut found = when(excluded, || {
        Finding::blocking("HOUSING_DEVELOPER_MEASURE", citation.clone()).on("form.measure")
    });
    found.extend(when(
        form.agreement.kind != AgreementKind::Allocation,
        || Finding::blocking("HOUSING_DEVELOPER_NEEDS_ALLOCATION", citation).on("form.agreement"),
    ));
    Ok(found)
}

/// An upgrade raises quality; what raises none is maintenance.
fn maintenance(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let least = rules.count("upgrade.minimum_gains")?;
    let gains = u32::try_from(project.quality_gains.len()).unwrap_or(u32::MAX);
    let citation = rules.citation("upgrade.minimum_gains")?;
    Ok(when(
        project.measure == Measure::Upgrade && gains < least,
        || Finding::blocking("HOUSING_MAINTENANCE", citation).on("form.quality_gains"),
    ))
}

/// With a private partner the need has been announced locally, before the application.
fn need_announced(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    if rules.get("announcement.required").is_none() || !rules.flag("announcement.required")? {
        return Ok(Vec::new());
    }
    let announced = project.need_announced.is_some_and(|date| date <= case.date);
    let citation = rules.citation("announcement.required")?;
    Ok(when(project.private_partner && !announced, || {
        Finding::blocking("HOUSING_NEED_NOT_ANNOUNCED", citation).on("form.need_announced_date")
    }))
}

/// A purchase is applied for within the window after takeover.
fn takeover_window(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let (Measure::Purchase, Some(takeover)) = (project.measure, project.takeover) else {
        return Ok(Vec::new());
    };
    if rules.get("takeover.window_months").is_none() {
        return Ok(Vec::new());
    }
    let months = rules.count("takeover.window_months")?;
    // A date of this calendar plus some months is one as well.
    let last = add_months(takeover, months).unwrap_or(takeover);
    let citation = rules.citation("takeover.window_months")?;
    Ok(when(case.date > last, || {
        Finding::blocking("HOUSING_TAKEOVER_TOO_LONG_AGO", citation)
            .on("form.takeover_date")
            .with("takeover", takeover)
            .with("last", last)
    }))
}

/// An applicant for the programme's frame is in the programme.
fn programme_municipality(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    if rules.get("frame.programme_reserved").is_none()
        || !case.draft.form.project.programme_municipality
    {
        return Ok(Vec::new());
    }
    let registered = case.entries("programme_municipality").next().is_some();
    let citation = rules.citation("frame.programme_reserved")?;
    Ok(when(!registered, || {
        Finding::blocking("HOUSING_NOT_IN_PROGRAMME", citation).on("form.programme_municipality")
    }))
}

/// The programme's frame is reserved until a day of the year; later it has been released to all.
fn programme_frame_released(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    if rules.get("frame.programme_release_month_day").is_none()
        || !case.draft.form.project.programme_municipality
    {
        return Ok(Vec::new());
    }
    let id = "frame.programme_release_month_day";
    let last = format!("{}-{}", case.date.year(), rules.text(id)?)
        .parse::<NaiveDate>()
        .map_err(|_| claim::out_of_range(id, rules))?;
    let citation = rules.citation(id)?;
    Ok(when(case.date > last, || {
        Finding::notice("HOUSING_PROGRAMME_FRAME_RELEASED", citation)
            .on("form.programme_municipality")
            .with("last", last)
    }))
}

/// A chain of subcontractors has a limit.
fn subcontractors(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let levels = case.draft.form.project.subcontractor_levels;
    let most = rules.count("subcontractor.levels_max")?;
    let citation = rules.citation("subcontractor.levels_max")?;
    Ok(when(levels > most, || {
        Finding::notice("HOUSING_TOO_MANY_SUBCONTRACTORS", citation)
            .on("form.subcontractor_levels")
            .with("levels", levels)
            .with("most", most)
    }))
}

/// The project gives the municipality more dwellings than it had (*netto tilvekst*).
fn net_addition(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let more = form.setting.net_addition;
    let mut found = when(more > form.unit_count(), || {
        Finding::notice("HOUSING_NET_ADDITION_ABOVE_UNITS", "configurable")
            .on("form.net_addition")
            .with("more", more)
            .with("units", form.unit_count())
    });
    if rules.get("net_addition.exempt_measures").is_some() {
        let exempt = rules
            .texts("net_addition.exempt_measures")?
            .contains(&form.project.measure.code());
        let citation = rules.citation("net_addition.exempt_measures")?;
        found.extend(when(!exempt && more == 0, || {
            Finding::blocking("HOUSING_NO_NET_ADDITION", citation).on("form.net_addition")
        }));
    }
    Ok(found)
}

/// The files the case calls for. What is missing is asked for when the case is handled.
fn attachments(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let built = matches!(form.project.measure, Measure::NewBuild | Measure::Upgrade);
    let called_for = [
        ("attachments.always", true),
        (
            "attachments.any_agreement",
            form.agreement.kind != AgreementKind::None,
        ),
        (
            "attachments.allocation",
            form.agreement.kind == AgreementKind::Allocation,
        ),
        (
            "attachments.purchase",
            form.project.measure == Measure::Purchase,
        ),
        (
            "attachments.builder_not_approved",
            built && !form.project.builder_centrally_approved,
        ),
        (
            "attachments.recommended",
            form.agreement.recommendation == Recommendation::Recommended,
        ),
        (
            "attachments.follow_up",
            !form.setting.follow_up_services.trim().is_empty(),
        ),
    ];
    let mut found = Vec::new();
    for (id, is_called_for) in called_for {
        for kind in rules.texts(id)? {
            let missing = is_called_for && case.attachment_kinds.iter().all(|given| given != kind);
            let citation = rules.citation(id)?;
            found.extend(when(missing, || {
                Finding::notice("HOUSING_ATTACHMENT_MISSING", citation)
                    .on("attachments")
                    .with("kind", kind)
            }));
        }
    }
    Ok(found)
}
