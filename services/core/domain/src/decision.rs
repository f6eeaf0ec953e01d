//! Decisions (vedtak) about applications: one numbered series per application, and the letter that
//! tells of each.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use text::Language;

use crate::calendar::OutOfCalendar;
use crate::delivery::{AppealTime, Clock, Delivery, Reasons, Timeliness};
use crate::event::EventRef;
use crate::identifiers::{AllocationId, ApplicationId, CallId, OrganisationNumber};
use crate::money::Money;

/// The kinds of applicants that may appeal decisions: a rule value of each scheme.
pub const APPEAL_KINDS: &str = "appeal.kinds";

/// Languages that every letter is composed in; the recipient chooses.
pub const LETTER_LANGUAGES: [Language; 2] = [Language::Bokmal, Language::Nynorsk];

crate::coded! {
    /// The kind of a decision.
    pub DecisionKind {
        /// Everything applied for (innvilgelse).
        Grant = "grant",
        /// Less than applied for (delvis innvilgelse).
        PartialGrant = "partial_grant",
        /// Nothing (avslag).
        Refusal = "refusal",
        /// Not considered (avvisning).
        Dismissal = "dismissal",
        /// An offer that was not accepted in time ends (bortfall).
        Lapse = "lapse",
        /// More than an earlier decision gave (forhøyelse).
        Raise = "raise",
        /// The rest of duties to repay is claimed after a breach (tilbakebetalingskrav).
        Claim = "claim",
    }
}

impl DecisionKind {
    /// The kinds whose letters have the terms of an offer.
    pub const OFFERING: [Self; 3] = [Self::Grant, Self::PartialGrant, Self::Raise];
}

/// Number of a decision in the series of its application, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionNumber(i32);

impl DecisionNumber {
    /// The first.
    pub const FIRST: Self = Self(1);

    /// Returns the decision with this number; `None` below one.
    #[must_use]
    pub const fn new(number: i32) -> Option<Self> {
        if number >= 1 {
            Some(Self(number))
        } else {
            None
        }
    }

    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }

    /// Returns the number of the decision after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for DecisionNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A text that is no number of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a number from 1 without leading zeros; use the name as the server gave it")]
pub struct NoDecisionNumber;

impl FromStr for DecisionNumber {
    type Err = NoDecisionNumber;

    fn from_str(text: &str) -> Result<Self, NoDecisionNumber> {
        let digits = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || text.starts_with('0') {
            return Err(NoDecisionNumber);
        }
        let number = text.parse().ok().and_then(Self::new);
        number.ok_or(NoDecisionNumber)
    }
}

/// A decision. It is never edited: a later one supersedes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
    /// Number in the application's series.
    pub number: DecisionNumber,
    /// The kind.
    pub kind: DecisionKind,
    /// The party.
    pub organisation: OrganisationNumber,
    /// The amount that is granted, that lapsed or that is claimed; zero for a refusal and a
    /// dismissal.
    pub amount: Money,
    /// The scheme's legal basis.
    pub legal_ground: String,
    /// The allocation, where one decided.
    pub allocation: Option<AllocationId>,
    /// The person who decided, and signs.
    pub signer: String,
    /// Time of the decision.
    pub decided: DateTime<Utc>,
    /// The event that tells of it.
    pub event: EventRef,
    /// SHA-256 of the letter's text in all its languages, as 64 small hexadecimal digits.
    pub text_sha256: String,
    /// True if the party may appeal it, as its letter says.
    pub appealable: bool,
    /// Date of dispatch, in Norway; `None` before.
    pub dispatched: Option<NaiveDate>,
    /// The day its letter was delivered, where there is evidence.
    pub delivered: Option<NaiveDate>,
    /// The day the party first read its letter, where that is known.
    pub read: Option<NaiveDate>,
    /// The reasons that were asked for after it; none before.
    pub reasons: Option<Reasons>,
}

impl Decision {
    /// Returns what is known of the way of its letter.
    #[must_use]
    pub const fn delivery(&self) -> Delivery {
        Delivery {
            sent: self.dispatched,
            delivered: self.delivered,
            read: self.read,
        }
    }

    /// Returns where the time to appeal it stands.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub fn clock(&self, time: &AppealTime) -> Result<Clock, OutOfCalendar> {
        time.clock(&self.delivery(), self.reasons.as_ref())
    }

    /// Returns how an appeal of it that came in on a day stands to the time for it.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub fn judge_appeal(
        &self,
        time: &AppealTime,
        received: NaiveDate,
    ) -> Result<Timeliness, OutOfCalendar> {
        time.judge(&self.clock(time)?, self.decided, received)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!("12".parse(), Ok(DecisionNumber(12)));
        for text in ["", "0", "01", "+1", "-1", "1 ", "9999999999"] {
            assert_eq!(
                text.parse::<DecisionNumber>(),
                Err(NoDecisionNumber),
                "{text}"
            );
        }
    }
}
