//! Pages of lists on their way out.

use contract::page::{Key, token};
use prost::Message;

/// An answer with a page of a list stays below this, so that clients with gRPC's default limit of 4
/// MiB can read it. A page that would be larger ends early; the next one begins there.
const PAGE_BYTES_MAX: usize = 3 * 1024 * 1024;

/// A list that was asked for: enough to name where the next page begins.
pub(crate) struct PageOf<'a> {
    /// The method.
    pub list: &'static str,
    /// The resource it is a list of.
    pub parent: &'a str,
}

impl PageOf<'_> {
    /// Returns the page's messages, and the token of the next one; empty when this is the last.
    /// `rows` come with their keys, in order; `more` says whether others follow.
    pub fn answer<K: Key, M: Message>(
        &self,
        rows: impl Iterator<Item = (K, M)>,
        more: bool,
    ) -> (Vec<M>, String) {
        let mut page = Vec::new();
        let (mut bytes, mut last) = (0, None);
        for (key, row) in rows {
            bytes += row.encoded_len();
            // At least one row, or the list would never end.
            if bytes > PAGE_BYTES_MAX && !page.is_empty() {
                return (page, self.token(last.as_ref()));
            }
            page.push(row);
            last = Some(key);
        }
        (page, self.token(last.as_ref().filter(|_| more)))
    }

    fn token<K: Key>(&self, last: Option<&K>) -> String {
        last.map_or_else(String::new, |last| token(self.list, self.parent, last))
    }
}

#[cfg(test)]
mod tests {
    use contract::v1;
    use domain::identifiers::CaseReference;

    use super::*;

    fn rows(count: u32, bytes: usize) -> impl Iterator<Item = (CaseReference, v1::Finding)> {
        (1..=count).map(move |number| {
            let finding = v1::Finding {
                text: "x".repeat(bytes),
                ..v1::Finding::default()
            };
            (CaseReference::new("RH", 2026, number).unwrap(), finding)
        })
    }

    const PAGE: PageOf<'static> = PageOf {
        list: "List",
        parent: "schemes/test",
    };

    #[test]
    fn the_last_page_has_no_next() {
        let (page, next) = PAGE.answer(rows(9, 1), false);
        assert_eq!((page.len(), next.as_str()), (9, ""));
        let (page, next) = PAGE.answer(rows(10, 1), true);
        let last = CaseReference::new("RH", 2026, 10).unwrap();
        assert_eq!(
            (page.len(), next),
            (10, token("List", "schemes/test", &last))
        );
        assert_eq!(PAGE.answer(rows(0, 1), false), (vec![], String::new()));
    }

    #[test]
    fn a_page_that_is_too_large_ends_early() {
        let (page, next) = PAGE.answer(rows(9, 1024 * 1024), false);
        let last = CaseReference::new("RH", 2026, 2).unwrap();
        assert_eq!(
            (page.len(), next),
            (2, token("List", "schemes/test", &last))
        );
        let (page, next) = PAGE.answer(rows(2, 5 * 1024 * 1024), false);
        assert_eq!(
            (page.len(), next.is_empty()),
            (1, false),
            "never an empty page"
        );
    }
}
