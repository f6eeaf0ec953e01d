//! Gini, Hoover, Jain and Theil.

use super::{NO_GROUP, settled};
use serde::{Deserialize, Serialize};

/// Inequality among n units. All are 0 for complete equality, except [`Inequality::jain`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Inequality {
    /// Units counted.
    pub units: u64,
    /// Gini, population formula: Σᵢ Σⱼ |xᵢ − xⱼ| / (2n²·mean), without correction. At most (n−1)/n.
    pub gini: f64,
    /// Gini times n/(n−1), the sample correction: 1 when one unit has everything. `None` for fewer
    /// than two units.
    pub gini_corrected: Option<f64>,
    /// Hoover (Robin Hood): the share of the money that would have to move for every applicant to
    /// have the same. Of ratios xᵢ/bᵢ: ½ Σ |xᵢ/Σx − bᵢ/Σb|; of amounts, with bᵢ = 1.
    pub hoover: f64,
    /// Jain: (Σx)²/(n·Σx²). 1 for complete equality, 1/n when one unit has everything.
    pub jain: f64,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for reading, never a decision"
)]
impl Inequality {
    /// Of amounts, each unit counting once. All zero counts as equal.
    #[must_use]
    pub fn of_amounts(amounts: &[i64]) -> Self {
        let mut sorted = amounts.to_vec();
        sorted.sort_unstable();
        let (mut sum, mut ranked, mut squares) = (0_i128, 0_i128, 0.0_f64);
        for (rank, amount) in (1_i128..).zip(&sorted) {
            sum += i128::from(*amount);
            ranked += rank * i128::from(*amount);
            squares += *amount as f64 * *amount as f64;
        }
        let n = sorted.len() as f64;
        let mean = if sorted.is_empty() {
            0.0
        } else {
            sum as f64 / n
        };
        let deviation: f64 = sorted.iter().map(|x| (*x as f64 - mean).abs()).sum();
        // The double sum of Gini's formula from ranks: Σᵢ (2i − n − 1)·x₍ᵢ₎ / (n·Σx), and its
        // numerator is a whole number.
        let numerator = 2 * ranked - (sorted.len() as i128 + 1) * sum;
        Self::from_parts(
            sorted.len(),
            numerator as f64,
            sum as f64,
            squares,
            deviation / (2.0 * sum as f64),
        )
    }

    /// Of the ratios amount/base. Gini and Jain count each unit once; Hoover compares the two
    /// distributions. Units whose base is zero have no ratio and are left out; `None` if none is
    /// left.
    #[must_use]
    pub fn of_ratios(amounts: &[i64], bases: &[i64]) -> Option<Self> {
        let pairs = || {
            amounts
                .iter()
                .zip(bases)
                .filter(|(_, base)| **base > 0)
                .map(|(x, b)| (*x as f64, *b as f64))
        };
        // Sorted as whole numbers in the order of the ratios, which is twice as fast as comparing
        // floats.
        let mut ratios: Vec<u64> = pairs().map(|(x, b)| ordered(x / b)).collect();
        if ratios.is_empty() {
            return None;
        }
        ratios.sort_unstable();
        let (mut sum, mut ranked, mut squares) = (0.0, 0.0, 0.0);
        let mut rank = -(ratios.len() as f64 - 1.0) / 2.0;
        for ratio in ratios.iter().map(|bits| unordered(*bits)) {
            sum += ratio;
            ranked += rank * ratio;
            squares += ratio * ratio;
            rank += 1.0;
        }
        let (all, base) = pairs().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
        let (per_all, per_base) = (1.0 / all, 1.0 / base);
        let moved: f64 = pairs()
            .map(|(x, b)| (x * per_all - b * per_base).abs())
            .sum();
        let hoover = if all == 0.0 { 0.0 } else { moved / 2.0 };
        Some(Self::from_parts(
            ratios.len(),
            2.0 * ranked,
            sum,
            squares,
            hoover,
        ))
    }

