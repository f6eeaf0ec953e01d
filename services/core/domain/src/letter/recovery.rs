//! Sections of a letter that claims money back after a notice.

use super::ComposeError;
use super::claim;
use super::content::{Block, Section};
use super::facts::{Facts, Recovered};
use super::writer::Writer;
use crate::calendar::local_date;
use crate::findings::args;
use crate::shared_rules::{REPAYMENT_ACCOUNT, shared_rules};

pub(super) fn sections(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    recovered: &Recovered<'_>,
) -> Result<Vec<Section>, ComposeError> {
    let rules = shared_rules().on(facts.date);
    let claim = recovered.claim;
    let payment = args([
        ("amount", claim.amount.into()),
        ("date", claim.pay_by.into()),
        ("account", rules.text(REPAYMENT_ACCOUNT)?.value.into()),
        ("case", facts.case_reference.to_string().into()),
    ]);
    let figures = args([
        ("paid", recovered.paid.into()),
        ("repay", recovered.to_repay.into()),
        ("claimed", claim.amount.into()),
    ]);
    let mut calculation = match &recovered.broken {
        Some(broken) => claim::calculation(writer, broken)?,
        None => Vec::new(),
    };
    calculation.push(writer.paragraph("letter-recovery-payment", &figures)?);
    let mut repayment = vec![writer.paragraph("letter-claim-payment", &payment)?];
    repayment.push(match claim.interest_from {
        Some(from) => {
            let from = args([("date", from.into())]);
            writer.paragraph("letter-recovery-interest", &from)?
        }
        None => writer.paragraph("letter-recovery-no-interest", &[])?,
    });
    Ok(vec![
        writer.section("reason", reasons(facts, writer, recovered)?)?,
        writer.section("amount", calculation)?,
        writer.section("repayment", repayment)?,
    ])
}

/// Why it is claimed: the words of the person who decided, the notice and its answer, the fault and
/// the rules.
fn reasons(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    recovered: &Recovered<'_>,
) -> Result<Vec<Block>, ComposeError> {
    let mut blocks = Vec::new();
    if let Some(broken) = &recovered.broken {
        blocks.push(claim::breach(writer, broken)?);
    }
    blocks.push(Block::Paragraph(recovered.claim.record.reason.clone()));
    if let Some(notice) = recovered.notice {
        let date = args([("date", local_date(notice.record.at).into())]);
        blocks.push(writer.paragraph("letter-recovery-notice", &date)?);
    }
    match recovered.answer {
        Some(answer) => {
            let date = args([("date", local_date(answer.at).into())]);
            blocks.push(writer.paragraph("letter-recovery-answer", &date)?);
            blocks.push(Block::Paragraph(answer.reason.clone()));
        }
        None => blocks.push(writer.paragraph("letter-recovery-no-answer", &[])?),
    }
    let fault = args([("fault", recovered.claim.fault.code().into())]);
    blocks.push(writer.paragraph("letter-recovery-fault", &fault)?);
    let basis = facts.profile.legal_basis.iter();
    let basis: Vec<String> = basis.map(|basis| (*basis).to_owned()).collect();
    if !basis.is_empty() {
        blocks.push(writer.paragraph("letter-rules", &[])?);
        blocks.push(Block::Numbered(basis));
    }
    Ok(blocks)
}
