//! Sections of a letter that answers a change.

use super::ComposeError;
use super::content::{Align, Block, Section, Table};
use super::facts::Answered;
use super::writer::Writer;
use crate::findings::{args, message_id};
use crate::grant::{Budget, BudgetLine};
use crate::money::Money;

/// The change that was asked for, and the reasons of the answer.
pub(super) fn sections(
    writer: &Writer<'_>,
    answered: &Answered<'_>,
) -> Result<Vec<Section>, ComposeError> {
    let wanted = &answered.change.wanted;
    let asked = args([("date", answered.asked.into())]);
    let mut blocks = vec![writer.paragraph("letter-change-asked", &asked)?];
    if !answered.change.asked.reason.is_empty() {
        blocks.push(Block::Paragraph(answered.change.asked.reason.clone()));
    }
    let mut figures = Vec::new();
    if let Some(amount) = wanted.amount {
        figures.push(writer.fact("change-amount-before", answered.change.granted)?);
        figures.push(writer.fact("change-amount", amount)?);
    }
    if let Some(ends) = wanted.ends {
        figures.push(writer.fact("change-time", ends)?);
    }
    if let Some(partner) = &wanted.partner {
        figures.push(writer.fact("change-partner", partner.as_str())?);
    }
    if !figures.is_empty() {
        blocks.push(Block::Facts(figures));
    }
    if let Some(content) = &wanted.content {
        blocks.push(writer.paragraph("letter-change-content", &[])?);
        blocks.push(Block::Paragraph(content.clone()));
    }
    if let Some(after) = &wanted.budget {
        let before = answered.budget.cloned().unwrap_or_default();
        blocks.push(Block::Table(budget(writer, &before, after)?));
    }
    let reason = vec![Block::Paragraph(answered.reason.to_owned())];
    Ok(vec![
        writer.section("change", blocks)?,
        writer.section("reason", reason)?,
    ])
}

/// The lines of the budget that change, before and after.
fn budget(writer: &Writer<'_>, before: &Budget, after: &Budget) -> Result<Table, ComposeError> {
    let amount = |budget: &Budget, code: &str| {
        let line = budget.line(code);
        line.map_or(Money::ZERO, |line| line.amount)
    };
    let gone = before.lines().iter();
    let gone = gone.filter(|line| after.line(&line.code).is_none());
    let mut rows = Vec::new();
    for line in after.lines().iter().chain(gone) {
        let (old, new) = (amount(before, &line.code), amount(after, &line.code));
        if old != new {
            rows.push(vec![
                title(writer, line)?,
                writer.value(&old.into())?,
                writer.value(&new.into())?,
            ]);
        }
    }
    Ok(Table {
        caption: writer.word("letter-change-budget")?,
        columns: vec![
            writer.column("budget-line", Align::Left, 1)?,
            writer.column("budget-before", Align::Right, 0)?,
            writer.column("budget-after", Align::Right, 0)?,
        ],
        rows,
        total: Vec::new(),
    })
}

/// The title of a line: the form's, or that of the scheme's texts.
fn title(writer: &Writer<'_>, line: &BudgetLine) -> Result<String, ComposeError> {
    if !line.title.is_empty() {
        return Ok(line.title.clone());
    }
    let id = message_id("budget-line-", &line.code);
    if writer.has(&id) {
        return Ok(writer.word(&id)?);
    }
    Ok(line.code.clone())
}
