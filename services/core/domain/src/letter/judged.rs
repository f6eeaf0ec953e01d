//! Sections of a letter that tells of the end of an appeal.

use super::ComposeError;
use super::content::{Block, Section};
use super::facts::Judged;
use super::writer::Writer;
use crate::findings::args;

/// The reasons, below the decision that was appealed and the day the appeal came in.
pub(super) fn section(writer: &Writer<'_>, judged: &Judged<'_>) -> Result<Section, ComposeError> {
    let appealed = args([
        ("number", judged.number.into()),
        ("date", judged.received.into()),
    ]);
    let blocks = vec![
        writer.paragraph("letter-appealed", &appealed)?,
        Block::Paragraph(judged.reason.to_owned()),
    ];
    Ok(writer.section("reason", blocks)?)
}
