//! Letters as PDF/A-2a and PDF/UA-1.
//!
//! [`render`] typesets a [`Letter`] by the template `letter.typ`. Text goes to the template as
//! data: none of it is read as markup, and the template reaches no file, clock or network. The same
//! letter gives the same bytes on every machine that runs the same build; another version of the
//! typesetter may give others, so the PDF of a sent letter is stored and never made again.
//!
//! A letter of four pages takes some tens of milliseconds of one core: call [`render`] on a thread
//! that may block.

mod clean;
mod fonts;
mod labels;
mod world;

use domain::letter::{Letter, LetterFault};
use sha2::{Digest, Sha256};

/// A typeset letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The document.
    pub pdf: Vec<u8>,
    /// SHA-256 of the document.
    pub sha256: [u8; 32],
    /// Characters that cannot be printed, each once: `?` stands for them, or nothing for those
    /// without a shape. An officer should see them before the letter is sent.
    pub replaced: Vec<char>,
}

/// A letter that could not be typeset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The letter is too large or lacks something; the field is named.
    #[error(transparent)]
    Fault(#[from] LetterFault),
    /// The date lies outside the typesetter's calendar.
    #[error("date is outside the calendar; correct it")]
    Date,
    /// The typesetter refused. It is a fault of the template or of this crate, not of the letter.
    #[error("the letter could not be typeset: {0}")]
    Typeset(String),
}

/// Returns the characters of a letter that cannot be printed, each once, without typesetting it.
///
/// # Errors
/// [`Error`].
pub fn unprintable(letter: &Letter) -> Result<Vec<char>, Error> {
    clean::data(letter).map(|(_, replaced)| replaced)
}

/// Typesets a letter.
///
/// # Errors
/// [`Error`].
pub fn render(letter: &Letter) -> Result<Rendered, Error> {
    letter.check()?;
    let (data, replaced) = clean::data(letter)?;
    let pdf = world::typeset(data, &letter.ident, letter.date)?;
    Ok(Rendered {
        sha256: Sha256::digest(&pdf).into(),
        pdf,
        replaced,
    })
}
