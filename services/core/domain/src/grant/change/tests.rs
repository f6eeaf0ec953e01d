//! Changes: which are decided, what stands in their way, and that small moves do not add up.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::decision::DecisionNumber;
use crate::grant::account_tests::{day, grant, record};
use crate::grant::{BudgetLine, GrantBudget, GrantState, InstalmentState};
use crate::refusal::Refusal;

const RULES: ChangeRules = ChangeRules {
    budget_free: 10,
    time_decided: true,
    content_decided: true,
    partner_decided: false,
    four_eyes: true,
    report_days: None,
};

fn line(code: &str, kroner: i64) -> BudgetLine {
    BudgetLine {
        code: code.to_owned(),
        title: format!("Title of {code}"),
        amount: Money::kroner(kroner),
    }
}

fn amounts(lines: &[(&str, i64)]) -> Option<Vec<BudgetAmount>> {
    let amounts = lines.iter().map(|(code, kroner)| BudgetAmount {
        code: (*code).to_owned(),
        amount: Money::kroner(*kroner),
    });
    Some(amounts.collect())
}

/// A grant of 1,000 of 1,500 kroner, on a budget of 2,000, paid in four parts.
fn with_budget() -> Grant {
    let mut grant = grant();
    let lines = vec![line("wages", 1_200), line("rent", 600), line("food", 200)];
    grant.budget = Some(GrantBudget {
        applied: lines.into(),
        requested: Money::kroner(1_500),
        revise: false,
        revised: None,
    });
    grant
}

fn today() -> NaiveDate {
    day(10)
}

fn ask(grant: Grant, asked: &Asked) -> Result<Grant, Refusal> {
    let step = record("per", DateTime::UNIX_EPOCH);
    grant.request_change(asked, &RULES, today(), step)
}

fn of_budget(lines: &[(&str, i64)]) -> Asked {
    Asked {
        budget: amounts(lines),
        ..Asked::default()
    }
}

fn of_amount(kroner: i64) -> Asked {
    Asked {
        amount: Some(Money::kroner(kroner)),
        ..Asked::default()
    }
}

fn state(grant: &Grant) -> &ChangeState {
    &grant.changes.last().unwrap().state
}

