//! The collar and the two published dampers keep their limits; awards without them are caught
//! outside.

use crate::arbitrary;
use crate::property::{cases, property};
use allocation::{
    Allocation, Applicant, Collar, Damping, Fraction, PaidBy, Rounding, Rule, Scenario,
};
use proptest::prelude::*;

/// Claim, last year's award, inhabitants.
type Member = (i64, i64, i64);

/// Members, a budget, a fall and a rise in per cent, units per inhabitant.
type Input = (Vec<Member>, i64, (u32, u32), i64);

fn inputs() -> impl Strategy<Value = Input> {
    let member = (arbitrary::amount(), 0_i64..60, 1_i64..9);
    let members = prop::collection::vec(member, 1..7);
    (members, 0_i64..200, (0_u32..60, 0_u32..60), 0_i64..8)
}

/// The run with a damper; `None` where its floors do not fit.
fn run(input: &Input, damping: Option<Damping>, rounding: Rounding) -> Option<Allocation> {
    let (members, budget, ..) = input;
    let applicant = |(place, (claim, last, inhabitants)): (usize, &Member)| Applicant {
        last_year: Some((*last).into()),
        inhabitants: Some(*inhabitants),
        ..Applicant::new(place.to_string(), *claim)
    };
    let applicants = members.iter().enumerate().map(applicant).collect();
    let mut scenario = Scenario::new(*budget, Rule::Proportional, applicants);
    scenario.damping = damping;
    scenario.rounding = rounding;
    arbitrary::run(&scenario)
}

/// `last · percent / 100`, rounded up.
fn share_up(last: i64, percent: u32) -> i64 {
    (last * i64::from(percent) + 99) / 100
}

#[test]
fn the_collar_holds() {
    for damped in [true, false] {
        property(cases(), &inputs(), !damped, |input| {
            let (members, _, (down, up), _) = &input;
            let collar = Damping::Collar(Collar {
                down: Some(down * 100),
                up: Some(up * 100),
            });
            let Some(allocation) = run(&input, damped.then_some(collar), Rounding::SainteLague)
            else {
                return Ok(());
            };
            for (award, (claim, last, _)) in allocation.awards.iter().zip(members) {
                let most = (*claim).min(last * i64::from(100 + up) / 100);
                let least = share_up(*last, 100 - down).min(most);
                prop_assert!((least..=most).contains(&award.amount.get()), "{}", award.id);
            }
            Ok(())
        });
    }
}

/// England: no applicant below the floor, and one factor, at most 1, scales every increase above
/// it.
#[test]
fn floors_hold_and_one_factor_scales_all_increases() {
    for damped in [true, false] {
        property(cases(), &inputs(), !damped, |input| {
            let (members, _, (down, _), _) = &input;
            let damper = Damping::FloorThenScale { down: down * 100 };
            let Some(allocation) = run(&input, damped.then_some(damper), Rounding::SainteLague)
            else {
                return Ok(());
            };
            let mut factors = Vec::new();
            for (award, (claim, last, _)) in allocation.awards.iter().zip(members) {
                let floor = share_up(*last, 100 - down).min(*claim);
                prop_assert!(award.amount.get() >= floor, "{} below its floor", award.id);
                let target = award.trace.before_damping.unwrap_or(award.amount).get();
                let over = |x: Fraction| x.numerator() - i128::from(floor) * x.denominator();
                if target > floor {
                    factors.push((
                        over(award.exact),
                        award.exact.denominator() * i128::from(target - floor),
                    ));
                }
            }
            for (over, under) in &factors {
                prop_assert!((0..=*under).contains(over), "a factor between 0 and 1");
                prop_assert_eq!(over * factors[0].1, factors[0].0 * under, "one factor");
            }
            Ok(())
        });
    }
}

/// INGAR: growth per inhabitant at most so much below the average growth per inhabitant, after the
/// deduction where those above pay it, before it where every applicant does.
#[test]
fn growth_is_guaranteed() {
    for (damped, paid_by) in [
        (true, PaidBy::ThoseAbove),
        (true, PaidBy::Everyone),
        (false, PaidBy::Everyone),
    ] {
        property(cases(), &inputs(), !damped, |input| {
            let (members, _, _, below) = &input;
            let damper = Damping::GrowthGuarantee {
                below: (*below).into(),
                paid_by,
            };
            let plain = run(&input, None, Rounding::SainteLague).expect("no conflict");
            let Some(allocation) = run(&input, damped.then_some(damper), Rounding::SainteLague)
            else {
                return Ok(());
            };
            let growth: i64 = plain
                .awards
                .iter()
                .zip(members)
                .map(|(award, m)| award.amount.get() - m.1)
                .sum();
            let heads: i64 = members.iter().map(|member| member.2).sum();
            for (award, (claim, last, own)) in allocation.awards.iter().zip(members) {
                // last + own · (growth / heads − below), in whole heads so that nothing is divided.
                let promised = (last * heads + own * (growth - below * heads)).min(claim * heads);
                let held = match paid_by {
                    PaidBy::Everyone if damped => award.trace.base.get(),
                    PaidBy::Everyone | PaidBy::ThoseAbove => award.amount.get(),
                };
                prop_assert!(
                    held * heads >= promised,
                    "{}: {} of {}",
                    award.id,
                    held * heads,
                    promised
                );
            }
            Ok(())
        });
    }
}

fn last(id: &str, claim: i64, last_year: i64, inhabitants: i64) -> Applicant {
    Applicant {
        last_year: Some(last_year.into()),
        inhabitants: Some(inhabitants),
        ..Applicant::new(id, claim)
    }
}

/// Lifts are paid with money that is unspent, before others pay for them.
#[test]
fn unspent_money_lifts_first() {
    let weighing = |applicant: Applicant, weight: i64| Applicant {
        weight: Some(weight.into()),
        ..applicant
    };
    let list = vec![
        weighing(last("a", 70, 0, 1), 1),
        weighing(last("b", 30, 10, 1), 0),
    ];
    let mut scenario = Scenario::new(
        110,
        Rule::WeightedEqualAwards(allocation::WeightBy::Weight),
        list,
    );
    for damping in [
        Damping::FloorThenScale { down: 0 },
        Damping::GrowthGuarantee {
            below: 30.into(),
            paid_by: PaidBy::ThoseAbove,
        },
    ] {
        scenario.damping = Some(damping);
        let allocation = arbitrary::run(&scenario).expect("no conflict");
        assert_eq!(super::amounts(&allocation), [70, 10], "{damping:?}");
        assert_eq!(allocation.certificate.unspent.get(), 30);
    }
}
