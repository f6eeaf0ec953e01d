//! Notifications (varsler): what a party is told of its case.

mod told;

use std::iter;

use chrono::{DateTime, NaiveDate, Utc};
use text::Language;

use crate::findings::{FindingValue, message_id, sentence};
use crate::identifiers::{CaseReference, OrganisationNumber, WebhookId};
use crate::texts::catalogue;

pub use told::{told_day, told_of};

crate::coded! {
    /// The kind of a notification. Its code is the noun, then what happened to it.
    pub NotificationKind {
        /// An application came in (kvittering).
        ApplicationReceived = "application_received",
        /// An application is to be completed (mangelbrev).
        ApplicationReturned = "application_returned",
        /// An application is dismissed (avvist).
        ApplicationDismissed = "application_dismissed",
        /// A decision is sent (vedtak).
        DecisionDispatched = "decision_dispatched",
        /// The reasons that were asked for are given (begrunnelse).
        ReasonsGiven = "reasons_given",
        /// The staff registered an appeal for the party.
        AppealRegistered = "appeal_registered",
        /// The staff recorded that the party took its appeal back.
        AppealWithdrawn = "appeal_withdrawn",
        /// A late appeal is judged all the same (oppreisning).
        AppealAdmitted = "appeal_admitted",
        /// An appeal is sent to the body of appeal (oversendt til klageinstansen).
        AppealForwarded = "appeal_forwarded",
        /// An offer will lapse (varsel om bortfall).
        OfferNoticed = "offer_noticed",
        /// An offer may be accepted late.
        OfferExtended = "offer_extended",
        /// An offer has lapsed (bortfall).
        OfferLapsed = "offer_lapsed",
        /// Money from next year's frame is there.
        GrantFunded = "grant_funded",
        /// A revised budget is approved.
        BudgetApproved = "budget_approved",
        /// A revised budget is sent back.
        BudgetReturned = "budget_returned",
        /// The staff registered a change that the party asked for.
        ChangeRegistered = "change_registered",
        /// The staff recorded that the party took a change back.
        ChangeWithdrawn = "change_withdrawn",
        /// The conditions for payment are met.
        GrantActivated = "grant_activated",
        /// Payments are stopped.
        GrantPaused = "grant_paused",
        /// Payments are taken up again.
        GrantResumed = "grant_resumed",
        /// Another account was asked for.
        AccountRequested = "account_requested",
        /// Another account is approved.
        AccountApproved = "account_approved",
        /// Another account is rejected.
        AccountRejected = "account_rejected",
        /// An instalment is paid.
        PaymentPaid = "payment_paid",
        /// The bank sent an instalment back.
        PaymentReturned = "payment_returned",
        /// A repayment is booked.
        RepaymentReceived = "repayment_received",
        /// The encumbrance of duties to repay is released.
        DutyReleased = "duty_released",
        /// Money will be claimed back (forhåndsvarsel).
        RecoveryNoticed = "recovery_noticed",
        /// The staff registered the party's answer to that notice.
        RecoveryAnswerRegistered = "recovery_answer_registered",
        /// An arrangement for money that is claimed back is approved.
        ArrangementApproved = "arrangement_approved",
        /// Interest is booked.
        InterestReceived = "interest_received",
        /// A report came in (kvittering).
        ReportReceived = "report_received",
        /// A report is sent back.
        ReportReturned = "report_returned",
        /// A report is accepted.
        ReportAccepted = "report_accepted",
        /// A report has a later day.
        ReportExtended = "report_extended",
        /// A report is missing (purring).
        ReportReminded = "report_reminded",
        /// A last day is moved.
        DeadlineMoved = "deadline_moved",
        /// The staff added a document.
        DocumentAdded = "document_added",
        /// The organisation has taken a case over from another (rettsetterfølge).
        CaseTakenOver = "case_taken_over",
        /// A case will be erased (varsel om kassasjon).
        DisposalAnnounced = "disposal_announced",
        /// A control found a deviation.
        ControlDeviated = "control_deviated",
        /// The organisation's cases have been taken over by another.
        OrganisationTakenOver = "organisation_taken_over",
        /// A webhook is disabled after failing for too long.
        WebhookDisabled = "webhook_disabled",
    }
}

impl NotificationKind {
    /// Returns the type as messages carry it: `decision.dispatched`.
    #[must_use]
    pub fn type_name(self) -> String {
        self.code().replacen('_', ".", 1)
    }
}

/// Returns title and text of a notification about a case, in a language; `about` is the day that it
/// tells of.
#[must_use]
pub fn words(
    kind: NotificationKind,
    language: Language,
    case: &str,
    about: Option<NaiveDate>,
) -> (String, String) {
    let case = ("case".into(), FindingValue::Text(case.to_owned()));
    let day = about.map(|day| ("date".into(), FindingValue::Date(day)));
    let values: Vec<_> = iter::once(case).chain(day).collect();
    let said = |part: &str| {
        let id = message_id(part, kind.code());
        sentence(&[catalogue()], language, &id, &values)
    };
    (said("notification-title-"), said("notification-text-"))
}

