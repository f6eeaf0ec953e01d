//! The largest amount an application can be granted: the need and the share of the regulation of
//! 2011, or the rate per square metre of the guide of 2023. Each step states its result and the
//! rule values it used.

use std::cmp::min;

use domain::application::Draft;
use domain::application::claim::{Claim, ClaimStep};
use domain::call::Call;
use domain::findings::args;
use domain::identifiers::MunicipalityNumber;
use domain::money::{Money, Rounding};
use domain::rules::{RuleData, RuleError, RuleValues};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::form::{CostLine, Form, Measure, Unit};

/// An amount that money cannot hold is larger than every request: the request is the lower.
fn at_most(calculated: Result<Money, domain::money::MoneyError>) -> Money {
    calculated.unwrap_or(Money::MAX)
}

/// The rule value that says which cost lines count.
#[must_use]
pub(crate) const fn approved_kinds_id(measure: Measure) -> &'static str {
    match measure {
        Measure::NewBuild => "approved_cost.new_build",
        Measure::Purchase => "approved_cost.purchase",
        Measure::Upgrade => "approved_cost.upgrade",
        Measure::AllocationRight => "approved_cost.allocation_right",
    }
}

/// The cost lines that count towards the approved cost, and those that do not.
pub(crate) fn split_costs<'a>(
    form: &'a Form,
    rules: &RuleValues,
) -> Result<(Vec<&'a CostLine>, Vec<&'a CostLine>), RuleError> {
    let kinds = rules.texts(approved_kinds_id(form.project.measure))?;
    Ok(form
        .economy
        .costs
        .iter()
        .partition(|line| kinds.value.contains(&line.kind.code())))
}

/// Returns whether the cost may be above the market value.
pub(crate) fn is_excepted(form: &Form, rules: &RuleValues) -> Result<bool, RuleError> {
    let reasons = rules.texts("market_value.exceptions")?;
    Ok(form
        .economy
        .market_value_exception
        .is_some_and(|reason| reasons.value.contains(&reason.code())))
}

/// Approved cost (*godkjente prosjektkostnader*): the lines that count, normally not above the
/// assumed market value.
pub(crate) fn approved_cost(form: &Form, rules: &RuleValues) -> Result<Money, RuleError> {
    let (counted, _) = split_costs(form, rules)?;
    let cost = Money::saturating_sum(counted.iter().map(|line| line.amount));
    Ok(match form.economy.market_value {
        Some(value) if !is_excepted(form, rules)? => min(cost, value),
        _ => cost,
    })
}

/// The calculation.
pub(crate) fn claim(
    _call: &Call,
    draft: &Draft<Form>,
    rules: &RuleValues,
) -> Result<Claim, RuleError> {
    let form = &draft.form;
    let mut steps = Vec::new();
    let approved = approved_cost_steps(form, rules, &mut steps)?;
    let calculated = if rules.flag("calculation.by_area")?.value {
        by_area(form, approved, rules, &mut steps)?
    } else if form.project.measure == Measure::Upgrade {
        share_of_cost(approved, "share.upgrade", rules, &mut steps)?
    } else {
        need_or_share(form, approved, rules, &mut steps)?
    };
    let guarded = loan_and_grant_guard(form, approved, calculated, rules, &mut steps)?;
    Ok(Claim::lower_of(guarded, draft.requested, steps))
}

fn approved_cost_steps(
    form: &Form,
    rules: &RuleValues,
    steps: &mut Vec<ClaimStep>,
) -> Result<Money, RuleError> {
    let (counted, _) = split_costs(form, rules)?;
    let cost = Money::saturating_sum(counted.iter().map(|line| line.amount));
    steps.push(ClaimStep::amount(
        "approved_cost",
        cost,
        args([("planned", form.economy.cost().into())]),
        &[approved_kinds_id(form.project.measure)],
    ));
    let approved = approved_cost(form, rules)?;
    if approved < cost {
        steps.push(ClaimStep::amount(
            "not_above_market_value",
            approved,
            args([("cost", cost.into()), ("value", approved.into())]),
            &["market_value.exceptions"],
        ));
    }
    Ok(approved)
}

