//! Calls: announced, changed, opened, closed.

mod close;
mod create;
pub(crate) mod draw;
mod get;
mod list;
mod open;
mod resource;
mod rows;
mod terms;
mod update;

pub use close::Close;
pub use create::Create;
pub use get::Get;
pub use list::List;
pub use open::Open;
pub(crate) use resource::{find, held, visible};
pub use rows::sub_frame;
pub use terms::pinned_rules;
pub use update::Update;
