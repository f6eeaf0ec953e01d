//! Every field of every request: a wrong value in it is told, by a violation that names exactly
//! that field.

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    allocation, application, assessment, call, decision, event, finance, grant, obligation,
    register, report, scheme,
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
use prost_reflect::prost::{Message, Name};
use prost_reflect::{DynamicMessage, Kind, MethodDescriptor, ReflectMessage, Value};

use crate::exceptions::EXCEPTIONS;
use crate::test_scheme::TestScheme;
use crate::walk::{POOL, Wrong, wrongs};
use server::wire::Inward;

type Reader = fn(&DynamicMessage) -> Result<(), Violations>;

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

fn readers() -> BTreeMap<String, Reader> {
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
        step::<decision::ListDecisions>(),
        step::<decision::GetLetter>(),
        step::<decision::Dispatch>(),
        step::<assessment::DeclareInterest>(),
        step::<assessment::RecordAssessment>(),
        step::<assessment::ListAssessments>(),
        step::<report::Get>(),
        step::<report::List>(),
        step::<report::Update<Applicant>>(),
        step::<report::Submit>(),
        step::<report::SendBack>(),
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
        step::<register::RecordEntries>(),
        step::<register::ListEntries>(),
        ("UploadAttachmentRequest".to_owned(), upload as Reader),
        ("UploadDocumentRequest".to_owned(), document as Reader),
        step::<casework::document::List>(),
        step::<casework::document::Download>(),
    ])
    .into_iter()
    .chain(bank_readers())
    .chain(readers_of_grants())
    .collect()
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

fn readers_of_grants() -> [(String, Reader); 21] {
    [
        step::<grant::Get>(),
        step::<grant::List>(),
        step::<grant::Accept>(),
        step::<grant::Decline>(),
        step::<grant::Lapse>(),
        step::<grant::NoticeLapse>(),
        step::<grant::AdmitLateAcceptance>(),
        step::<grant::SubmitRevisedBudget>(),
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
        step::<obligation::RecordBreach>(),
        step::<obligation::Release>(),
    ]
}

/// A request of each kind in which nothing is wrong and as much as possible is filled in, from
/// `requests.json`.
fn right_requests() -> Vec<(String, DynamicMessage)> {
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

/// Returns what reading says of a request: the fields with a fault, in order.
fn faults(reader: Reader, message: &DynamicMessage) -> Vec<String> {
    match reader(message) {
        Ok(()) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.field.clone()).collect(),
    }
}

fn apply(message: &DynamicMessage, wrong: &Wrong) -> DynamicMessage {
    let mut message = message.clone();
    wrong.apply(&mut message);
    message
}

#[test]
fn every_method_has_its_reader_and_its_right_request() {
    let methods: BTreeSet<String> = POOL
        .services()
        .filter(|service| service.package_name() == "tildeling.v1")
        .flat_map(|service| service.methods().collect::<Vec<MethodDescriptor>>())
        .map(|method| method.input().name().to_owned())
        .collect();
    let readers = readers();
    let read: BTreeSet<String> = readers.keys().cloned().collect();
    assert_eq!(read, methods);
    let right: BTreeSet<String> = right_requests().into_iter().map(|(name, _)| name).collect();
    assert_eq!(right, methods);
    for (name, message) in right_requests() {
        assert_eq!(readers[&name](&message), Ok(()), "{name}");
    }
}

/// Returns what reading a request gets wrong about wrong values: one line for each. Exceptions that
/// were needed are noted in `used`.
fn problems(
    name: &str,
    reader: Reader,
    message: &DynamicMessage,
    used: &mut BTreeSet<usize>,
) -> Vec<String> {
    let judge = |wrong: &Wrong| {
        let exception = EXCEPTIONS.iter().position(|one| one.covers(name, wrong));
        used.extend(exception);
        let expected = if exception.is_some() || wrong.output_only {
            vec![]
        } else {
            vec![wrong.path.clone()]
        };
        let found = faults(reader, &apply(message, wrong));
        (found != expected).then(|| {
            let (path, what) = (&wrong.path, wrong.what);
            format!("{name}.{path} {what}: expected {expected:?}, found {found:?}")
        })
    };
    wrongs(message).iter().filter_map(judge).collect()
}

