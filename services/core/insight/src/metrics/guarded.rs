//! Figures that may point at an applicant.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Groups smaller than this are not shown.
pub const SMALLEST_GROUP: u64 = 5;

/// A figure about a group, or the fact that the group is too small for it.
///
/// A withheld figure is not there: it cannot be printed, compared or serialised by accident, only
/// be found missing. Serialises as the figure, or as `{"suppressed":true}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guarded<T>(Option<T>);

impl<T> Guarded<T> {
    /// The figure, if the group it is about has at least [`SMALLEST_GROUP`] members.
    #[must_use]
    pub fn of(members: u64, figure: T) -> Self {
        Self((members >= SMALLEST_GROUP).then_some(figure))
    }

    /// The figure, if it may be shown.
    #[must_use]
    pub fn when(shown: bool, figure: T) -> Self {
        Self(shown.then_some(figure))
    }

    /// No figure.
    #[must_use]
    pub const fn withheld() -> Self {
        Self(None)
    }

    /// The figure, where it may be shown.
    #[must_use]
    pub const fn shown(&self) -> Option<&T> {
        self.0.as_ref()
    }

    /// Withholds the figure.
    pub(super) fn withhold(&mut self) {
        self.0 = None;
    }
}

/// A count: none or at least [`SMALLEST_GROUP`] is shown, one to four is not.
#[must_use]
pub fn guarded_count(count: u64) -> Guarded<u64> {
    match count {
        1..SMALLEST_GROUP => Guarded::withheld(),
        _ => Guarded(Some(count)),
    }
}

/// Which rows of a table to withhold, by the size of each row's group: those of one to four
/// members, and what else it takes so that no applicant can work them out ([`complemented`]).
#[must_use]
pub fn withheld_rows(sizes: &[u64]) -> Vec<bool> {
    complemented(
        sizes,
        sizes
            .iter()
            .map(|size| (1..SMALLEST_GROUP).contains(size))
            .collect(),
    )
}

/// A single row withheld would follow from the total and the other rows; so the smallest other row
/// that holds anybody is withheld with it.
#[must_use]
pub fn complemented(sizes: &[u64], mut withheld: Vec<bool>) -> Vec<bool> {
    if withheld.iter().filter(|row| **row).count() == 1 {
        let others = (0..sizes.len()).filter(|row| !withheld[*row] && sizes[*row] > 0);
        if let Some(smallest) = others.min_by_key(|row| sizes[*row]) {
            withheld[smallest] = true;
        }
    }
    withheld
}

#[derive(Serialize, Deserialize)]
struct Mark {
    suppressed: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written<T> {
    Mark(Mark),
    Figure(T),
}

impl<T: Serialize> Serialize for Guarded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.shown() {
            Some(figure) => Written::Figure(figure).serialize(serializer),
            None => Written::<T>::Mark(Mark { suppressed: true }).serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Guarded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::<T>::deserialize(deserializer)? {
            Written::Figure(figure) => Ok(Self(Some(figure))),
            Written::Mark(Mark { suppressed: true }) => Ok(Self::withheld()),
            Written::Mark(Mark { suppressed: false }) => {
                Err(D::Error::custom("not suppressed, and no figure"))
            }
        }
    }
}
