//! Every counterfactual is what a full run gives, and holds no earlier.

use super::{amounts, scored};
use crate::arbitrary;
use crate::property::{cases, property};
use allocation::{
    Amount, Applicant, Clause, Outcome, Refusal, Rule, Scenario, Score, Tail, WeightBy, allocate,
};
use insight::explain::Style;
use insight::{Counterfactual, counterfactuals};
use proptest::prelude::*;
use text::Language;

/// Scenarios in which much is refused or bound.
fn scenarios() -> impl Strategy<Value = (Scenario, usize)> {
    let rule = prop_oneof![
        Just(Rule::Proportional),
        Just(Rule::ConstrainedEqualAwards),
        Just(Rule::WeightedEqualAwards(WeightBy::Weight)),
        prop::sample::select(vec![
            Tail::Stop,
            Tail::Partial,
            Tail::OfferReduced,
            Tail::Skip
        ])
        .prop_map(Rule::Ranked),
    ];
    let applicants = prop::collection::vec(arbitrary::applicant(), 1..6);
    let settings = (
        prop::option::weighted(0.3, 0_i64..6),
        prop::option::weighted(0.3, 1_i64..7),
    );
    (rule, applicants, 0_i64..40, settings, 0_usize..60).prop_map(
        |(rule, mut applicants, budget, (threshold, useful), pick)| {
            for (place, applicant) in applicants.iter_mut().enumerate() {
                applicant.id = place.to_string();
            }
            let floors: Amount = applicants.iter().filter_map(|a| a.min).sum();
            let mut scenario = Scenario::new(floors + budget.into(), rule, applicants);
            scenario.threshold = threshold.map(Score::new);
            scenario.useful_minimum = useful.map(Amount::new);
            (scenario, pick)
        },
    )
}

/// Returns what the applicant at a place gets after a change; nothing where the changed scenario
/// contradicts itself.
fn gets(scenario: &Scenario, place: usize, change: impl FnOnce(&mut Scenario)) -> Option<i64> {
    let mut changed = scenario.clone();
    change(&mut changed);
    Some(allocation::amounts(&changed).ok()?[place].get())
}

fn without(applicant: &mut Applicant, clause: Clause) {
    match clause {
        Clause::Minimum => applicant.min = None,
        Clause::Maximum => applicant.max = None,
        Clause::Headroom => applicant.headroom = None,
        Clause::YearlyCeiling => applicant.year = None,
        Clause::LastYearFloor | Clause::LastYearCeiling => applicant.last_year = None,
        Clause::Committed => applicant.committed = None,
        Clause::Notified => applicant.notified = None,
        Clause::CutFloor
        | Clause::Nothing
        | Clause::UsefulMinimum
        | Clause::Base
        | Clause::Claim => {
            panic!("{clause:?} is nothing that an applicant could do without")
        }
    }
}

/// Returns true if an answer is true: it holds at the figure, and just before the figure it does
/// not.
fn is_true(scenario: &Scenario, place: usize, amount: i64, answer: Counterfactual) -> bool {
    let gets = |change: &dyn Fn(&mut Scenario)| gets(scenario, place, change);
    let claims = |claim: i64| {
        gets(&|changed: &mut Scenario| {
            let applicant = &mut changed.applicants[place];
            applicant.claim = claim.into();
            applicant.max = applicant.max.map(|max| max.min(claim.into()));
        })
    };
    let scores = |score: i64| {
        gets(&|changed: &mut Scenario| changed.applicants[place].score = Some(score.into()))
    };
    let budget = scenario.budget.get();
    let budgets = |budget: i64| gets(&|changed: &mut Scenario| changed.budget = budget.into());
    match answer {
        Counterfactual::Score {
            needed,
            amount: then,
        } => {
            scores(needed) == Some(then)
                && then > amount
                && scores(needed - 1).is_none_or(|less| less <= amount)
        }
        Counterfactual::Claim { fits } => {
            fits > amount && claims(fits) == Some(fits) && claims(fits + 1) != Some(fits + 1)
        }
        Counterfactual::Budget { needed } => {
            // Not at any budget between what there is and what was needed.
            let before =
                (budget..needed).all(|budget| budgets(budget).is_none_or(|less| less <= amount));
            before && budgets(needed).is_some_and(|then| then > amount)
        }
        Counterfactual::Without {
            clause,
            amount: then,
        } => {
            gets(&|changed: &mut Scenario| without(&mut changed.applicants[place], clause))
                == Some(then)
        }
        Counterfactual::OtherBudget {
            percent,
            amount: then,
        } => budgets(budget * (100 + i64::from(percent)) / 100) == Some(then),
    }
}

