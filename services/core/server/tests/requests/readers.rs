//! The readers of all requests, and a right request of each.

use std::collections::BTreeMap;

use casework::{
    allocation, appeal, application, assessment, call, change, deadline, decision, event, finance,
    grant, journal, notification, obligation, recovery, register, report, retention, reversal,
    sample, scheme, succession, webhook,
};
use contract::attachment::Upload;
use contract::bank_file::Import;
use contract::upload::UploadError;
use contract::v1;
use contract::v1::import_bank_file_request::Content as BankContent;
use contract::v1::upload_attachment_request::Content;
use contract::v1::upload_document_request::Content as DocumentContent;
use domain::application::Applicant;
use domain::violations::Violations;
use prost_reflect::DynamicMessage;
use prost_reflect::prost::{Message, Name};
use server::wire::Inward;

use crate::test_scheme::TestScheme;
use crate::walk::POOL;

/// Reads a request; tells its faults.
pub type Reader = fn(&DynamicMessage) -> Result<(), Violations>;

/// The reader of a step.
fn step<T>() -> (String, Reader)
where
    T: Inward<TestScheme, Message: Message + Name + Default>,
{
    let name = <T::Message as Name>::NAME.to_owned();
    (name, |message| {
        let message: T::Message = message.transcode_to().unwrap();
        T::inward(message).map(drop)
    })
}

/// The facts of a file, in which nothing is wrong.
fn facts() -> v1::UploadAttachmentRequest {
    let right: BTreeMap<_, _> = right_requests().into_iter().collect();
    right["UploadAttachmentRequest"].transcode_to().unwrap()
}

/// A message of a file: the first with its facts, a chunk after a first that is right.
fn upload(message: &DynamicMessage) -> Result<(), Violations> {
    let message: v1::UploadAttachmentRequest = message.transcode_to().unwrap();
    let read = match &message.content {
        Some(Content::Chunk(_)) => {
            Upload::begin::<TestScheme>(Some(facts())).and_then(|mut upload| upload.push(message))
        }
        Some(Content::Attachment(_)) | None => Upload::begin::<TestScheme>(Some(message)).map(drop),
    };
    read.map_err(|error| match error {
        UploadError::Invalid(faults) => faults,
        UploadError::TooLarge { .. } => panic!("one message is never too large a file"),
    })
}

/// A message of a document, in the same way.
fn document(message: &DynamicMessage) -> Result<(), Violations> {
    let message: v1::UploadDocumentRequest = message.transcode_to().unwrap();
    let begin = contract::document::Upload::begin::<TestScheme>;
    let read = match &message.content {
        Some(DocumentContent::Chunk(_)) => {
            let right: BTreeMap<_, _> = right_requests().into_iter().collect();
            let first = right["UploadDocumentRequest"].transcode_to().unwrap();
            begin(Some(first)).and_then(|mut upload| upload.push(message))
        }
        Some(DocumentContent::Document(_)) | None => begin(Some(message)).map(drop),
    };
    read.map_err(|error| match error {
        UploadError::Invalid(faults) => faults,
        UploadError::TooLarge { .. } => panic!("one message is never too large a file"),
    })
}

/// A message of a bank's file: the first with the scheme, a chunk after a first that is right.
fn bank_file(message: &DynamicMessage) -> Result<(), Violations> {
    let message: v1::ImportBankFileRequest = message.transcode_to().unwrap();
    let read = match &message.content {
        Some(BankContent::Chunk(_)) => Import::default().push(message),
        Some(BankContent::Parent(_)) | None => Import::begin::<TestScheme>(Some(message)).map(drop),
    };
    read.map_err(|error| match error {
        UploadError::Invalid(faults) => faults,
        UploadError::TooLarge { .. } => panic!("one message is never too large a file"),
    })
}

/// The reader of each request, by its name.
pub fn readers() -> BTreeMap<String, Reader> {
    BTreeMap::from([
        step::<scheme::GetScheme>(),
        step::<call::Create>(),
        step::<call::Update>(),
        step::<call::Open>(),
        step::<call::Close>(),
        step::<call::Get>(),
        step::<call::List>(),
        step::<event::WatchEvents>(),
        step::<application::Check<Applicant>>(),
        step::<application::Create<Applicant>>(),
        step::<application::Update<Applicant>>(),
        step::<application::Submit>(),
        step::<application::Withdraw>(),
        step::<application::SendBack>(),
        step::<application::Dismiss>(),
        step::<application::Get>(),
        step::<application::List>(),
        step::<application::EstimateAward>(),
        step::<application::Download>(),
        step::<assessment::DeclareInterest>(),
        step::<assessment::RecordAssessment>(),
        step::<assessment::ListAssessments>(),
        step::<report::Get>(),
        step::<report::List>(),
        step::<report::Update<Applicant>>(),
        step::<report::Submit>(),
        step::<report::SendBack>(),
        step::<report::Recommend>(),
        step::<report::Accept>(),
        step::<report::Extend>(),
        step::<report::Remind>(),
        step::<report::SumIndicators>(),
        step::<finance::AttestPayments>(),
        step::<finance::ApprovePayments>(),
        step::<finance::StopPayment>(),
        step::<finance::ExportPayments>(),
        step::<finance::ExportPostings>(),
        step::<finance::GetBudget>(),
        step::<finance::SummarizeTags>(),
        step::<finance::RecordAppropriation>(),
        step::<allocation::Create>(),
        step::<allocation::AdjustAward>(),
        step::<allocation::Propose>(),
        step::<allocation::SendBack>(),
        step::<allocation::Approve>(),
        step::<allocation::Get>(),
        step::<allocation::List>(),
        step::<allocation::ListAwards>(),
        step::<allocation::ExplainAward>(),
        step::<allocation::Verify>(),
        step::<allocation::ExportRuns>(),
        step::<allocation::Simulate>(),
        step::<allocation::Compare>(),
        step::<allocation::ExportAwards>(),
        step::<allocation::GetFairnessReport>(),
        ("UploadAttachmentRequest".to_owned(), upload as Reader),
        ("UploadDocumentRequest".to_owned(), document as Reader),
        step::<casework::document::List>(),
        step::<casework::document::Download>(),
    ])
    .into_iter()
    .chain(readers_of_registers())
    .chain(bank_readers())
    .chain(readers_of_decisions())
    .chain(readers_of_grants())
    .chain(readers_of_notifications())
    .collect()
}

