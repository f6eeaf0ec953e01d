//! What every run promises: tampering is refused, order never matters, the draw is fair, notified awards are never lowered,
//! dampers keep their limits, and every counterfactual is what a full run gives.

use crate::arbitrary;
use allocation::checker::check;
use allocation::explain::{Style, lines};
use allocation::text::Language;
use allocation::{
    Allocation, Applicant, Conflict, Counterfactual, Damping, Draw, Fraction, PaidBy, Policy,
    Quota, Refusal, Release, Reserved, Rounding, Rule, Scenario, Tail, WeightBy, allocate,
    award_band, counterfactuals, prices, publish, verify, waiting_list,
};
use allocation::{Outcome, compare};
use proptest::prelude::*;

fn amounts(allocation: &Allocation) -> Vec<i64> {
    allocation.awards.iter().map(|award| award.amount).collect()
}

fn applicant(id: &str, claim: i64) -> Applicant {
    Applicant::new(id, claim)
}

fn scored(id: &str, claim: i64, score: i64) -> Applicant {
    Applicant {
        score: Some(score),
        ..Applicant::new(id, claim)
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

proptest! {
    #![proptest_config(arbitrary::config())]

    #[test]
    fn a_result_tampered_with_is_refused(case in arbitrary::case(), who in 0_usize..9, other in 0_usize..9, by in 1_i64..4) {
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else { return Ok(()) };
        prop_assert_eq!(check(&scenario, &allocation), Ok(()));
        let count = allocation.awards.len();
        if count < 2 {
            return Ok(());
        }
        let who = who % count;
        let other = (who + 1 + other % (count - 1)) % count;
        // Money moved from one to another.
        let mut moved = allocation.clone();
        moved.awards[who].amount -= by;
        moved.awards[other].amount += by;
        prop_assert!(check(&scenario, &moved).is_err(), "{} → {}", who, other);
        // An exact share, a sum, a bound or a level that is not what it was.
        let mut wrong = allocation.clone();
        wrong.awards[who].exact = Fraction::whole(allocation.awards[who].exact.floor() + 1);
        prop_assert!(check(&scenario, &wrong).is_err());
        let mut wrong = allocation.clone();
        wrong.certificate.spent += 1;
        prop_assert!(check(&scenario, &wrong).is_err());
        let mut wrong = allocation.clone();
        wrong.awards[who].trace.hi = allocation.awards[who].trace.claim + 1;
        prop_assert!(check(&scenario, &wrong).is_err());
        let mut wrong = allocation.clone();
        wrong.awards.swap_remove(who);
        prop_assert!(check(&scenario, &wrong).is_err());
    }

    #[test]
    fn the_order_of_the_list_never_matters(case in arbitrary::grouped(), turn in 0_usize..9) {
        let scenario = case.scenario();
        let mut turned = scenario.clone();
        let count = turned.applicants.len().max(1);
        turned.applicants.rotate_left(turn % count);
        turned.groups.reverse();
        prop_assert_eq!(arbitrary::run(&scenario), arbitrary::run(&turned));
    }

    #[test]
    fn a_waiting_list_never_lowers_a_notified_award(case in arbitrary::case(), who in 0_usize..9, list in prop::bool::ANY) {
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else { return Ok(()) };
        if allocation.awards.is_empty() {
            return Ok(());
        }
        let declined = allocation.awards[who % allocation.awards.len()].id.as_str();
        let way = if list { Release::ToTheList(Tail::Partial) } else { Release::ToEverybody };
        let next = waiting_list(&scenario, &allocation, &[declined], way).expect("no conflict");
        for award in &next.awards {
            let notified = allocation.award(&award.id).expect("was there").amount;
            prop_assert!(award.amount >= notified, "{}: {} after {}", award.id, award.amount, notified);
        }
    }

    #[test]
    fn releasing_to_everybody_is_a_rerun_without_the_withdrawn(claims in prop::collection::vec(0_i64..40, 2..7), budget in 0_i64..90) {
        for rule in [Rule::Proportional, Rule::ConstrainedEqualAwards] {
            let list = claims.iter().enumerate().map(|(i, claim)| applicant(&i.to_string(), *claim)).collect();
            let scenario = Scenario::new(budget, rule, list);
            let allocation = allocate(&scenario).expect("no conflict");
            let released = waiting_list(&scenario, &allocation, &["0"], Release::ToEverybody).expect("no conflict");
            let mut rerun = scenario.clone();
            rerun.applicants.remove(0);
            prop_assert_eq!(amounts(&released), amounts(&allocate(&rerun).expect("no conflict")));
        }
    }

    #[test]
    fn a_published_allocation_is_verified_and_a_changed_one_is_not(case in arbitrary::grouped(), at in 0_usize..4000) {
        let scenario = case.scenario();
        let Some(allocation) = arbitrary::run(&scenario) else { return Ok(()) };
        let text = publish(&scenario, &allocation, Style::Plain, Language::Nynorsk);
        let again = verify(&text).expect("verified");
        prop_assert_eq!(&again.run_hash, &allocation.run_hash);
        prop_assert_eq!(&again.awards, &allocation.awards);
        let digits: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
        let at = digits[at % digits.len()];
        let mut changed = text.clone().into_bytes();
        changed[at] = if changed[at] == b'9' { b'8' } else { changed[at] + 1 };
        prop_assert!(verify(std::str::from_utf8(&changed).expect("ascii")).is_err(), "at {}", at);
    }
}

#[test]
fn ties_fall_by_the_committed_draw_and_not_by_place() {
    let list: Vec<Applicant> = (0..20).map(|i| scored(&i.to_string(), 10, 5)).collect();
    let mut scenario = Scenario::new(100, Rule::Ranked(Tail::Stop), list);
    let by_id = amounts(&allocate(&scenario).expect("no conflict"));
    assert_eq!(
        by_id.iter().take(10).sum::<i64>(),
        100,
        "without a draw, by id"
    );
    let draw = Draw::committed("trekning 2026");
    scenario.draw = Some(draw.clone());
    let drawn = allocate(&scenario).expect("no conflict");
    let mut lots: Vec<&str> = scenario.applicants.iter().map(|a| a.id.as_str()).collect();
    lots.sort_by_key(|id| draw.lot(id));
    for (place, id) in lots.iter().enumerate() {
        assert_eq!(
            drawn.award(id).expect("there").amount,
            if place < 10 { 10 } else { 0 },
            "{id}"
        );
    }
    scenario.draw = Some(Draw {
        key: "another key".into(),
        ..draw
    });
    let conflicts = allocate(&scenario).expect_err("the key was exchanged");
    assert!(matches!(conflicts[..], [Conflict::CommitmentBroken { .. }]));
}

#[test]
fn strict_classes_are_served_in_order_and_first_claims_before_all() {
    let class = |id: &str, claim, class, committed| Applicant {
        priority_class: Some(class),
        committed,
        ..applicant(id, claim)
    };
    let list = vec![
        class("new", 100, 2, None),
        class("goes on", 60, 1, None),
        class("promised", 50, 2, Some(30)),
    ];
    let scenario = Scenario::new(100, Rule::Proportional, list.clone());
    let allocation = allocate(&scenario).expect("no conflict");
    assert_eq!(allocation.award("goes on").expect("there").amount, 60);
    assert_eq!(allocation.award("promised").expect("there").amount, 30);
    assert_eq!(allocation.award("new").expect("there").amount, 10);
    let mut bound = Scenario::new(100, Rule::Proportional, list);
    bound.authority = Some(29);
    assert_eq!(
        allocate(&bound),
        Err(vec![Conflict::AuthorityExceeded {
            committed: 30,
            authority: 29
        }])
    );
}

#[test]
fn contradictions_are_named_and_never_repaired() {
    let bounded = |id: &str, min, max| Applicant {
        min: Some(min),
        max: Some(max),
        ..applicant(id, 100)
    };
    let scenario = |list| Scenario::new(50, Rule::Proportional, list);
    let code = |scenario: &Scenario| {
        let conflicts = allocate(scenario).expect_err("a conflict");
        conflicts.iter().map(Conflict::code).collect::<Vec<_>>()
    };
    assert_eq!(
        code(&scenario(vec![bounded("a", 20, 10)])),
        ["conflict-bounds-contradict"]
    );
    assert_eq!(
        code(&scenario(vec![bounded("a", 30, 40), bounded("b", 30, 40)])),
        ["conflict-floors-exceed-budget"]
    );
    assert_eq!(
        code(&scenario(vec![applicant("a", 1), applicant("a", 2)])),
        ["conflict-repeated-id"]
    );
    assert_eq!(
        code(&scenario(vec![applicant("", -1)])),
        ["conflict-empty-id", "conflict-negative-value"]
    );
    assert_eq!(
        code(&scenario(vec![applicant("a", i64::MAX)])),
        ["conflict-total-too-large"]
    );
    let mut stepped = scenario(vec![bounded("a", 11, 19)]);
    stepped.step = 10;
    assert_eq!(code(&stepped), ["conflict-no-step-between"]);
    let mut grouped = scenario(vec![Applicant {
        group: vec!["g".into()],
        ..applicant("a", 20)
    }]);
    grouped.groups = vec![Quota {
        path: vec!["g".into()],
        min: Some(30),
        max: None,
    }];
    assert_eq!(code(&grouped), ["conflict-group-minimum-out-of-reach"]);
    for language in Language::ALL {
        let conflicts = allocate(&grouped).expect_err("a conflict");
        assert!(
            conflicts[0].text(language).contains("30"),
            "{}",
            conflicts[0].text(language)
        );
    }
}

#[test]
fn the_collar_and_both_dampers_keep_their_limits() {
    let last = |id: &str, claim, last_year, inhabitants| Applicant {
        last_year: Some(last_year),
        inhabitants: Some(inhabitants),
        ..applicant(id, claim)
    };
    let list = vec![
        last("a", 1000, 100, 10),
        last("b", 1000, 400, 20),
        last("c", 3000, 200, 30),
    ];
    let mut scenario = Scenario::new(800, Rule::Proportional, list);
    assert_eq!(
        amounts(&allocate(&scenario).expect("no conflict")),
        [160, 160, 480]
    );
    scenario.damping = Some(Damping::Collar {
        down: Some(1000),
        up: Some(5000),
    });
    assert_eq!(
        amounts(&allocate(&scenario).expect("no conflict")),
        [140, 360, 300]
    );
    scenario.damping = Some(Damping::FloorThenScale { down: 1000 });
    // Floors 90, 360, 180; what is left, 170, over the rises 70, 0 and 300.
    assert_eq!(
        amounts(&allocate(&scenario).expect("no conflict")),
        [122, 360, 318]
    );
    scenario.damping = Some(Damping::GrowthGuarantee {
        below: 3,
        paid_by: PaidBy::ThoseAbove,
    });
    // Average growth 100/60 a head; the guarantee is 3 below it: 100 − 13, 400 − 26 (both rounded up), 200 − 40.
    let guaranteed = allocate(&scenario).expect("no conflict");
    for (award, least) in guaranteed.awards.iter().zip([87, 374, 160]) {
        assert!(award.amount >= least, "{}: {}", award.id, award.amount);
    }
    scenario.damping = Some(Damping::GrowthGuarantee {
        below: 3,
        paid_by: PaidBy::Everyone,
    });
    let everyone = allocate(&scenario).expect("no conflict");
    let level = everyone.certificate.pots[0]
        .level
        .expect("a deduction a head");
    let shares: Vec<Fraction> = everyone.awards.iter().map(|award| award.exact).collect();
    let paid = |top: i64, heads: i128| {
        Fraction::new(
            i128::from(top) * level.denominator() - heads * level.numerator(),
            level.denominator(),
        )
    };
    assert_eq!(
        shares,
        [paid(160, 10), paid(374, 20), paid(480, 30)].map(|share| share.expect("not over 0"))
    );
    scenario.damping = Some(Damping::FloorThenScale { down: 0 });
    scenario.budget = 600;
    assert_eq!(
        allocate(&scenario),
        Err(vec![Conflict::DamperFloorsExceedBudget {
            floors: 700,
            budget: 600
        }])
    );
}

#[test]
fn useful_minima_reserved_frames_and_ceilings() {
    let mut two = Scenario::new(
        199,
        Rule::ConstrainedEqualAwards,
        vec![scored("a", 200, 2), scored("b", 200, 1)],
    );
    two.useful_minimum = Some(100);
    assert_eq!(amounts(&allocate(&two).expect("no conflict")), [199, 0]);
    two.budget = 200;
    assert_eq!(amounts(&allocate(&two).expect("no conflict")), [100, 100]);
    let grouped = |id: &str, claim, group: &str| Applicant {
        group: vec![group.into()],
        ..scored(id, claim, 1)
    };
    let list = vec![grouped("p", 10, "programme"), grouped("q", 100, "other")];
    let mut frame = Scenario::new(100, Rule::Ranked(Tail::Partial), list);
    frame.reserved = vec![Reserved {
        path: vec!["programme".into()],
        amount: 40,
        released_from: Some("2026-10-02".into()),
    }];
    frame.as_of = Some("2026-10-01".into());
    let held = allocate(&frame).expect("no conflict");
    assert_eq!(
        (amounts(&held), held.certificate.reserve),
        (vec![10, 60], 30)
    );
    frame.as_of = Some("2026-10-02".into());
    let released = allocate(&frame).expect("no conflict");
    assert_eq!(
        (amounts(&released), released.certificate.reserve),
        (vec![10, 90], 0)
    );
    let year = |id: &str, year| Applicant {
        year: Some(year),
        ..applicant(id, 200)
    };
    let mut yearly = Scenario::new(
        1000,
        Rule::Proportional,
        (1..5).map(|y| year(&y.to_string(), y)).collect(),
    );
    yearly.yearly_ceilings = vec![150, 120, 90];
    assert_eq!(
        amounts(&allocate(&yearly).expect("no conflict")),
        [150, 120, 90, 0]
    );
}

#[test]
fn counterfactuals_are_what_a_full_run_gives() {
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
        allocation::explain::counterfactual(&change, &scenario, Style::Plain, Language::Bokmal)
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
    let with_score = |score| {
        let mut changed = scenario.clone();
        changed.applicants[3].score = Some(score);
        allocate(&changed)
            .expect("no conflict")
            .award("d")
            .expect("there")
            .amount
    };
    assert_eq!((with_score(80), with_score(81)), (0, 20));
    let with_budget = |budget| {
        allocate(&ranked(budget, Tail::Partial))
            .expect("no conflict")
            .award("d")
            .expect("there")
            .amount
    };
    assert_eq!((with_budget(120), with_budget(121)), (0, 1));
}

#[test]
fn explanations_hold_the_figures_of_the_award() {
    let list = vec![
        Applicant {
            max: Some(3_000),
            last_year: Some(2_000),
            ..applicant("a", 10_000)
        },
        Applicant {
            min: Some(1_000),
            weight: Some(1),
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
        "Søkt: 100 kr.\nKan få høyst 30 kr (eget høyeste beløp).\nPotten for prioritetsklasse 1 var 80,01 kr.\n\
         Alle i potten får 50,01 kr for hver vektenhet; vekten er 1.\nBeløpet er holdt på 30 kr (eget høyeste beløp).\n\
         Det er 10 kr mer enn i fjor (20 kr)."
    );
    assert!(
        text("b", Language::English)
            .starts_with("Applied for: NOK 70.\nIs to receive at least NOK 10 (own minimum).")
    );
    assert!(text("b", Language::Nynorsk).contains("vekta er 1"));
}

#[test]
fn prices_bands_and_comparisons() {
    let list = vec![
        Applicant {
            min: Some(40),
            ..applicant("a", 50)
        },
        applicant("b", 50),
        applicant("c", 100),
    ];
    let scenario = Scenario::new(100, Rule::Proportional, list);
    let found = prices(&scenario).expect("no conflict");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (
            &found[0].policy,
            found[0].gained,
            found[0].cost,
            found[0].payers
        ),
        (&Policy::Minima, 15, 15, 2)
    );
    assert_eq!(
        allocation::explain::price(&found[0], &scenario, Style::Plain, Language::English),
        "Applicants' own minima: one applicant receives 15 more, 2 applicants together receive 15 less."
    );
    let mut other = scenario.clone();
    other.rule = Rule::ConstrainedEqualAwards;
    let compared = compare::compare(&[scenario.clone(), other.clone()]).expect("the same inputs");
    assert_eq!(compared[0].against_first.moved, 0);
    assert_eq!(
        (
            compared[1].against_first.winners,
            compared[1].against_first.losers
        ),
        (1, 1)
    );
    other.applicants[0].claim += 1;
    assert_eq!(
        compare::compare(&[scenario.clone(), other]),
        Err(compare::Incomparable::OtherInputs(1))
    );
    let band = award_band(&scenario, applicant("new", 100), 10).expect("no conflict");
    assert!(band.low <= band.as_it_was && band.as_it_was <= band.high && band.low < band.high);
    let mut unrounded = scenario;
    unrounded.rounding = Rounding::None;
    assert!(check(&unrounded, &allocate(&unrounded).expect("no conflict")).is_ok());
}
