//! Grants (tilskudd), from offer to the end. A grant has its application's key.

mod accept;
mod activate;
mod admit_late_acceptance;
mod approve_account;
mod change_account;
mod decline;
mod get;
mod lapse;
mod list;
mod notice_lapse;
mod offer;
mod pause;
mod reject_account;
mod resource;
mod resume;
pub(crate) mod rows;
mod view;
mod waiting;

pub use accept::Accept;
pub use activate::Activate;
pub use admit_late_acceptance::AdmitLateAcceptance;
pub use approve_account::ApproveAccount;
pub use change_account::ChangeAccount;
pub use decline::Decline;
pub use get::Get;
pub use lapse::Lapse;
pub use list::List;
pub use notice_lapse::NoticeLapse;
pub use pause::Pause;
pub use reject_account::RejectAccount;
pub(crate) use resource::{admit, find, put_instalments, subject};
pub use resume::Resume;
pub use view::GrantView;
