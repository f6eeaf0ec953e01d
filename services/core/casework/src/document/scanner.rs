//! The scanner that looks at a file before it is stored.

use domain::document::NOT_SCANNED;

use super::clamd::Clamd;
use super::verdict::{ScanError, Verdict};

/// A virus scanner.
#[derive(Debug, Clone, Default)]
pub enum Scanner {
    /// None: files are stored as they come.
    #[default]
    None,
    /// ClamAV's daemon.
    Clamd(Clamd),
}

impl Scanner {
    /// Scans content.
    ///
    /// # Errors
    /// [`ScanError`] where there is no verdict.
    pub async fn scan(&self, content: &[u8]) -> Result<Verdict, ScanError> {
        match self {
            Self::None => Ok(Verdict::Clean {
                by: NOT_SCANNED.to_owned(),
            }),
            Self::Clamd(clamd) => clamd.scan(content).await,
        }
    }
}
