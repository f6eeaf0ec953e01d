//! Parts of a letter that claims what is left of broken duties to repay.

use super::ComposeError;
use super::content::{Align, Block, Table};
use super::facts::Broken;
use super::writer::Writer;
use crate::findings::{args, message_id};
use crate::money::Money;

/// The breach in a sentence.
pub(super) fn breach(writer: &Writer<'_>, broken: &Broken<'_>) -> Result<Block, ComposeError> {
    let breach = message_id("breach-", broken.breach.code());
    let reason = args([
        ("date", broken.on.into()),
        ("breach", writer.word(&breach)?.into()),
    ]);
    Ok(writer.paragraph("letter-claim", &reason)?)
}

/// How it is reckoned.
pub(super) fn calculation(
    writer: &Writer<'_>,
    broken: &Broken<'_>,
) -> Result<Vec<Block>, ComposeError> {
    Ok(vec![
        writer.paragraph("letter-claim-calculation", &[])?,
        Block::Table(table(writer, broken)?),
    ])
}

/// The claim of each duty: its amount, the completed years, the share and the amount that are left.
fn table(writer: &Writer<'_>, broken: &Broken<'_>) -> Result<Table, ComposeError> {
    let mut rows = Vec::new();
    let (mut amounts, mut lefts) = (Vec::new(), Vec::new());
    for one in broken.obligations {
        let Some(claim) = one.claim() else { continue };
        let years = claim.completed_years;
        let percent = one.share_left(years) * rust_decimal::Decimal::ONE_HUNDRED;
        amounts.push(one.amount);
        lefts.push(claim.amount);
        rows.push(vec![
            writer.say_stored(&message_id("obligation-", &one.code), &one.args)?,
            writer.value(&one.amount.into())?,
            writer.value(&years.into())?,
            writer.say("letter-percent", &args([("percent", percent.into())]))?,
            writer.value(&claim.amount.into())?,
        ]);
    }
    Ok(Table {
        caption: writer.word("letter-caption-claim")?,
        columns: vec![
            writer.column("obligation", Align::Left, 1)?,
            writer.column("amount", Align::Right, 0)?,
            writer.column("completed-years", Align::Right, 0)?,
            writer.column("share-left", Align::Right, 0)?,
            writer.column("left", Align::Right, 0)?,
        ],
        rows,
        total: vec![
            writer.word("letter-total")?,
            writer.value(&Money::saturating_sum(amounts).into())?,
            String::new(),
            String::new(),
            writer.value(&Money::saturating_sum(lefts).into())?,
        ],
    })
}