fn readers_of_registers() -> [(String, Reader); 5] {
    [
        step::<register::RecordEntries>(),
        step::<register::ConfirmEntries>(),
        step::<register::RejectEntries>(),
        step::<register::ListEntryBatches>(),
        step::<register::ListEntries>(),
    ]
}

fn bank_readers() -> [(String, Reader); 11] {
    [
        ("ImportBankFileRequest".to_owned(), bank_file as Reader),
        step::<finance::ExportBatch>(),
        step::<finance::ImportReceipts>(),
        step::<finance::GetReconciliation>(),
        step::<finance::ListBankEntries>(),
        step::<finance::ListBatches>(),
        step::<finance::ListDuePayments>(),
        step::<finance::ClearBankEntry>(),
        step::<finance::ConfirmAccount>(),
        step::<finance::RecordRepayment>(),
        step::<finance::ListStateAid>(),
    ]
}

fn readers_of_decisions() -> [(String, Reader); 18] {
    [
        step::<appeal::Lodge>(),
        step::<appeal::Get>(),
        step::<appeal::List>(),
        step::<appeal::Admit>(),
        step::<appeal::Dismiss>(),
        step::<appeal::Prepare>(),
        step::<appeal::Decide>(),
        step::<appeal::Forward>(),
        step::<appeal::RecordOutcome>(),
        step::<appeal::Withdraw>(),
        step::<decision::ListDecisions>(),
        step::<decision::GetLetter>(),
        step::<decision::Dispatch>(),
        step::<decision::RecordDelivery>(),
        step::<decision::Correct>(),
        step::<reversal::Reverse>(),
        step::<decision::RequestReasons>(),
        step::<decision::GiveReasons>(),
    ]
}

fn readers_of_grants() -> [(String, Reader); 26] {
    [
        step::<grant::Get>(),
        step::<grant::List>(),
        step::<grant::Accept>(),
        step::<grant::Decline>(),
        step::<grant::Lapse>(),
        step::<grant::NoticeLapse>(),
        step::<grant::AdmitLateAcceptance>(),
        step::<grant::SubmitRevisedBudget>(),
        step::<grant::Fund>(),
        step::<grant::ApproveRevisedBudget>(),
        step::<grant::ReturnRevisedBudget>(),
        step::<grant::Activate>(),
        step::<grant::Pause>(),
        step::<grant::Resume>(),
        step::<grant::ChangeAccount>(),
        step::<grant::ApproveAccount>(),
        step::<grant::RejectAccount>(),
        step::<grant::SupplyFacts>(),
        step::<obligation::List>(),
        step::<obligation::Walk>(),
        step::<change::Request>(),
        step::<change::Approve>(),
        step::<change::Reject>(),
        step::<change::Withdraw>(),
        step::<obligation::RecordBreach>(),
        step::<obligation::Release>(),
    ]
}

fn readers_of_notifications() -> [(String, Reader); 37] {
    [
        step::<webhook::Register>(),
        step::<webhook::ListWebhooks>(),
        step::<webhook::Delete>(),
        step::<webhook::Rotate>(),
        step::<webhook::Replay>(),
        step::<deadline::MoveDeadlines>(),
        step::<deadline::ListDeadlineMoves>(),
        step::<journal::ListJournal>(),
        step::<journal::ListHistory>(),
        step::<journal::SetJournalTitles>(),
        step::<recovery::Notice>(),
        step::<recovery::Answer>(),
        step::<recovery::ClaimRecovery>(),
        step::<recovery::Propose>(),
        step::<recovery::Approve>(),
        step::<recovery::Reject>(),
        step::<recovery::RecordInterest>(),
        step::<recovery::List>(),
        step::<sample::Create>(),
        step::<sample::DrawSample>(),
        step::<sample::RecordControl>(),
        step::<sample::Get>(),
        step::<sample::List>(),
        step::<retention::GetDisposalPlan>(),
        step::<retention::AnnounceDisposal>(),
        step::<retention::CarryOutDisposal>(),
        step::<retention::GetDisposal>(),
        step::<retention::ListDisposals>(),
        step::<retention::GetRetention>(),
        step::<retention::HoldCase>(),
        step::<retention::ReleaseCase>(),
        step::<succession::Propose>(),
        step::<succession::Confirm>(),
        step::<succession::Reject>(),
        step::<succession::ListSuccessions>(),
        step::<notification::ListNotifications>(),
        step::<notification::MarkRead>(),
    ]
}

/// A request of each kind in which nothing is wrong and as much as possible is filled in, from
/// `requests.json`.
pub fn right_requests() -> Vec<(String, DynamicMessage)> {
    let requests: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(include_str!("requests.json")).unwrap();
    requests
        .into_iter()
        .map(|(name, json)| {
            let descriptor = POOL
                .get_message_by_name(&format!("tildeling.v1.{name}"))
                .unwrap_or_else(|| panic!("the contract has no {name}"));
            let message = DynamicMessage::deserialize(descriptor, json)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, message)
        })
        .collect()
}
