//! Budgets: lines become one a code, and a revised budget stays within the application's.

use proptest::prelude::*;

use super::*;

fn line(code: &str, kroner: i64) -> BudgetLine {
    BudgetLine {
        code: code.to_owned(),
        title: format!("Title of {code}"),
        amount: Money::kroner(kroner),
    }
}

fn amount(code: &str, kroner: i64) -> BudgetAmount {
    BudgetAmount {
        code: code.to_owned(),
        amount: Money::kroner(kroner),
    }
}

fn applied() -> Budget {
    vec![line("wages", 60), line("rent", 30), line("wages", 10)].into()
}

#[test]
fn lines_with_one_code_become_one() {
    assert_eq!(applied().lines(), [line("wages", 70), line("rent", 30)]);
    assert_eq!(applied().sum(), Money::kroner(100));
    let stored = serde_json::to_value(applied()).unwrap();
    assert_eq!(serde_json::from_value::<Budget>(stored).unwrap(), applied());
}

#[test]
fn every_fault_of_a_revised_budget_is_told_at_once() {
    let amounts = [
        amount("rent", 31),
        amount("travel", 5),
        amount("rent", 1),
        amount("wages", 2),
    ];
    let revised = applied().revised(Money::kroner(40), &amounts);
    let Err(Refusal::InvalidFields(faults)) = revised else {
        panic!("{revised:?}");
    };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "lines[0].amount.ore",
            "lines[1].code",
            "lines[2].code",
            "lines"
        ]
    );
}

proptest! {
    /// An accepted budget stays within the application's and covers the least; a refused one breaks
    /// one of these rules.
    #[test]
    fn a_revised_budget_is_accepted_exactly_within_the_applications(
        codes in prop::collection::vec(prop::sample::select(vec!["wages", "rent", "travel"]), 0..4),
        kroner in prop::collection::vec(0_i64..80, 4),
        least in 0_i64..=100,
    ) {
        let amounts: Vec<BudgetAmount> =
            codes.iter().zip(kroner).map(|(code, kroner)| amount(code, kroner)).collect();
        let once = amounts.iter().enumerate().all(|(at, one)| {
            amounts[..at].iter().all(|before| before.code != one.code)
        });
        let within = amounts.iter().all(|one| {
            applied().line(&one.code).is_some_and(|line| one.amount <= line.amount)
        });
        let sum: i64 = amounts.iter().map(|one| one.amount.ore()).sum();
        let sound = once && within && sum >= Money::kroner(least).ore();
        let revised = applied().revised(Money::kroner(least), &amounts);
        prop_assert_eq!(revised.is_ok(), sound);
        if let Ok(revised) = revised {
            prop_assert_eq!(revised.sum().ore(), sum);
            prop_assert!(revised.sum() <= applied().sum());
        }
    }
}
