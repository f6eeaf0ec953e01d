//! Decisions (vedtak) about applications: one numbered series per application, and the letter that
//! tells of each.

use chrono::{DateTime, NaiveDate, Utc};
use text::Language;

use crate::calendar::OutOfCalendar;
use crate::delivery::{AppealTime, Clock, Delivery, Reasons, Timeliness};
use crate::event::EventRef;
use crate::identifiers::{AllocationId, ApplicationId, CallId, OrganisationNumber, serial_number};
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
        /// More, after an appeal, by the authority itself (omgjøring).
        AppealReversal = "appeal_reversal",
        /// More, by the body of appeal (medhold).
        AppealUpheld = "appeal_upheld",
        /// Decided anew after an annulment, with the same result.
        Reconsidered = "reconsidered",
        /// An appeal is not considered (avvisning av klage).
        AppealDismissal = "appeal_dismissal",
        /// The body of appeal lets the decision stand (stadfesting).
        AppealRejected = "appeal_rejected",
        /// The body of appeal annuls the decision (oppheving).
        AppealAnnulled = "appeal_annulled",
        /// A change that the recipient asked for is approved (endring).
        Change = "change",
        /// A change that the recipient asked for is rejected (avslag på endring).
        ChangeRefusal = "change_refusal",
        /// Less is claimed back, after an appeal, by the authority itself.
        ClaimReversal = "claim_reversal",
        /// Less is claimed back, by the body of appeal.
        ClaimUpheld = "claim_upheld",
        /// The authority changes its decision without an appeal (omgjøring).
        Reversal = "reversal",
        /// An obvious error is corrected (retting).
        Correction = "correction",
    }
}

impl DecisionKind {
    /// The kinds whose letters have the terms of an offer.
    pub const OFFERING: [Self; 6] = [
        Self::Grant,
        Self::PartialGrant,
        Self::Raise,
        Self::AppealReversal,
        Self::AppealUpheld,
        Self::Reversal,
    ];

    /// Returns true if it takes the place of the decisions before it. The others leave what was
    /// granted as it is.
    #[must_use]
    pub const fn supersedes(self) -> bool {
        match self {
            Self::Grant
            | Self::PartialGrant
            | Self::Refusal
            | Self::Dismissal
            | Self::Lapse
            | Self::Raise
            | Self::AppealReversal
            | Self::AppealUpheld
            | Self::Reconsidered
            | Self::Reversal
            | Self::AppealAnnulled => true,
            Self::Claim
            | Self::ClaimReversal
            | Self::ClaimUpheld
            | Self::AppealDismissal
            | Self::AppealRejected
            | Self::Change
            | Self::ChangeRefusal
            | Self::Correction => false,
        }
    }

    /// Returns true if a time to appeal begins with it. What corrects an error begins none: the
    /// decision that is corrected can be appealed as before.
    #[must_use]
    pub const fn opens_appeal(self) -> bool {
        !self.is_final() && !matches!(self, Self::Correction)
    }

    /// Returns true if it is the last word on an appeal: no party may appeal it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::AppealUpheld | Self::ClaimUpheld | Self::AppealRejected | Self::AppealAnnulled
        )
    }
}

serial_number!(
    /// Number of a decision in the series of its application, from 1.
    DecisionNumber
);

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