fn codes(refused: Result<Grant, Refusal>) -> Vec<String> {
    match refused {
        Err(Refusal::RulesNotMet(findings)) => {
            let codes = findings.into_iter().map(|one| one.code.into_owned());
            codes.collect()
        }
        Err(Refusal::InvalidFields(faults)) => {
            let fields = faults.into_iter().map(|fault| fault.field);
            fields.collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn small_moves_are_told_and_do_not_add_up() {
    let small = of_budget(&[("wages", 1_100), ("rent", 700), ("food", 200)]);
    let told = ask(with_budget(), &small).unwrap();
    assert_eq!(state(&told), &ChangeState::Noted);
    assert_eq!(
        told.approved_budget().unwrap().at("rent"),
        Some(Money::kroner(700))
    );
    // Another tenth of what is left would be a fifth of what was decided.
    let more = of_budget(&[("wages", 1_000), ("rent", 800), ("food", 200)]);
    let asked = ask(told, &more).unwrap();
    assert_eq!(state(&asked), &ChangeState::Asked);
    assert_eq!(
        asked.approved_budget().unwrap().at("rent"),
        Some(Money::kroner(700)),
        "before it is approved"
    );
    let number = asked.waiting_change().unwrap().number;
    let by = (today(), "kari");
    asked.judge_change(number, (&RULES, false), by).unwrap();
    let step = record("kari", DateTime::UNIX_EPOCH);
    let approved = asked.approve_change(number, DecisionNumber::FIRST, step);
    let approved = approved.unwrap();
    assert_eq!(
        approved.approved_budget().unwrap().at("rent"),
        Some(Money::kroner(800))
    );
    // From here on, the decided budget is the new one.
    let small = of_budget(&[("wages", 910), ("rent", 890), ("food", 200)]);
    assert_eq!(state(&ask(approved, &small).unwrap()), &ChangeState::Noted);
}

#[test]
fn the_rules_say_which_kinds_are_decided() {
    let partner = Asked {
        partner: Some("Frivilligsentralen".to_owned()),
        ..Asked::default()
    };
    assert_eq!(state(&ask(grant(), &partner).unwrap()).name(), "noted");
    let both = Asked {
        content: Some("Another work.".to_owned()),
        ..partner
    };
    assert_eq!(state(&ask(grant(), &both).unwrap()).name(), "asked");
    let amount = ask(with_budget(), &of_amount(900)).unwrap();
    assert_eq!(state(&amount).name(), "asked");
}

#[test]
fn everything_that_stands_in_the_way_is_told_at_once() {
    let waiting = ask(with_budget(), &of_amount(900)).unwrap();
    let more = Asked {
        ends: Some(today()),
        ..of_amount(1_600)
    };
    assert_eq!(
        codes(ask(waiting, &more)),
        [
            "CHANGE_WAITS",
            "CHANGE_ENDS_BEFORE",
            "CHANGE_ABOVE_REQUESTED"
        ]
    );
    assert_eq!(
        codes(ask(with_budget(), &of_amount(1_000))),
        ["CHANGE_SAME_AMOUNT"]
    );
    assert_eq!(
        codes(ask(grant(), &of_budget(&[("wages", 1)]))),
        ["CHANGE_NO_BUDGET"]
    );
    let faulty = [("wages", 1_300), ("travel", 1), ("rent", 600), ("rent", 1)];
    assert_eq!(
        codes(ask(with_budget(), &of_budget(&faulty))),
        ["budget[1].code", "budget[3].code", "budget"],
    );
    let mut declined = with_budget();
    declined.state = GrantState::Declined;
    assert!(matches!(
        ask(declined, &of_amount(900)),
        Err(Refusal::WrongState { .. })
    ));
}

#[test]
fn what_is_on_its_way_is_not_taken_back_by_a_change() {
    let mut paying = with_budget();
    for instalment in &mut paying.instalments[..2] {
        instalment.state = InstalmentState::Attested {
            by: "fia".to_owned(),
            at: DateTime::UNIX_EPOCH,
        };
    }
    assert_eq!(
        codes(ask(paying.clone(), &of_amount(499))),
        ["CHANGE_BELOW_PAID"]
    );
    // Asked for before it was attested: the same answer at the approval.
    let asked = ask(with_budget(), &of_amount(499)).unwrap();
    let number = asked.waiting_change().unwrap().number;
    let judged = |grant: &Grant, appealed, person| {
        grant.judge_change(number, (&RULES, appealed), (today(), person))
    };
    judged(&asked, false, "kari").unwrap();
    assert!(matches!(
        judged(&asked, false, "per"),
        Err(Refusal::FourEyes { .. })
    ));
    let later = Grant {
        instalments: paying.instalments,
        ..asked.clone()
    };
    let told = judged(&later, true, "kari").map(|()| later.clone());
    assert_eq!(codes(told), ["CHANGE_BELOW_PAID", "CHANGE_APPEAL_RUNS"]);
}

#[test]
fn an_answered_change_is_not_answered_again() {
    let asked = ask(with_budget(), &of_amount(900)).unwrap();
    let number = asked.waiting_change().unwrap().number;
    let step = || record("kari", DateTime::UNIX_EPOCH);
    let none = asked.clone().withdraw_change(number.next(), step());
    assert!(matches!(none, Err(Refusal::NotFound { .. })));
    let withdrawn = asked.withdraw_change(number, step()).unwrap();
    assert!(withdrawn.waiting_change().is_none());
    assert_eq!(withdrawn.granted, Money::kroner(1_000));
    let decision = DecisionNumber::FIRST;
    let rejected = withdrawn.reject_change(number, (&RULES, decision), step());
    assert!(matches!(rejected, Err(Refusal::WrongState { .. })));
}

proptest! {
    /// A budget that is taken keeps the sum; one that is refused breaks a rule.
    #[test]
    fn a_move_keeps_the_sum(wages in 0..2_500_i64, rent in 0..2_500_i64, food in 0..2_500_i64) {
        let lines = [("wages", wages), ("rent", rent), ("food", food)];
        let asked = ask(with_budget(), &of_budget(&lines));
        let same = (wages, rent, food) == (1_200, 600, 200);
        prop_assert_eq!(asked.is_ok(), wages + rent + food == 2_000 && !same);
    }
}
