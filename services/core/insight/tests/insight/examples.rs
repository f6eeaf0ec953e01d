//! Worked examples: draws, classes, dampers, minima, frames, ceilings, prices and bands, each with
//! figures that can be checked by hand.

use super::{amounts, applicant, scored};
use allocation::check::check;
use allocation::{
    Amount, Applicant, Collar, Conflict, Damping, Draw, Fraction, PaidBy, Quota, Reserved,
    Rounding, Rule, Scenario, Tail, allocate,
};
use insight::explain::Style;
use insight::{Policy, award_band, conflict, prices};
use text::Language;

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
            drawn.award(id).expect("there").amount.get(),
            if place < 10 { 10 } else { 0 },
            "{id}"
        );
    }
    scenario.draw = Some(Draw {
        key: "another key".into(),
        ..draw
    });
    let conflicts = allocate(&scenario).expect_err("the key was exchanged");
    assert!(matches!(
        conflicts.conflicts(),
        [Conflict::CommitmentBroken { .. }]
    ));
}

#[test]
fn strict_classes_are_served_in_order_and_first_claims_before_all() {
    let class = |id: &str, claim, class, committed: Option<i64>| Applicant {
        priority_class: Some(class),
        committed: committed.map(Amount::new),
        ..applicant(id, claim)
    };
    let list = vec![
        class("new", 100, 2, None),
        class("goes on", 60, 1, None),
        class("promised", 50, 2, Some(30)),
    ];
    let scenario = Scenario::new(100, Rule::Proportional, list.clone());
    let allocation = allocate(&scenario).expect("no conflict");
    assert_eq!(allocation.award("goes on").expect("there").amount.get(), 60);
    assert_eq!(
        allocation.award("promised").expect("there").amount.get(),
        30
    );
    assert_eq!(allocation.award("new").expect("there").amount.get(), 10);
    let mut bound = Scenario::new(100, Rule::Proportional, list);
    bound.authority = Some(29.into());
    assert_eq!(
        allocate(&bound),
        Err(Conflict::AuthorityExceeded {
            committed: 30,
            authority: 29
        }
        .into())
    );
}

#[test]
fn the_collar_and_both_dampers_keep_their_limits() {
    let last = |id: &str, claim, last_year: i64, inhabitants| Applicant {
        last_year: Some(last_year.into()),
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
    scenario.damping = Some(Damping::Collar(Collar {
        down: Some(1000),
        up: Some(5000),
    }));
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
        below: 3.into(),
        paid_by: PaidBy::ThoseAbove,
    });
    // Average growth 100/60 a head; the guarantee is 3 below it: 100 − 13, 400 − 26 (both rounded
    // up), 200 − 40.
    let guaranteed = allocate(&scenario).expect("no conflict");
    for (award, least) in guaranteed.awards.iter().zip([87, 374, 160]) {
        assert!(
            award.amount.get() >= least,
            "{}: {}",
            award.id,
            award.amount.get()
        );
    }
    scenario.damping = Some(Damping::GrowthGuarantee {
        below: 3.into(),
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
    scenario.budget = 600.into();
    assert_eq!(
        allocate(&scenario),
        Err(Conflict::DamperFloorsExceedBudget {
            floors: 700,
            budget: 600
        }
        .into())
    );
}

#[test]
fn useful_minima_reserved_frames_and_ceilings() {
    let mut two = Scenario::new(
        199,
        Rule::ConstrainedEqualAwards,
        vec![scored("a", 200, 2), scored("b", 200, 1)],
    );
    two.useful_minimum = Some(100.into());
    assert_eq!(amounts(&allocate(&two).expect("no conflict")), [199, 0]);
    two.budget = 200.into();
    assert_eq!(amounts(&allocate(&two).expect("no conflict")), [100, 100]);
    let grouped = |id: &str, claim, group: &str| Applicant {
        group: vec![group.into()],
        ..scored(id, claim, 1)
    };
    let list = vec![grouped("p", 10, "programme"), grouped("q", 100, "other")];
    let mut frame = Scenario::new(100, Rule::Ranked(Tail::Partial), list);
    frame.reserved = vec![Reserved {
        path: vec!["programme".into()],
        amount: 40.into(),
        released_from: Some("2026-10-02".into()),
    }];
    frame.as_of = Some("2026-10-01".into());
    let held = allocate(&frame).expect("no conflict");
    assert_eq!(
        (amounts(&held), held.certificate.reserve.get()),
        (vec![10, 60], 30)
    );
    frame.as_of = Some("2026-10-02".into());
    let released = allocate(&frame).expect("no conflict");
    assert_eq!(
        (amounts(&released), released.certificate.reserve.get()),
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
    yearly.yearly_ceilings = [150, 120, 90].map(Amount::new).to_vec();
    assert_eq!(
        amounts(&allocate(&yearly).expect("no conflict")),
        [150, 120, 90, 0]
    );
}

#[test]
fn prices_and_bands() {
    let list = vec![
        Applicant {
            min: Some(40.into()),
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
        insight::explain::price(&found[0], scenario.scale, Style::Plain, Language::English),
        "Applicants' own minima: one applicant receives 15 more, \
            2 applicants together receive 15 less."
    );
    let band = award_band(&scenario, applicant("new", 100), 10).expect("no conflict");
    assert!(band.low <= band.as_it_was && band.as_it_was <= band.high && band.low < band.high);
    let mut unrounded = scenario;
    unrounded.rounding = Rounding::None;
    assert!(check(&unrounded, &allocate(&unrounded).expect("no conflict")).is_ok());
}

#[test]
fn a_conflict_names_its_figures_in_every_language() {
    let member = Applicant {
        group: vec!["g".into()],
        ..applicant("a", 20)
    };
    let mut grouped = Scenario::new(50, Rule::Proportional, vec![member]);
    grouped.groups = vec![Quota {
        path: vec!["g".into()],
        min: Some(30.into()),
        max: None,
    }];
    let conflicts = allocate(&grouped).expect_err("a conflict");
    for language in Language::ALL {
        let text = conflict(&conflicts.conflicts()[0], Style::Plain, 1, language);
        assert!(text.contains("30"), "{text}");
    }
}
