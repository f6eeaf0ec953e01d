//! Problems with a published file.

/// The reason that a file is not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// It is not a published allocation.
    Unreadable(Vec<String>),
    /// It is one, and this in it is not what its inputs give.
    Differs(Vec<String>),
}