/// A share of approved cost, never more than it: rounded down to the øre.
fn share_of_cost(
    approved: Money,
    id: &'static str,
    rules: &RuleValues,
    steps: &mut Vec<ClaimStep>,
) -> Result<Money, RuleError> {
    let share = rules.share(id)?;
    let amount = at_most(approved.times(share.value, Rounding::Down));
    steps.push(ClaimStep::amount(
        "share_of_cost",
        amount,
        args([
            ("percent", (share.value * Decimal::ONE_HUNDRED).into()),
            ("approved", approved.into()),
        ]),
        &[id],
    ));
    Ok(amount)
}

/// Regulation of 2011: the lower of the need `T = P − Σ C_t/(1+r)^t` (not below nothing) and the
/// share of approved cost.
fn need_or_share(
    form: &Form,
    approved: Money,
    rules: &RuleValues,
    steps: &mut Vec<ClaimStep>,
) -> Result<Money, RuleError> {
    let years = rules.count("need.years")?;
    let rate = rules.share("need.return_rate")?;
    let present = present_value(&form.economy.yearly_cash_flows, rate.value, years.value)
        .ok_or_else(|| out_of_range("need.return_rate", rules))?;
    steps.push(ClaimStep::amount(
        "present_value",
        present,
        args([
            ("percent", (rate.value * Decimal::ONE_HUNDRED).into()),
            ("years", years.value.into()),
        ]),
        &["need.return_rate", "need.years"],
    ));
    let need = at_most(approved.checked_sub(present)).max(Money::ZERO);
    steps.push(ClaimStep::amount(
        "need",
        need,
        args([("approved", approved.into()), ("present", present.into())]),
        &[],
    ));
    let share = share_of_cost(approved, "share.project", rules, steps)?;
    let amount = min(need, share);
    steps.push(ClaimStep::amount(
        "lower_of_need_and_share",
        amount,
        args([("need", need.into()), ("share", share.into())]),
        &[],
    ));
    Ok(amount)
}

/// `Σ C_t/(1+r)^t` for `t` from 1 to `years`, to the nearest øre; the last flow goes on. `None`
/// when the rate cannot be calculated with.
///
/// Each discount factor is the one before it divided by `1 + r`, kept to 28 digits: over 60 years
/// the error stays far below an øre.
pub(crate) fn present_value(flows: &[Money], rate: Decimal, years: u32) -> Option<Money> {
    let growth = Decimal::ONE.checked_add(rate)?;
    let mut factor = Decimal::ONE;
    let mut sum = Decimal::ZERO;
    let last = flows.last().copied().unwrap_or(Money::ZERO);
    for year in 0..years {
        factor = factor.checked_div(growth)?;
        let flow = usize::try_from(year)
            .ok()
            .and_then(|at| flows.get(at).copied())
            .unwrap_or(last);
        sum = sum.checked_add(flow.in_kroner().checked_mul(factor)?)?;
    }
    Money::from_kroner_decimal(sum, Rounding::HalfUp).ok()
}

/// The group of municipalities a rate is given for, by number: names are not unique.
pub(crate) fn rate_group(
    municipality: &MunicipalityNumber,
    rules: &RuleValues,
) -> Result<String, RuleError> {
    let listed = rules
        .table("rate.groups")?
        .value
        .iter()
        .find(|(_, numbers)| {
            matches!(numbers, RuleData::List(numbers)
            if numbers.iter().any(|number| number.as_text() == Some(municipality.as_str())))
        });
    match listed {
        Some((group, _)) => Ok(group.clone()),
        None => Ok(rules.text("rate.group_of_others")?.value.to_owned()),
    }
}

/// The primary area of a dwelling, dm², at most the area the rules count.
pub(crate) fn counted_area_dm2(unit: &Unit, rules: &RuleValues) -> Result<u32, RuleError> {
    let most = rules.decimal("rate.max_area_m2")?.value * Decimal::ONE_HUNDRED;
    Ok(unit.primary_area_dm2.min(most.to_u32().unwrap_or(u32::MAX)))
}

/// One dwelling's amount: its rate times its primary area, at most the area the rules count.
/// Rounded down to the øre.
pub(crate) fn unit_amount(
    unit: &Unit,
    rate: Money,
    rules: &RuleValues,
) -> Result<(Decimal, Money), RuleError> {
    let counted = unit
        .primary_area_m2()
        .min(rules.decimal("rate.max_area_m2")?.value);
    Ok((counted, at_most(rate.times(counted, Rounding::Down))))
}

