//! Pages of lists: one row more than asked for is read, and says whether another page follows.

use domain::page::{Listed, Page};

/// Returns how many rows to read.
#[must_use]
pub fn one_more<K>(page: &Page<K>) -> i64 {
    i64::from(page.size) + 1
}

/// Returns the page of what was read.
#[must_use]
pub fn listed<T, K>(mut rows: Vec<T>, page: &Page<K>, key: impl Fn(&T) -> K) -> Listed<T, K> {
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(key);
    Listed { rows, next }
}
