//! Steps, from what tests have at hand.

use casework::application::{
    ApplicationKey, AttachmentKey, CaseAt, Check, Create, Dismiss, Download, Get, SendBack, Submit,
    Update, Upload, Withdraw,
};
use casework::assessment::{DeclareInterest, ListAssessments, RecordAssessment};
use chrono::NaiveDate;
use domain::application::Draft;
use domain::application::DraftChanges;
use domain::assessment::{CriterionScore, InterestGround};
use domain::identifiers::AttachmentId;

use crate::pilot::Form;

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
