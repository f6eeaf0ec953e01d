//! camt.054: what was booked on an account of ours.

use std::collections::VecDeque;

use chrono::NaiveDate;
use domain::money::Money;

use super::amounts::{account, day, nok, provided};
use super::error::Fault;
use super::source::{Event, Path};
use super::{About, Entry, Outcome, Reason};

/// Codes of a bank for money that came back (family codes and banks' own).
const RETURN_CODES: [&str; 2] = ["RRTN", "RTRN"];

/// The state of reading.
pub(super) struct Reading {
    notifications: usize,
    account: Option<String>,
    entry: Booking,
    /// Transactions of the entry so far, and their sum.
    transactions: usize,
    sum: Money,
    transaction: Transaction,
    /// The entry's only transaction, while it has no amount of its own.
    without_amount: Option<Transaction>,
}

/// The part of an entry that its transactions share.
#[derive(Default)]
struct Booking {
    amount: Option<Money>,
    is_credit: Option<bool>,
    reversed: bool,
    status: String,
    booked: Option<NaiveDate>,
    bank_reference: Option<String>,
    returned: bool,
}

#[derive(Default)]
struct Transaction {
    end_to_end_id: Option<String>,
    bank_reference: Option<String>,
    amount: Option<Money>,
    is_credit: Option<bool>,
    returned: bool,
    reason: Reason,
}

impl Reading {
    pub(super) fn new() -> Self {
        Self {
            notifications: 0,
            account: None,
            entry: Booking::default(),
            transactions: 0,
            sum: Money::ZERO,
            transaction: Transaction::default(),
            without_amount: None,
        }
    }

    pub(super) fn event(
        &mut self,
        event: &Event,
        path: Path<'_>,
        ready: &mut VecDeque<Entry>,
    ) -> Result<(), Fault> {
        match event {
            Event::Open if path.ends_with("/Ntfctn") => {
                self.notifications += 1;
                self.account = None;
            }
            Event::Open if path.ends_with("/Ntfctn/Ntry") => {
                if self.account.is_none() {
                    return Err(Fault::Missing("Ntfctn/Acct/Id"));
                }
                self.entry = Booking::default();
                self.transactions = 0;
                self.sum = Money::ZERO;
            }
            Event::Open if path.ends_with("/NtryDtls/TxDtls") => {
                self.transaction = Transaction::default();
            }
            Event::Open if path.ends_with("/TxDtls/RtrInf") => self.transaction.returned = true,
            Event::Leaf(text)
                if path.ends_with("/Ntfctn/Acct/Id/IBAN")
                    || path.ends_with("/Ntfctn/Acct/Id/Othr/Id") =>
            {
                self.account = Some(account(text));
            }
            Event::Leaf(text) => {
                self.transaction_leaf(text, path)?;
                self.entry_leaf(text, path)?;
            }
            Event::Close if path.ends_with("/NtryDtls/TxDtls") => self.end_transaction(ready)?,
            Event::Close if path.ends_with("/Ntfctn/Ntry") => self.end_entry(ready)?,
            Event::End if self.notifications == 0 => return Err(Fault::Missing("Ntfctn")),
            _ => {}
        }
        Ok(())
    }

    fn entry_leaf(&mut self, text: &str, path: Path<'_>) -> Result<(), Fault> {
        let entry = &mut self.entry;
        let to = |end: &str| path.ends_with(end);
        if to("/Ntry/Amt") {
            entry.amount = Some(nok(text, path)?);
        } else if to("/Ntry/CdtDbtInd") {
            entry.is_credit = Some(direction(text)?);
        } else if to("/Ntry/RvslInd") {
            entry.reversed = matches!(text, "true" | "1");
        } else if to("/Ntry/Sts") || to("/Ntry/Sts/Cd") || to("/Ntry/Sts/Prtry") {
            text.clone_into(&mut entry.status);
        } else if to("/Ntry/BookgDt/Dt") || to("/Ntry/BookgDt/DtTm") {
            entry.booked = Some(day(text)?);
        } else if to("/Ntry/AcctSvcrRef") {
            entry.bank_reference = provided(text);
        } else if is_code_of(path, "/Ntry") {
            entry.returned |= RETURN_CODES.contains(&text);
        }
        Ok(())
    }

