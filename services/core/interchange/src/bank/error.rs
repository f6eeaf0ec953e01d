//! Reasons to refuse a bank's file.

use crate::amount::AmountError;
use domain::money::Money;

/// A file that is refused: what is wrong, and where. Nothing of the file counts.
#[derive(Debug, thiserror::Error)]
#[error("{fault} (byte {offset}, in {path})")]
pub struct BankError {
    /// The fault.
    pub fault: Fault,
    /// Position in the file, in bytes.
    pub offset: u64,
    /// Elements around the position, from the root.
    pub path: String,
}

/// A fault of a bank's file.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The file ends before its elements do.
    #[error("the file is cut off; get it from the bank again")]
    Truncated,
    /// Bytes that are not UTF-8, or a declaration of another encoding.
    #[error("the file is not in UTF-8 but in {0}")]
    Encoding(String),
    /// A document type declaration or an entity of its own.
    #[error("the file has a document type declaration or an entity; banks send neither")]
    Entity,
    /// Larger than the caller's limit.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// One element or text is longer than any field of the format.
    #[error("an element or a text is longer than {0} bytes")]
    LongToken(u64),
    /// Elements in elements beyond the depth of the format.
    #[error("elements stand more than {0} levels deep")]
    TooDeep(usize),
    /// Not well-formed XML.
    #[error("the file is not well-formed XML: {0}")]
    Xml(String),
    /// Another message than pain.002 or camt.054, or an older version.
    #[error("the file is {0}; pain.002 (from 001.03) and camt.054 (from 001.02) are read")]
    OtherMessage(String),
    /// A required element is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// An amount that is not one.
    #[error("the amount is wrong: {0}")]
    Amount(#[from] AmountError),
    /// An amount in another currency than NOK.
    #[error("the amount is in {0}, not in NOK")]
    Currency(String),
    /// The transactions of an entry do not sum to it.
    #[error("the transactions of an entry sum to {sum} øre and the entry to {entry} øre",
        sum = .sum.ore(), entry = .entry.ore())]
    Sum {
        /// Sum of the transactions.
        sum: Money,
        /// Amount of the entry.
        entry: Money,
    },
    /// A date that is not one.
    #[error("“{0}” is not a date")]
    Date(String),
    /// Neither CRDT nor DBIT.
    #[error("the direction is neither CRDT nor DBIT")]
    Direction,
    /// Reading failed.
    #[error("the file cannot be read: {0}")]
    Io(String),
}
