//! Changes since last year, in bands, and which shares may stand beside them.

use super::guarded::{Guarded, guarded_count, withheld_rows};

/// Number of bands.
pub const BANDS: usize = 8;

/// Applicants that got something in at least one of the years, by how their award changed: all
/// lost; lost more than 20, 10 and 5 per cent; about the same; won more than 5 and 20 per cent;
/// newly funded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands([u64; BANDS]);

/// The bands that make up those who lost more than 20, 10 and 5 per cent: from the first one to
/// before this.
const LOSSES: [usize; 3] = [2, 3, 4];

impl Bands {
    /// Counts pairs of last year's award and this year's.
    #[must_use]
    pub fn of(pairs: impl Iterator<Item = (i64, i64)>) -> Self {
        let mut counts = [0; BANDS];
        pairs
            .filter_map(|(last, now)| band(last, now))
            .for_each(|band| counts[band] += 1);
        Self(counts)
    }

    /// The counts: those of one to four withheld, and what else it takes so that no applicant can
    /// work them out.
    #[must_use]
    pub fn counts(&self) -> [Guarded<u64>; BANDS] {
        let withheld = withheld_rows(&self.0);
        std::array::from_fn(|at| match withheld[at] {
            true => Guarded::withheld(),
            false => guarded_count(self.0[at]),
        })
    }

    /// Returns how many lost more than 20, 10 and 5 per cent.
    #[must_use]
    pub fn losses(&self) -> [u64; 3] {
        LOSSES.map(|end| self.0[..end].iter().sum())
    }

    /// Which of the shares that lost more than 20, 10 and 5 per cent can stand beside the counts:
    /// not one from which, with those shown before it, the number in withheld bands would follow
    /// where that is under five, or in one withheld band alone.
    #[must_use]
    pub fn losses_shown(&self) -> [bool; 3] {
        let withheld = withheld_rows(&self.0);
        let mut since = 0;
        LOSSES.map(|end| {
            let hidden = (since..end).filter(|band| withheld[*band] && self.0[*band] > 0);
            let hidden: Vec<u64> = hidden.map(|band| self.0[band]).collect();
            let shown = match hidden.len() {
                0 => true,
                1 => false,
                _ => guarded_count(hidden.iter().sum()).shown().is_some(),
            };
            if shown {
                since = end;
            }
            shown
        })
    }
}

/// The band of an applicant that got something in at least one of the years.
fn band(last: i64, now: i64) -> Option<usize> {
    let (last, now) = (i128::from(last), i128::from(now));
    // Change in hundredths of last year's amount, compared without dividing.
    let over = |percent: i128| (now - last).abs() * 100 > percent * last;
    match (last, now) {
        (0, 0) => None,
        (0, _) => Some(7),
        (_, 0) => Some(0),
        _ if now < last && over(20) => Some(1),
        _ if now < last && over(10) => Some(2),
        _ if now < last && over(5) => Some(3),
        _ if now > last && over(20) => Some(6),
        _ if now > last && over(5) => Some(5),
        _ => Some(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_tell_nothing_that_the_bands_withhold() {
        let shown = |counts: [u64; 8]| Bands(counts).losses_shown();
        assert_eq!(shown([9, 8, 7, 6, 5, 5, 5, 5]), [true, true, true]);
        // Two lost everything; the next smallest band, of five, is withheld with them: their sum of
        // seven may be known.
        assert_eq!(shown([2, 5, 7, 6, 20, 9, 9, 9]), [true, true, true]);
        // Alone among those who lost more than a fifth, they would follow from that share, and from
        // the next with it.
        assert_eq!(shown([2, 50, 70, 6, 20, 5, 9, 9]), [false, false, false]);
        // Three and one make four: under five as well.
        assert_eq!(shown([3, 1, 30, 40, 20, 9, 9, 9]), [false, false, false]);
        // The third band would follow from the difference of two shares; with the fourth it does
        // not.
        assert_eq!(shown([20, 30, 3, 5, 20, 9, 9, 9]), [true, false, true]);
    }
}