    fn transaction_leaf(&mut self, text: &str, path: Path<'_>) -> Result<(), Fault> {
        let transaction = &mut self.transaction;
        let to = |end: &str| path.ends_with(end);
        if to("/TxDtls/Refs/EndToEndId") {
            transaction.end_to_end_id = provided(text);
        } else if to("/TxDtls/Refs/AcctSvcrRef") {
            transaction.bank_reference = provided(text);
        } else if to("/TxDtls/Amt") || to("/TxDtls/AmtDtls/TxAmt/Amt") {
            transaction.amount = Some(nok(text, path)?);
        } else if to("/TxDtls/CdtDbtInd") {
            transaction.is_credit = Some(direction(text)?);
        } else if to("/RtrInf/Rsn/Cd") || to("/RtrInf/Rsn/Prtry") {
            text.clone_into(&mut transaction.reason.code);
        } else if to("/RtrInf/AddtlInf") {
            let words = &mut transaction.reason.text;
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(text);
        } else if is_code_of(path, "/TxDtls") {
            transaction.returned |= RETURN_CODES.contains(&text);
        }
        Ok(())
    }

    fn end_transaction(&mut self, ready: &mut VecDeque<Entry>) -> Result<(), Fault> {
        let transaction = std::mem::take(&mut self.transaction);
        self.transactions += 1;
        let Some(amount) = transaction.amount else {
            if self.transactions > 1 {
                return Err(Fault::Missing("TxDtls/Amt"));
            }
            self.without_amount = Some(transaction);
            return Ok(());
        };
        if self.without_amount.is_some() {
            return Err(Fault::Missing("TxDtls/Amt"));
        }
        let sum = self.sum.checked_add(amount);
        self.sum = sum.map_err(|_| Fault::Amount(crate::amount::AmountError::TooLarge))?;
        self.push(transaction, amount, ready)
    }

    fn end_entry(&mut self, ready: &mut VecDeque<Entry>) -> Result<(), Fault> {
        let amount = self.entry.amount.ok_or(Fault::Missing("Ntry/Amt"))?;
        if let Some(transaction) = self.without_amount.take() {
            return self.push(transaction, amount, ready);
        }
        if self.transactions == 0 {
            return self.push(Transaction::default(), amount, ready);
        }
        if self.sum != amount {
            return Err(Fault::Sum {
                sum: self.sum,
                entry: amount,
            });
        }
        Ok(())
    }

    fn push(
        &self,
        transaction: Transaction,
        amount: Money,
        ready: &mut VecDeque<Entry>,
    ) -> Result<(), Fault> {
        let entry = &self.entry;
        let is_credit = transaction
            .is_credit
            .or(entry.is_credit)
            .ok_or(Fault::Missing("Ntry/CdtDbtInd"))?;
        let booked = || entry.booked.ok_or(Fault::Missing("Ntry/BookgDt"));
        let returned = entry.reversed || entry.returned || transaction.returned;
        let outcome = match (entry.status.as_str(), is_credit) {
            ("PDNG" | "INFO" | "FUTR", _) => Outcome::Pending,
            ("BOOK", true) if returned => Outcome::Returned {
                amount,
                booked: booked()?,
                reason: transaction.reason,
            },
            ("BOOK", true) => Outcome::Received {
                amount,
                booked: booked()?,
            },
            // The reversal of something we received is nothing that we paid.
            ("BOOK", false) if entry.reversed => Outcome::Unknown("reversed credit".to_owned()),
            ("BOOK", false) => Outcome::Paid {
                amount,
                booked: booked()?,
            },
            ("", _) => return Err(Fault::Missing("Ntry/Sts")),
            (other, _) => Outcome::Unknown(other.to_owned()),
        };
        let about = About::Payment {
            end_to_end_id: transaction.end_to_end_id,
            bank_reference: transaction
                .bank_reference
                .or_else(|| entry.bank_reference.clone()),
        };
        ready.push_back(Entry {
            about,
            outcome,
            account: self.account.clone(),
        });
        Ok(())
    }
}

fn direction(text: &str) -> Result<bool, Fault> {
    match text {
        "CRDT" => Ok(true),
        "DBIT" => Ok(false),
        _ => Err(Fault::Direction),
    }
}

/// True if the path is the code that says what kind of booking an element is.
fn is_code_of(path: Path<'_>, element: &str) -> bool {
    ["/BkTxCd/Domn/Fmly/SubFmlyCd", "/BkTxCd/Prtry/Cd"]
        .iter()
        .any(|end| path.ends_with(&format!("{element}{end}")))
}
