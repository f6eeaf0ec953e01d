//! The journal (journal): an entry for everything that came into a case, went out of it, or was
//! noted in it.

mod entered;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use text::{Args, Language};

use crate::findings::message_id;
use crate::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber, serial_number};
use crate::step::StepRecord;
use crate::texts::catalogue;

pub use entered::entered;

serial_number!(
    /// Number of an entry in the journal of its case.
    JournalNumber
);

crate::coded! {
    /// The kind of a journal entry.
    pub JournalKind {
        /// An application (søknad).
        Application = "application",
        /// A withdrawal of an application.
        Withdrawal = "withdrawal",
        /// An application sent back to be completed (mangelbrev).
        Return = "return",
        /// An assessment of an application (vurdering).
        Assessment = "assessment",
        /// A decision with its letter (vedtak).
        Decision = "decision",
        /// A request for reasons.
        ReasonsRequest = "reasons_request",
        /// Reasons (begrunnelse).
        Reasons = "reasons",
        /// An appeal (klage).
        Appeal = "appeal",
        /// An appeal that was taken back.
        AppealWithdrawal = "appeal_withdrawal",
        /// Word about how an appeal is handled.
        AppealNotice = "appeal_notice",
        /// A case file sent to the body of appeal (oversendelse).
        AppealForwarding = "appeal_forwarding",
        /// A decision of the body of appeal.
        AppealOutcome = "appeal_outcome",
        /// Word about the last day to accept, or about a lapse.
        OfferNotice = "offer_notice",
        /// An acceptance (aksept).
        Acceptance = "acceptance",
        /// An offer that was declined.
        Refusal = "refusal",
        /// A revised budget.
        Budget = "budget",
        /// An answer to a revised budget.
        BudgetAnswer = "budget_answer",
        /// A change that is asked for (endringssøknad).
        Change = "change",
        /// A change that is asked for no longer.
        ChangeWithdrawal = "change_withdrawal",
        /// Facts that payment waits for.
        Facts = "facts",
        /// A change of account.
        Account = "account",
        /// An answer to a change of account.
        AccountAnswer = "account_answer",
        /// Word about payments.
        PaymentNotice = "payment_notice",
        /// A breach of a duty to repay.
        Breach = "breach",
        /// A release of the encumbrance of duties to repay.
        Release = "release",
        /// A notice that money will be claimed back (forhåndsvarsel).
        RecoveryNotice = "recovery_notice",
        /// An answer to that notice.
        RecoveryAnswer = "recovery_answer",
        /// An arrangement for money that is claimed back.
        Arrangement = "arrangement",
        /// A report (rapport).
        Report = "report",
        /// An answer to a report.
        ReportAnswer = "report_answer",
        /// A reminder (purring).
        Reminder = "reminder",
        /// A later last day.
        Extension = "extension",
        /// A takeover of the case by another organisation.
        Succession = "succession",
        /// A notice that the case will be erased (varsel om kassasjon).
        DisposalNotice = "disposal_notice",
        /// The erasure of the case (kassasjon).
        Disposal = "disposal",
        /// A control that found a deviation (stikkprøvekontroll).
        Control = "control",
        /// A document.
        Document = "document",
    }
}

crate::coded! {
    /// The way of a document.
    pub Direction {
        /// Came in (inngående).
        Incoming = "incoming",
        /// Went out (utgående).
        Outgoing = "outgoing",
        /// Stayed in the house (organinternt).
        Internal = "internal",
    }
}

/// Titles of an entry as a person set them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titles {
    /// The public title.
    pub public: String,
    /// The title that the staff and the party read.
    pub protected: String,
    /// The ground on which the protected title is withheld; empty where nothing is.
    pub ground: String,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Number in the whole journal.
    pub cursor: i64,
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
    /// Number in the case.
    pub number: JournalNumber,
    /// The case reference.
    pub case_reference: CaseReference,
    /// The kind.
    pub kind: JournalKind,
    /// The direction.
    pub direction: Direction,
    /// Name of the resource below the scheme: the document, or what it is about.
    pub resource: String,
    /// The party.
    pub organisation: OrganisationNumber,
    /// The party's name.
    pub organisation_name: String,
    /// The person of the staff who made it; empty where the party did.
    pub handler: String,
    /// Name of the file, where it is one.
    pub file_name: String,
    /// The time.
    pub at: DateTime<Utc>,
    /// The day, in Norway.
    pub day: NaiveDate,
    /// Its titles as they were set last, and by whom; none before.
    pub titles: Option<(Titles, StepRecord)>,
}

impl JournalEntry {
    /// Returns the titles: as they were set, else those of its kind. A file's name is withheld
    /// until a person judged it, since a name in it would be published.
    #[must_use]
    pub fn titles(&self, language: Language) -> Titles {
        if let Some((titles, _)) = &self.titles {
            return titles.clone();
        }
        let id = message_id("journal-title-", self.kind.code());
        let public = catalogue().text(language, &id, &Args::new());
        let protected = if self.file_name.is_empty() {
            public.clone()
        } else {
            format!("{public}: {}", self.file_name)
        };
        Titles {
            public,
            protected,
            ground: String::new(),
        }
    }
}

/// Returns true if a text holds eleven digits in a row, with or without spaces between: it may be a
/// national identity number, which no title may hold.
#[must_use]
pub fn may_name_a_person(text: &str) -> bool {
    let mut run = 0;
    for one in text.chars() {
        match one {
            '0'..='9' => run += 1,
            ' ' | '\u{a0}' | '-' => {}
            _ => run = 0,
        }
        if run == IDENTITY_DIGITS {
            return true;
        }
    }
    false
}

/// Digits of a national identity number (fødselsnummer).
const IDENTITY_DIGITS: usize = 11;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_title_in_every_language() {
        for kind in JournalKind::ALL {
            let id = message_id("journal-title-", kind.code());
            assert!(catalogue().has(&id), "{id}");
        }
    }

    #[test]
    fn eleven_digits_in_a_row_may_name_a_person() {
        for text in ["010190 12345", "Vedlegg 01019012345.pdf", "01-01-90-123-45"] {
            assert!(may_name_a_person(text), "{text}");
        }
        for text in [
            "",
            "Rapport 2019",
            "RH-2026-00042",
            "974 761 076",
            "0101901234a5",
        ] {
            assert!(!may_name_a_person(text), "{text}");
        }
    }
}
