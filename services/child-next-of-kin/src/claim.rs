//! The largest amount an application can be granted: the lowest of the amount applied for, the cost
//! the grant pays, and the ceiling of the phase.

use domain::application::Draft;
use domain::application::claim::{Claim, ClaimStep};
use domain::call::Call;
use domain::findings::args;
use domain::money::Money;
use domain::rules::{RuleError, RuleValues};

use crate::form::{BudgetLine, Form, Phase};

/// The rule values of a phase: its ceiling, its period, and the costs the grant pays in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PhaseRules {
    /// The ceiling.
    pub max: &'static str,
    /// The longest period.
    pub months: &'static str,
    /// The kinds of costs.
    pub eligible_cost: &'static str,
}

/// The ids of a phase's rule values.
pub(crate) const fn phase_rules(phase: Phase) -> PhaseRules {
    match phase {
        Phase::Develop => PhaseRules {
            max: "develop.max",
            months: "develop.months",
            eligible_cost: "eligible_cost.develop",
        },
        Phase::Implement => PhaseRules {
            max: "implement.max",
            months: "implement.months",
            eligible_cost: "eligible_cost.implement",
        },
    }
}

/// Returns whether the rule values have the phase: implementation came in 2019.
pub(crate) fn is_open(phase: Phase, rules: &RuleValues) -> Result<bool, RuleError> {
    Ok(rules.texts("phases")?.value.contains(&phase.code()))
}

/// The budget lines that the grant pays, and those it does not.
pub(crate) fn split_budget<'a>(
    form: &'a Form,
    rules: &RuleValues,
) -> Result<(Vec<&'a BudgetLine>, Vec<&'a BudgetLine>), RuleError> {
    let kinds = rules.texts(phase_rules(form.phase).eligible_cost)?;
    Ok(form
        .budget
        .iter()
        .partition(|line| kinds.value.contains(&line.kind.code())))
}

/// The cost that the grant pays.
pub(crate) fn eligible_cost(form: &Form, rules: &RuleValues) -> Result<Money, RuleError> {
    let (paid, _) = split_budget(form, rules)?;
    Ok(Money::saturating_sum(paid.iter().map(|line| line.amount)))
}

/// The calculation.
pub(crate) fn claim(
    _call: &Call,
    draft: &Draft<Form>,
    rules: &RuleValues,
) -> Result<Claim, RuleError> {
    let form = &draft.form;
    let ids = phase_rules(form.phase);
    if !is_open(form.phase, rules)? {
        let nothing = ClaimStep::amount(
            "phase_not_open",
            Money::ZERO,
            args([("phase", form.phase.code().into())]),
            &["phases"],
        );
        return Ok(Claim {
            amount: Money::ZERO,
            useful_minimum: Money::ZERO,
            steps: vec![nothing],
        });
    }
    let cost = eligible_cost(form, rules)?;
    let ceiling = rules.money(ids.max)?;
    let calculated = cost.min(ceiling.value);
    let steps = vec![
        ClaimStep::amount(
            "eligible_cost",
            cost,
            args([("budget", form.cost().into())]),
            &[ids.eligible_cost],
        ),
        ClaimStep::amount(
            "ceiling",
            calculated,
            args([("ceiling", ceiling.value.into()), ("cost", cost.into())]),
            &[ids.max],
        ),
    ];
    Ok(Claim::lower_of(calculated, draft.requested, steps))
}
