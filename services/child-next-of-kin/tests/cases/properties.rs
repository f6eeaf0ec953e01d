//! Properties that always hold, each with a wrong rule that the same check catches.

use child_next_of_kin::form::{BudgetKind, BudgetLine, Phase};
use child_next_of_kin::{ChildNextOfKin, Form};
use domain::money::Money;
use domain::scheme::{ApplicantFacts, Case, Scheme};
use proptest::prelude::*;

use crate::scene::{base, call, date, rules};

fn form(phase: Phase, lines: &[(BudgetKind, i64)]) -> Form {
    let mut form = base().draft.form;
    form.phase = phase;
    form.budget = lines
        .iter()
        .map(|(kind, ore)| BudgetLine {
            kind: *kind,
            amount: Money::from_ore(*ore),
        })
        .collect();
    form
}

/// The property: not above the request, the ceiling of 2022, nor the budget without equipment and
/// operation.
fn is_within(amount: Money, form: &Form, requested: Money) -> bool {
    let ceiling = match form.phase {
        Phase::Develop => Money::kroner(1_000_000),
        Phase::Implement => Money::kroner(500_000),
    };
    let never = [BudgetKind::Equipment, BudgetKind::Operation];
    let paid: i64 = form
        .budget
        .iter()
        .filter(|line| !never.contains(&line.kind))
        .map(|line| line.amount.ore())
        .sum();
    amount <= requested && amount <= ceiling && amount.ore() <= paid && !amount.is_negative()
}

fn claimed(form: &Form, requested: Money) -> Money {
    let mut draft = base().draft;
    draft.form = form.clone();
    draft.requested = requested;
    ChildNextOfKin::claim(&call(date("2022-09-01")), &draft, &rules("2022-09-01"))
        .unwrap()
        .amount
}

fn lines() -> impl Strategy<Value = Vec<(BudgetKind, i64)>> {
    let line = (
        proptest::sample::select(BudgetKind::ALL),
        0_i64..200_000_000,
    );
    proptest::collection::vec(line, 1..8)
}

proptest! {
    #[test]
    fn a_claim_is_never_above_request_ceiling_nor_cost(
        lines in lines(),
        requested in 1_i64..200_000_000,
        phase in proptest::sample::select(Phase::ALL),
    ) {
        let form = form(phase, &lines);
        let requested = Money::from_ore(requested);
        prop_assert!(is_within(claimed(&form, requested), &form, requested));
    }

    #[test]
    fn more_than_the_ceiling_is_always_refused(
        requested in 1_i64..300_000_000,
        phase in proptest::sample::select(Phase::ALL),
    ) {
        prop_assert_eq!(refused(phase, requested), refusal_is_due(phase, requested));
    }
}

/// Negative control: a calculation that counts the whole budget is caught.
#[test]
fn the_property_catches_a_calculation_that_pays_equipment() {
    let form = form(Phase::Develop, &[(BudgetKind::Equipment, 50_000_000)]);
    let requested = Money::kroner(400_000);
    assert!(!is_within(form.cost().min(requested), &form, requested));
    assert!(is_within(claimed(&form, requested), &form, requested));
}

/// Negative control: the ceiling of development used for implementation is caught.
#[test]
fn the_property_catches_the_other_phase_s_ceiling() {
    let form = form(
        Phase::Implement,
        &[(BudgetKind::Implementation, 90_000_000)],
    );
    let requested = Money::kroner(900_000);
    assert!(!is_within(requested, &form, requested));
}

fn refusal_is_due(phase: Phase, ore: i64) -> bool {
    match phase {
        Phase::Develop => ore > 100_000_000,
        Phase::Implement => ore > 50_000_000,
    }
}

/// Returns whether the rules stop an application for so many øre as above the ceiling.
fn refused(phase: Phase, ore: i64) -> bool {
    let mut written = base();
    written.draft.form.phase = phase;
    written.draft.requested = Money::from_ore(ore);
    let found = ChildNextOfKin::findings(
        &Case {
            call: &call(date("2022-09-01")),
            draft: &written.draft,
            facts: &ApplicantFacts::default(),
            attachment_kinds: &[],
            date: date("2022-09-01"),
        },
        &rules("2022-09-01"),
    )
    .unwrap();
    found
        .iter()
        .any(|finding| finding.code == "CHILD_ABOVE_CEILING" && finding.blocks())
}

/// Negative control: a rule that also refuses the ceiling itself is caught.
#[test]
fn the_property_catches_a_rule_that_refuses_the_ceiling_itself() {
    let too_strict = |ore: i64| ore >= 50_000_000;
    assert_ne!(
        too_strict(50_000_000),
        refusal_is_due(Phase::Implement, 50_000_000)
    );
    assert!(!refused(Phase::Implement, 50_000_000));
}
