//! Sections of a letter that promises money: purpose, conditions, payment, reports, control,
//! acceptance.

use chrono::{Datelike, NaiveDate};
use text::TextError;

use super::content::{Align, Block, Section, Table};
use super::facts::{Facts, Promise};
use super::writer::Writer;
use crate::findings::{FindingValue, args, message_id};
use crate::grant::Condition;
use crate::money::Money;
use crate::obligation::repayment_table;
use crate::report::ReportDue;
use crate::scheme::message;

pub(super) fn sections(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    promise: &Promise<'_>,
) -> Result<Vec<Section>, TextError> {
    let mut sections = vec![purpose(writer)?];
    sections.extend(conditions(writer, promise)?);
    sections.extend(payment(facts, writer, promise)?);
    sections.extend(write_off(writer, promise)?);
    sections.extend(reports(writer, promise)?);
    sections.push(control(facts, writer)?);
    if let Some(accept_by) = promise.accept_by {
        sections.push(acceptance(
            facts,
            writer,
            (accept_by, promise.revise_budget),
        )?);
    }
    Ok(sections)
}

fn purpose(writer: &Writer<'_>) -> Result<Section, TextError> {
    let blocks = vec![
        writer.paragraph(message::PURPOSE, &[])?,
        writer.paragraph("letter-block-use", &[])?,
    ];
    writer.section("purpose", blocks)
}

/// Returns whether a condition is a row of a table: the scheme has a caption for its code.
fn is_row(writer: &Writer<'_>, condition: &Condition) -> bool {
    writer.has(&message_id("letter-table-", &condition.code))
}

/// The table of all conditions of one code: a column a value, and the sum of each amount.
fn parts(writer: &Writer<'_>, code: &str, conditions: &[&Condition]) -> Result<Table, TextError> {
    let first = conditions.first().map_or(&[][..], |first| &first.args);
    let mut columns = Vec::new();
    let mut total = Vec::new();
    for (at, (name, value)) in first.iter().enumerate() {
        let is_text = matches!(value, FindingValue::Text(_));
        let (align, share) = if is_text {
            (Align::Left, 1)
        } else {
            (Align::Right, 0)
        };
        let id = message_id("", &format!("{code}-{name}"));
        columns.push(writer.column(&id, align, share)?);
        let amounts = conditions.iter().filter_map(|one| match one.args.get(at) {
            Some((_, FindingValue::Money(amount))) => Some(*amount),
            _ => None,
        });
        let amounts: Vec<Money> = amounts.collect();
        total.push(if amounts.is_empty() {
            String::new()
        } else {
            writer.value(&sum(amounts).into())?
        });
    }
    if total.iter().any(|cell| !cell.is_empty())
        && let Some(cell) = total.iter_mut().find(|cell| cell.is_empty())
    {
        *cell = writer.word("letter-total")?;
    }
    let row = |one: &&Condition| {
        one.args
            .iter()
            .map(|(_, value)| writer.value(value))
            .collect()
    };
    Ok(Table {
        caption: writer.word(&message_id("letter-table-", code))?,
        columns,
        rows: conditions.iter().map(row).collect::<Result<_, _>>()?,
        total,
    })
}

/// The conditions that are sentences, numbered; below them the parts of the grant where the scheme
/// divides it.
fn conditions(writer: &Writer<'_>, promise: &Promise<'_>) -> Result<Option<Section>, TextError> {
    let mut sentences = Vec::new();
    let mut codes: Vec<&str> = Vec::new();
    for condition in promise.conditions {
        if !is_row(writer, condition) {
            let id = message_id("condition-", &condition.code);
            sentences.push(writer.say_stored(&id, &condition.args)?);
        } else if !codes.contains(&condition.code.as_ref()) {
            codes.push(&condition.code);
        }
    }
    let mut blocks = Vec::new();
    if !sentences.is_empty() {
        blocks.push(writer.paragraph("letter-conditions", &[])?);
        blocks.push(Block::Numbered(sentences));
    }
    for code in codes {
        let rows = promise.conditions.iter().filter(|one| one.code == code);
        blocks.push(Block::Table(parts(
            writer,
            code,
            &rows.collect::<Vec<_>>(),
        )?));
    }
    if blocks.is_empty() {
        return Ok(None);
    }
    writer.section("conditions", blocks).map(Some)
}

