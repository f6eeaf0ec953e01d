//! Answers of the bank: files on their way in, and their entries.

use std::fmt::{self, Display};
use std::str::FromStr;

use domain::event::{Hash, hexadecimal};
use domain::finance::reconciliation::{Amounts, Column, Month, Reconciliation};
use domain::finance::{BankEntry, BankEntryState, BankFileRecord, BankWordKind};
use domain::grant::Received;
use domain::identifiers::{BatchId, CallId};
use domain::violations::Violations;

use crate::names::{NameError, ResourceName, SchemeName, resource_name};
use crate::outward::{Outward, count, day, timestamp};
use crate::upload::{self, UploadError};
use crate::v1::import_bank_file_request::Content;
use crate::{SchemeContract, money, v1};

/// The most bytes of one file: a bank's day of 5,000 payments takes a tenth of it.
pub const FILE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// The most characters of the reference of a repayment.
const REFERENCE_CHARACTERS_MAX: usize = 200;

/// SHA-256 of a file, as its name has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash(pub Hash);

/// A text that is no hash of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 64 hexadecimal digits in lower case; use the name as the server gave it")]
pub struct NoFileHash;

impl FromStr for FileHash {
    type Err = NoFileHash;

    fn from_str(text: &str) -> Result<Self, NoFileHash> {
        let mut hash = Hash::default();
        if text.len() != 2 * hash.len() || !text.is_ascii() {
            return Err(NoFileHash);
        }
        for (at, byte) in hash.iter_mut().enumerate() {
            let digits = &text[2 * at..2 * at + 2];
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoFileHash)?;
        }
        let hash = Self(hash);
        (hash.to_string() == text).then_some(hash).ok_or(NoFileHash)
    }
}

impl Display for FileHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hexadecimal(&self.0))
    }
}

/// Number of an entry in its file, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryNumber(pub i32);

/// A text that is no number of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a number from 1 without leading zeros; use the name as the server gave it")]
pub struct NoEntryNumber;

impl FromStr for EntryNumber {
    type Err = NoEntryNumber;

    fn from_str(text: &str) -> Result<Self, NoEntryNumber> {
        let number: i32 = text.parse().map_err(|_| NoEntryNumber)?;
        let is_number = number >= 1 && number.to_string() == text;
        is_number.then_some(Self(number)).ok_or(NoEntryNumber)
    }
}

impl Display for EntryNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

resource_name!(
    /// An entry of a bank's file.
    BankEntryName = "schemes/{scheme}/bankFiles/{file}/entries/{entry}" {
        /// The file.
        "bankFiles" / file: FileHash,
        /// Its number.
        "entries" / entry: EntryNumber,
    }
);

/// Reads money that was repaid.
pub fn received<S: SchemeContract>(
    faults: &mut Violations,
    from: &v1::RecordRepaymentRequest,
) -> Option<Received> {
    let amount = money::positive(faults, "amount", from.amount);
    let booked = faults.date("booked_date", &from.booked_date);
    let reference = faults.line("reference", &from.reference, REFERENCE_CHARACTERS_MAX);
    let entry = if from.bank_entry.is_empty() {
        Some(None)
    } else {
        let name = BankEntryName::read(faults, "bank_entry", &from.bank_entry, S::PROFILE.code);
        name.map(|name| Some((name.file.0, name.entry.0)))
    };
    Some(Received {
        amount: amount?,
        booked: booked?,
        reference: reference?,
        entry: entry?,
    })
}

/// A file on its way in.
#[derive(Debug, Default)]
pub struct Import {
    content: Vec<u8>,
}

impl Import {
    /// Begins with the stream's first message; `None` is a stream without any.
    ///
    /// # Errors
    /// [`UploadError::Invalid`] when it does not name the scheme.
    pub fn begin<S: SchemeContract>(
        first: Option<v1::ImportBankFileRequest>,
    ) -> Result<Self, UploadError> {
        let mut faults = Violations::new();
        let parent = match first.and_then(|message| message.content) {
            Some(Content::Parent(parent)) => parent,
            Some(Content::Chunk(_)) | None => String::new(),
        };
        let named = SchemeName::read(&mut faults, "parent", &parent, S::PROFILE.code);
        let begun = named.map(|_| Self::default());
        faults.finish(begun).map_err(UploadError::Invalid)
    }

    /// Takes one more message.
    ///
    /// # Errors
    /// [`UploadError`] when it carries no chunk, too large a chunk, or the file has become too
    /// large.
    pub fn push(&mut self, message: v1::ImportBankFileRequest) -> Result<(), UploadError> {
        let part = message.content.map(|content| match content {
            Content::Chunk(chunk) => Ok(chunk),
            Content::Parent(_) => Err("parent"),
        });
        upload::push(&mut self.content, part, FILE_BYTES_MAX)
    }

