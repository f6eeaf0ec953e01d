//! Settlements on paper.

use super::settlement::{AcceptedLine, SettledPlan, Settlement, settle};
use super::{
    Budget, BudgetLine, GrantPart, Instalment, InstalmentState, PlannedInstalment, SettlementRule,
};
use crate::money::Money;

/// Settles lines of a budget and of accounts, in kroner; the budget may have lines that no accounts
/// tell of.
fn settled(
    (granted, by_line): (i64, bool),
    budget: &[(&str, i64)],
    lines: &[(&str, i64)],
    equity: i64,
) -> Settlement {
    let rule = SettlementRule {
        parts: vec![GrantPart::whole(Money::kroner(granted))],
        by_line,
    };
    let budget: Vec<BudgetLine> = budget
        .iter()
        .map(|(code, kroner)| BudgetLine {
            code: (*code).to_owned(),
            title: String::new(),
            amount: Money::kroner(*kroner),
        })
        .collect();
    Settlement::of(
        &rule,
        Some(&budget.into()),
        &accepted(lines),
        Money::kroner(equity),
    )
}

fn accepted(lines: &[(&str, i64)]) -> Vec<AcceptedLine> {
    let line = |(code, kroner): &(&str, i64)| AcceptedLine {
        code: (*code).to_owned(),
        budget: Money::ZERO,
        reported: Money::kroner(*kroner),
        accepted: Money::kroner(*kroner),
    };
    lines.iter().map(line).collect()
}

#[test]
fn a_lower_cost_reduces_the_grant_in_proportion() {
    // domain facts §2.6: granted 900 000 on 2 250 000, actual 2 000 000 -> 800 000.
    let budget = [("building", 1_750_000), ("land", 500_000)];
    let cost = [("building", 1_600_000), ("land", 400_000)];
    let settlement = settled((900_000, false), &budget, &cost, 0);
    assert_eq!(settlement.kept, Money::kroner(800_000));
    let counted: Vec<Money> = settlement.lines.iter().map(|line| line.counted).collect();
    assert_eq!(counted, [Money::kroner(1_600_000), Money::kroner(400_000)]);
}

#[test]
fn a_higher_cost_never_raises_the_grant() {
    let settlement = settled((900_000, false), &[("land", 500)], &[("land", 900)], 0);
    assert_eq!(settlement.kept, Money::kroner(900_000));
}

/// Where a line counts no further than its budget, cost that is told under another line gains
/// nothing; where the whole counts, it makes no difference.
#[test]
fn lines_that_are_moved_give_the_same_settlement() {
    let budget = [("wages", 60), ("travel", 40)];
    let honest = [("wages", 50), ("travel", 30)];
    let moved = [
        &[("wages", 60), ("travel", 20)][..],
        &[("wages", 40), ("travel", 40)],
    ];
    for by_line in [false, true] {
        let kept = settled((100, by_line), &budget, &honest, 0).kept;
        assert_eq!(kept, Money::kroner(80));
        for moved in moved {
            assert_eq!(settled((100, by_line), &budget, moved, 0).kept, kept);
        }
    }
    // What goes beyond a line's budget counts only where the whole does.
    let beyond = [("wages", 70), ("travel", 10)];
    assert_eq!(
        settled((100, false), &budget, &beyond, 0).kept,
        Money::kroner(80)
    );
    assert_eq!(
        settled((100, true), &budget, &beyond, 0).kept,
        Money::kroner(70)
    );
}

#[test]
fn a_cost_that_no_line_of_the_budget_has_does_not_count() {
    let budget = [("wages", 60), ("travel", 40)];
    let told = [("wages", 60), ("boat", 40)];
    let settlement = settled((100, false), &budget, &told, 0);
    assert_eq!(settlement.kept, Money::kroner(60));
    assert_eq!(settlement.lines[1].counted, Money::ZERO);
}

