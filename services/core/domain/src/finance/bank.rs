//! Words of the bank about payments: how each is judged, and what it does to its instalment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Hash, hexadecimal};
use crate::findings::{Finding, FindingValue};
use crate::grant::{BankAnswer, BankAnswerKind, Instalment, InstalmentState, Received};
use crate::identifiers::{AccountNumber, ApplicationId, CallId};
use crate::money::Money;
use crate::names;
use crate::step::StepRecord;

/// The kind of a bank's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankWordKind {
    /// Taken, not booked yet.
    Accepted,
    /// Received or waiting.
    Pending,
    /// Refused.
    Rejected,
    /// Booked out of our account.
    Paid,
    /// Came back to our account.
    Returned,
    /// Booked into our account without being a return.
    Received,
    /// A status that is not known here.
    Unknown,
}

/// One thing that the bank says. Texts are empty where the bank gives none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankWord {
    /// The kind.
    pub kind: BankWordKind,
    /// The payment's id, as the bank gives it back.
    pub end_to_end_id: String,
    /// The bank's own reference.
    pub bank_reference: String,
    /// Our account that it is about.
    pub account: String,
    /// The amount; statuses have none.
    pub amount: Option<Money>,
    /// The day it was booked; statuses have none.
    pub booked: Option<NaiveDate>,
    /// The bank's reason: ISO 20022 code such as `AC01`, or the bank's own.
    pub code: String,
    /// The bank's words.
    pub text: String,
}

/// The effect of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankVerdict {
    /// The instalment changes to this.
    Taken(Instalment),
    /// It tells what was known, or nothing that decides.
    Unchanged,
    /// It fits no payment, and a person must look.
    Open(Finding),
}

impl BankWord {
    /// Returns true if the other word can only be this one told again: the same booking, or the
    /// same status.
    #[must_use]
    pub fn repeats(&self, other: &Self) -> bool {
        let reference = self.bank_reference.is_empty()
            || other.bank_reference.is_empty()
            || self.bank_reference == other.bank_reference;
        reference
            && self.kind == other.kind
            && self.end_to_end_id == other.end_to_end_id
            && self.amount == other.amount
            && self.booked == other.booked
    }

    /// Judges the word against the instalment that it names, and which hand-over of it: `None`
    /// where there is no such instalment. `payer` is the account that the payment was sent from.
    #[must_use]
    pub fn judge(
        &self,
        named: Option<(&Instalment, i32)>,
        payer: Option<&AccountNumber>,
    ) -> BankVerdict {
        match self.kind {
            BankWordKind::Received => return open("BANK_MONEY_RECEIVED"),
            BankWordKind::Unknown => {
                let status = FindingValue::Text(self.text.clone());
                return BankVerdict::Open(problem("BANK_STATUS_UNKNOWN").with("status", status));
            }
            BankWordKind::Accepted
            | BankWordKind::Pending
            | BankWordKind::Rejected
            | BankWordKind::Paid
            | BankWordKind::Returned => {}
        }
        if self.end_to_end_id.is_empty() {
            return open("BANK_WITHOUT_ID");
        }
        let Some((instalment, hand_over)) = named else {
            return open("BANK_PAYMENT_UNKNOWN");
        };
        if hand_over > instalment.hand_over {
            return open("BANK_PAYMENT_UNKNOWN");
        }
        if let Some(amount) = self.amount
            && amount != instalment.amount
        {
            let wrong = problem("BANK_WRONG_AMOUNT")
                .with("expected", instalment.amount)
                .with("amount", amount);
            return BankVerdict::Open(wrong);
        }
        let tells_little = matches!(self.kind, BankWordKind::Accepted | BankWordKind::Pending);
        if hand_over < instalment.hand_over {
            return if tells_little {
                BankVerdict::Unchanged
            } else {
                open("BANK_PAYMENT_SUPERSEDED")
            };
        }
        match self.account_fault(payer) {
            Some(fault) if instalment.state.approval().is_some() => BankVerdict::Open(fault),
            Some(_) | None => self.decide(instalment),
        }
    }

