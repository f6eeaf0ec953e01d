//! Notifications.

use super::schemes::TestScheme;

/// The cursor of a notification of the scheme.
pub fn cursor<S: TestScheme>() -> String {
    contract::page::token("ListNotifications", &S::name(), &17_i64)
}
