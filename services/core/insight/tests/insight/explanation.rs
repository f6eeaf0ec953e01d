//! An explanation can be recomputed: a reader with the sentences and a pocket calculator arrives at
//! the award.

use super::applicant;
use crate::arbitrary;
use crate::property::{cases, property};
use allocation::{Applicant, Fraction, Rule, Scenario, WeightBy, allocate};
use insight::explain::{Style, lines};
use proptest::prelude::*;
use text::Language;

/// The number that follows these words in a sentence.
fn figure(text: &str, after: &str) -> Option<Fraction> {
    let rest = &text[text.find(after)? + after.len()..];
    let word = rest.split([' ', ';', '\n']).next()?;
    let number = word.trim_end_matches(['.', ',']).replace(',', "");
    Some(
        number
            .parse()
            .unwrap_or_else(|fault| panic!("{number}: {fault} in {text}")),
    )
}

fn times(a: Fraction, b: Fraction) -> Fraction {
    Fraction::new(
        a.numerator() * b.numerator(),
        a.denominator() * b.denominator(),
    )
    .expect("small")
}

fn plus(a: Fraction, b: Fraction, sign: i128) -> Fraction {
    let numerator = a.numerator() * b.denominator() + sign * b.numerator() * a.denominator();
    Fraction::new(numerator, a.denominator() * b.denominator()).expect("small")
}

/// The exact share as the sentences have it, and the award.
fn recomputed(text: &str) -> (Fraction, Fraction) {
    let claim = figure(text, "Applied for: ").expect("the claim");
    let between = text.contains("Can receive from ");
    let lo = figure(
        text,
        if between {
            "Can receive from "
        } else {
            "at least "
        },
    );
    let hi = if between {
        figure(text, ") to ")
    } else {
        figure(text, "Can receive at most ")
    };
    let base = figure(text, "Base amount ").unwrap_or(Fraction::ZERO);
    let free = match figure(text, "in the pot receives ") {
        Some(level) => plus(
            base,
            times(level, figure(text, "the weight is ").expect("the weight")),
            1,
        ),
        None => plus(claim, figure(text, "gives up ").expect("the level"), -1),
    };
    let exact = free
        .max(lo.unwrap_or(Fraction::ZERO))
        .min(hi.unwrap_or(claim));
    let award = figure(text, "rounded to ").unwrap_or(exact);
    (
        figure(text, "The exact share is ").unwrap_or(exact),
        if award == exact { exact } else { award },
    )
}

#[test]
fn the_sentences_lead_to_the_award() {
    // Control: one weight (or, where losses are shared, one claim) in the trace is not what it was.
    for changed in [false, true] {
        let input = (arbitrary::case(), 0_usize..9, prop::bool::ANY);
        property(cases(), &input, changed, |(case, who, losses)| {
            let mut scenario = case.scenario();
            if losses {
                scenario.rule = Rule::ConstrainedEqualLosses;
            }
            let Some(mut allocation) = arbitrary::run(&scenario) else {
                return Ok(());
            };
            let count = allocation.awards.len();
            if count == 0 {
                return Ok(());
            }
            let award = &mut allocation.awards[who % count];
            if matches!(award.trace.outcome, allocation::Outcome::Refused(_)) {
                return Ok(());
            }
            if changed {
                award.trace.weight = (award.trace.weight.get() + 1).into();
                award.trace.claim += 1.into();
            }
            let award = allocation.awards[who % count].clone();
            let text = lines(
                &allocation,
                &scenario,
                &award,
                Style::Plain,
                Language::English,
            )
            .join("\n");
            let (exact, amount) = recomputed(&text);
            prop_assert_eq!(exact, award.exact, "{}", text);
            prop_assert_eq!(amount, Fraction::from(award.amount.get()), "{}", text);
            Ok(())
        });
    }
}

#[test]
fn explanations_hold_the_figures_of_the_award() {
    let list = vec![
        Applicant {
            max: Some(3_000.into()),
            last_year: Some(2_000.into()),
            ..applicant("a", 10_000)
        },
        Applicant {
            min: Some(1_000.into()),
            weight: Some(1.into()),
            ..applicant("b", 7_000)
        },
    ];
    let scenario = Scenario::new(8_001, Rule::WeightedEqualAwards(WeightBy::Weight), list);
    let allocation = allocate(&scenario).expect("no conflict");
    let text = |id: &str, language| {
        let award = allocation.award(id).expect("there");
        lines(&allocation, &scenario, award, Style::Money, language)
            .join("\n")
            .replace('\u{a0}', " ")
    };
    assert_eq!(
        text("a", Language::Bokmal),
        "Søkt: 100 kr.\nKan få høyst 30 kr (eget høyeste beløp).\n\
         Potten for prioritetsklasse 1 var 80,01 kr.\n\
         Alle i potten får 50,01 kr for hver vektenhet; vekten er 1.\n\
         Beløpet er holdt på 30 kr (eget høyeste beløp).\n\
         Det er 10 kr mer enn i fjor (20 kr)."
    );
    assert!(
        text("b", Language::English)
            .starts_with("Applied for: NOK 70.\nIs to receive at least NOK 10 (own minimum).")
    );
    assert!(text("b", Language::Nynorsk).contains("vekta er 1"));
}
