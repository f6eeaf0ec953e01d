//! The ledger for accounting systems: a neutral CSV, and SAF-T Financial NO 1.30 for auditors.
//!
//! A [`Mapping`] file says which account of the standard chart each of our accounts is. Postings of
//! an entry follow each other, and every entry balances; a file of anything else is refused.

mod chart;
mod csv;
mod mapping;
pub mod saft;
mod summary;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use domain::identifiers::{CaseReference, ChapterPost};
use domain::money::{Money, MoneyError};

pub use chart::{STATE_CHART, StandardAccount};
pub use csv::{Line, write as write_csv};
pub use mapping::{Account, Mapping, MappingError, Sector};
pub use summary::{AccountTotals, Summary};

/// A posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// The entry it belongs to, at most 70 characters. Postings of an entry stand together.
    pub entry: String,
    /// Its own id, at most 35 characters.
    pub id: String,
    /// Day of the posting.
    pub date: NaiveDate,
    /// Code of our account, as in `grants`.
    pub account: String,
    /// The recipient's sector, for accounts that are divided by it.
    pub sector: Option<Sector>,
    /// Debit or credit.
    pub side: Side,
    /// Amount, above zero.
    pub amount: Money,
    /// Text, for a person.
    pub text: String,
    /// The case, where there is one.
    pub case_reference: Option<CaseReference>,
    /// Chapter and post of the State budget.
    pub chapter_post: ChapterPost,
    /// The event it comes from.
    pub source_event: String,
}

/// The side of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Debit.
    Debit,
    /// Credit.
    Credit,
}

/// Why a ledger file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// An account that the mapping does not have, or a sector that it does not divide it by.
    #[error("the mapping has no standard account for {account} and sector {sector:?}")]
    Unmapped {
        /// Our account.
        account: String,
        /// The recipient's sector.
        sector: Option<Sector>,
    },
    /// Debit and credit of an entry differ.
    #[error("entry {entry} has {debit} øre debit and {credit} øre credit",
        debit = .debit.ore(), credit = .credit.ore())]
    Unbalanced {
        /// The entry.
        entry: String,
        /// Its debit.
        debit: Money,
        /// Its credit.
        credit: Money,
    },
    /// Postings of an entry have different days.
    #[error("the postings of entry {0} are of different days")]
    Days(String),
    /// The amount of a posting is not above zero.
    #[error("posting {0} has no amount above zero")]
    NotPositive(String),
    /// An id is too long for the format.
    #[error("the id {0} is too long for the format")]
    LongId(String),
    /// Other postings came than were summed before.
    #[error("the postings are not those that were summed before")]
    Changed,
    /// A sum does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The table could not be written.
    #[error(transparent)]
    Table(#[from] crate::table::TableError),
    /// The output failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Sums of both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Sum of debits.
    pub debit: Money,
    /// Sum of credits.
    pub credit: Money,
}

impl Totals {
    /// Adds a posting.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when a sum does not fit.
    pub fn add(&mut self, side: Side, amount: Money) -> Result<(), MoneyError> {
        let sum = match side {
            Side::Debit => &mut self.debit,
            Side::Credit => &mut self.credit,
        };
        *sum = sum.checked_add(amount)?;
        Ok(())
    }
}

/// Reads postings entry by entry, so that each entry is checked as a whole.
struct Entries<I: Iterator> {
    postings: std::iter::Peekable<I>,
}

impl<I, E> Entries<I>
where
    I: Iterator<Item = Result<Posting, E>>,
    E: From<LedgerError>,
{
    fn new(postings: impl IntoIterator<IntoIter = I>) -> Self {
        Self {
            postings: postings.into_iter().peekable(),
        }
    }

    /// The next entry, balanced and of one day.
    fn entry(&mut self) -> Result<Option<Vec<Posting>>, E> {
        let Some(first) = self.postings.next() else {
            return Ok(None);
        };
        let mut entry = vec![first?];
        let name = entry[0].entry.clone();
        let of_entry = |next: &Result<Posting, E>| match next {
            Ok(posting) => posting.entry == name,
            Err(_) => true,
        };
        while let Some(posting) = self.postings.next_if(of_entry) {
            entry.push(posting?);
        }
        check(&entry)?;
        Ok(Some(entry))
    }
}

fn check(entry: &[Posting]) -> Result<(), LedgerError> {
    let mut totals = Totals::default();
    for posting in entry {
        if !posting.amount.is_positive() {
            return Err(LedgerError::NotPositive(posting.id.clone()));
        }
        if posting.date != entry[0].date {
            return Err(LedgerError::Days(posting.entry.clone()));
        }
        totals.add(posting.side, posting.amount)?;
    }
    if totals.debit != totals.credit {
        return Err(LedgerError::Unbalanced {
            entry: entry[0].entry.clone(),
            debit: totals.debit,
            credit: totals.credit,
        });
    }
    Ok(())
}
