//! The typesetter of letters: the crate `letter`, as `casework` asks for it.

use casework::decision::{Document, Typesetter};
use domain::letter::Letter;

/// The typesetter.
pub const TYPESETTER: Typesetter = Typesetter {
    typeset,
    unprintable,
};

fn typeset(content: &Letter) -> Result<Document, String> {
    let rendered = letter::render(content).map_err(|fault| fault.to_string())?;
    Ok(Document {
        pdf: rendered.pdf,
        sha256: rendered.sha256,
    })
}

fn unprintable(content: &Letter) -> Result<Vec<char>, String> {
    letter::unprintable(content).map_err(|fault| fault.to_string())
}
