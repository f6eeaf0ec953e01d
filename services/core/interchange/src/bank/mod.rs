//! Answers of a bank: ISO 20022 pain.002 (from version 001.03) and camt.054 (from 001.02).
//!
//! A [`BankFile`] reads from a stream and holds one entry at a time. Its entries count only when it
//! has been read to its end without an error ([`BankFile::finish`]): half a file is no file.

mod amounts;
mod camt;
mod error;
mod guard;
mod pain002;
mod source;

#[cfg(test)]
mod bad_tests;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::io::Read;

use chrono::NaiveDate;
use domain::money::Money;

use crate::digest::Hash;
pub use error::{BankError, Fault};
use source::{Event, Source};

/// The largest file taken unless the caller says otherwise, in bytes: 256 MiB.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// The identity of a file, so that the same one is not taken twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIdentity {
    /// The message and its version, as in `camt.054.001.08`.
    pub message: String,
    /// The bank's id of the file (`MsgId`).
    pub message_id: String,
    /// SHA-256 of the bytes.
    pub sha256: Hash,
}

/// One answer of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its subject.
    pub about: About,
    /// The outcome.
    pub outcome: Outcome,
    /// Our account that it is about, as the bank names it: a BBAN where it is Norwegian. A status
    /// need not name one.
    pub account: Option<String>,
}

/// The subject of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// One payment, by our id.
    Payment {
        /// Our id; none where the bank has none, and a person must find it.
        end_to_end_id: Option<String>,
        /// The bank's own reference.
        bank_reference: Option<String>,
    },
    /// A whole file of ours, by its message id.
    File(String),
    /// A block of a file of ours, by message id and payment information id.
    Block {
        /// Message id of our file.
        message_id: String,
        /// Id of the block in it.
        payment_information_id: String,
    },
}

/// The outcome that a bank tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Taken by the bank, not booked yet.
    Accepted,
    /// Received or waiting; nothing is decided.
    Pending,
    /// Refused, with the bank's reason.
    Rejected(Reason),
    /// Booked out of our account.
    Paid {
        /// The amount.
        amount: Money,
        /// The day it was booked.
        booked: NaiveDate,
    },
    /// Came back to our account.
    Returned {
        /// The amount.
        amount: Money,
        /// The day it was booked.
        booked: NaiveDate,
        /// The bank's reason.
        reason: Reason,
    },
    /// Booked into our account without being a return, such as a repayment.
    Received {
        /// The amount.
        amount: Money,
        /// The day it was booked.
        booked: NaiveDate,
    },
    /// A status code that is not known here; a person must look.
    Unknown(String),
}

/// A bank's reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// ISO 20022 code such as `AC01`, or the bank's own; empty where the bank gives none.
    pub code: String,
    /// The bank's words; empty where there are none.
    pub text: String,
}

/// An answer file that is being read.
///
/// It is an iterator of entries, which ends after the first error.
pub struct BankFile<R: Read> {
    source: Source<R>,
    message: Message,
    message_type: String,
    message_id: Option<String>,
    ready: VecDeque<Entry>,
    done: bool,
}

enum Message {
    Pain002(pain002::Reading),
    Camt054(camt::Reading),
}

impl<R: Read> BankFile<R> {
    /// Opens a file, and reads as far as its type.
    ///
    /// # Errors
    /// [`BankError`], among others where it is another message, not UTF-8, or has a document type
    /// declaration.
    pub fn open(input: R, largest: u64) -> Result<Self, BankError> {
        let mut source = Source::new(input, largest);
        let message_type = source.message_type()?;
        let (kind, version) = message_type
            .rsplit_once('.')
            .and_then(|(kind, version)| Some((kind, version.parse::<u32>().ok()?)))
            .unwrap_or((&message_type, 0));
        let message = match (kind, version) {
            ("pain.002.001", 3..) => Message::Pain002(pain002::Reading::new()),
            ("camt.054.001", 2..) => Message::Camt054(camt::Reading::new()),
            _ => return Err(source.fault(Fault::OtherMessage(message_type))),
        };
        Ok(Self {
            source,
            message,
            message_type,
            message_id: None,
            ready: VecDeque::new(),
            done: false,
        })
    }

    /// Reads what is left and returns the file's identity.
    ///
    /// # Errors
    /// The first [`BankError`] of what is left.
    pub fn finish(mut self) -> Result<FileIdentity, BankError> {
        for entry in self.by_ref() {
            entry?;
        }
        let Some(message_id) = self.message_id else {
            return Err(self.source.fault(Fault::Missing("GrpHdr/MsgId")));
        };
        Ok(FileIdentity {
            message: self.message_type,
            message_id,
            sha256: self.source.sha256(),
        })
    }

    fn advance(&mut self) -> Result<bool, BankError> {
        let event = self.source.event()?;
        let path = self.source.path();
        if let Event::Leaf(text) = &event
            && path.ends_with("/GrpHdr/MsgId")
        {
            self.message_id = Some(text.clone());
        }
        let at_end = matches!(event, Event::End);
        let read = match &mut self.message {
            Message::Pain002(reading) => reading.event(&event, path, &mut self.ready),
            Message::Camt054(reading) => reading.event(&event, path, &mut self.ready),
        };
        read.map_err(|fault| self.source.fault(fault))?;
        Ok(!at_end)
    }
}

impl<R: Read> Iterator for BankFile<R> {
    type Item = Result<Entry, BankError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                return Some(Ok(entry));
            }
            if self.done {
                return None;
            }
            match self.advance() {
                Ok(more) => self.done = !more,
                Err(error) => {
                    self.done = true;
                    self.ready.clear();
                    return Some(Err(error));
                }
            }
        }
    }
}
