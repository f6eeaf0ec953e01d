//! Identifiers that cannot hold a wrong value: what is parsed here has the right form and the right
//! check digit.
//!
//! Each type is made by `FromStr`/`TryFrom` and keeps the one canonical spelling. Its error says
//! what is wrong and what to write instead, and never repeats the input: what was typed into the
//! wrong field may be a national identity number.

mod account_number;
mod case_reference;
mod chapter_post;
pub mod check_digit;
mod kid;
mod municipality_number;
mod organisation_number;
mod property_number;
mod resource;
mod serial_number;
mod text_identifier;

pub use account_number::{AccountNumber, AccountNumberError};
pub use case_reference::{CaseReference, CaseReferenceError};
pub use chapter_post::{ChapterPost, ChapterPostError};
pub use kid::{Kid, KidError, KidMethod};
pub use municipality_number::{MunicipalityNumber, MunicipalityNumberError};
pub use organisation_number::{OrganisationNumber, OrganisationNumberError};
pub use property_number::{PropertyNumber, PropertyNumberError};
pub use resource::{
    AllocationId, ApplicationId, AppropriationChangeId, AttachmentId, BatchId, CallId,
    DeadlineMoveId, DisposalId, DocumentId, ReportId, SampleId, SlugError, SuccessionId, UuidError,
    WebhookId,
};
pub use serial_number::NoSerialNumber;
pub(crate) use serial_number::serial_number;
