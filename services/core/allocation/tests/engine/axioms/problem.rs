//! Problems for the axioms: claims, weights, bounds and a budget, with heavy ties, zeros, nothing
//! to divide, just enough and more than enough; and the exact arithmetic that the axioms are stated
//! in.

use allocation::Fraction;
use proptest::prelude::*;

/// One who claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Stays with it when others leave.
    pub id: u32,
    pub claim: i64,
    /// Weight or score.
    pub weight: i64,
    /// Bounds of the rule with floors and caps: `min ≤ max ≤ claim`.
    pub min: i64,
    pub max: Option<i64>,
    /// Last year's award, which the damper holds awards above.
    pub last: i64,
}

/// Members and a budget; `pick` chooses who or how much an axiom is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub members: Vec<Member>,
    pub budget: i64,
    pub pick: usize,
}

/// The size of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Up to a thousand: where an axiom needs a unit in which exact shares are whole.
    Small,
    /// Up to 10¹².
    Large,
}

impl Problem {
    /// The place of the member that an axiom is about.
    pub fn place(&self) -> usize {
        self.pick % self.members.len()
    }

    pub fn with_budget(&self, budget: i64) -> Self {
        Self {
            budget,
            ..self.clone()
        }
    }

    pub fn without(&self, place: usize) -> Self {
        let mut rest = self.clone();
        rest.members.remove(place);
        rest
    }

    /// The problem in units `unit` times finer.
    pub fn in_units(&self, unit: i64) -> Self {
        let finer = |member: &Member| Member {
            claim: member.claim * unit,
            min: member.min * unit,
            max: member.max.map(|max| max * unit),
            last: member.last * unit,
            ..*member
        };
        Self {
            members: self.members.iter().map(finer).collect(),
            budget: self.budget * unit,
            pick: self.pick,
        }
    }
}

/// Random problems. Few members mostly, up to fifty at times.
pub fn problems(size: Size) -> impl Strategy<Value = Problem> {
    let amount = match size {
        Size::Small => prop_oneof![6 => 0_i64..12, 1 => Just(0), 2 => Just(7), 1 =>
            0_i64..1_000]
        .boxed(),
        Size::Large => {
            prop_oneof![6 => 0_i64..12, 1 => Just(0), 2 => Just(7), 1 => 0_i64..1_000, 1 =>
                0_i64..1_000_000_000_001]
            .boxed()
        }
    };
    let weight = prop_oneof![12 => 1_i64..5, 1 => Just(0), 2 => 20_i64..60];
    let eighths = || prop_oneof![2 => Just(0_i64), 1 => 0_i64..9];
    let member = (amount, weight, eighths(), eighths(), eighths());
    let few = prop::collection::vec(member.clone(), 1..7);
    let many = prop::collection::vec(member, 7..50);
    (
        prop_oneof![24 => few, 1 => many],
        0_usize..12,
        0_i64..101,
        0_usize..840,
    )
        .prop_map(problem)
}

/// Claim, weight, and in eighths: the floor, the room under the cap that is not used, last year's
/// award.
type Raw = (i64, i64, i64, i64, i64);

fn problem((raw, kind, share, pick): (Vec<Raw>, usize, i64, usize)) -> Problem {
    let member = |(id, (claim, weight, min, below, last)): (u32, Raw)| {
        let min = claim * min / 16;
        Member {
            id,
            claim,
            weight,
            min,
            max: (below > 0).then_some(claim - (claim - min) * below / 8),
            last: claim * last / 12,
        }
    };
    let members: Vec<Member> = (0_u32..).zip(raw).map(member).collect();
    let sum = |of: fn(&Member) -> i64| members.iter().map(of).sum::<i64>();
    let (total, floors) = (sum(|m| m.claim), sum(|m| m.min).max(sum(|m| m.last)));
    let budget = match kind {
        0 => 0,
        1 => total,
        2 => total + 1 + share % 9,
        3 => floors,
        4 => total / 2,
        _ => floors + (total - floors) * share / 100,
    };
    Problem {
        members,
        budget,
        pick,
    }
}

pub fn add(a: Fraction, b: Fraction) -> Fraction {
    let numerator = a.numerator() * b.denominator() + b.numerator() * a.denominator();
    Fraction::new(numerator, a.denominator() * b.denominator()).expect("small")
}

pub fn minus(a: Fraction) -> Fraction {
    Fraction::new(-a.numerator(), a.denominator()).expect("small")
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The unit in which all these fractions are whole.
pub fn unit<'a>(fractions: impl IntoIterator<Item = &'a Fraction>) -> i64 {
    let common = |unit: i128, f: &Fraction| unit / gcd(unit, f.denominator()) * f.denominator();
    i64::try_from(fractions.into_iter().fold(1, common)).expect("small")
}

/// A fraction that is whole in this unit, counted in it.
pub fn whole(fraction: Fraction, unit: i64) -> i64 {
    let whole = fraction.numerator() * (i128::from(unit) / fraction.denominator());
    i64::try_from(whole).expect("small")
}

/// Shares counted in a finer unit, counted in ones again.
pub fn coarser(shares: Vec<Fraction>, unit: i64) -> Vec<Fraction> {
    let one = |share: Fraction| {
        Fraction::new(share.numerator(), share.denominator() * i128::from(unit)).expect("small")
    };
    shares.into_iter().map(one).collect()
}