    /// A word about another account than the one that the payment was sent from.
    fn account_fault(&self, payer: Option<&AccountNumber>) -> Option<Finding> {
        let Some(payer) = payer else {
            return Some(problem("BANK_PAYMENT_NOT_SENT"));
        };
        if self.account.is_empty() || self.account == payer.as_str() {
            return None;
        }
        Some(problem("BANK_OTHER_ACCOUNT").with("account", self.end_of_account()))
    }

    /// The last four digits of the account.
    fn end_of_account(&self) -> FindingValue {
        let from = self.account.char_indices().rev().nth(3);
        FindingValue::Text(self.account[from.map_or(0, |(at, _)| at)..].to_owned())
    }

    /// Decides about the present hand-over of an instalment.
    fn decide(&self, instalment: &Instalment) -> BankVerdict {
        use BankWordKind::{Accepted, Paid, Pending, Received, Rejected, Returned, Unknown};
        match (&instalment.state, self.kind) {
            (_, Received | Unknown) => open("BANK_STATUS_UNKNOWN"),
            (InstalmentState::Approved { .. }, Accepted) if instalment.bank.is_some() => {
                BankVerdict::Unchanged
            }
            (InstalmentState::Approved { .. }, Accepted) => {
                self.taken(instalment, BankAnswerKind::Accepted)
            }
            (InstalmentState::Approved { .. } | InstalmentState::Paid { .. }, Pending)
            | (InstalmentState::Paid { .. }, Accepted) => BankVerdict::Unchanged,
            (InstalmentState::Approved { .. }, Rejected) => {
                self.taken(instalment, BankAnswerKind::Rejected)
            }
            (InstalmentState::Approved { .. }, Paid) => {
                self.taken(instalment, BankAnswerKind::Booked)
            }
            (InstalmentState::Approved { .. }, Returned) => open("BANK_RETURNED_BEFORE_PAID"),
            (InstalmentState::Paid { .. }, Returned) => {
                self.taken(instalment, BankAnswerKind::Returned)
            }
            // A receipt told of it, and the bank tells the same.
            (InstalmentState::Paid { booked, .. }, Paid)
                if instalment.bank.is_none() && Some(*booked) == self.booked =>
            {
                BankVerdict::Unchanged
            }
            (InstalmentState::Paid { booked, .. }, Paid | Rejected) => {
                let fault = problem("BANK_PAID_ALREADY");
                BankVerdict::Open(fault.with("booked", FindingValue::Date(*booked)))
            }
            (
                InstalmentState::Planned
                | InstalmentState::Attested { .. }
                | InstalmentState::Cancelled,
                Accepted | Pending | Rejected | Paid | Returned,
            ) => open("BANK_PAYMENT_NOT_SENT"),
        }
    }

    /// The instalment after the word.
    fn taken(&self, before: &Instalment, kind: BankAnswerKind) -> BankVerdict {
        let bank = Some(BankAnswer {
            kind,
            booked: self.booked,
            code: self.code.clone(),
            text: self.text.clone(),
        });
        let (state, hand_over) = match (kind, &before.state, self.booked) {
            (BankAnswerKind::Rejected | BankAnswerKind::Returned, ..) => {
                (InstalmentState::Planned, before.hand_over + 1)
            }
            (
                BankAnswerKind::Booked,
                InstalmentState::Approved { by, at, approval },
                Some(booked),
            ) => {
                let paid = InstalmentState::Paid {
                    by: by.clone(),
                    at: *at,
                    booked,
                    approval: Some(approval.clone()),
                    set_off: None,
                };
                (paid, before.hand_over)
            }
            (BankAnswerKind::Accepted | BankAnswerKind::Booked, state, _) => {
                (state.clone(), before.hand_over)
            }
        };
        BankVerdict::Taken(Instalment {
            state,
            hand_over,
            bank,
            ..before.clone()
        })
    }
}

