//! The duty to repay, a dwelling at a time, and what must be known before it can begin.
//!
//! The regulation of 2011 writes off 5 % a year over 20 years, and a grant below 40 000 kroner at
//! once; the guide of 2023 3.3 % over 30 years. Thirty times 3.3 is 99: the last per cent, of which
//! no source speaks, is gone when the years are complete (`write_off.left_at_end`).

use domain::findings::args;
use domain::grant::PaymentFact;
use domain::obligation::{PlannedObligation, WriteOff};
use domain::rules::{IfInForce, RuleError, RuleValues};
use domain::scheme::Decided;

use crate::claim::{amounts_by_unit, counted_area_dm2};
use crate::form::Form;
use crate::rules::is_exempt;

/// The write-off of the rule values.
///
/// # Errors
/// [`RuleError`] when a value is not in force.
pub fn write_off(rules: &RuleValues) -> Result<WriteOff, RuleError> {
    let at_once_below = rules.money("write_off.at_once_below").if_in_force()?;
    Ok(WriteOff {
        share_per_year: rules.share("write_off.percent_per_year")?.value,
        years: rules.count("write_off.years")?.value,
        at_once_below: at_once_below.map(|limit| limit.value),
        left_at_end: rules.money("write_off.left_at_end")?.value,
    })
}

/// One duty a dwelling; none where the grant is written off at once.
pub(crate) fn planned(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<PlannedObligation>, RuleError> {
    let plan = write_off(rules)?;
    if plan.is_at_once(decided.granted) {
        return Ok(Vec::new());
    }
    let form = &decided.application.draft.form;
    let amounts = amounts_by_unit(form, decided.granted, rules)?;
    let units = form.units.iter().zip(amounts).zip(1_u32..);
    Ok(units
        .map(|((unit, amount), number)| {
            let title = args([
                ("number", number.into()),
                ("area", unit.primary_area_m2().into()),
            ]);
            PlannedObligation::new("dwelling", title, amount, plan.clone())
        })
        .collect())
}

/// The property number, the registration of the clause where the owner is not exempt from it, and
/// the areas as built where the grant is reckoned by area.
pub(crate) fn payment_facts(
    decided: &Decided<'_, Form>,
    rules: &RuleValues,
) -> Result<Vec<PaymentFact>, RuleError> {
    let project = &decided.application.draft.form.project;
    let municipality = project.municipality.clone();
    let mut facts = vec![PaymentFact::property(
        municipality,
        project.property,
        "configurable",
    )];
    if !is_exempt(project.owner, rules)? {
        let source = rules.source("agreement.exempt_owners")?;
        facts.push(PaymentFact::registration(&source));
    }
    if rules.flag("calculation.by_area")?.value {
        let units = decided.application.draft.form.units.iter();
        let counted = units.map(|unit| counted_area_dm2(unit, rules));
        let source = rules.source("calculation.by_area")?;
        facts.push(PaymentFact::areas(
            counted.collect::<Result<_, _>>()?,
            &source,
        ));
    }
    Ok(facts)
}
