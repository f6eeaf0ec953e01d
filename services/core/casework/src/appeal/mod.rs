//! Appeals (klager) against decisions, and their outcomes.

mod admit;
mod decide;
mod dismiss;
mod forward;
mod get;
mod give;
mod give_more;
mod list;
mod lodge;
mod lower_claim;
mod makers;
mod outcome;
mod prepare;
mod record_outcome;
mod reopen;
mod resource;
pub(crate) mod rows;
mod withdraw;

pub use crate::application::AppealKey;
pub use admit::Admit;
pub use decide::Decide;
pub use dismiss::Dismiss;
pub use forward::Forward;
pub use get::Get;
pub use list::List;
pub use lodge::Lodge;
pub(crate) use makers::Makers;
pub use prepare::Prepare;
pub use record_outcome::RecordOutcome;
pub use resource::AppealView;
pub use rows::ListedAppeal;
pub use withdraw::Withdraw;