crate::coded! {
    /// A way of telling.
    pub Channel {
        /// An address of the organisation's own system.
        Webhook = "webhook",
        /// E-mail to the contact person.
        Email = "email",
        /// A folder of files.
        Folder = "folder",
    }
}

crate::coded! {
    /// State of a delivery.
    pub DeliveryState {
        /// It waits for an attempt.
        Queued = "queued",
        /// It was taken.
        Delivered = "delivered",
        /// It was given up.
        Failed = "failed",
    }
}

/// A notification on its way through one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The channel.
    pub channel: Channel,
    /// The webhook, where that is the channel.
    pub webhook: Option<WebhookId>,
    /// Its state.
    pub state: DeliveryState,
    /// Attempts since it was last queued.
    pub attempts: i32,
    /// Time of the first attempt since it was last queued.
    pub first_attempt: Option<DateTime<Utc>>,
    /// Time of the last attempt.
    pub last_attempt: Option<DateTime<Utc>>,
    /// Time of delivery.
    pub delivered: Option<DateTime<Utc>>,
    /// What stood in the way of the last attempt.
    pub problem: Option<String>,
}

/// A notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Number in the whole outbox.
    pub cursor: i64,
    /// The kind.
    pub kind: NotificationKind,
    /// Number among the notifications of the case, from 1.
    pub number: i32,
    /// The party.
    pub organisation: OrganisationNumber,
    /// Name of the resource, below the scheme.
    pub resource: String,
    /// The case reference; `None` outside cases.
    pub case_reference: Option<CaseReference>,
    /// Language of the party's letters at the time.
    pub language: Language,
    /// Time of the event.
    pub at: DateTime<Utc>,
    /// The day that it tells of; none where it tells of none.
    pub about: Option<NaiveDate>,
    /// Time of the first delivery, by whichever channel.
    pub delivered: Option<DateTime<Utc>>,
    /// Time the party had read it.
    pub read: Option<DateTime<Utc>>,
    /// Its ways through channels.
    pub deliveries: Vec<Delivery>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::NewEvent;
    use crate::event::ORIGIN;
    use crate::step::Revision;
    use crate::step::StepName;

    fn event(step: StepName, by_staff: bool, payload: &str) -> NewEvent {
        NewEvent {
            call: None,
            chain: "calls/2026/applications/a".into(),
            resource: "calls/2026/grants/a".into(),
            step,
            actor: "kari".into(),
            by_staff,
            organisation: Some(OrganisationNumber::invented(1)),
            at: DateTime::UNIX_EPOCH,
            from_revision: Revision::NONE,
            request_hash: ORIGIN,
            reason: String::new(),
            payload: payload.to_owned(),
        }
    }

    #[test]
    fn a_party_is_not_told_what_it_did_itself() {
        let told = |step, by_staff| told_of(&event(step, by_staff, ""));
        assert_eq!(told(StepName::UploadDocument, false), None);
        assert_eq!(
            told(StepName::UploadDocument, true),
            Some(NotificationKind::DocumentAdded)
        );
        assert_eq!(told(StepName::AcceptGrant, false), None);
        assert_eq!(
            told(StepName::ChangeAccount, false),
            Some(NotificationKind::AccountRequested),
            "it may not have been the party"
        );
        let mut of_no_case = event(StepName::ImportReceipts, true, r#"[[1,100,"paid"]]"#);
        of_no_case.organisation = None;
        assert_eq!(told_of(&of_no_case), None);
    }

    #[test]
    fn what_came_back_is_told_before_what_was_paid() {
        let told = |payload| told_of(&event(StepName::ImportBankFile, true, payload));
        assert_eq!(
            told(r#"[[1,100,"paid"]]"#),
            Some(NotificationKind::PaymentPaid)
        );
        assert_eq!(
            told(r#"[[1,100,"paid"],[2,50,"planned"]]"#),
            Some(NotificationKind::PaymentReturned)
        );
        assert_eq!(told(r#"[[1,100,"approved"]]"#), None);
        assert_eq!(told("{}"), None);
    }

    #[test]
    fn every_kind_has_a_title_and_a_text() {
        for kind in NotificationKind::ALL {
            for prefix in ["notification-title-", "notification-text-"] {
                let id = message_id(prefix, kind.code());
                assert!(catalogue().has(&id), "{id}");
            }
            assert!(!kind.type_name().contains(' '));
        }
        let dispatched = NotificationKind::DecisionDispatched;
        assert_eq!(dispatched.type_name(), "decision.dispatched");
    }
}
