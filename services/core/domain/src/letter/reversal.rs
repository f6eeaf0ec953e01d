//! Sections of a letter that reverses a decision.

use super::ComposeError;
use super::content::{Block, Section};
use super::facts::Reversed;
use super::writer::Writer;
use crate::findings::{args, message_id};

/// The decision that is reversed, the ground, the reasons, and what must be paid back.
pub(super) fn sections(
    writer: &Writer<'_>,
    reversed: &Reversed<'_>,
) -> Result<Vec<Section>, ComposeError> {
    let before = args([
        ("number", reversed.number.into()),
        ("date", reversed.decided.into()),
        ("before", reversed.before.into()),
        ("granted", reversed.granted.into()),
    ]);
    let ground = message_id("letter-reversal-ground-", reversed.ground.code());
    let mut sections = vec![writer.section(
        "reason",
        vec![
            writer.paragraph("letter-reversal", &before)?,
            writer.paragraph(&ground, &[])?,
            Block::Paragraph(reversed.reason.to_owned()),
        ],
    )?];
    if reversed.to_repay.is_positive() {
        let repay = args([("amount", reversed.to_repay.into())]);
        let repay = writer.paragraph("letter-reversal-repay", &repay)?;
        sections.push(writer.section("repayment", vec![repay])?);
    }
    Ok(sections)
}
