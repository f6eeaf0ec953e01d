//! Rules about the applicant.

use domain::findings::Finding;
use domain::municipalities;
use domain::rules::RuleValues;
use domain::scheme::{Case, Found};
use domain::shared_rules::applicant_kind;

use super::{TRANSITION_REGISTER, VOLUNTARY_REGISTER};
use crate::claim::Method;
use crate::form::{Form, Frame, FunderKind};

/// Only kinds of organisations that can be registered.
pub(super) fn kind(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    applicant_kind(case, rules, "CENTRE_APPLICANT_KIND")
}

/// Registered in *Frivillighetsregisteret* on the day of the application, under its own number, by
/// its own word.
pub(super) fn registered(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("voluntary_register.required")? else {
        return Ok(Vec::new());
    };
    let Some(declared) = &case.draft.form.voluntary_registration else {
        return Ok(vec![
            Finding::blocking("CENTRE_NOT_REGISTERED", &rule).on("form.voluntary_registration"),
        ]);
    };
    let mut findings = Vec::new();
    if declared.organisation_number != case.applicant().organisation {
        findings.push(
            Finding::blocking("CENTRE_REGISTRATION_OF_ANOTHER", &rule)
                .on("form.voluntary_registration.organisation_number")
                .with("registered", declared.organisation_number.as_str())
                .with("applicant", case.applicant().organisation.as_str()),
        );
    }
    if declared.registered > case.date {
        findings.push(
            Finding::blocking("CENTRE_REGISTERED_TOO_LATE", &rule)
                .on("form.voluntary_registration.registered_date")
                .with("registered", declared.registered)
                .with("applied", case.date),
        );
    }
    Ok(findings)
}

/// The register confirms what the form declares, contradicts it, or says nothing.
pub(super) fn registration_confirmed(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let rule = rules.set_flag("voluntary_register.required")?;
    let Some(rule) = rule.filter(|_| case.draft.form.voluntary_registration.is_some()) else {
        return Ok(Vec::new());
    };
    let mut own = case.own_entries(VOLUNTARY_REGISTER).peekable();
    let known = own.peek().is_some();
    if own.any(|entry| entry.holds_on(case.date)) {
        return Ok(Vec::new());
    }
    let finding = if known {
        Finding::blocking("CENTRE_REGISTRATION_CONTRADICTED", &rule)
    } else {
        Finding::notice("CENTRE_REGISTRATION_UNCONFIRMED", &rule)
    };
    Ok(vec![
        finding
            .on("form.voluntary_registration")
            .with("applied", case.date),
    ])
}

/// *Ideelt formål*.
pub(super) fn ideal_purpose(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let rule = rules
        .set_flag("ideal_purpose.required")?
        .filter(|_| !case.draft.form.articles.ideal_purpose);
    Ok(rule
        .map(|rule| {
            Finding::blocking("CENTRE_PURPOSE_NOT_IDEAL", &rule).on("form.articles.ideal_purpose")
        })
        .into_iter()
        .collect())
}

/// From 2023 on the core business is user or next-of-kin involvement; those under the transition
/// rule are only pointed out.
pub(super) fn core_business(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let articles = &case.draft.form.articles;
    let Some(rule) = rules
        .set_flag("core_business.required")?
        .filter(|_| !articles.core_business_user_involvement)
    else {
        return Ok(Vec::new());
    };
    let finding = if case.entries(TRANSITION_REGISTER).next().is_some() {
        Finding::notice(
            "CENTRE_CORE_BUSINESS_TRANSITION",
            &rules.source("core_business.transition_organisations")?,
        )
    } else {
        Finding::blocking("CENTRE_CORE_BUSINESS", &rule)
    };
    Ok(vec![
        finding.on("form.articles.core_business_user_involvement"),
    ])
}

/// Under the formula an organisation has a least number of members, branches and counties.
pub(super) fn size_for_formula(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    if Method::in_force(rules)? != Method::Formula {
        return Ok(Vec::new());
    }
    let membership = &case.draft.form.membership;
    let counties = u32::try_from(membership.counties.len()).unwrap_or(u32::MAX);
    let asked = [
        (
            "CENTRE_FEW_MEMBERS",
            "members",
            membership.members,
            "formula.members_min",
        ),
        (
            "CENTRE_FEW_BRANCHES",
            "local_branches",
            membership.local_branches,
            "formula.branches_min",
        ),
        (
            "CENTRE_FEW_COUNTIES",
            "counties",
            counties,
            "formula.counties_min",
        ),
    ];
    let mut findings = Vec::new();
    for (code, field, has, id) in asked {
        let least = rules.count(id)?;
        if has < least.value {
            findings.push(
                Finding::blocking(code, &least)
                    .on(format!("form.membership.{field}"))
                    .with("has", has)
                    .with("least", least.value),
            );
        }
    }
    Ok(findings)
}

/// The national frame is for national organisations; another choice is for a person to look at.
pub(super) fn frame_suits_type(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let types = rules.texts("frame.national_types")?;
    let national = types.value.contains(&form.organisation_type.code());
    if form.frame != Frame::National || national {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::notice("CENTRE_FRAME_UNUSUAL", &types).on("form.frame"),
    ])
}

/// Local and regional measures are set up together with municipalities that exist.
pub(super) fn cooperation(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    const ID: &str = "cooperation_agreement.required";
    let form = &case.draft.form;
    let mut findings = Vec::new();
    for (at, agreement) in form.cooperation_agreements.iter().enumerate() {
        if municipalities::valid_on(&agreement.municipality, case.date).is_none() {
            findings.push(
                Finding::blocking("CENTRE_MUNICIPALITY_UNKNOWN", &rules.source(ID)?)
                    .on(format!(
                        "form.cooperation_agreements[{at}].municipality_number"
                    ))
                    .with("municipality", agreement.municipality.as_str())
                    .with("date", case.date),
            );
        }
    }
    let signed = |agreement: &crate::form::CooperationAgreement| {
        agreement.signed.is_some_and(|signed| signed <= case.date)
    };
    if form.frame == Frame::LocalRegional && !form.cooperation_agreements.iter().any(signed) {
        let required = rules.flag(ID)?;
        let finding = if required.value {
            Finding::blocking("CENTRE_COOPERATION_MISSING", &required)
        } else {
            Finding::notice("CENTRE_COOPERATION_MISSING", &required)
        };
        findings.push(finding.on("form.cooperation_agreements"));
    }
    Ok(findings)
}

/// Files that a person would look for, and what is found where they are missing.
const FILES: [(&str, &str); 3] = [
    ("articles", "CENTRE_ARTICLES_NOT_ATTACHED"),
    ("budget", "CENTRE_BUDGET_NOT_ATTACHED"),
    (MUNICIPAL_LETTER, "CENTRE_MUNICIPAL_LETTER_NOT_ATTACHED"),
];

/// The municipality's letter about its contribution: expected of those who count on one.
const MUNICIPAL_LETTER: &str = "municipal_contribution_letter";

/// Missing files are noted only, because no source says that an application fails without them.
pub(super) fn attachments(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let expected = rules.texts("attachments.expected")?;
    let municipal = case
        .draft
        .form
        .activities
        .iter()
        .flat_map(|activity| &activity.funding)
        .any(|part| part.kind == FunderKind::Municipality);
    Ok(FILES
        .into_iter()
        .filter(|(kind, _)| {
            expected.value.contains(kind) && (municipal || *kind != MUNICIPAL_LETTER)
        })
        .filter(|(kind, _)| case.attachment_kinds.iter().all(|there| there != kind))
        .map(|(_, code)| Finding::notice(code, &expected))
        .collect())
}
