//! Contradictions: what is wrong with a scenario before anything is divided, all at once.

use super::Line;
use crate::conflict::Conflict;
use crate::scenario::{Applicant, Damping, MAX_TOTAL, Rule, Scenario};
use crate::units::{Amount, Score, Weight};

/// Amounts that are not an applicant's, and the draw's promise.
pub(super) fn check_scenario(scenario: &Scenario, conflicts: &mut Vec<Conflict>) {
    if scenario.budget < Amount::ZERO {
        conflicts.push(Conflict::NegativeBudget {
            budget: scenario.budget.get(),
        });
    }
    if scenario.step < Amount::new(1) {
        conflicts.push(Conflict::StepTooSmall {
            step: scenario.step.get(),
        });
    }
    for (field, amount) in amounts(scenario) {
        if amount > MAX_TOTAL {
            let field = field.into();
            conflicts.push(Conflict::TotalTooLarge { field });
        }
    }
    if let Some(draw) = &scenario.draw
        && !draw.keeps_its_promise()
    {
        conflicts.push(Conflict::CommitmentBroken {
            promised: draw.commitment.clone().unwrap_or_default(),
            actual: crate::draw::commitment(&draw.key),
        });
    }
}

/// The amounts that do not belong to an applicant, by the names they have in a file.
fn amounts(scenario: &Scenario) -> Vec<(&'static str, i64)> {
    let mut amounts = vec![
        ("budget", scenario.budget.get()),
        ("step", scenario.step.get()),
    ];
    let optional = [
        ("useful_minimum", scenario.useful_minimum.map(Amount::get)),
        ("authority", scenario.authority.map(Amount::get)),
        ("threshold", scenario.threshold.map(Score::get)),
        ("concern_cap", scenario.concern_cap.map(Amount::get)),
    ];
    amounts.extend(
        optional
            .iter()
            .filter_map(|(field, amount)| Some((*field, (*amount)?))),
    );
    amounts.extend(
        scenario
            .yearly_ceilings
            .iter()
            .map(|most| ("yearly_ceilings", most.get())),
    );
    let bounds = scenario
        .groups
        .iter()
        .flat_map(|quota| [quota.min, quota.max]);
    amounts.extend(bounds.flatten().map(|bound| ("groups", bound.get())));
    amounts.extend(
        scenario
            .reserved
            .iter()
            .map(|frame| ("reserved", frame.amount.get())),
    );
    if let Rule::BaseProportional { base } = scenario.rule {
        amounts.push(("rule.base", base.get()));
    }
    if let Some(Damping::GrowthGuarantee { below, .. }) = scenario.damping {
        amounts.push(("damping.below", below.get()));
    }
    amounts
}

/// Every applicant's id and numbers, in the order given.
pub(super) fn check_applicants(
    scenario: &Scenario,
    order: &[usize],
    conflicts: &mut Vec<Conflict>,
) {
    if !scenario.applicants.iter().all(is_sound) {
        for place in order {
            check_applicant(&scenario.applicants[*place], conflicts);
        }
    }
}

/// Returns true if [`check_applicant`] finds nothing.
fn is_sound(applicant: &Applicant) -> bool {
    let exact = 0..=MAX_TOTAL;
    let mut values = numbers(applicant);
    !applicant.id.is_empty() && values.all(|(_, value)| exact.contains(&value.unwrap_or(0)))
}

/// An applicant's numbers, by name.
fn numbers(applicant: &Applicant) -> impl Iterator<Item = (&'static str, Option<i64>)> {
    let counts = [
        ("claim", Some(applicant.claim.get())),
        ("weight", applicant.weight.map(Weight::get)),
        ("score", applicant.score.map(Score::get)),
        ("inhabitants", applicant.inhabitants),
    ];
    let amounts = applicant
        .amounts()
        .map(|(field, amount)| (field, amount.map(Amount::get)));
    counts.into_iter().chain(amounts)
}

fn check_applicant(applicant: &Applicant, conflicts: &mut Vec<Conflict>) {
    if applicant.id.is_empty() {
        conflicts.push(Conflict::EmptyId);
    }
    for (field, value) in numbers(applicant) {
        if let Some(value) = value.filter(|value| *value < 0) {
            conflicts.push(Conflict::NegativeValue {
                id: applicant.id.clone(),
                field: field.into(),
                value,
            });
        }
        if value.is_some_and(|value| value > MAX_TOTAL) {
            let field = field.into();
            conflicts.push(Conflict::TotalTooLarge { field });
        }
    }
}

/// A field of an applicant, by name.
type Field = (&'static str, fn(&Applicant) -> Option<i64>);

/// The fields whose sums must stay exact.
const SUMMED: [Field; 6] = [
    ("claim", |a| Some(a.claim.get())),
    ("weight", |a| a.weight.map(Weight::get)),
    ("last_year", |a| a.last_year.map(Amount::get)),
    ("committed", |a| a.committed.map(Amount::get)),
    ("inhabitants", |a| a.inhabitants),
    ("useful_minimum", |a| a.useful_minimum.map(Amount::get)),
];

/// Sums that must stay exact, and the authority to commit.
pub(super) fn check_totals(scenario: &Scenario, conflicts: &mut Vec<Conflict>) {
    let mut totals = [0_i128; SUMMED.len()];
    for applicant in &scenario.applicants {
        for (total, (_, value)) in totals.iter_mut().zip(SUMMED) {
            *total += i128::from(value(applicant).unwrap_or(0));
        }
    }
    for ((field, _), total) in SUMMED.into_iter().zip(totals) {
        let too_large = Conflict::TotalTooLarge {
            field: field.into(),
        };
        if total > i128::from(MAX_TOTAL) && !conflicts.contains(&too_large) {
            conflicts.push(too_large);
        }
        if field == "committed"
            && let Some(authority) = scenario.authority
            && total > i128::from(authority)
        {
            let committed = i64::try_from(total).unwrap_or(i64::MAX);
            conflicts.push(Conflict::AuthorityExceeded {
                committed,
                authority: authority.get(),
            });
        }
    }
}

/// Bounds that exclude each other, and first claims above the budget.
pub(super) fn check_bounds(scenario: &Scenario, lines: &[Line<'_>], conflicts: &mut Vec<Conflict>) {
    let mut floors: i128 = 0;
    for line in lines {
        floors += i128::from(line.lo);
        if line.lo > line.hi {
            conflicts.push(Conflict::BoundsContradict {
                id: line.applicant.id.clone(),
                lo: line.lo,
                lo_clause: line.lo_clause,
                hi: line.hi,
                hi_clause: line.hi_clause,
            });
        }
    }
    if floors > i128::from(scenario.budget) {
        let floors = i64::try_from(floors).unwrap_or(i64::MAX);
        conflicts.push(Conflict::FloorsExceedBudget {
            floors,
            budget: scenario.budget.get(),
        });
    }
}
