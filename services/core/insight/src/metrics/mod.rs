//! Fair and predictable, as figures.
//!
//! Every function states its formula. Figures are `f64`, rounded to twelve decimals so that they
//! read the same on every platform; none of them ever feeds a decision. Groups and counts that
//! could point at an applicant are [`Guarded`].
//!
//! A [`Panel`] holds the applicants column by column; a column that is not known is left empty, and
//! the figures that need it are then absent. [`figures`] computes everything; the modules'
//! functions can be used one by one.
//!
//! ```
//! use insight::metrics::{figures, Panel};
//! let panel = Panel { claim: &[100, 200, 300], award: &[100, 150, 200], ..Panel::default() };
//! let figures = figures(&panel)?;
//! assert_eq!(figures.concentration.top_10, 1.0);
//! # Ok::<(), insight::metrics::Mismatch>(())
//! ```

pub mod bands;
pub mod change;
pub mod concentration;
pub mod coverage;
pub mod guarded;
pub mod inequality;
pub mod per_inhabitant;
pub mod procedure;
pub mod timing;

pub use change::{Change, Comparison, compare};
pub use concentration::Concentration;
pub use coverage::{Coverage, Covered, GroupCoverage, Parity};
pub use guarded::Guarded;
pub use inequality::{Inequality, Theil};
pub use per_inhabitant::{PerInhabitant, SizeClass};
pub use procedure::Procedure;
pub use timing::Timing;

use serde::{Deserialize, Serialize};

/// The group of who belongs to none.
pub const NO_GROUP: u32 = u32::MAX;

/// A municipality, whether anybody in it applied or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Municipality {
    /// Its name.
    pub name: String,
    /// Its county: a position in [`Panel::counties`], or [`NO_GROUP`].
    pub county: u32,
    /// Number of inhabitants.
    pub inhabitants: u64,
}

/// All applicants of an allocation, column by column. `claim` and `award` are needed; every other
/// column is either empty (not known) or as long as they are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Panel<'a> {
    /// The claims, in øre or places.
    pub claim: &'a [i64],
    /// The awards, in the same unit; zero for a refusal.
    pub award: &'a [i64],
    /// A position in `municipalities`, or [`NO_GROUP`].
    pub municipality: &'a [u32],
    /// A position in `counties`, or [`NO_GROUP`].
    pub county: &'a [u32],
    /// A position in `kinds`, or [`NO_GROUP`].
    pub kind: &'a [u32],
    /// True for a measure that is based in an institution.
    pub institution_based: &'a [bool],
    /// True for an applicant that has never received this grant before.
    pub new_entrant: &'a [bool],
    /// Last year's award; `None` if it did not apply then.
    pub last_year: &'a [Option<i64>],
    /// The band in which it was told, before the deadline, that its award would fall: lowest and
    /// highest amount.
    pub band: &'a [Option<(i64, i64)>],
    /// Days from its decision to the start of the grant year; negative if the year had begun.
    pub notice_days: &'a [i32],
    /// Years that the award is committed for, this one included.
    pub committed_years: &'a [u8],
    /// Amounts indicated for next year and the year after; `None` where nothing is indicated.
    pub indicative: &'a [[Option<i64>; 2]],
    /// The amount recommended.
    pub recommended: &'a [i64],
    /// True for a decision that differs from the recommendation and has a reason.
    pub deviation_reasoned: &'a [bool],
    /// True for a refusal that names the criterion it rests on.
    pub refusal_reasoned: &'a [bool],
    /// The score of the assessment.
    pub score: &'a [i64],
    /// All municipalities that could apply.
    pub municipalities: &'a [Municipality],
    /// Names of the counties.
    pub counties: &'a [String],
    /// Names of the kinds of applicant (municipality, organisation, …).
    pub kinds: &'a [String],
    /// Limits between size classes, in inhabitants, ascending: `[5000, 20000]` makes three classes.
    pub size_limits: &'a [u64],
}

/// A column that does not fit the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Another length than the claims have.
    #[error("column {column} has {rows} rows, the claims have {expected}")]
    Length {
        /// The column.
        column: &'static str,
        /// Its rows.
        rows: usize,
        /// Rows of the claims.
        expected: usize,
    },
    /// A position outside the list of names.
    #[error("column {column}, row {row}: there is no such group")]
    Group {
        /// The column.
        column: &'static str,
        /// The row.
        row: usize,
    },
    /// An amount below zero.
    #[error("column {column}, row {row}: the amount is negative")]
    Negative {
        /// The column.
        column: &'static str,
        /// The row.
        row: usize,
    },
    /// The amounts sum to more than 2⁶³ − 1.
    #[error("column {column} sums to more than can be counted")]
    TooLarge {
        /// The column.
        column: &'static str,
    },
}

/// Every figure about one allocation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Number of applicants.
    pub applicants: u64,
    /// The sum of their claims.
    pub claimed: i64,
    /// The sum of their awards.
    pub awarded: i64,
    /// Inequality of awards, each applicant counting once.
    pub award: Inequality,
    /// Inequality of award per krone claimed. `None` when there were no claims.
    pub award_per_claim: Option<Inequality>,
    /// Inequality of award per inhabitant between municipalities.
    pub award_per_inhabitant: Option<Inequality>,
    /// Theil T of the awards, between and within counties.
    pub theil_award: Option<Theil>,
    /// Theil T of award per inhabitant, between and within counties.
    pub theil_per_inhabitant: Option<Theil>,
    /// The reach of the money.
    pub coverage: Coverage,
    /// Kroner per inhabitant by municipality size.
    pub per_inhabitant: Option<PerInhabitant>,
    /// Concentration of the money.
    pub concentration: Concentration,
    /// This year against last year.
    pub change: Option<Change>,
    /// Notice and duration of grants, as applicants see them.
    pub timing: Timing,
    /// The process behind the decisions.
    pub procedure: Procedure,
}

