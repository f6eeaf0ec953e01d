//! Documents (dokumenter) of grants and reports: judged, scanned, stored, read.
//!
//! A document is stored in three parts: a first transaction judges the caller and the noun, the
//! content is scanned and put in its place while nothing is locked, and a second transaction judges
//! again and writes the row. What fails half-way leaves no row.

mod clamd;
mod download;
mod files;
mod key;
mod list;
mod parent;
pub(crate) mod rows;
mod scanner;
mod upload;
mod verdict;

pub use clamd::{Clamd, ClamdAddress};
pub use download::Download;
pub use files::Files;
pub use key::{DocumentKey, ParentKey};
pub use list::List;
pub(crate) use rows::of_parent;
pub use scanner::Scanner;
pub use upload::Upload;
pub use verdict::{ScanError, Verdict};
