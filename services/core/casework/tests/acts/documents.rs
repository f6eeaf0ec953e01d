//! Documents of grants and reports: added, added again, listed, read, refused.

use casework::application::ApplicationKey;
use casework::document::{DocumentKey, Download, Files, List, ParentKey, Upload};
use domain::document::{
    DOCUMENT_BYTES_MAX, DOCUMENTS_MAX, Document, DocumentParent, RequiredDocument,
};
use domain::identifiers::DocumentId;
use domain::refusal::Refusal;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Decided;
use domain::step::StepName;

use crate::journey::{finance, grant_as_read, report_as_read};
use crate::pilot::Form;
use crate::steps;
use crate::world::{World, applicant, assessor, case_handler};

/// The beginning of every PDF.
pub const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

const ROUND: [(i64, u8); 2] = [(30, 90), (30, 80)];

/// The papers of the pilot scheme: the payment of exactly 33 places waits for two.
pub fn required(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<RequiredDocument>, RuleError> {
    let asked = decided.application.draft.form.places == 33;
    let kinds = ["accounts", "project_report"].into_iter().filter(|_| asked);
    let required = kinds.map(|kind| RequiredDocument {
        kind: kind.to_owned(),
        citation: "configurable".to_owned(),
    });
    Ok(required.collect())
}

pub fn of_grant(case: &ApplicationKey) -> ParentKey {
    ParentKey {
        case: case.clone(),
        parent: DocumentParent::Grant,
    }
}

pub fn of_report(case: &ApplicationKey) -> ParentKey {
    ParentKey {
        case: case.clone(),
        parent: DocumentParent::Report("final".parse().unwrap()),
    }
}

pub fn id(number: u128) -> DocumentId {
    DocumentId::try_from(uuid::Uuid::from_u128(number)).unwrap()
}

/// An upload of a PDF.
pub fn upload(of: &ParentKey, number: u128, kind: &str, content: &[u8]) -> Upload {
    named(
        of,
        number,
        kind,
        ("regnskap.pdf", "application/pdf"),
        content,
    )
}

fn named(
    of: &ParentKey,
    number: u128,
    kind: &str,
    (file_name, media_type): (&str, &str),
    content: &[u8],
) -> Upload {
    let key = DocumentKey {
        of: of.clone(),
        document: id(number),
    };
    let names = (file_name.to_owned(), media_type.to_owned());
    Upload::new(key, kind.to_owned(), names, content.to_vec())
}

pub fn download(of: &ParentKey, number: u128) -> Download {
    Download {
        key: DocumentKey {
            of: of.clone(),
            document: id(number),
        },
    }
}

impl World {
    /// The same, with this place of documents' contents and this scanner.
    pub fn with_files(mut self, files: Files) -> World {
        self.runner = self.runner.clone().with_files(files);
        self
    }

    /// The parent of the documents of the only grant there is.
    pub async fn documents_of_the_only_grant(&self) -> ParentKey {
        let sql = "select grant_id from casework.grant";
        let id: uuid::Uuid = sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap();
        of_grant(&ApplicationKey {
            call: crate::world::call_id(),
            application: id.try_into().unwrap(),
        })
    }

    /// The documents as the case handler sees them.
    pub async fn documents(&self, of: &ParentKey) -> Vec<Document> {
        let list = List { key: of.clone() };
        self.take(&case_handler(), list).await.unwrap()
    }
}

#[tokio::test]
async fn a_document_is_added_once_and_read_back() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    for of in [of_grant(&cases[0]), of_report(&cases[0])] {
        let number = if of.parent == DocumentParent::Grant {
            1
        } else {
            2
        };
        let step = upload(&of, number, "accounts", PDF);
        let stored = world.take(&applicant(1), step.clone()).await.unwrap();
        assert_eq!(stored.size_bytes, i64::try_from(PDF.len()).unwrap());
        assert_eq!(
            (stored.scanned_by.as_str(), stored.by_staff),
            ("none", false)
        );
        let again = world.take(&applicant(1), step).await.unwrap();
        assert_eq!(again, stored);
        let other = upload(&of, number, "accounts", b"%PDF-1.4\n");
        refused!(
            world.take(&applicant(1), other).await,
            Refusal::IdTaken { .. }
        );
        assert_eq!(world.documents(&of).await, std::slice::from_ref(&stored));
        for reader in [applicant(1), case_handler(), finance()] {
            let (found, content) = world.take(&reader, download(&of, number)).await.unwrap();
            assert_eq!((&found, content.as_slice()), (&stored, PDF));
        }
        refused!(
            world.take(&applicant(2), download(&of, number)).await,
            Refusal::NotFound { .. }
        );
        refused!(
            world.take(&assessor("eva"), download(&of, number)).await,
            Refusal::RoleNotAllowed { .. }
        );
    }
    // An id is used once in a grant, and a document has one name.
    let elsewhere = upload(&of_report(&cases[0]), 1, "accounts", PDF);
    refused!(
        world.take(&applicant(1), elsewhere).await,
        Refusal::IdTaken { .. }
    );
    refused!(
        world
            .take(&applicant(1), download(&of_report(&cases[0]), 1))
            .await,
        Refusal::NotFound { .. }
    );
    assert_eq!(
        world
            .refused_in("update casework.document set kind = 'plan'")
            .await,
        "23001"
    );
}