#[test]
fn a_wrong_value_in_a_field_is_a_violation_of_that_field() {
    let readers = readers();
    let mut used = BTreeSet::new();
    let problems: Vec<String> = right_requests()
        .iter()
        .flat_map(|(name, message)| problems(name, readers[name], message, &mut used))
        .collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    for (at, exception) in EXCEPTIONS.iter().enumerate() {
        assert!(
            used.contains(&at),
            "{exception:?} excepts nothing: remove it"
        );
    }
}

/// Negative control: a reader that forgets a field, and one that names the wrong one, are caught by
/// the same walk.
#[test]
fn the_walk_catches_readers_that_forget() {
    let name = "SubmitApplicationRequest";
    let requests: BTreeMap<_, _> = right_requests().into_iter().collect();
    let found = |reader| problems(name, reader, &requests[name], &mut BTreeSet::new());
    assert_eq!(found(readers()[name]), Vec::<String>::new());
    let forgets_the_etag: Reader = |message| {
        let mut message = message.clone();
        message.set_field_by_name("etag", Value::String("3".to_owned()));
        readers()["SubmitApplicationRequest"](&message)
    };
    assert_eq!(found(forgets_the_etag).len(), 4);
    let names_another_field: Reader = |message| {
        readers()["SubmitApplicationRequest"](message).map_err(|_| {
            let mut faults = Violations::new();
            faults.add("etag", "is wrong");
            faults
        })
    };
    assert_eq!(found(names_another_field).len(), 4);
}

/// A form, and everything else, with every field wrong at once: all the faults stand in one answer.
#[test]
fn every_fault_of_a_request_is_told_at_once() {
    let readers = readers();
    for (name, message) in right_requests() {
        let mut all_wrong = message.clone();
        let mut expected = BTreeSet::new();
        for wrong in wrongs(&message) {
            let whole = matches!(
                wrong.what,
                "absent" | "empty" | "too many" | "no path" | "another message" | "no message"
            );
            let excepted = EXCEPTIONS.iter().any(|one| one.covers(&name, &wrong));
            if !whole && !excepted && !wrong.output_only && expected.insert(wrong.path.clone()) {
                wrong.apply(&mut all_wrong);
            }
        }
        let found: BTreeSet<String> = faults(readers[&name], &all_wrong).into_iter().collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn an_empty_request_names_what_is_required() {
    let readers = readers();
    for (name, message) in right_requests() {
        let empty = DynamicMessage::new(message.descriptor());
        let found = faults(readers[&name], &empty);
        assert!(!found.is_empty(), "{name}: an empty request was accepted");
        assert!(
            !found.contains(&String::new()),
            "{name}: a fault without a field"
        );
    }
}

#[test]
fn what_the_mask_does_not_name_is_neither_read_nor_judged() {
    let readers = readers();
    let masked = [
        ("UpdateCallRequest", "call", "title"),
        ("UpdateApplicationRequest", "application", "requested"),
        ("UpdateReportRequest", "report", "narrative"),
    ];
    for (name, part, path) in masked {
        let (_, mut message) = right_requests()
            .into_iter()
            .find(|(request, _)| request == name)
            .unwrap();
        let field = message
            .descriptor()
            .get_field_by_name("update_mask")
            .unwrap();
        let Kind::Message(mask) = field.kind() else {
            panic!("a mask is a message");
        };
        let mask = DynamicMessage::deserialize(mask, serde_json::json!(path)).unwrap();
        message.set_field(&field, Value::Message(mask));
        assert_eq!(readers[name](&message), Ok(()), "{name}");
        let always = [format!("{part}.name"), format!("{part}.etag")];
        let named = format!("{part}.{path}");
        for wrong in wrongs(&message) {
            if !wrong.path.starts_with(&format!("{part}.")) {
                continue;
            }
            let judged = wrong.path.starts_with(&named) || always.contains(&wrong.path);
            let excepted = EXCEPTIONS.iter().any(|one| one.covers(name, &wrong));
            let found = faults(readers[name], &apply(&message, &wrong));
            assert_eq!(
                !found.is_empty(),
                judged && !excepted,
                "{name}.{} {}: {found:?}",
                wrong.path,
                wrong.what
            );
        }
    }
}
