//! Webhooks: where an organisation's own system receives its notifications.

mod delete;
mod end;
mod list;
mod register;
mod replay;
mod rotate;
mod rows;

pub use delete::Delete;
pub(crate) use end::end_all;
pub use list::ListWebhooks;
pub use register::Register;
pub use replay::Replay;
pub use rotate::Rotate;
pub use rows::WithSecret;