#[tokio::test]
async fn the_staff_adds_documents_and_is_not_named_to_others() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    let of = of_grant(&cases[0]);
    world
        .take(&case_handler(), upload(&of, 1, "accounts", PDF))
        .await
        .unwrap();
    assert_eq!(world.documents(&of).await[0].uploaded.actor, "kari");
    let list = List { key: of.clone() };
    let seen = world.take(&applicant(1), list).await.unwrap();
    let (read, _) = world.take(&applicant(1), download(&of, 1)).await.unwrap();
    assert_eq!(
        (seen[0].uploaded.actor.as_str(), seen[0].by_staff),
        ("", true)
    );
    assert_eq!(read, seen[0]);
}

#[tokio::test]
async fn documents_are_taken_while_there_is_something_to_document() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let (grant, report) = (of_grant(&cases[0]), of_report(&cases[0]));
    let before = world
        .take(&applicant(1), upload(&grant, 1, "accounts", PDF))
        .await;
    refused!(
        before,
        Refusal::WrongState {
            state: "offered",
            step: StepName::UploadDocument,
            ..
        }
    );
    let before = world
        .take(&applicant(1), upload(&report, 1, "accounts", PDF))
        .await;
    refused!(
        before,
        Refusal::WrongState {
            state: "offered",
            ..
        }
    );
    world.activate(&cases[0], 1).await;
    let written = world
        .write_report(&cases[0], 1, (300_000, 300_000, 1))
        .await;
    let submitted = world.submit_report(&written, 1).await.unwrap();
    let step = upload(&report, 2, "accounts", PDF);
    refused!(
        world.take(&applicant(1), step.clone()).await,
        Refusal::WrongState {
            state: "submitted",
            ..
        }
    );
    // The grant is reported, and takes documents.
    world
        .take(&applicant(1), upload(&grant, 3, "accounts", PDF))
        .await
        .unwrap();
    let back = steps::return_report(&report_as_read(&submitted), "the accounts are missing");
    let back = world.on_report(&case_handler(), back).await.unwrap();
    world.take(&applicant(1), step.clone()).await.unwrap();
    let submitted = world.submit_report(&back, 1).await.unwrap();
    assert!(world.take(&applicant(1), step).await.is_ok(), "a retry");
    let accept = steps::accept_report(&report_as_read(&submitted), "Attained.");
    world.on_report(&case_handler(), accept).await.unwrap();
    let ended = world
        .take(&case_handler(), upload(&grant, 4, "accounts", PDF))
        .await;
    refused!(
        ended,
        Refusal::WrongState {
            state: "closed",
            ..
        }
    );
}

