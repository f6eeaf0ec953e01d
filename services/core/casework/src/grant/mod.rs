//! Grants (tilskudd), from offer to the end. A grant has its application's key.

mod accept;
mod activate;
mod decline;
mod get;
mod lapse;
mod list;
mod offer;
mod pause;
mod resource;
mod resume;
pub(crate) mod rows;
mod view;

pub use accept::Accept;
pub use activate::Activate;
pub use decline::Decline;
pub use get::Get;
pub use lapse::Lapse;
pub use list::List;
pub use pause::Pause;
pub(crate) use resource::{admit, find, put_instalments, subject};
pub use resume::Resume;
pub use view::GrantView;