    /// Ends the stream: the bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.content
    }
}

fn line(batch: String, amounts: &Amounts) -> v1::ReconciliationLine {
    let at = |column| Some(amounts.at(column).into());
    v1::ReconciliationLine {
        batch,
        approved: at(Column::Approved),
        sent: at(Column::Sent),
        accepted: at(Column::Accepted),
        rejected: at(Column::Rejected),
        booked: at(Column::Booked),
        returned: at(Column::Returned),
        ledger: at(Column::Ledger),
        received: at(Column::Received),
        repaid: at(Column::Repaid),
        difference: Some(amounts.difference().into()),
    }
}

/// Reads a month.
pub fn month(faults: &mut Violations, text: &str) -> Option<Month> {
    let month = Month::read(text);
    if month.is_none() {
        faults.add("month", "must be a month, as in 2026-06");
    }
    month
}

/// The violation of a file that cannot be read.
#[must_use]
pub fn unreadable(fault: &impl Display) -> Violations {
    let mut faults = Violations::new();
    faults.add("chunk", fault);
    faults
}

impl From<BankWordKind> for v1::BankEntryKind {
    fn from(kind: BankWordKind) -> Self {
        match kind {
            BankWordKind::Accepted => Self::Accepted,
            BankWordKind::Pending => Self::Pending,
            BankWordKind::Rejected => Self::Rejected,
            BankWordKind::Paid => Self::Paid,
            BankWordKind::Returned => Self::Returned,
            BankWordKind::Received => Self::Received,
            BankWordKind::Unknown => Self::Unknown,
        }
    }
}

impl From<BankEntryState> for v1::BankEntryState {
    fn from(state: BankEntryState) -> Self {
        match state {
            BankEntryState::Taken => Self::Taken,
            BankEntryState::Unchanged => Self::Unchanged,
            BankEntryState::Open => Self::Open,
            BankEntryState::Cleared => Self::Cleared,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A file of the bank.
    #[must_use]
    pub fn bank_file(&self, file: BankFileRecord) -> v1::BankFile {
        let taken = |kind| {
            let taken = BankEntryState::Taken;
            count(file.count(|one| one.state == taken && one.kind == kind))
        };
        let in_state = |state| count(file.count(|one| one.state == state));
        v1::BankFile {
            name: format!("schemes/{}/{}", self.scheme(), file.name()),
            accepted: taken(BankWordKind::Accepted),
            rejected: taken(BankWordKind::Rejected),
            paid: taken(BankWordKind::Paid),
            returned: taken(BankWordKind::Returned),
            unchanged: in_state(BankEntryState::Unchanged),
            open: in_state(BankEntryState::Open),
            cleared: in_state(BankEntryState::Cleared),
            import_time: Some(timestamp(file.imported.at)),
            imported_by: file.imported.actor,
            message_type: file.message,
            message_id: file.message_id,
        }
    }

    /// A month of a call, by batch.
    #[must_use]
    pub fn reconciliation(
        &self,
        call: &CallId,
        month: &Reconciliation,
    ) -> v1::GetReconciliationResponse {
        let name = |batch: BatchId| self.batch_name(call, batch).to_string();
        let lines = month.batches.iter();
        v1::GetReconciliationResponse {
            lines: lines
                .map(|(batch, amounts)| line(batch.map_or_else(String::new, name), amounts))
                .collect(),
            total: Some(line(String::new(), &month.total())),
        }
    }

    /// An entry of a bank's file.
    #[must_use]
    pub fn bank_entry(&self, entry: BankEntry) -> v1::BankEntry {
        let problem = entry.problem.as_ref();
        let grant = entry.grant.as_ref();
        v1::BankEntry {
            name: format!("schemes/{}/{}", self.scheme(), entry.name()),
            kind: v1::BankEntryKind::from(entry.word.kind).into(),
            state: v1::BankEntryState::from(entry.state).into(),
            problem: problem.map_or_else(String::new, |problem| {
                problem.text(self.catalogues(), self.language)
            }),
            grant: grant.map_or_else(String::new, |(call, grant)| {
                self.grant_name(call, *grant).to_string()
            }),
            cleared: entry.cleared.as_ref().map(|step| self.step(step, true)),
            amount: entry.word.amount.map(Into::into),
            booked_date: day(entry.word.booked),
            end_to_end_id: entry.word.end_to_end_id,
            bank_reference: entry.word.bank_reference,
            account_number: entry.word.account,
            reason_code: entry.word.code,
            reason: entry.word.text,
        }
    }
}