/// Computes every figure that the panel has columns for.
///
/// # Errors
/// A [`Mismatch`] when a column does not fit.
pub fn figures(panel: &Panel<'_>) -> Result<Figures, Mismatch> {
    examine(panel)?;
    let towns = per_inhabitant::totals(panel);
    let by_town = (!panel.municipalities.is_empty()).then(|| {
        let (awards, people, counties) = towns.columns(panel);
        (
            Inequality::of_ratios(&awards, &people),
            inequality::theil(&awards, &people, &counties),
        )
    });
    let (award_per_inhabitant, theil_per_inhabitant) = by_town.unzip();
    let once = vec![
        1_i64;
        if panel.county.is_empty() {
            0
        } else {
            panel.award.len()
        }
    ];
    Ok(Figures {
        applicants: panel.claim.len() as u64,
        claimed: panel.claim.iter().sum(),
        awarded: panel.award.iter().sum(),
        award: Inequality::of_amounts(panel.award),
        award_per_claim: Inequality::of_ratios(panel.award, panel.claim),
        award_per_inhabitant: award_per_inhabitant.flatten(),
        theil_award: (!once.is_empty())
            .then(|| inequality::theil(panel.award, &once, panel.county))
            .flatten(),
        theil_per_inhabitant: theil_per_inhabitant.flatten(),
        coverage: coverage::coverage(panel),
        per_inhabitant: per_inhabitant::by_size(panel, &towns),
        concentration: concentration::concentration(panel),
        change: change::change(panel),
        timing: timing::timing(panel),
        procedure: procedure::procedure(panel),
    })
}

fn examine(panel: &Panel<'_>) -> Result<(), Mismatch> {
    let expected = panel.claim.len();
    let lengths = [
        ("award", panel.award.len(), false),
        ("municipality", panel.municipality.len(), true),
        ("county", panel.county.len(), true),
        ("kind", panel.kind.len(), true),
        ("institution_based", panel.institution_based.len(), true),
        ("new_entrant", panel.new_entrant.len(), true),
        ("last_year", panel.last_year.len(), true),
        ("band", panel.band.len(), true),
        ("notice_days", panel.notice_days.len(), true),
        ("committed_years", panel.committed_years.len(), true),
        ("indicative", panel.indicative.len(), true),
        ("recommended", panel.recommended.len(), true),
        ("deviation_reasoned", panel.deviation_reasoned.len(), true),
        ("refusal_reasoned", panel.refusal_reasoned.len(), true),
        ("score", panel.score.len(), true),
    ];
    for (column, rows, may_be_empty) in lengths {
        if rows != expected && !(may_be_empty && rows == 0) {
            return Err(Mismatch::Length {
                column,
                rows,
                expected,
            });
        }
    }
    for (column, positions, groups) in [
        (
            "municipality",
            panel.municipality,
            panel.municipalities.len(),
        ),
        ("county", panel.county, panel.counties.len()),
        ("kind", panel.kind, panel.kinds.len()),
    ] {
        let outside = |group: &u32| *group != NO_GROUP && *group as usize >= groups;
        if let Some(row) = positions.iter().position(outside) {
            return Err(Mismatch::Group { column, row });
        }
    }
    let outside = |town: &Municipality| {
        town.county != NO_GROUP && town.county as usize >= panel.counties.len()
    };
    if let Some(row) = panel.municipalities.iter().position(outside) {
        return Err(Mismatch::Group {
            column: "municipalities",
            row,
        });
    }
    for (column, amounts) in [("claim", panel.claim), ("award", panel.award)] {
        amounts_in_range(column, amounts.iter().copied())?;
    }
    amounts_in_range(
        "last_year",
        panel.last_year.iter().map(|last| last.unwrap_or(0)),
    )
}

fn amounts_in_range(
    column: &'static str,
    amounts: impl Iterator<Item = i64>,
) -> Result<(), Mismatch> {
    let mut sum = 0_i64;
    for (row, amount) in amounts.enumerate() {
        if amount < 0 {
            return Err(Mismatch::Negative { column, row });
        }
        sum = sum
            .checked_add(amount)
            .ok_or(Mismatch::TooLarge { column })?;
    }
    Ok(())
}

/// `part/whole`, zero where there is no whole; see [`settled`].
#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for reading, never a decision"
)]
fn share(part: i64, whole: i64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        settled(part as f64 / whole as f64)
    }
}

/// A count as `i64`.
fn count(iter: impl Iterator) -> i64 {
    i64::try_from(iter.count()).unwrap_or(i64::MAX)
}

/// Rounds to twelve decimals: logarithms differ in the last bits between platforms, figures must
/// not.
fn settled(figure: f64) -> f64 {
    // Adding zero turns −0 into 0.
    (figure * 1e12).round() / 1e12 + 0.0
}
