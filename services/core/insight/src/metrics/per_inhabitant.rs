//! Kroner per inhabitant, by the size of the municipality.

use super::guarded::{Guarded, guarded_count, withheld_rows};
use super::{NO_GROUP, Panel, settled, share};
use serde::{Deserialize, Serialize};

/// The award per inhabitant of one size class of municipalities.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Award ÷ inhabitants over the whole class, municipalities that did not apply included.
    pub overall: f64,
    /// Median over the municipalities with applicants. Percentiles interpolate linearly between
    /// ranks (R's type 7).
    pub median: f64,
    /// 10th percentile over the municipalities with applicants.
    pub p10: f64,
    /// 90th percentile over the municipalities with applicants.
    pub p90: f64,
    /// Highest ÷ lowest among the municipalities with an award. `None` if none has one.
    pub max_to_min: Option<f64>,
}

/// One size class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SizeClass {
    /// Its limits in inhabitants (`5000–19999`).
    pub name: String,
    /// Municipalities in the class.
    pub municipalities: Guarded<u64>,
    /// Municipalities with at least one applicant.
    pub applying: Guarded<u64>,
    /// Amounts per inhabitant, in the panel's unit; withheld where fewer than five municipalities
    /// have applicants.
    pub spread: Guarded<Spread>,
}

/// Award per inhabitant by size class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PerInhabitant {
    /// The classes, smallest municipalities first.
    pub classes: Vec<SizeClass>,
    /// Award per inhabitant of the smallest class over that of the largest, whole classes. `None`
    /// with one class, without money in the largest, or where one of the two is withheld.
    pub small_to_large: Option<f64>,
    /// Municipalities without any applicant.
    pub never_applying: Guarded<u64>,
}

/// Awards and applicants of each municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    awards: Vec<i64>,
    applicants: Vec<u64>,
}

impl Totals {
    /// Award, inhabitants and county of each municipality.
    pub(super) fn columns(&self, panel: &Panel<'_>) -> (Vec<i64>, Vec<i64>, Vec<u32>) {
        let people = panel
            .municipalities
            .iter()
            .map(|town| i64::try_from(town.inhabitants).unwrap_or(i64::MAX));
        let counties = panel.municipalities.iter().map(|town| town.county);
        (self.awards.clone(), people.collect(), counties.collect())
    }
}

/// Adds up awards and applicants by municipality.
#[must_use]
pub fn totals(panel: &Panel<'_>) -> Totals {
    let size = panel.municipalities.len();
    let mut totals = Totals {
        awards: vec![0; size],
        applicants: vec![0; size],
    };
    for (town, award) in panel.municipality.iter().zip(panel.award) {
        let town = *town as usize;
        if let (Some(sum), Some(applicants)) =
            (totals.awards.get_mut(town), totals.applicants.get_mut(town))
        {
            *sum += award;
            *applicants += 1;
        }
    }
    totals
}

/// The size class of a number of inhabitants: how many limits it has reached.
pub(super) fn class(inhabitants: u64, limits: &[u64]) -> u32 {
    let reached = limits.iter().filter(|limit| inhabitants >= **limit).count();
    u32::try_from(reached).unwrap_or(NO_GROUP)
}

/// The classes' limits as text.
pub(crate) fn class_names(limits: &[u64]) -> Vec<String> {
    let mut names = Vec::with_capacity(limits.len() + 1);
    let mut from = 0;
    for limit in limits {
        names.push(format!("{from}–{}", limit.saturating_sub(1)));
        from = *limit;
    }
    names.push(format!("{from}–"));
    names
}

/// Computes the figures by size class; `None` without municipalities or without applicants placed
/// in them.
#[must_use]
pub fn by_size(panel: &Panel<'_>, totals: &Totals) -> Option<PerInhabitant> {
    if panel.municipalities.is_empty() || panel.municipality.is_empty() {
        return None;
    }
    let names = class_names(panel.size_limits);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    for (i, town) in panel.municipalities.iter().enumerate() {
        members[class(town.inhabitants, panel.size_limits) as usize].push(i);
    }
    let applying =
        |towns: &[usize]| towns.iter().filter(|i| totals.applicants[**i] > 0).count() as u64;
    let sizes: Vec<u64> = members.iter().map(|towns| applying(towns)).collect();
    let withheld = withheld_rows(&sizes);
    let overall: Vec<f64> = members
        .iter()
        .map(|towns| overall(panel, totals, towns))
        .collect();
    let classes = names
        .into_iter()
        .zip(&members)
        .enumerate()
        .map(|(at, (name, towns))| {
            let mut class = SizeClass {
                name,
                municipalities: guarded_count(towns.len() as u64),
                applying: guarded_count(sizes[at]),
                spread: Guarded::of(sizes[at], spread(panel, totals, towns, overall[at])),
            };
            if withheld[at] {
                class.applying.withhold();
                class.spread.withhold();
            }
            class
        });
    let none = totals.applicants.iter().filter(|n| **n == 0).count() as u64;
    let (small, large) = (overall.first()?, overall.last()?);
    let ends = [withheld.first(), withheld.last()];
    let told = overall.len() > 1 && *large > 0.0 && ends.iter().all(|end| *end == Some(&false));
    Some(PerInhabitant {
        classes: classes.collect(),
        small_to_large: told.then(|| settled(small / large)),
        never_applying: guarded_count(none),
    })
}

fn overall(panel: &Panel<'_>, totals: &Totals, towns: &[usize]) -> f64 {
    let people: u64 = towns
        .iter()
        .map(|i| panel.municipalities[*i].inhabitants)
        .sum();
    share(
        towns.iter().map(|i| totals.awards[*i]).sum(),
        i64::try_from(people).unwrap_or(i64::MAX),
    )
}

fn spread(panel: &Panel<'_>, totals: &Totals, towns: &[usize], overall: f64) -> Spread {
    let mut each: Vec<f64> = towns
        .iter()
        .filter(|i| totals.applicants[**i] > 0 && panel.municipalities[**i].inhabitants > 0)
        .map(|i| {
            share(
                totals.awards[*i],
                i64::try_from(panel.municipalities[*i].inhabitants).unwrap_or(i64::MAX),
            )
        })
        .collect();
    each.sort_unstable_by(f64::total_cmp);
    let lowest = each.iter().find(|amount| **amount > 0.0);
    Spread {
        overall,
        median: percentile(&each, 0.5),
        p10: percentile(&each, 0.1),
        p90: percentile(&each, 0.9),
        max_to_min: lowest
            .zip(each.last())
            .map(|(low, high)| settled(high / low)),
    }
}

/// A percentile of ascending figures, linear between ranks; zero of nothing.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a figure for reading; the rank lies within the list"
)]
pub fn percentile(sorted: &[f64], at: f64) -> f64 {
    let rank = at.clamp(0.0, 1.0) * sorted.len().saturating_sub(1) as f64;
    let low = rank.floor();
    let figure = |i: usize| sorted.get(i).or(sorted.last()).copied().unwrap_or(0.0);
    let (below, above) = (figure(low as usize), figure(low as usize + 1));
    settled(below + (above - below) * (rank - low))
}
