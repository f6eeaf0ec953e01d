//! Steps, from what tests have at hand.

use casework::allocation::{self, AllocationKey, AwardKey, ExportAwards};
use casework::application::{
    ApplicationKey, AttachmentKey, CaseAt, Check, Create, Dismiss, Download, Get, SendBack, Submit,
    Update, Upload, Withdraw,
};
use casework::assessment::{DeclareInterest, ListAssessments, RecordAssessment};
use casework::finance::{ExportPayments, RecordAppropriation};
use casework::report::ReportKey;
use casework::{call, grant, report};
use chrono::{DateTime, NaiveDate, Utc};
use domain::allocation::decision::SeenHashes;
use domain::application::{Draft, DraftChanges};
use domain::assessment::{CriterionScore, InterestGround};
use domain::call::{Call, CallTerms};
use domain::grant::Grant;
use domain::identifiers::{
    AccountNumber, AllocationId, ApplicationId, AttachmentId, CallId, CaseReference,
};
use domain::ledger::{AppropriationChange, ChangeKind};
use domain::money::Money;
use domain::page::Page;
use domain::report::ReportChanges;
use domain::step::Revision;

use crate::pilot::{Form, Indicators};
use crate::world::call_id;

pub fn create_call(call: &CallId, terms: &CallTerms) -> call::Create {
    call::Create {
        call: call.clone(),
        terms: terms.clone(),
    }
}

pub fn open_call(read: &Call) -> call::Open {
    call::Open {
        call: read.id.clone(),
        revision: read.revision,
    }
}

pub fn close_call(read: &Call) -> call::Close {
    call::Close {
        call: read.id.clone(),
        revision: read.revision,
    }
}

pub fn get_call(call: &CallId) -> call::Get {
    call::Get { call: call.clone() }
}

/// A vote of the Storting on the post that the calls here draw on.
pub fn appropriate(year: i32, amount: Money) -> RecordAppropriation {
    let id = format!("01890a5d-ac96-774b-bcce-b30200{year:06}");
    RecordAppropriation {
        change: AppropriationChange {
            id: id.parse().unwrap(),
            chapter_post: "0765.71".parse().unwrap(),
            year,
            authority: false,
            kind: ChangeKind::Voted,
            amount,
            source: "Prop. 1 S".to_owned(),
        },
    }
}

pub fn create(key: &ApplicationKey, draft: &Draft<Form>) -> Create<Form> {
    Create {
        key: key.clone(),
        draft: draft.clone(),
    }
}

pub fn check(key: &ApplicationKey, draft: &Draft<Form>) -> Check<Form> {
    Check {
        key: key.clone(),
        draft: draft.clone(),
    }
}

pub fn update(at: &CaseAt, changes: &DraftChanges<Form>) -> Update<Form> {
    Update {
        key: at.case.clone(),
        revision: at.revision,
        changes: changes.clone(),
    }
}

pub fn submit(at: &CaseAt) -> Submit {
    Submit {
        key: at.case.clone(),
        revision: at.revision,
    }
}

