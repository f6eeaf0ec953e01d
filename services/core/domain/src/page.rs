//! One page of a list, by the key of its last row: rows that come and go between two pages shift
//! nothing.

/// Which page of a list is asked for. `K` is what the list is ordered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<K> {
    /// The most rows, 1–500.
    pub size: u32,
    /// The key of the last row seen; `None` for the first page.
    pub after: Option<K>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T, K> {
    /// The rows.
    pub rows: Vec<T>,
    /// The key of the last row when more follow; `None` on the last page.
    pub next: Option<K>,
}
