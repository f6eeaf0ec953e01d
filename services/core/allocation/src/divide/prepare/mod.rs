//! Before anything is divided: the canonical order, the bounds and what made them, and every
//! contradiction at once (`sound`); floors that are to be cut (`floors`).

mod floors;
mod sound;

use crate::conflict::Conflict;
use crate::divide::groups::{Groups, Node};
use crate::draw::{Draw, compare_ids, order_key};
use crate::error::Error;
use crate::scenario::{Applicant, Collar, Damping, Rule, Scenario};
use crate::trace::{Clause, Refusal};
use crate::units::{Amount, Score, Weight};
use std::cmp::Ordering;
use std::rc::Rc;

/// Basis points in one.
const BASIS_POINTS: i128 = 10_000;

/// One applicant with its bounds. What every rule asks for is copied: applicants lie scattered in
/// memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Its place in the scenario's list.
    pub place: usize,
    pub applicant: &'a Applicant,
    pub class: u32,
    pub claim: i64,
    pub weight: Option<i64>,
    pub score: Option<i64>,
    pub last_year: Option<i64>,
    pub lo: i64,
    pub lo_clause: Clause,
    pub hi: i64,
    pub hi_clause: Clause,
    /// Refused before the budget was looked at.
    pub refused: Option<Refusal>,
}

impl<'a> Line<'a> {
    /// A line whose bounds are not known yet.
    fn new(place: usize, applicant: &'a Applicant) -> Self {
        Self {
            place,
            applicant,
            class: applicant.class(),
            claim: applicant.claim.get(),
            weight: applicant.weight.map(Weight::get),
            score: applicant.score.map(Score::get),
            last_year: applicant.last_year.map(Amount::get),
            lo: 0,
            lo_clause: Clause::Nothing,
            hi: 0,
            hi_clause: Clause::Nothing,
            refused: None,
        }
    }

    /// First claims: what must be paid whatever the rule says.
    fn first_claim(applicant: &Applicant) -> (i64, Clause) {
        let committed = applicant.committed.map_or(0, Amount::get);
        let notified = applicant.notified.map_or(0, Amount::get);
        match (committed, notified) {
            (0, 0) => (0, Clause::Nothing),
            _ if notified > committed => (notified, Clause::Notified),
            _ => (committed, Clause::Committed),
        }
    }
}

/// A scenario found free of contradictions, its applicants in canonical order.
pub(crate) struct Prepared<'a> {
    pub scenario: &'a Scenario,
    /// The groups with a quota, parents before their children.
    pub groups: Rc<[Node]>,
    pub lines: Vec<Line<'a>>,
    /// For each line, the innermost of its groups that has a quota, or its concern.
    pub nodes: Vec<u32>,
    /// The floors do not fit and are cut: the upper bounds are the floors.
    pub cut: bool,
}

impl<'a> Prepared<'a> {
    /// Orders, bounds and checks.
    pub(crate) fn new(scenario: &'a Scenario) -> Result<Self, Error> {
        let mut conflicts = Vec::new();
        sound::check_scenario(scenario, &mut conflicts);
        floors::check(scenario, &mut conflicts);
        let order = canonical_order(&scenario.applicants, &mut conflicts);
        sound::check_applicants(scenario, &order, &mut conflicts);
        sound::check_totals(scenario, &mut conflicts);
        if !conflicts.is_empty() {
            return Err(Error::Conflicts(conflicts));
        }
        // Read in the order they lie in memory, with all that is asked for later, and only then put
        // in order.
        let mut groups = Groups::new(scenario);
        let each = scenario.applicants.iter().enumerate();
        let read = each.map(|(place, applicant)| {
            let node = groups.innermost(&applicant.group);
            (line(scenario, place, applicant), node)
        });
        let read: Vec<(Line<'_>, u32)> = read.collect();
        let (mut lines, mut nodes): (Vec<_>, Vec<_>) =
            order.iter().map(|place| read[*place]).unzip();
        if let Some(cap) = scenario.concern_cap {
            let members = lines
                .iter()
                .map(|line| (line.applicant.concern.as_deref(), line.claim));
            groups.hold_concerns(
                &scenario.rule,
                cap.get(),
                members,
                &mut nodes,
                &mut conflicts,
            );
        }
        let cut = floors::cut(scenario, &mut lines);
        sound::check_bounds(scenario, &lines, &mut conflicts);
        if conflicts.is_empty() {
            Ok(Self {
                scenario,
                groups: groups.nodes.into(),
                lines,
                nodes,
                cut,
            })
        } else {
            Err(Error::Conflicts(conflicts))
        }
    }

    /// Indices of all lines.
    pub(crate) fn indices(&self) -> Vec<u32> {
        let indices = (0_u32..).zip(&self.lines);
        indices.map(|(index, _)| index).collect()
    }

    /// Sorts indices of lines by `tie_key`, then by the draw's lots, then by id. An applicant with
    /// a tie key comes before those without.
    pub(crate) fn tie_order(&self, tied: &mut [u32]) {
        let draw: Option<&Draw> = self.scenario.draw.as_ref();
        tied.sort_by_cached_key(|index| {
            let applicant = self.lines[*index as usize].applicant;
            let lot = draw.map(|draw| draw.lot(&applicant.id));
            (
                applicant.tie_key.is_none(),
                applicant.tie_key.as_deref().map(TieKey),
                lot,
                *index,
            )
        });
    }
}

/// A tie key, ordered as ids are: numbers by size.
#[derive(PartialEq, Eq)]
struct TieKey<'a>(&'a str);