    fn from_parts(units: usize, gini_numerator: f64, sum: f64, squares: f64, hoover: f64) -> Self {
        let n = units as f64;
        // No applicant has anything: no applicant has more than another.
        let or = |equal: f64, figure: f64| settled(if sum == 0.0 { equal } else { figure });
        let gini = or(0.0, gini_numerator / (n * sum));
        Self {
            units: units as u64,
            gini,
            gini_corrected: (units > 1).then(|| settled(gini * n / (n - 1.0))),
            hoover: or(0.0, hoover),
            jain: or(1.0, sum * sum / (n * squares)),
        }
    }
}

/// A float as a whole number that sorts as the float does.
const fn ordered(figure: f64) -> u64 {
    let bits = figure.to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    }
}

/// The float of an [`ordered`] number.
const fn unordered(bits: u64) -> f64 {
    f64::from_bits(if bits >> 63 == 1 {
        bits & !(1 << 63)
    } else {
        !bits
    })
}

/// Theil T, split between and within groups; `total` = `between` + `within`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Theil {
    /// Σᵢ sᵢ·ln(sᵢ/qᵢ) with sᵢ the unit's share of the money and qᵢ its share of the base.
    pub total: f64,
    /// Σ_g S_g·ln(S_g/Q_g) with the shares of whole groups.
    pub between: f64,
    /// Σ_g S_g·T_g with T_g the Theil T inside the group.
    pub within: f64,
    /// Units counted.
    pub units: u64,
}

/// Theil T of amount per base (`1` for each unit, or its inhabitants), between and within groups.
/// Units of base zero and units without a group are left out. `None` if no money is left.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for reading, never a decision"
)]
pub fn theil(amounts: &[i64], bases: &[i64], groups: &[u32]) -> Option<Theil> {
    let counted = || {
        let rows = amounts.iter().zip(bases).zip(groups);
        rows.filter(|((_, base), group)| **base > 0 && **group != NO_GROUP)
            .map(|((x, b), g)| (*x as f64, *b as f64, *g as usize))
    };
    let size = counted().map(|(_, _, group)| group + 1).max().unwrap_or(0);
    let mut sums = vec![(0.0, 0.0); size];
    let mut units = 0;
    for (x, b, group) in counted() {
        sums[group].0 += x;
        sums[group].1 += b;
        units += 1;
    }
    let (money, base) = sums
        .iter()
        .fold((0.0, 0.0), |(x, b), sum| (x + sum.0, b + sum.1));
    if money == 0.0 {
        return None;
    }
    // x·ln(x/b): the money's logarithm; nothing for nothing.
    let term = |x: f64, b: f64| if x > 0.0 { x * (x / b).ln() } else { 0.0 };
    let mut inside = vec![0.0; size];
    let mut total = 0.0;
    for (x, b, group) in counted() {
        let term = term(x, b);
        inside[group] += term;
        total += term;
    }
    let level = (money / base).ln();
    let between = sums.iter().map(|(x, b)| term(*x, *b)).sum::<f64>() / money - level;
    let within = inside
        .iter()
        .zip(&sums)
        .map(|(inside, (x, b))| inside - term(*x, *b))
        .sum::<f64>()
        / money;
    Some(Theil {
        total: settled(total / money - level),
        between: settled(between),
        within: settled(within),
        units,
    })
}

/// The Lorenz curve: for the poorest share of the units, their share of the money. From (0, 0) to
/// (1, 1), at most `points` steps.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a curve to look at")]
pub fn lorenz(amounts: &[i64], points: usize) -> Vec<(f64, f64)> {
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable();
    let sum: i128 = sorted.iter().copied().map(i128::from).sum();
    let (n, steps) = (sorted.len(), points.clamp(1, sorted.len().max(1)));
    let mut curve = vec![(0.0, 0.0)];
    let (mut done, mut running) = (0, 0_i128);
    for step in 1..=steps {
        let upto = n * step / steps;
        running += sorted[done..upto]
            .iter()
            .copied()
            .map(i128::from)
            .sum::<i128>();
        done = upto;
        let people = step as f64 / steps as f64;
        curve.push((
            people,
            if sum == 0 {
                people
            } else {
                running as f64 / sum as f64
            },
        ));
    }
    curve
}
