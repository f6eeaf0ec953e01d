//! The rule book: every number, date and list a regulation gives, as data with a period and a
//! source.
//!
//! A scheme embeds its `rules.toml` and parses it once; code then reads a value by id on a date.
//!
//! ```
//! use domain::money::Money;
//! use domain::rules::RuleBook;
//!
//! let book = RuleBook::parse(r#"
//!     [[value]]
//!     id = "write_off.at_once_below"
//!     value = 40000
//!     unit = "NOK"
//!     from = 2011-02-23
//!     to = 2023-07-04
//!     source = "HB 8.B.20, ch. 4.5"
//!
//!     [[value]]
//!     id = "announcement.days"
//!     value = 42
//!     unit = "days"
//!     from = 2011-02-23
//!     source = "configurable"
//! "#).unwrap();
//! let rules = book.on("2017-03-15".parse().unwrap());
//! assert_eq!(rules.money("write_off.at_once_below"), Ok(Money::kroner(40_000)));
//! let later = book.on("2024-01-01".parse().unwrap());
//! assert_eq!(
//!     later.money("write_off.at_once_below").unwrap_err().to_string(),
//!     "rule write_off.at_once_below has no value on 2024-01-01",
//! );
//! ```
//!
//! The form of an entry:
//!
//! | key | what |
//! |---|---|
//! | `id` | small letters, digits, `_`, parts divided by `.` |
//! | `value` | integer; decimal as text (`"0.033"`); text, with unit `text`; date; true/false; list; table of these |
//! | `unit` | `NOK`, `NOK/m2`, `percent`, `basis_points`, `share`, `years`, … ; `text` for text |
//! | `from`, `to` | first and last day it holds, both included; no `to` while it still holds |
//! | `source` | where it is published, or `"configurable"` for what no source gives |
//! | `note` | what the reader should know (optional) |
//! | `after_gap` | why nothing held between the previous period and this one (only, and always, where there is a gap) |

mod entry;
mod fault;
mod hash;
mod parse;
mod values;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::NaiveDate;

pub use entry::{RuleData, RuleEntry, RuleSource};
pub use fault::{RuleBookFault, RuleFaultKind};
pub use hash::{RuleHash, RuleHashError};
pub use values::{RuleError, RuleValues};

/// All values of a scheme, of all times.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// In order of id, then of period.
    entries: Vec<Arc<RuleEntry>>,
}

impl RuleBook {
    /// Reads a rule book.
    ///
    /// # Errors
    /// Every fault there is, in the order of the text.
    pub fn parse(text: &str) -> Result<RuleBook, Vec<RuleBookFault>> {
        let mut entries = parse::entries(text)?;
        entries.sort_by(|a, b| (&a.id, a.from).cmp(&(&b.id, b.from)));
        Ok(RuleBook {
            entries: entries.into_iter().map(Arc::new).collect(),
        })
    }

    /// The values that hold on a date.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> RuleValues {
        RuleValues::new(
            date,
            self.entries
                .iter()
                .filter(|entry| entry.holds_on(date))
                .cloned(),
        )
    }

    /// Every value of every period, in order of id and period, for showing.
    pub fn entries(&self) -> impl Iterator<Item = &RuleEntry> {
        self.entries.iter().map(AsRef::as_ref)
    }
}