/// The rate of the municipality the dwellings lie in.
pub(crate) fn unit_rate(form: &Form, rules: &RuleValues) -> Result<Money, RuleError> {
    let group = rate_group(&form.project.municipality, rules)?;
    Ok(rules.money_row("rate.per_m2", &group)?.value)
}

/// Guide of 2023: the sum of every dwelling's rate times area, never above approved cost.
fn by_area(
    form: &Form,
    approved: Money,
    rules: &RuleValues,
    steps: &mut Vec<ClaimStep>,
) -> Result<Money, RuleError> {
    let group = rate_group(&form.project.municipality, rules)?;
    let rate = unit_rate(form, rules)?;
    steps.push(ClaimStep::fact(
        "rate_group",
        args([
            ("municipality", form.project.municipality.as_str().into()),
            ("group", group.trim_start_matches("group_").into()),
            ("rate", rate.into()),
        ]),
        &["rate.groups", "rate.per_m2", "rate.group_of_others"],
    ));
    let mut amounts = Vec::with_capacity(form.units.len());
    for (unit, number) in form.units.iter().zip(1_u32..) {
        let (counted, amount) = unit_amount(unit, rate, rules)?;
        steps.push(ClaimStep::amount(
            "unit_by_area",
            amount,
            args([
                ("number", number.into()),
                ("area", unit.primary_area_m2().into()),
                ("counted", counted.into()),
                ("rate", rate.into()),
            ]),
            &["rate.per_m2", "rate.max_area_m2"],
        ));
        amounts.push(amount);
    }
    let sum = Money::saturating_sum(amounts);
    steps.push(ClaimStep::amount(
        "sum_of_units",
        sum,
        args([("units", form.unit_count().into())]),
        &[],
    ));
    if sum <= approved {
        return Ok(sum);
    }
    steps.push(ClaimStep::amount(
        "not_above_cost",
        approved,
        args([("sum", sum.into()), ("approved", approved.into())]),
        &[],
    ));
    Ok(approved)
}

/// A guard of ours: a municipality's own undertakings do not borrow and receive more than a share
/// of approved cost.
fn loan_and_grant_guard(
    form: &Form,
    approved: Money,
    calculated: Money,
    rules: &RuleValues,
    steps: &mut Vec<ClaimStep>,
) -> Result<Money, RuleError> {
    let owners = rules.texts("financing.loan_and_grant_owners")?;
    if !owners.value.contains(&form.project.owner.code()) {
        return Ok(calculated);
    }
    let share = rules.share("financing.loan_and_grant_max")?;
    let both = at_most(approved.times(share.value, Rounding::Down));
    let loan = form.economy.financing.loan;
    let room = at_most(both.checked_sub(loan)).max(Money::ZERO);
    if calculated <= room {
        return Ok(calculated);
    }
    steps.push(ClaimStep::amount(
        "loan_and_grant_guard",
        room,
        args([
            ("percent", (share.value * Decimal::ONE_HUNDRED).into()),
            ("both", both.into()),
            ("loan", loan.into()),
        ]),
        &[
            "financing.loan_and_grant_max",
            "financing.loan_and_grant_owners",
        ],
    ));
    Ok(room)
}

/// A rule value that reads well but cannot be calculated with.
pub(crate) fn out_of_range(id: &'static str, rules: &RuleValues) -> RuleError {
    let entry = rules.get(id);
    RuleError::WrongKind {
        id: id.to_owned(),
        date: rules.date(),
        wanted: "a value that can be calculated with",
        found: entry.map_or("nothing", |entry| entry.value.kind()),
        unit: entry.map_or_else(String::new, |entry| entry.unit.clone()),
    }
}

/// Splits the grant among the dwellings, by rate where there is one, else by area.
pub(crate) fn amounts_by_unit(
    form: &Form,
    granted: Money,
    rules: &RuleValues,
) -> Result<Vec<Money>, RuleError> {
    let weights: Vec<_> = if rules.flag("calculation.by_area")?.value {
        let rate = unit_rate(form, rules)?;
        form.units
            .iter()
            .map(|unit| unit_amount(unit, rate, rules).map(|(_, amount)| amount))
            .collect::<Result<Vec<_>, _>>()?
    } else {
        form.units
            .iter()
            .map(|unit| Money::from_ore(i64::from(unit.primary_area_dm2)))
            .collect()
    };
    Ok(granted.split(&weights))
}