/// The answer with its figure one off.
fn off_by_one(answer: Counterfactual) -> Counterfactual {
    match answer {
        Counterfactual::Score { needed, amount } => Counterfactual::Score {
            needed: needed + 1,
            amount,
        },
        Counterfactual::Claim { fits } => Counterfactual::Claim { fits: fits - 1 },
        Counterfactual::Budget { needed } => Counterfactual::Budget { needed: needed + 1 },
        Counterfactual::Without { clause, amount } => Counterfactual::Without {
            clause,
            amount: amount + 1,
        },
        Counterfactual::OtherBudget { percent, amount } => Counterfactual::OtherBudget {
            percent,
            amount: amount + 1,
        },
    }
}

#[test]
fn every_answer_is_what_a_full_run_gives() {
    // Controls: each kind of answer one off.
    type Kind = fn(&Counterfactual) -> bool;
    let kinds: [Option<Kind>; 6] = [
        None,
        Some(|answer| matches!(answer, Counterfactual::Score { .. })),
        Some(|answer| matches!(answer, Counterfactual::Claim { .. })),
        Some(|answer| matches!(answer, Counterfactual::Budget { .. })),
        Some(|answer| matches!(answer, Counterfactual::Without { .. })),
        Some(|answer| matches!(answer, Counterfactual::OtherBudget { .. })),
    ];
    for wrong in kinds {
        property(
            cases(),
            &scenarios(),
            wrong.is_some(),
            |(scenario, pick)| {
                let Some(allocation) = arbitrary::run(&scenario) else {
                    return Ok(());
                };
                let place = pick % scenario.applicants.len();
                let id = &scenario.applicants[place].id;
                let amount = allocation.award(id).expect("an award each").amount;
                for answer in counterfactuals(&scenario, &allocation, id) {
                    let told = if wrong.is_some_and(|wrong| wrong(&answer)) {
                        off_by_one(answer)
                    } else {
                        answer
                    };
                    prop_assert!(
                        is_true(&scenario, place, amount.get(), told),
                        "{:?} for {} with {}",
                        told,
                        id,
                        amount
                    );
                }
                Ok(())
            },
        );
    }
}

fn ranked(budget: i64, tail: Tail) -> Scenario {
    let list = vec![
        scored("a", 50, 90),
        scored("b", 40, 80),
        scored("c", 30, 80),
        scored("d", 20, 70),
    ];
    Scenario::new(budget, Rule::Ranked(tail), list)
}

#[test]
fn a_score_a_claim_and_a_budget_in_words() {
    let scenario = ranked(100, Tail::Partial);
    let allocation = allocate(&scenario).expect("no conflict");
    assert_eq!(amounts(&allocation), [50, 40, 10, 0]);
    let last = allocation.award("d").expect("there");
    assert_eq!(last.trace.outcome, Outcome::Refused(Refusal::BudgetEnded));
    let found = counterfactuals(&scenario, &allocation, "d");
    assert!(
        found.contains(&Counterfactual::Score {
            needed: 81,
            amount: 20
        }),
        "{found:?}"
    );
    assert!(
        found.contains(&Counterfactual::Budget { needed: 121 }),
        "{found:?}"
    );
    let said = |change| {
        insight::explain::counterfactual(&change, scenario.scale, Style::Plain, Language::Bokmal)
    };
    assert_eq!(
        said(Counterfactual::Score {
            needed: 81,
            amount: 20
        }),
        "Med 81 poeng eller mer hadde beløpet blitt 20."
    );
    let skip = ranked(100, Tail::Skip);
    let passed = allocate(&skip).expect("no conflict");
    let claims = counterfactuals(&skip, &passed, "c");
    assert!(
        claims.contains(&Counterfactual::Claim { fits: 10 }),
        "{claims:?}"
    );
    // Every answer holds, and holds no earlier: by full runs, one at a time.
    let with_score = |score: i64| {
        let mut changed = scenario.clone();
        changed.applicants[3].score = Some(score.into());
        allocate(&changed)
            .expect("no conflict")
            .award("d")
            .expect("there")
            .amount
            .get()
    };
    assert_eq!((with_score(80), with_score(81)), (0, 20));
    let with_budget = |budget| {
        allocate(&ranked(budget, Tail::Partial))
            .expect("no conflict")
            .award("d")
            .expect("there")
            .amount
            .get()
    };
    assert_eq!((with_budget(120), with_budget(121)), (0, 1));
}