/// The payment plan with its sum, and the reservation for years whose budget is not passed yet.
fn payment(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    promise: &Promise<'_>,
) -> Result<Option<Section>, TextError> {
    if promise.instalments.is_empty() {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for (number, instalment) in (1_i64..).zip(promise.instalments) {
        rows.push(vec![
            writer.value(&number.into())?,
            writer.value(&instalment.due.into())?,
            writer.value(&instalment.amount.into())?,
        ]);
    }
    let paid = promise.instalments.iter().map(|one| one.amount);
    let table = Table {
        caption: writer.word("letter-caption-payment")?,
        columns: vec![
            writer.column("instalment", Align::Left, 1)?,
            writer.column("due", Align::Left, 2)?,
            writer.column("amount", Align::Right, 0)?,
        ],
        rows,
        total: vec![
            writer.word("letter-total")?,
            String::new(),
            writer.value(&sum(paid).into())?,
        ],
    };
    let mut blocks = vec![
        writer.paragraph("letter-payment", &[])?,
        Block::Table(table),
    ];
    if let Some((year, amount)) = promise.awaited {
        let values = args([("year", year.to_string().into()), ("amount", amount.into())]);
        blocks.push(writer.paragraph("letter-block-next-year", &values)?);
    }
    let year = facts.date.year();
    if promise.instalments.iter().any(|one| one.due.year() > year) {
        let year = args([("year", year.to_string().into())]);
        blocks.push(writer.paragraph("letter-block-later-years", &year)?);
    }
    writer.section("payment", blocks).map(Some)
}

/// The table of what is left of the duties to repay after each completed year.
fn write_off(writer: &Writer<'_>, promise: &Promise<'_>) -> Result<Option<Section>, TextError> {
    let rows = repayment_table(promise.obligations);
    if rows.is_empty() {
        return Ok(None);
    }
    let cells = |(years, left): (u32, Money)| {
        Ok(vec![
            writer.value(&years.into())?,
            writer.value(&left.into())?,
        ])
    };
    let table = Table {
        caption: writer.word("letter-caption-write-off")?,
        columns: vec![
            writer.column("completed-years", Align::Left, 1)?,
            writer.column("left", Align::Right, 1)?,
        ],
        rows: rows.into_iter().map(cells).collect::<Result<_, _>>()?,
        total: Vec::new(),
    };
    let blocks = vec![
        writer.paragraph("letter-write-off", &[])?,
        Block::Table(table),
    ];
    writer.section("write-off", blocks).map(Some)
}

fn reports(writer: &Writer<'_>, promise: &Promise<'_>) -> Result<Option<Section>, TextError> {
    if promise.reports.is_empty() {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for report in promise.reports {
        let id = report.id.as_str();
        let name = match (id, id.strip_prefix("year-")) {
            ("final", _) => writer.word("letter-report-final")?,
            ("final-cost", _) => writer.word("letter-report-final-cost")?,
            (_, Some(year)) => writer.say("letter-report-year", &args([("year", year.into())]))?,
            (id, None) => id.to_owned(),
        };
        let due = match report.due {
            ReportDue::On(day) => writer.value(&day.into())?,
            ReportDue::AfterPayment { years } => writer.say(
                "letter-report-after-payment",
                &args([("years", years.into())]),
            )?,
        };
        rows.push(vec![name, due]);
    }
    let table = Table {
        caption: writer.word("letter-caption-reports")?,
        columns: vec![
            writer.column("report", Align::Left, 1)?,
            writer.column("report-due", Align::Left, 2)?,
        ],
        rows,
        total: Vec::new(),
    };
    writer
        .section(
            "reports",
            vec![
                writer.paragraph(message::FOLLOW_UP, &[])?,
                Block::Table(table),
            ],
        )
        .map(Some)
}

fn control(facts: &Facts<'_>, writer: &Writer<'_>) -> Result<Section, TextError> {
    let authority = args([("authority", facts.profile.manager.into())]);
    writer.section(
        "control",
        vec![
            writer.paragraph("letter-block-control", &authority)?,
            writer.paragraph("letter-block-sanctions", &[])?,
        ],
    )
}

fn acceptance(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    (accept_by, revise_budget): (NaiveDate, bool),
) -> Result<Section, TextError> {
    let values = args([
        ("date", accept_by.into()),
        ("number", facts.decision_number.into()),
    ]);
    let mut blocks = vec![writer.paragraph("letter-acceptance", &values)?];
    if revise_budget {
        let date = args([("date", accept_by.into())]);
        blocks.push(writer.paragraph("letter-block-revised-budget", &date)?);
    }
    blocks.push(writer.paragraph("letter-block-acceptance", &[])?);
    writer.section("acceptance", blocks)
}

/// Amounts of one letter sum to its grant, which is money.
fn sum(amounts: impl IntoIterator<Item = Money>) -> Money {
    Money::from_ore(amounts.into_iter().map(Money::ore).sum())
}