impl Ord for TieKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_ids(self.0, other.0)
    }
}

impl PartialOrd for TieKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Places of applicants in the canonical order of their ids; repeated ids are conflicts.
fn canonical_order(applicants: &[Applicant], conflicts: &mut Vec<Conflict>) -> Vec<usize> {
    let mut order: Vec<(u128, usize)> = applicants
        .iter()
        .enumerate()
        .map(|(place, applicant)| (order_key(&applicant.id), place))
        .collect();
    let ids = |a: &(u128, usize), b: &(u128, usize)| {
        compare_ids(&applicants[a.1].id, &applicants[b.1].id)
    };
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| ids(a, b)));
    for pair in order.windows(2) {
        if pair[0].0 == pair[1].0 && ids(&pair[0], &pair[1]).is_eq() {
            conflicts.push(Conflict::RepeatedId {
                id: applicants[pair[0].1].id.clone(),
            });
        }
    }
    conflicts.dedup();
    order.into_iter().map(|(_, place)| place).collect()
}

/// `amount · (10000 ± change) / 10000`, rounded down, or up where `up`.
pub(crate) fn part(amount: i64, basis_points: i128, up: bool) -> i64 {
    let product = i128::from(amount) * basis_points;
    let whole =
        product.div_euclid(BASIS_POINTS) + i128::from(up && product.rem_euclid(BASIS_POINTS) != 0);
    i64::try_from(whole).unwrap_or(i64::MAX)
}

/// The most that one applicant can receive, and the clause that says so. The clause named first
/// wins where two give the same.
fn most(scenario: &Scenario, applicant: &Applicant) -> (i64, Clause) {
    // In apportionment a claim without a declared weight is the weight, and caps nothing.
    let weighs = matches!(scenario.rule, Rule::Apportionment { .. }) && applicant.weight.is_none();
    let cap = if weighs {
        scenario.budget
    } else {
        applicant.claim
    };
    let mut hi = (cap.get(), Clause::Claim);
    let mut at_most = |bound: Option<Amount>, clause| {
        if let Some(bound) = bound.map(Amount::get).filter(|bound| *bound < hi.0) {
            hi = (bound, clause);
        }
    };
    at_most(applicant.max, Clause::Maximum);
    at_most(applicant.headroom, Clause::Headroom);
    at_most(yearly_ceiling(scenario, applicant), Clause::YearlyCeiling);
    if let (Some(Damping::Collar(Collar { up: Some(up), .. })), Some(last)) =
        (scenario.damping, applicant.last_year)
    {
        at_most(
            Some(part(last.get(), BASIS_POINTS + i128::from(up), false).into()),
            Clause::LastYearCeiling,
        );
    }
    hi
}

/// The bounds of one applicant, each with the clause that made it. The clause named first wins
/// where two give the same.
fn line<'a>(scenario: &Scenario, place: usize, applicant: &'a Applicant) -> Line<'a> {
    let plain = Line::new(place, applicant);
    let hi = most(scenario, applicant);
    let mut lo = Line::first_claim(applicant);
    let refused = match scenario.threshold {
        Some(threshold) if applicant.score.is_none_or(|score| score < threshold) => {
            Some(Refusal::BelowThreshold)
        }
        _ if hi.0 == 0 => Some(Refusal::NothingAllowed),
        _ => None,
    };
    if refused == Some(Refusal::BelowThreshold) {
        // What was promised is paid; nothing beyond it. A promise above what may be received stays
        // a contradiction.
        let (hi, hi_clause) = hi.min(lo);
        let (lo, lo_clause) = lo;
        return Line {
            lo,
            lo_clause,
            hi,
            hi_clause,
            refused,
            ..plain
        };
    }
    let ranked = matches!(scenario.rule, Rule::Ranked(_));
    let mut at_least = |bound: Option<Amount>, clause| {
        if let Some(bound) = bound.map(Amount::get).filter(|bound| *bound > lo.0) {
            lo = (bound, clause);
        }
    };
    if !ranked {
        at_least(applicant.min, Clause::Minimum);
    }
    if let (
        Some(Damping::Collar(Collar {
            down: Some(down), ..
        })),
        Some(last),
    ) = (scenario.damping, applicant.last_year)
    {
        // By definition the floor is last year's share of what can still be received: no applicant
        // gets more than the claim.
        let floor = part(last.get(), (BASIS_POINTS - i128::from(down)).max(0), true).min(hi.0);
        at_least(Some(floor.into()), Clause::LastYearFloor);
    }
    Line {
        lo: lo.0,
        lo_clause: lo.1,
        hi: hi.0,
        hi_clause: hi.1,
        refused,
        ..plain
    }
}

fn yearly_ceiling(scenario: &Scenario, applicant: &Applicant) -> Option<Amount> {
    let year = applicant.year?;
    if scenario.yearly_ceilings.is_empty() {
        return None;
    }
    let index = usize::try_from(year)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    Some(
        scenario
            .yearly_ceilings
            .get(index)
            .copied()
            .unwrap_or_default(),
    )
}
