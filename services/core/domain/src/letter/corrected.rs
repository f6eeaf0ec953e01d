//! The section of a letter that corrects an obvious error.

use super::ComposeError;
use super::content::{Block, Section};
use super::facts::Corrected;
use super::writer::Writer;
use crate::findings::args;

/// What stood, what is right, and why.
pub(super) fn section(
    writer: &Writer<'_>,
    corrected: &Corrected<'_>,
) -> Result<Section, ComposeError> {
    let values = args([
        ("number", corrected.number.into()),
        ("wrong", corrected.wrong.into()),
        ("right", corrected.right.into()),
    ]);
    let blocks = vec![
        writer.paragraph("letter-corrected", &values)?,
        Block::Paragraph(corrected.reason.to_owned()),
    ];
    Ok(writer.section("reason", blocks)?)
}
