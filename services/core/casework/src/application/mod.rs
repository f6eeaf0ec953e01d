//! Applications (søknader), from draft to submitted, and what ends one before it is assessed.

mod appeal_key;
mod case;
mod check;
mod create;
mod dismiss;
mod download;
mod estimate;
mod facts;
mod get;
mod list;
pub(crate) mod rows;
mod send_back;
mod submit;
mod update;
mod upload;
mod view;
mod withdraw;

pub use appeal_key::AppealKey;
pub use case::{ApplicationKey, CaseAt, WholeApplication};
pub(crate) use case::{
    application_alone, application_despite_interest, is_only_assessor, require_impartial, subject,
};
pub use check::Check;
pub use create::Create;
pub use dismiss::Dismiss;
pub use download::Download;
pub use estimate::{EstimateAward, Estimated};
pub use facts::Checked;
pub(crate) use facts::{history_of, numbers_of};
pub use get::Get;
pub use list::List;
pub use send_back::SendBack;
pub use submit::Submit;
pub use update::Update;
pub use upload::{AttachmentKey, Upload};
pub use view::ApplicationView;
pub use withdraw::Withdraw;