#[test]
fn each_part_is_reduced_by_itself() {
    let budget: Budget = [("a.wages", 60), ("a.rent", 40), ("b.wages", 100)]
        .map(|(code, kroner)| BudgetLine {
            code: code.to_owned(),
            title: String::new(),
            amount: Money::kroner(kroner),
        })
        .to_vec()
        .into();
    let part = |code, kroner| GrantPart::activity(code, Money::kroner(kroner));
    let rule = SettlementRule {
        parts: vec![part("a", 50), part("b", 90)],
        by_line: false,
    };
    // One activity is told in one line, under its code; it spent more than its budget.
    let told = accepted(&[("a", 150), ("b.wages", 50)]);
    let settlement = Settlement::of(&rule, Some(&budget), &told, Money::ZERO);
    let kept: Vec<Money> = settlement.parts.iter().map(|part| part.kept).collect();
    assert_eq!(kept, [Money::kroner(50), Money::kroner(45)]);
    assert_eq!(settlement.lines[0].budget, Money::kroner(100));
}

/// Negative control: nothing is reduced without accounts.
#[test]
fn without_accounts_the_grant_is_kept() {
    let settlement = settled((100, true), &[("wages", 60)], &[], 0);
    assert_eq!(settlement.kept, Money::kroner(100));
}

/// Instalments as amount and state (P planned, A attested, D paid), what may be kept, what is
/// repaid, what the plan becomes.
#[test]
fn settlement_reduces_what_is_not_paid_yet() {
    let cases = [
        ("60P 40P", 100, 0, "60P 40P"),
        ("60D 40P", 100, 0, "60D 40P"),
        ("60D 40P", 80, 0, "60D 20P"),
        ("60D 40P", 60, 0, "60D 40C"),
        ("60D 40P", 50, 10, "60D 40C"),
        ("60A 40P", 50, 10, "60A 40C"),
        ("60D 40D", 70, 30, "60D 40D"),
        ("60P 30P 10P", 70, 0, "60P 10P 10C"),
        ("60P 40P", 0, 0, "60C 40C"),
        ("60D 40P", 0, 60, "60D 40C"),
    ];
    for (plan, kept, to_repay, expected) in cases {
        let mut instalments: Vec<Instalment> = (1..).zip(plan.split(' ')).map(read).collect();
        let settlement: SettledPlan = settle(Money::kroner(kept), &instalments);
        assert_eq!(
            settlement.to_repay,
            Money::kroner(to_repay),
            "{plan}, {kept}"
        );
        for change in settlement.changed {
            let place = usize::try_from(change.number - 1).unwrap();
            instalments[place] = change;
        }
        let after: Vec<String> = instalments.iter().map(write).collect();
        assert_eq!(after.join(" "), expected, "{plan}, {kept}");
    }
}

fn read((number, text): (i32, &str)) -> Instalment {
    let (kroner, state) = text.split_at(text.len() - 1);
    let (by, at) = ("ola".to_owned(), chrono::DateTime::UNIX_EPOCH);
    let state = match state {
        "P" => InstalmentState::Planned,
        "A" => InstalmentState::Attested { by, at },
        _ => InstalmentState::Paid {
            by,
            at,
            booked: at.date_naive(),
            approval: None,
            set_off: None,
        },
    };
    let planned = PlannedInstalment {
        due: at.date_naive(),
        year: 1970,
        amount: Money::kroner(kroner.parse().unwrap()),
    };
    Instalment {
        state,
        ..Instalment::planned(number, planned)
    }
}

fn write(instalment: &Instalment) -> String {
    let state = match instalment.state {
        InstalmentState::Planned => 'P',
        InstalmentState::Attested { .. } | InstalmentState::Approved { .. } => 'A',
        InstalmentState::Paid { .. } => 'D',
        InstalmentState::Cancelled => 'C',
    };
    format!("{}{state}", instalment.amount.ore() / 100)
}

#[test]
fn what_moved_to_equity_is_not_kept() {
    let settlement = settled((100, true), &[("wages", 100)], &[("wages", 100)], 30);
    assert_eq!(settlement.kept, Money::kroner(70));
}
