//! Reports on grants: written and delivered by the recipient, sent back or accepted by the
//! authority, summed.

mod accept;
mod extend;
mod figure_rows;
mod follow_end;
mod get;
mod indicators;
mod list;
mod plan;
pub(crate) mod plan_rows;
mod recommend;
mod remind;
mod reminder_rows;
mod resource;
pub(crate) mod rows;
mod send_back;
mod submit;
mod update;

pub use accept::Accept;
pub use extend::Extend;
pub(crate) use follow_end::follow_end;
pub use get::Get;
pub use indicators::SumIndicators;
pub use list::List;
pub use recommend::Recommend;
pub use remind::{Remind, Reminded};
pub use reminder_rows::ReminderOf;
pub use resource::{ReportKey, ReportOfGrant, ReportView};
pub use send_back::SendBack;
pub use submit::Submit;
pub use update::Update;
