//! Notifications (varsler): what the outbox holds for a party, read and marked as read. They are
//! written where events are appended.

mod list;
mod mark_read;
pub(crate) mod rows;

pub use list::ListNotifications;
pub use mark_read::MarkRead;
