use store::contents::Contents;

use super::scanner::Scanner;

/// The world outside the database that documents need, which the server hands to the runner.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The place of contents.
    pub contents: Contents,
    /// The virus scanner.
    pub scanner: Scanner,
}
