//! The letter: its conditions, when the grant is paid, what must be reported when.

use std::collections::BTreeSet;

use domain::document::RequiredDocument;
use domain::findings::{FindingValue, args};
use domain::grant::{ACCEPTANCE_DAYS, Condition, GrantPart, PlannedInstalment};
use domain::money::Money;
use domain::report::{PlannedReport, ReportDue, ReportKind, planned};
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Decided;
use rust_decimal::Decimal;

use crate::claim::{self, amounts_by_unit};
use crate::form::{Form, Measure};
use crate::obligation::write_off;
use crate::rules::is_exempt;

/// The conditions, in the order of the guide: purpose, amounts, completion, payment, use,
/// repayment, reporting, acceptance.
pub(crate) fn conditions(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<Condition>, RuleError> {
    let mut conditions = purpose(decided, rules)?;
    conditions.extend(unit_amounts(decided, rules)?);
    conditions.extend(payment(decided, rules)?);
    conditions.extend(ties(decided, rules)?);
    conditions.extend(repayment(decided, rules)?);
    conditions.extend(follow_up(decided, rules)?);
    Ok(conditions)
}

/// The purpose, and the day the dwellings are to be in use.
fn purpose(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let rule = rules.source("applicant.kinds")?;
    let mut conditions = vec![Condition::new(
        "purpose",
        args([
            ("units", form.unit_count().into()),
            ("granted", decided.granted.into()),
        ]),
        &rule,
    )];
    let groups: BTreeSet<_> = form
        .units
        .iter()
        .flat_map(|unit| &unit.target_groups)
        .collect();
    conditions.extend(groups.into_iter().map(|group| {
        Condition::new(
            "target_group",
            args([("group", group.code().into())]),
            &rule,
        )
    }));
    conditions.push(Condition::new(
        "completion",
        args([("date", form.project.completion.into())]),
        &rules.source("payout.documents.new_build")?,
    ));
    Ok(conditions)
}

fn unit_amounts(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let rule = rules.source("calculation.by_area")?;
    let amounts = claim::amounts_by_unit(form, decided.granted, rules)?;
    let units = form.units.iter().zip(amounts).zip(1_u32..);
    Ok(units
        .map(|((unit, amount), number)| {
            Condition::new(
                "unit_amount",
                args([
                    ("number", number.into()),
                    ("area", unit.primary_area_m2().into()),
                    ("amount", amount.into()),
                ]),
                &rule,
            )
        })
        .collect())
}

/// The documents that payment waits for: by measure, and more of those who are no municipality.
pub(crate) fn documents(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<RequiredDocument>, RuleError> {
    let project = &decided.application.draft.form.project;
    let mut lists = vec![match project.measure {
        Measure::NewBuild => "payout.documents.new_build",
        Measure::Purchase => "payout.documents.purchase",
        Measure::Upgrade => "payout.documents.upgrade",
        Measure::AllocationRight => "payout.documents.allocation_right",
    }];
    if !is_exempt(project.owner, rules)? {
        lists.push("payout.documents.non_municipal");
    }
    let mut documents = Vec::new();
    for list in lists {
        let kinds = rules.texts(list)?;
        documents.extend(kinds.value.iter().map(|kind| RequiredDocument {
            kind: (*kind).to_owned(),
            citation: kinds.citation(),
        }));
    }
    Ok(documents)
}

/// Payment: the documents it needs, and what reduces the grant.
fn payment(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let project = &decided.application.draft.form.project;
    let rule = rules.source("payout.documents.new_build")?;
    let mut conditions = vec![Condition::new("payment", Vec::new(), &rule)];
    let documents = documents(decided, rules)?.into_iter();
    conditions.extend(documents.map(|RequiredDocument { kind, citation }| {
        Condition::new(
            "payment_document",
            args([("document", kind.into())]),
            citation,
        )
    }));
    if project.property.is_none() {
        conditions.push(Condition::new(
            "property_number",
            Vec::new(),
            "configurable",
        ));
    }
    conditions.push(Condition::new(
        "proportional_reduction",
        args([(
            "approved",
            claim::approved_cost(&decided.application.draft.form, rules)?.into(),
        )]),
        &rule,
    ));
    conditions.push(Condition::new("law_breach", Vec::new(), &rule));
    Ok(conditions)
}

/// The ties of dwellings that others own to the municipality.
fn ties(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    if is_exempt(form.project.owner, rules)? {
        return Ok(Vec::new());
    }
    let rule = rules.source("agreement.years")?;
    Ok(vec![
        Condition::new(
            "allocation_right",
            args([("years", rules.count("agreement.years")?.value.into())]),
            &rule,
        ),
        Condition::new("registered_clause", Vec::new(), &rule),
    ])
}

/// The write-off of the duty to repay, and what sets it off.
fn repayment(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let plan = write_off(rules)?;
    let rule = rules.source("write_off.years")?;
    if plan.is_at_once(decided.granted) {
        let limit = rules.money("write_off.at_once_below")?;
        return Ok(vec![Condition::new(
            "write_off_at_once",
            args([("limit", limit.value.into())]),
            &rule,
        )]);
    }
    let after_one = plan.left(decided.granted, 1);
    let percent: FindingValue = (plan.share_per_year * Decimal::ONE_HUNDRED).into();
    Ok(vec![
        Condition::new(
            "write_off",
            args([
                ("percent", percent),
                ("years", plan.years.into()),
                (
                    "yearly",
                    Money::from_ore(decided.granted.ore() - after_one.ore()).into(),
                ),
            ]),
            &rule,
        ),
        Condition::new("repayment", Vec::new(), &rule),
        Condition::new("duty_to_notify", Vec::new(), &rule),
    ])
}

/// Reports, spot checks, acceptance.
fn follow_up(decided: &Decided<'_, Form>, rules: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    let form = &decided.application.draft.form;
    let rule = rules.source("applicant.kinds")?;
    let exempt = is_exempt(form.project.owner, rules)?;
    let once = write_off(rules)?.is_at_once(decided.granted);
    let report = match (once, exempt) {
        (true, _) => Condition::new("single_report", Vec::new(), &rule),
        (false, true) => Condition::new("yearly_report", Vec::new(), &rule),
        (false, false) => Condition::new("report", Vec::new(), &rule),
    };
    let mut conditions = vec![report];
    if !exempt {
        conditions.push(Condition::new("spot_check", Vec::new(), &rule));
    }
    conditions.push(Condition::new(
        "acceptance",
        args([("date", decided.accept_by().into())]),
        &rules.source(ACCEPTANCE_DAYS)?,
    ));
    Ok(conditions)
}

/// All of it when the dwellings are to be in use, not before the decision.
pub(crate) fn payment_plan(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<PlannedInstalment>, RuleError> {
    let completion = decided.application.draft.form.project.completion;
    Ok(decided.paid_at_once(completion))
}

/// The grant is reduced as a whole; where it was reckoned by area, a dwelling at a time.
pub(crate) fn settlement_parts(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<GrantPart>, RuleError> {
    if !rules.flag("calculation.by_area")?.value {
        return Ok(vec![GrantPart::whole(decided.granted)]);
    }
    let form = &decided.application.draft.form;
    let amounts = amounts_by_unit(form, decided.granted, rules)?;
    let units = amounts.into_iter().zip(1_u32..);
    Ok(units
        .map(|(granted, number)| GrantPart::unit(number, granted))
        .collect())
}

/// First the final cost, before payment. Then the use, by years after the payment: of municipal
/// dwellings each year as long as the duty to repay runs, of others the first year and the last,
/// with spot checks between. A grant that is written off at once is reported on once.
pub(crate) fn report_plan(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<PlannedReport>, RuleError> {
    let form = &decided.application.draft.form;
    let years = if write_off(rules)?.is_at_once(decided.granted) {
        1
    } else {
        rules.count("report.years")?.value.max(1)
    };
    let every_year = is_exempt(form.project.owner, rules)?;
    let day = form.project.completion.max(decided.date);
    let cost = (
        "final-cost".to_owned(),
        ReportKind::Accounts,
        ReportDue::On(day),
    );
    let use_of = (1..=years)
        .filter(|year| every_year || *year == 1 || *year == years)
        .map(|year| {
            let id = if year == years {
                "final".to_owned()
            } else {
                format!("year-{year}")
            };
            (
                id,
                ReportKind::Results,
                ReportDue::AfterPayment { years: year },
            )
        });
    Ok(planned(std::iter::once(cost).chain(use_of)))
}