#[tokio::test]
async fn a_grant_that_was_declined_takes_no_document() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let declined = grant_as_read(&world.grant(&cases[1]).await);
    let decline = steps::decline_grant(&declined, "no");
    world.on_grant(&applicant(2), decline).await.unwrap();
    let ended = world
        .take(
            &applicant(2),
            upload(&of_grant(&cases[1]), 5, "accounts", PDF),
        )
        .await;
    refused!(
        ended,
        Refusal::WrongState {
            state: "declined",
            ..
        }
    );
}

/// A kind, a name with its type, a content, and the field that has the fault.
type Wrong<'a> = (&'a str, (&'a str, &'a str), &'a [u8], &'a str);

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    let of = of_grant(&cases[0]);
    let large = [PDF, &vec![0; DOCUMENT_BYTES_MAX]].concat();
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let pdf = ("regnskap.pdf", "application/pdf");
    let wrong: [Wrong<'_>; 5] = [
        ("poem", pdf, PDF, "document.kind"),
        ("accounts", ("a.txt", "text/plain"), b"", "chunk"),
        ("accounts", pdf, &large, "chunk"),
        ("accounts", pdf, png, "document.media_type"),
        (
            "accounts",
            ("a.txt", "text/plain"),
            PDF,
            "document.media_type",
        ),
    ];
    for (kind, names, content, field) in wrong {
        let step = named(&of, 1, kind, names, content);
        refused!(world.take(&applicant(1), step).await, Refusal::InvalidFields(faults)
            if faults.len() == 1 && faults[0].field == field);
    }
    assert_eq!(world.documents(&of).await, []);
    for number in 1..=DOCUMENTS_MAX {
        let number = u128::try_from(number).unwrap();
        world
            .take(&applicant(1), upload(&of, number, "accounts", PDF))
            .await
            .unwrap();
    }
    refused!(
        world.take(&applicant(1), upload(&of, 900, "accounts", PDF)).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "DOCUMENTS_TOO_MANY"
    );
    // The control: another noun has room.
    let other = upload(&of_report(&cases[0]), 900, "accounts", PDF);
    world.take(&applicant(1), other).await.unwrap();
}

#[tokio::test]
async fn payment_waits_for_the_documents_of_the_decision() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&[(33, 90), (30, 80)]).await;
    world.accept(&cases[0], 1).await.unwrap();
    let of = of_grant(&cases[0]);
    let missing = async || -> Vec<String> {
        let grant = world.grant(&cases[0]).await;
        let blocks = grant.payment_blocks(None, "2026-03-01".parse().unwrap());
        let missing = blocks
            .iter()
            .filter(|one| one.code == "PAYMENT_DOCUMENT_MISSING");
        missing.map(|one| format!("{:?}", one.args[0].1)).collect()
    };
    let activate = async || {
        let at = grant_as_read(&world.grant(&cases[0]).await);
        let step = steps::activate_grant(&at, "all in order");
        world.on_grant(&case_handler(), step).await
    };
    assert_eq!(missing().await.len(), 2);
    refused!(activate().await, Refusal::RulesNotMet(findings)
        if findings.len() == 2 && findings[0].code == "PAYMENT_DOCUMENT_MISSING");
    // A document of the report, or of another kind, is not the one that payment waits for.
    let others = [
        upload(&of_report(&cases[0]), 1, "accounts", PDF),
        upload(&of, 2, "auditor_certificate", PDF),
    ];
    for other in others {
        world.take(&applicant(1), other).await.unwrap();
    }
    assert_eq!(missing().await.len(), 2);
    let accounts = upload(&of, 3, "accounts", PDF);
    world.take(&applicant(1), accounts).await.unwrap();
    let left = missing().await;
    assert!(
        left.len() == 1 && left[0].contains("project_report"),
        "{left:?}"
    );
    let report = upload(&of, 4, "project_report", PDF);
    world.take(&case_handler(), report).await.unwrap();
    assert_eq!(missing().await, Vec::<String>::new());
    activate().await.unwrap();
    // The control: another grant waits for nothing.
    world.activate(&cases[1], 2).await;
}