pub fn withdraw(at: &CaseAt, reason: &str) -> Withdraw {
    Withdraw {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

pub fn dismiss(at: &CaseAt, reason: &str) -> Dismiss {
    Dismiss {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

pub fn send_back(at: &CaseAt, reason: &str, complete_by: NaiveDate) -> SendBack {
    SendBack {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
        complete_by,
    }
}

pub fn get(key: &ApplicationKey) -> Get {
    Get { key: key.clone() }
}

pub fn download(key: &ApplicationKey, attachment: AttachmentId) -> Download {
    Download {
        key: AttachmentKey {
            application: key.clone(),
            attachment,
        },
    }
}

pub fn upload(key: &ApplicationKey, (number, kind, content): (u128, &str, Vec<u8>)) -> Upload {
    let key = AttachmentKey {
        application: key.clone(),
        attachment: AttachmentId::try_from(uuid::Uuid::from_u128(number)).unwrap(),
    };
    let names = ("plan.pdf".to_owned(), "application/pdf".to_owned());
    Upload::new(key, kind.to_owned(), names, content)
}

pub fn record(at: &CaseAt, scores: &[CriterionScore]) -> RecordAssessment {
    RecordAssessment {
        key: at.case.clone(),
        revision: at.revision,
        scores: scores.to_vec(),
    }
}

pub fn list(key: &ApplicationKey) -> ListAssessments {
    ListAssessments { key: key.clone() }
}

pub fn declare(key: &ApplicationKey, ground: InterestGround, reason: &str) -> DeclareInterest {
    DeclareInterest {
        key: key.clone(),
        ground,
        reason: reason.to_owned(),
    }
}

pub fn get_grant(key: &ApplicationKey) -> grant::Get {
    grant::Get { key: key.clone() }
}

fn key_of(grant: &Grant) -> ApplicationKey {
    ApplicationKey {
        call: grant.call.clone(),
        application: grant.id,
    }
}

pub fn accept_grant(offer: &Grant, account: &AccountNumber) -> grant::Accept {
    grant::Accept {
        key: key_of(offer),
        revision: offer.revision,
        account: account.clone(),
        terms: offer.terms.clone().unwrap(),
    }
}

pub fn decline_grant(at: &CaseAt, reason: &str) -> grant::Decline {
    grant::Decline {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

pub fn lapse_grant(at: &CaseAt, reason: &str) -> grant::Lapse {
    grant::Lapse {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

pub fn notice_lapse(at: &CaseAt) -> grant::NoticeLapse {
    grant::NoticeLapse {
        key: at.case.clone(),
        revision: at.revision,
        reason: "by letter".to_owned(),
    }
}

pub fn admit_late(offer: &Grant, accept_by: &str) -> grant::AdmitLateAcceptance {
    grant::AdmitLateAcceptance {
        key: key_of(offer),
        revision: offer.revision,
        accept_by: accept_by.parse().unwrap(),
        terms: offer.terms.clone().unwrap(),
        reason: "the board met late".to_owned(),
    }
}

pub fn activate_grant(at: &CaseAt, reason: &str) -> grant::Activate {
    grant::Activate {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

pub fn pause_grant(at: &CaseAt, reason: &str) -> grant::Pause {
    grant::Pause {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

pub fn resume_grant(at: &CaseAt, reason: &str) -> grant::Resume {
    grant::Resume {
        key: at.case.clone(),
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

/// A report as a caller read it.
type ReportAt = (ReportKey, Revision);

pub fn get_report(key: &ReportKey) -> report::Get {
    report::Get { key: key.clone() }
}

pub fn update_report(
    (key, revision): &ReportAt,
    changes: &ReportChanges<Indicators>,
) -> report::Update<Indicators> {
    report::Update {
        key: key.clone(),
        revision: *revision,
        changes: changes.clone(),
    }
}

pub fn submit_report((key, revision): &ReportAt) -> report::Submit {
    report::Submit {
        key: key.clone(),
        revision: *revision,
    }
}

pub fn return_report((key, revision): &ReportAt, reason: &str) -> report::SendBack {
    report::SendBack {
        key: key.clone(),
        revision: *revision,
        reason: reason.to_owned(),
        lines: Vec::new(),
    }
}

pub fn accept_report((key, revision): &ReportAt, goal_assessment: &str) -> report::Accept {
    let (key, revision) = (key.clone(), *revision);
    let goal_assessment = goal_assessment.to_owned();
    report::Accept {
        key,
        revision,
        goal_assessment,
        lines: vec![],
    }
}

pub fn export_payments(include_paid: bool, page: Page<(CaseReference, i32)>) -> ExportPayments {
    ExportPayments {
        call: call_id(),
        include_paid,
        page,
    }
}

/// An allocation as a caller read it.
pub type AllocationAt = (AllocationKey, Revision);

/// A new allocation of the round, by the scheme's plan.
pub fn create_allocation(key: &AllocationKey) -> allocation::Create {
    allocation::Create {
        key: key.clone(),
        follows: None,
        scenario: None,
        reason: String::new(),
        run_hash: None,
    }
}

/// A new allocation of what was freed since another was approved.
pub fn follow(key: &AllocationKey, follows: AllocationId) -> allocation::Create {
    allocation::Create {
        follows: Some(follows),
        ..create_allocation(key)
    }
}

pub fn adjust(
    (key, revision): &AllocationAt,
    application: ApplicationId,
    (amount, reason): (Money, &str),
) -> allocation::AdjustAward {
    allocation::AdjustAward {
        key: award_key(key, application),
        revision: *revision,
        amount,
        reason: reason.to_owned(),
    }
}

pub fn propose((key, revision): &AllocationAt) -> allocation::Propose {
    allocation::Propose {
        key: key.clone(),
        revision: *revision,
    }
}

pub fn return_allocation((key, revision): &AllocationAt, reason: &str) -> allocation::SendBack {
    allocation::SendBack {
        key: key.clone(),
        revision: *revision,
        reason: reason.to_owned(),
    }
}

pub fn approve((key, revision): &AllocationAt, seen: &SeenHashes) -> allocation::Approve {
    allocation::Approve {
        key: key.clone(),
        revision: *revision,
        seen: seen.clone(),
        euro_rate: None,
    }
}

pub fn get_allocation(key: &AllocationKey) -> allocation::Get {
    allocation::Get { key: key.clone() }
}

pub fn list_allocations(page: &Page<(DateTime<Utc>, AllocationId)>) -> allocation::List {
    allocation::List {
        call: call_id(),
        page: page.clone(),
    }
}

pub fn list_awards(key: &AllocationKey, page: &Page<CaseReference>) -> allocation::ListAwards {
    allocation::ListAwards {
        key: key.clone(),
        page: page.clone(),
    }
}

pub fn explain(key: &AllocationKey, application: ApplicationId) -> allocation::ExplainAward {
    allocation::ExplainAward {
        key: award_key(key, application),
    }
}

pub fn verify(key: &AllocationKey) -> allocation::Verify {
    allocation::Verify { key: key.clone() }
}

fn award_key(key: &AllocationKey, application: ApplicationId) -> AwardKey {
    AwardKey {
        allocation: key.clone(),
        application,
    }
}

pub fn export_awards(page: &Page<CaseReference>) -> ExportAwards {
    ExportAwards {
        call: call_id(),
        sums_only: false,
        page: page.clone(),
    }
}
