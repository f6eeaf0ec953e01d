//! The reach of the money: share funded, share of need met, and whether groups succeed alike.

use super::guarded::{Guarded, SMALLEST_GROUP, complemented, guarded_count, withheld_rows};
use super::{NO_GROUP, Panel, per_inhabitant, settled, share};
use serde::{Deserialize, Serialize};

/// Claims and awards of a set of applicants.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Covered {
    /// Funded ÷ applied: applicants with an award above zero.
    pub share_funded: f64,
    /// Awarded ÷ claimed: what was met of the need, each award up to its claim.
    pub need_met: f64,
    /// Awarded, in the panel's unit.
    pub awarded: i64,
}

/// One group of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupCoverage {
    /// The group's name; for a size class, its limits (`5000–19999`).
    pub name: String,
    /// Number of applicants.
    pub applicants: Guarded<u64>,
    /// Number of funded applicants.
    pub funded: Guarded<u64>,
    /// Shares and sum.
    pub covered: Guarded<Covered>,
}

/// Parity between groups: the lowest success rate over the highest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parity {
    /// Lowest rate ÷ highest rate, among groups of at least five applicants; withheld where one of
    /// the two rates is.
    pub ratio: Guarded<f64>,
    /// The group with the lowest rate.
    pub lowest: String,
    /// The group with the highest rate.
    pub highest: String,
    /// Below 0.8 (the four-fifths rule): an applicant should find out why.
    pub flagged: bool,
}

/// The reach of the money, as a whole and by group. A table is empty where the panel has no such
/// groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// All applicants. `None` without applicants.
    pub all: Option<Covered>,
    /// By county.
    pub by_county: Vec<GroupCoverage>,
    /// By the size of the applicant's municipality.
    pub by_size: Vec<GroupCoverage>,
    /// By kind of applicant.
    pub by_kind: Vec<GroupCoverage>,
    /// Parity between counties. `None` with fewer than two groups of at least five, or if no
    /// applicant was funded.
    pub parity_county: Option<Parity>,
    /// Parity between size classes.
    pub parity_size: Option<Parity>,
    /// Parity between kinds.
    pub parity_kind: Option<Parity>,
}

/// Below this a parity ratio is flagged: four fifths.
const PARITY: f64 = 0.8;

#[derive(Clone, Copy, Default)]
struct Sums {
    applicants: u64,
    funded: u64,
    claimed: i64,
    awarded: i64,
    met: i64,
}

impl Sums {
    fn add(&mut self, claim: i64, award: i64) {
        self.applicants += 1;
        self.funded += u64::from(award > 0);
        self.claimed += claim;
        self.awarded += award;
        self.met += award.min(claim);
    }

    fn rate(&self) -> f64 {
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        share(signed(self.funded), signed(self.applicants))
    }

    fn covered(&self) -> Covered {
        Covered {
            share_funded: self.rate(),
            need_met: share(self.met, self.claimed),
            awarded: self.awarded,
        }
    }
}

/// Computes the coverage tables and their parity.
#[must_use]
pub fn coverage(panel: &Panel<'_>) -> Coverage {
    let mut all = Sums::default();
    panel
        .claim
        .iter()
        .zip(panel.award)
        .for_each(|(claim, award)| all.add(*claim, *award));
    let sizes = per_inhabitant::class_names(panel.size_limits);
    let classes: Vec<u32> = match panel.municipalities.is_empty() {
        true => Vec::new(),
        false => {
            let class = |town: &super::Municipality| {
                per_inhabitant::class(town.inhabitants, panel.size_limits)
            };
            let of_town: Vec<u32> = panel.municipalities.iter().map(class).collect();
            panel
                .municipality
                .iter()
                .map(|town| of_town.get(*town as usize).copied().unwrap_or(NO_GROUP))
                .collect()
        }
    };
    let (by_county, parity_county) = table(panel, panel.county, panel.counties);
    let (by_size, parity_size) = table(panel, &classes, &sizes);
    let (by_kind, parity_kind) = table(panel, panel.kind, panel.kinds);
    Coverage {
        all: (all.applicants > 0).then(|| all.covered()),
        by_county,
        by_size,
        by_kind,
        parity_county,
        parity_size,
        parity_kind,
    }
}

fn table(
    panel: &Panel<'_>,
    groups: &[u32],
    names: &[String],
) -> (Vec<GroupCoverage>, Option<Parity>) {
    if groups.is_empty() {
        return (Vec::new(), None);
    }
    let mut sums = vec![Sums::default(); names.len()];
    for ((claim, award), group) in panel.claim.iter().zip(panel.award).zip(groups) {
        if let Some(sums) = sums.get_mut(*group as usize) {
            sums.add(*claim, *award);
        }
    }
    let sizes: Vec<u64> = sums.iter().map(|sums| sums.applicants).collect();
    // A row of few funded is withheld except for its applicants: share and sum would tell how many
    // they are.
    let small = withheld_rows(&sizes);
    let few = sums
        .iter()
        .zip(&small)
        .map(|(sums, small)| *small || guarded_count(sums.funded).shown().is_none());
    let few = complemented(&sizes, few.collect());
    let rows =
        names
            .iter()
            .zip(&sums)
            .zip(small.iter().zip(&few))
            .map(|((name, sums), (small, few))| {
                let mut row = GroupCoverage {
                    name: name.clone(),
                    applicants: guarded_count(sums.applicants),
                    funded: guarded_count(sums.funded),
                    covered: Guarded::of(sums.applicants, sums.covered()),
                };
                if *small {
                    row.applicants.withhold();
                }
                if *few {
                    row.funded.withhold();
                    row.covered.withhold();
                }
                row
            });
    (rows.collect(), parity(names, &sums, &few))
}

fn parity(names: &[String], sums: &[Sums], withheld: &[bool]) -> Option<Parity> {
    let groups: Vec<(f64, &String, bool)> = names
        .iter()
        .zip(sums.iter().zip(withheld))
        .filter(|(_, (sums, _))| sums.applicants >= SMALLEST_GROUP)
        .map(|(name, (sums, withheld))| (sums.rate(), name, *withheld))
        .collect();
    let lowest = groups.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let highest = groups.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    if groups.len() < 2 || highest.0 == 0.0 {
        return None;
    }
    let ratio = settled(lowest.0 / highest.0);
    Some(Parity {
        // Ratio and number of applicants would tell how many were funded where the table does not.
        ratio: if lowest.2 || highest.2 {
            Guarded::withheld()
        } else {
            Guarded::of(SMALLEST_GROUP, ratio)
        },
        lowest: lowest.1.clone(),
        highest: highest.1.clone(),
        flagged: ratio < PARITY,
    })
}