fn problem(code: &'static str) -> Finding {
    Finding::blocking(code, "configurable")
}

fn open(code: &'static str) -> BankVerdict {
    BankVerdict::Open(problem(code))
}

/// A bank's file that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFileRecord {
    /// SHA-256 of its bytes.
    pub sha256: Hash,
    /// The message and its version, as in `camt.054.001.08`.
    pub message: String,
    /// The bank's id of it.
    pub message_id: String,
    /// The import.
    pub imported: StepRecord,
    /// The entries by kind and state.
    pub counts: Vec<BankCount>,
}

impl BankFileRecord {
    /// The name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::bank_file(&hexadecimal(&self.sha256))
    }

    /// The number of entries that a condition holds for.
    #[must_use]
    pub fn count(&self, holds: impl Fn(&BankCount) -> bool) -> usize {
        let counts = self.counts.iter().filter(|count| holds(count));
        counts.map(|count| count.entries).sum()
    }
}

/// The number of a file's entries of one kind in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankCount {
    /// The kind.
    pub kind: BankWordKind,
    /// The state.
    pub state: BankEntryState,
    /// The number.
    pub entries: usize,
}

/// The state of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankEntryState {
    /// It changed its instalment.
    Taken,
    /// It told what was known.
    Unchanged,
    /// A person must look.
    Open,
    /// A person has looked.
    Cleared,
}

impl BankEntryState {
    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Unchanged => "unchanged",
            Self::Open => "open",
            Self::Cleared => "cleared",
        }
    }
}

/// One entry of a bank's file, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankEntry {
    /// Its place among all entries, in the order of import.
    pub id: i64,
    /// SHA-256 of its file.
    pub file: Hash,
    /// Its number in the file, from 1.
    pub number: i32,
    /// The bank's word.
    pub word: BankWord,
    /// Its state.
    pub state: BankEntryState,
    /// The fault, where it is or was open.
    pub problem: Option<Finding>,
    /// The grant that it names.
    pub grant: Option<(CallId, ApplicationId)>,
    /// The record of its being cleared.
    pub cleared: Option<StepRecord>,
}

impl BankEntry {
    /// The name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::bank_entry(&hexadecimal(&self.file), self.number)
    }

    /// Everything that keeps the entry from being money that a grant repaid. `payers` are the
    /// accounts that the call's payments were sent from; none where no bank was sent any.
    #[must_use]
    pub fn repayment_faults(
        &self,
        (call, grant): (&CallId, ApplicationId),
        received: &Received,
        payers: &[AccountNumber],
    ) -> Vec<Finding> {
        let word = &self.word;
        let mut faults = Vec::new();
        let mut fault = |wrong: bool, code, with: &dyn Fn(Finding) -> Finding| {
            faults.extend(wrong.then(|| with(problem(code).on("bank_entry"))));
        };
        let credit = matches!(word.kind, BankWordKind::Received | BankWordKind::Returned);
        fault(!credit, "BANK_ENTRY_NO_CREDIT", &|of| of);
        let other = |of: &(CallId, ApplicationId)| (&of.0, of.1) != (call, grant);
        let other = self.grant.as_ref().is_some_and(other);
        fault(other, "BANK_ENTRY_OTHER_GRANT", &|of| of);
        let ours = |payer: &AccountNumber| payer.as_str() == word.account;
        let other = !word.account.is_empty() && !payers.is_empty() && !payers.iter().any(ours);
        fault(other, "BANK_ENTRY_OTHER_ACCOUNT", &|of| {
            of.with("account", word.end_of_account())
        });
        if let Some((amount, booked)) = word.amount.zip(word.booked) {
            fault(
                amount != received.amount,
                "BANK_ENTRY_OTHER_AMOUNT",
                &|of| of.with("expected", amount).with("amount", received.amount),
            );
            fault(booked != received.booked, "BANK_ENTRY_OTHER_DAY", &|of| {
                of.with("date", booked)
            });
        }
        faults
    }
}
