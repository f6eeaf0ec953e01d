//! Pages of lists. A page token is the last row's key with the list it belongs to, opaque to
//! clients.

use std::fmt::Display;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::identifiers::{AllocationId, BatchId, CallId, CaseReference, ReportId};
use domain::page::Page;
use domain::violations::Violations;

/// Rows of a page where the client does not say.
const SIZE_DEFAULT: i32 = 50;

/// Rows of the largest page.
const SIZE_MAX: i32 = 500;

/// First part of every token; another one when what a token holds changes.
const VERSION: &str = "1";

/// Stands between the parts of a token and in none of them: names, ids and times have no control
/// characters.
const SEPARATOR: char = '\u{1f}';

/// A key that a list is ordered by.
pub trait Key: Sized {
    /// The key as parts of a token.
    fn parts(&self) -> Vec<String>;

    /// The key in a token; `None` when it is none.
    fn from_parts(parts: &[&str]) -> Option<Self>;
}

/// Payments, by case reference and number of the instalment.
impl Key for (CaseReference, i32) {
    fn parts(&self) -> Vec<String> {
        vec![self.0.to_string(), self.1.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [case, number] => Some((case.parse().ok()?, number.parse().ok()?)),
            _ => None,
        }
    }
}

/// Entries of the bank, by their place.
impl Key for i64 {
    fn parts(&self) -> Vec<String> {
        vec![self.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [place] => place.parse().ok(),
            _ => None,
        }
    }
}

/// Batches of payments, by their id.
impl Key for BatchId {
    fn parts(&self) -> Vec<String> {
        vec![self.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [batch] => batch.parse().ok(),
            _ => None,
        }
    }
}

/// The token of the page after the row with this key, in the list `list` (a method's name) of
/// `parent`.
#[must_use]
pub fn token(list: &str, parent: &(impl Display + ?Sized), last: &impl Key) -> String {
    let mut parts = vec![VERSION.to_owned(), list.to_owned(), parent.to_string()];
    parts.extend(last.parts());
    URL_SAFE_NO_PAD.encode(parts.join(&SEPARATOR.to_string()))
}

/// Reads `page_size` and `page_token` of the list `list` of `parent`; `None` is a parent whose name
/// is itself at fault.
pub fn read<K: Key, P: Display>(
    faults: &mut Violations,
    list: &str,
    parent: Option<&P>,
    size: i32,
    token: &str,
) -> Option<Page<K>> {
    let size = if size == 0 { SIZE_DEFAULT } else { size };
    let size = faults
        .number("page_size", size, 1..=SIZE_MAX)
        .and_then(|size| u32::try_from(size).ok());
    let after = if token.is_empty() {
        Some(None)
    } else {
        let key = key_of(list, parent.map(ToString::to_string), token);
        if key.is_none() {
            faults.add(
                "page_token",
                "is not a token of this list; send next_page_token back as it came, \
                    with the same parent, or leave it empty",
            );
        }
        key.map(Some)
    };
    Some(Page {
        size: size?,
        after: after?,
    })
}

/// Reads the place of a row in the list `list` of `parent`, out of a field that is no page token.
pub fn cursor<K: Key>(
    faults: &mut Violations,
    field: &str,
    (list, parent): (&str, &str),
    token: &str,
) -> Option<K> {
    let key = key_of(list, Some(parent.to_owned()), token);
    if key.is_none() {
        faults.add(
            field,
            format_args!("is no cursor of {list} of {parent}; send it back as the server gave it"),
        );
    }
    key
}

fn key_of<K: Key>(list: &str, parent: Option<String>, token: &str) -> Option<K> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let parts: Vec<&str> = text.split(SEPARATOR).collect();
    match parts.as_slice() {
        [version, of, within, key @ ..]
            if *version == VERSION
                && *of == list
                && parent.is_none_or(|parent| parent == *within) =>
        {
            K::from_parts(key)
        }
        _ => None,
    }
}

/// Applications, awards and grants: by case reference.
impl Key for CaseReference {
    fn parts(&self) -> Vec<String> {
        vec![self.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [case] => case.parse().ok(),
            _ => None,
        }
    }
}

/// Calls: by grant year, then call.
impl Key for (i32, CallId) {
    fn parts(&self) -> Vec<String> {
        vec![self.0.to_string(), self.1.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [year, call] => Some((year.parse().ok()?, call.parse().ok()?)),
            _ => None,
        }
    }
}

/// Allocations: by the time they were made, then id.
impl Key for (DateTime<Utc>, AllocationId) {
    fn parts(&self) -> Vec<String> {
        vec![self.0.timestamp_micros().to_string(), self.1.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [micros, allocation] => Some((
                DateTime::from_timestamp_micros(micros.parse().ok()?)?,
                allocation.parse().ok()?,
            )),
            _ => None,
        }
    }
}

/// Reports: by case reference, then report.
impl Key for (CaseReference, ReportId) {
    fn parts(&self) -> Vec<String> {
        vec![self.0.to_string(), self.1.to_string()]
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [case, report] => Some((case.parse().ok()?, report.parse().ok()?)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "schemes/test/calls/2026";

    fn back<K: Key>(list: &str, parent: &str, token: &str) -> Result<Option<K>, String> {
        let mut faults = Violations::new();
        let page = read(&mut faults, list, Some(&parent), 0, token);
        faults
            .finish(page)
            .map(|page| page.after)
            .map_err(|faults| faults.to_string())
    }

    #[test]
    fn a_token_leads_back_to_its_key() {
        let case: CaseReference = "RH-2026-00042".parse().unwrap();
        let report = (case.clone(), "final".parse::<ReportId>().unwrap());
        let call = (2026, "2026".parse::<CallId>().unwrap());
        let allocation = (
            DateTime::from_timestamp_micros(1_700_000_000_000_001).unwrap(),
            "01890a5d-ac96-774b-bcce-b302099a8057"
                .parse::<AllocationId>()
                .unwrap(),
        );
        assert_eq!(
            back("L", PARENT, &token("L", &PARENT, &case)),
            Ok(Some(case))
        );
        assert_eq!(
            back("L", PARENT, &token("L", &PARENT, &report)),
            Ok(Some(report))
        );
        assert_eq!(
            back("L", PARENT, &token("L", &PARENT, &call)),
            Ok(Some(call))
        );
        assert_eq!(
            back("L", PARENT, &token("L", &PARENT, &allocation)),
            Ok(Some(allocation))
        );
        assert_eq!(back::<CaseReference>("L", PARENT, ""), Ok(None));
    }

    #[test]
    fn a_token_of_another_list_is_refused() {
        let case: CaseReference = "RH-2026-00042".parse().unwrap();
        let good = token("ListGrants", &PARENT, &case);
        assert!(back::<CaseReference>("ListAwards", PARENT, &good).is_err());
        assert!(back::<CaseReference>("ListGrants", "schemes/test/calls/2025", &good).is_err());
        assert!(back::<(CaseReference, ReportId)>("ListGrants", PARENT, &good).is_err());
        for wrong in ["x", "AAAA", &good[1..], &format!("{good}="), "æ"] {
            assert!(
                back::<CaseReference>("ListGrants", PARENT, wrong).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn page_sizes() {
        let size = |size| {
            read::<CaseReference, &str>(&mut Violations::new(), "L", Some(&PARENT), size, "")
                .map(|page| page.size)
        };
        assert_eq!(
            [-1, 0, 1, 500, 501].map(size),
            [None, Some(50), Some(1), Some(500), None]
        );
    }
}
