//! Sums of a ledger: what SAF-T says before it shows the postings.

use std::collections::BTreeMap;

use domain::money::{Money, MoneyError};

use super::{Account, Entries, LedgerError, Mapping, Posting, Totals};

/// Sums of the postings of a period. It is as large as the number of accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Number of entries.
    pub entries: u64,
    /// Sums of both sides; equal.
    pub totals: Totals,
    /// Balances and sums by account, in order of account id.
    pub accounts: BTreeMap<String, AccountTotals>,
}

/// Sums of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountTotals {
    /// The account.
    pub account: Account,
    /// Balance before the period: debit less credit.
    pub opening: Money,
    /// Sums of the period.
    pub period: Totals,
}

impl AccountTotals {
    /// Balance after the period: debit less credit.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn closing(&self) -> Result<Money, MoneyError> {
        let change = self.period.debit.checked_sub(self.period.credit)?;
        self.opening.checked_add(change)
    }
}

impl Summary {
    /// Sums the postings of a period.
    ///
    /// # Errors
    /// [`LedgerError`] where an entry does not balance or an account is not in the mapping, and
    /// what the postings fail with.
    pub fn of<E: From<LedgerError>>(
        mapping: &Mapping,
        postings: impl IntoIterator<Item = Result<Posting, E>>,
    ) -> Result<Self, E> {
        let mut summary = Summary::default();
        let mut entries = Entries::new(postings);
        while let Some(entry) = entries.entry()? {
            summary.add(mapping, &entry)?;
        }
        Ok(summary)
    }

    /// The same with the balances before the period, by account id. An account of ours that has no
    /// posting in the period is left as it is.
    #[must_use]
    pub fn opening(mut self, balances: &BTreeMap<String, Money>) -> Self {
        for (id, account) in &mut self.accounts {
            account.opening = balances.get(id).copied().unwrap_or(Money::ZERO);
        }
        self
    }

    pub(super) fn add(&mut self, mapping: &Mapping, entry: &[Posting]) -> Result<(), LedgerError> {
        self.entries += 1;
        for posting in entry {
            let account = mapping.account(posting)?;
            self.totals.add(posting.side, posting.amount)?;
            let sums = self
                .accounts
                .entry(account.id.clone())
                .or_insert_with(|| AccountTotals {
                    account,
                    opening: Money::ZERO,
                    period: Totals::default(),
                });
            sums.period.add(posting.side, posting.amount)?;
        }
        Ok(())
    }
}
