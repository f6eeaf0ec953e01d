//! Sections of a letter that claims what is left of duties to repay.

use super::ComposeError;
use super::content::{Align, Block, Section, Table};
use super::facts::{Claimed, Facts};
use super::writer::Writer;
use crate::findings::{args, message_id};
use crate::money::Money;
use crate::shared_rules::{REPAYMENT_ACCOUNT, repay_by, shared_rules};

pub(super) fn sections(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    claimed: &Claimed<'_>,
) -> Result<Vec<Section>, ComposeError> {
    let breach = message_id("breach-", claimed.breach.code());
    let reason = args([
        ("date", claimed.on.into()),
        ("breach", writer.word(&breach)?.into()),
    ]);
    let mut reasons = vec![writer.paragraph("letter-claim", &reason)?];
    if !claimed.reason.trim().is_empty() {
        reasons.push(Block::Paragraph(claimed.reason.to_owned()));
    }
    let basis = facts.profile.legal_basis.iter();
    let basis: Vec<String> = basis.map(|basis| (*basis).to_owned()).collect();
    if !basis.is_empty() {
        reasons.push(writer.paragraph("letter-rules", &[])?);
        reasons.push(Block::Numbered(basis));
    }
    let calculation = vec![
        writer.paragraph("letter-claim-calculation", &[])?,
        Block::Table(table(writer, claimed)?),
    ];
    let rules = shared_rules().on(facts.date);
    let payment = args([
        ("amount", claimed.amount().into()),
        ("date", repay_by(facts.date)?.into()),
        ("account", rules.text(REPAYMENT_ACCOUNT)?.value.into()),
        ("case", facts.case_reference.to_string().into()),
    ]);
    Ok(vec![
        writer.section("reason", reasons)?,
        writer.section("amount", calculation)?,
        writer.section(
            "repayment",
            vec![writer.paragraph("letter-claim-payment", &payment)?],
        )?,
    ])
}

/// The claim of each duty: its amount, the completed years, the share and the amount that are left.
fn table(writer: &Writer<'_>, claimed: &Claimed<'_>) -> Result<Table, ComposeError> {
    let mut rows = Vec::new();
    let mut amounts = Vec::new();
    for one in claimed.obligations {
        let Some(claim) = one.claim() else { continue };
        let years = claim.completed_years;
        let percent = one.share_left(years) * rust_decimal::Decimal::ONE_HUNDRED;
        amounts.push(one.amount);
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
            writer.value(&claimed.amount().into())?,
        ],
    })
}
