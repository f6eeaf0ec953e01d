use std::io;

/// The verdict of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean {
        /// The version of the scanner and its signatures; `none` without one.
        by: String,
    },
    /// The content is infected.
    Infected {
        /// Name of the signature.
        signature: String,
    },
    /// The content is larger than the scanner takes.
    TooLarge,
}

/// An error of a scan. Nothing is known of the content.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// The scanner cannot be reached, or broke off.
    #[error("the virus scanner cannot be reached: {0}")]
    Unreachable(#[from] io::Error),
    /// The scanner did not answer in time.
    #[error("the virus scanner did not answer in time")]
    TooSlow,
    /// The scanner answered something else.
    #[error("the virus scanner answered {0:?}")]
    Answer(String),
}
