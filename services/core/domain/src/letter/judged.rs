//! Sections of a letter that tells of the end of an appeal.

use super::ComposeError;
use super::content::{Block, Section};
use super::facts::{Judged, LessClaimed};
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

/// What is claimed from now on, and what is paid back.
pub(super) fn less_claimed(
    writer: &Writer<'_>,
    less: &LessClaimed,
) -> Result<Section, ComposeError> {
    let values = args([
        ("before", less.before.into()),
        ("claimed", less.claimed.into()),
    ]);
    let id = match less.claimed.is_positive() {
        true => "letter-claim-lowered",
        false => "letter-claim-annulled",
    };
    let mut blocks = vec![writer.paragraph(id, &values)?];
    for (id, amount) in [
        ("letter-claim-paid-back", less.back),
        ("letter-claim-interest-back", less.interest_back),
    ] {
        if amount.is_positive() {
            blocks.push(writer.paragraph(id, &args([("amount", amount.into())]))?);
        }
    }
    Ok(writer.section("repayment", blocks)?)
}
