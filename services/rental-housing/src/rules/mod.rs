//! The rules about an application, one small function each. Each finding cites the rule value it
//! rests on.
//!
//! A rule of Husbanken's guides and regulations stops an application. A rule that is known from a
//! prototype of the electronic application only, or a lack that a case handler asks about
//! (*mangelbrev*), is noted and does not stop it.

mod agreement;
mod economy;
mod reads;

pub(crate) use reads::READS;

pub(crate) use agreement::is_exempt;

use chrono::{Datelike, NaiveDate};
use domain::calendar::add_months;
use domain::findings::{Finding, when};
use domain::municipalities;
use domain::rules::{IfInForce, RuleValues};
use domain::scheme::{Case, Found, Rule};
use domain::shared_rules::{applicant_kind, attachments as attachments_called_for};

use crate::claim;
use crate::form::{AgreementKind, Form, Measure, Recommendation};

/// Every rule, in the order of the form.
pub(crate) const RULES: &[Rule<Form>] = &[
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

/// The kinds of applicants the regulation names.
fn kind_of_applicant(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    applicant_kind(case, rules, "HOUSING_APPLICANT_KIND")
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
    let rule = rules.texts("developer.excluded_measures")?;
    let excluded = rule.value.contains(&form.project.measure.code());
    let mut found = when(excluded, || {
        Finding::blocking("HOUSING_DEVELOPER_MEASURE", &rule).on("form.measure")
    });
    found.extend(when(
        form.agreement.kind != AgreementKind::Allocation,
        || Finding::blocking("HOUSING_DEVELOPER_NEEDS_ALLOCATION", &rule).on("form.agreement"),
    ));
    Ok(found)
}

/// An upgrade raises quality; what raises none is maintenance.
fn maintenance(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let least = rules.count("upgrade.minimum_gains")?;
    let gains = u32::try_from(project.quality_gains.len()).unwrap_or(u32::MAX);
    Ok(when(
        project.measure == Measure::Upgrade && gains < least.value,
        || Finding::blocking("HOUSING_MAINTENANCE", &least).on("form.quality_gains"),
    ))
}

/// With a private partner the need has been announced locally, before the application.
fn need_announced(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let Some(rule) = rules.set_flag("announcement.required")? else {
        return Ok(Vec::new());
    };
    let announced = project.need_announced.is_some_and(|date| date <= case.date);
    Ok(when(project.private_partner && !announced, || {
        Finding::blocking("HOUSING_NEED_NOT_ANNOUNCED", &rule).on("form.need_announced_date")
    }))
}

/// A purchase is applied for within the window after takeover.
fn takeover_window(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let (Measure::Purchase, Some(takeover)) = (project.measure, project.takeover) else {
        return Ok(Vec::new());
    };
    let Some(months) = rules.count("takeover.window_months").if_in_force()? else {
        return Ok(Vec::new());
    };
    // A date of this calendar plus some months is one as well.
    let last = add_months(takeover, months.value).unwrap_or(takeover);
    Ok(when(case.date > last, || {
        Finding::blocking("HOUSING_TAKEOVER_TOO_LONG_AGO", &months)
            .on("form.takeover_date")
            .with("takeover", takeover)
            .with("last", last)
    }))
}

/// An applicant for the programme's frame is in the programme.
fn programme_municipality(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let wants = case.draft.form.project.programme_municipality;
    let reserved = rules.flag("frame.programme_reserved").if_in_force()?;
    let Some(rule) = reserved.filter(|_| wants) else {
        return Ok(Vec::new());
    };
    let registered = case.entries("programme_municipality").next().is_some();
    Ok(when(!registered, || {
        Finding::blocking("HOUSING_NOT_IN_PROGRAMME", &rule).on("form.programme_municipality")
    }))
}

/// The programme's frame is reserved until a day of the year; later it has been released to all.
fn programme_frame_released(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let id = "frame.programme_release_month_day";
    let wants = case.draft.form.project.programme_municipality;
    let Some(rule) = rules.text(id).if_in_force()?.filter(|_| wants) else {
        return Ok(Vec::new());
    };
    let last = format!("{}-{}", case.date.year(), rule.value)
        .parse::<NaiveDate>()
        .map_err(|_| claim::out_of_range(id, rules))?;
    Ok(when(case.date > last, || {
        Finding::notice("HOUSING_PROGRAMME_FRAME_RELEASED", &rule)
            .on("form.programme_municipality")
            .with("last", last)
    }))
}

/// A chain of subcontractors has a limit.
fn subcontractors(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let levels = case.draft.form.project.subcontractor_levels;
    let most = rules.count("subcontractor.levels_max")?;
    Ok(when(levels > most.value, || {
        Finding::notice("HOUSING_TOO_MANY_SUBCONTRACTORS", &most)
            .on("form.subcontractor_levels")
            .with("levels", levels)
            .with("most", most.value)
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
    if let Some(rule) = rules.texts("net_addition.exempt_measures").if_in_force()? {
        let exempt = rule.value.contains(&form.project.measure.code());
        found.extend(when(!exempt && more == 0, || {
            Finding::blocking("HOUSING_NO_NET_ADDITION", &rule).on("form.net_addition")
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
    attachments_called_for(case, rules, "HOUSING_ATTACHMENT_MISSING", &called_for)
}
