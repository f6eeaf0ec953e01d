//! The table of what the payload of each event tells of its resource.

use crate::step::StepName;

/// What a payload, or one of its parts, tells.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// A field has this value from now on.
    Is(&'static str),
    /// A field had this value before.
    Was(&'static str),
    /// This is new, and takes the place of nothing.
    Added(&'static str),
    /// The parts after it are of the one of these that has this number.
    Number(&'static str),
    /// Said by another part.
    Nothing,
}

/// The parts of a payload.
#[derive(Debug, Clone, Copy)]
pub(super) enum Payload {
    /// One.
    Whole(Part),
    /// One after the other.
    Parts(&'static [Part]),
    /// Instalments: number, amount and state of each.
    Instalments,
}

use Part::{Added, Is, Nothing, Number, Was};
use Payload::{Instalments, Parts, Whole};

/// Returns what an event's payload tells, by the kind of its resource, which is the collection that
/// its name ends in. A step that is not here changes the state of its resource.
pub(super) fn told(collection: &str, step: StepName) -> Payload {
    match collection {
        "applications" => of_application(step),
        "grants" => of_grant(step),
        "reports" => of_report(step),
        "decisions" => of_decision(step),
        "appeals" => of_appeal(step),
        "attachments" | "documents" => Parts(&[
            Added("kind"),
            Added("file_name"),
            Added("sha256"),
            Added("scanned_by"),
        ]),
        // A set-off keeps them for a debt.
        "instalments" => Instalments,
        // An appeal lowered the claim.
        "recoveries" => Parts(&[Was("claimed"), Is("claimed"), Added("paid_back")]),
        "journalEntries" => Whole(Is("titles")),
        _ => Whole(Added("value")),
    }
}

fn of_application(step: StepName) -> Payload {
    match step {
        StepName::CreateApplication | StepName::UpdateApplication => Whole(Is("draft")),
        StepName::RecordAssessment => Parts(&[Added("scores"), Is("score")]),
        StepName::DeclareInterest => Whole(Added("interest")),
        StepName::ConfirmSuccession => Whole(Added("takeover")),
        // The decision on it changes with an allocation, an appeal or a change of its grant.
        StepName::CreateAllocation
        | StepName::ProposeAllocation
        | StepName::ReturnAllocation
        | StepName::ApproveAllocation
        | StepName::DecideAppeal
        | StepName::RecordAppealOutcome
        | StepName::ReverseDecision
        | StepName::ApproveChange => Parts(&[Is("state"), Is("outcome")]),
        _ => Whole(Is("state")),
    }
}

fn of_grant(step: StepName) -> Payload {
    match step {
        StepName::AcceptGrant => Parts(&[Is("state"), Added("accepted_terms")]),
        StepName::AdmitLateAcceptance => Parts(&[Is("accept_by"), Nothing]),
        StepName::MoveDeadlines
        | StepName::ApproveRevisedBudget
        | StepName::ReturnRevisedBudget => Whole(Is("accept_by")),
        StepName::FundGrant => Parts(&[Added("next_call"), Added("given")]),
        StepName::NoticeLapse => Whole(Is("answer_by")),
        StepName::SubmitRevisedBudget => Whole(Is("revised_budget")),
        StepName::SupplyFacts => Whole(Is("facts")),
        StepName::ChangeAccount => {
            Parts(&[Number("account_changes"), Is("account"), Added("replaced")])
        }
        StepName::ApproveAccount => {
            Parts(&[Number("account_changes"), Is("account"), Is("use_from")])
        }
        StepName::RejectAccount => Parts(&[Number("account_changes"), Is("account")]),
        StepName::RequestChange => Parts(&[Number("changes"), Is("state"), Is("wanted")]),
        StepName::ApproveChange => Parts(&[Number("changes"), Is("state"), Is("granted")]),
        StepName::RejectChange | StepName::WithdrawChange => {
            Parts(&[Number("changes"), Is("state")])
        }
        StepName::NoticeRecovery => Parts(&[Number("recoveries"), Is("notice")]),
        StepName::AnswerRecovery => Parts(&[Number("recoveries"), Is("answer")]),
        StepName::ClaimRecovery => Parts(&[Number("recoveries"), Is("claim")]),
        StepName::ProposeArrangement
        | StepName::ApproveArrangement
        | StepName::RejectArrangement => Parts(&[Number("recoveries"), Is("arrangement")]),
        StepName::RecordInterest => Parts(&[Number("recoveries"), Added("interest")]),
        StepName::ApproveAllocation
        | StepName::DecideAppeal
        | StepName::RecordAppealOutcome
        | StepName::ReverseDecision => Parts(&[Was("granted"), Is("granted"), Nothing]),
        StepName::RecordBreach => Whole(Added("claims")),
        StepName::ReleaseObligations => Parts(&[Added("released"), Added("reference")]),
        StepName::WalkObligations => Parts(&[Added("written_off"), Is("state")]),
        StepName::RecordControl => Parts(&[Added("finding"), Added("follow_up")]),
        StepName::RecordRepayment => Whole(Added("repayment")),
        StepName::ConfirmAccount => Whole(Is("account_returned_on")),
        StepName::AttestPayments
        | StepName::ApprovePayments
        | StepName::StopPayment
        | StepName::ImportReceipts
        | StepName::ImportBankFile => Instalments,
        _ => Whole(Is("state")),
    }
}

fn of_report(step: StepName) -> Payload {
    match step {
        StepName::UpdateReport => Whole(Is("content")),
        // The last report follows a later end of the work.
        StepName::ExtendReport
        | StepName::MoveDeadlines
        | StepName::RequestChange
        | StepName::ApproveChange => Whole(Added("extension")),
        StepName::RemindReports => Whole(Added("reminder")),
        _ => Whole(Is("state")),
    }
}

fn of_decision(step: StepName) -> Payload {
    match step {
        StepName::DispatchDecisions => Whole(Added("dispatched")),
        StepName::RequestReasons => Whole(Added("received")),
        StepName::GiveReasons => Parts(&[Added("given"), Added("reasons")]),
        StepName::CorrectDecision => Parts(&[Was("words"), Is("words")]),
        StepName::ReverseDecision => Parts(&[Was("granted"), Is("granted"), Added("ground")]),
        _ => Whole(Added("arrival")),
    }
}

fn of_appeal(step: StepName) -> Payload {
    match step {
        StepName::LodgeAppeal => Parts(&[
            Is("state"),
            Added("decision"),
            Added("received"),
            Added("text"),
        ]),
        StepName::ForwardAppeal => Whole(Added("forwarded")),
        _ => Whole(Is("state")),
    }
}
