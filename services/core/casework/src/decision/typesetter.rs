//! The typesetter, which the server hands to the runner. This crate does not depend on one: its
//! build is long.

use domain::letter::Letter;

/// The functions of a typesetter. Their errors are faults of ours, told in the log.
#[derive(Debug, Clone, Copy)]
pub struct Typesetter {
    /// Typesets a letter: the same letter gives the same bytes.
    pub typeset: fn(&Letter) -> Result<Document, String>,
    /// Finds the characters that cannot be printed, each once, without typesetting.
    pub unprintable: fn(&Letter) -> Result<Vec<char>, String>,
}

/// A typeset letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its SHA-256.
    pub sha256: [u8; 32],
}
