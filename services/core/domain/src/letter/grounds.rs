//! The grounds of a decision: reason, points with the assessors' reasons, and the way to the
//! amount.

use rust_decimal::Decimal;
use text::TextError;

use super::content::{Align, Block, Section, Table};
use super::facts::{Dismissal, Facts, Grounds, Lapse};
use super::limits::TEXT_MAX;
use super::writer::Writer;
use crate::application::ScoreMilli;
use crate::findings::{FindingValue, args, message_id};

pub(super) fn sections(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    grounds: &Grounds<'_>,
) -> Result<Vec<Section>, TextError> {
    let mut sections = Vec::new();
    if let Some(reason) = grounds.reason {
        let text = reason.text(writer.catalogues(), writer.language);
        sections.push(writer.section("reason", vec![Block::Paragraph(text)])?);
    }
    if !grounds.assessments.is_empty() {
        sections.push(assessment(facts, writer, grounds)?);
    }
    sections.extend(amount(writer, grounds)?);
    Ok(sections)
}

/// Points and reasons by criterion. Assessors stand without their names.
fn assessment(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    grounds: &Grounds<'_>,
) -> Result<Section, TextError> {
    let mut rows = Vec::new();
    for criterion in facts.profile.criteria {
        rows.extend(criterion_rows(writer, grounds, criterion.code)?);
    }
    let total = match grounds.score {
        Some(score) => vec![
            writer.word("letter-score")?,
            String::new(),
            writer.value(&points(score))?,
            String::new(),
        ],
        None => Vec::new(),
    };
    let count = i64::try_from(grounds.assessments.len()).unwrap_or(i64::MAX);
    let table = Table {
        caption: writer.word("letter-caption-assessment")?,
        columns: vec![
            writer.column("criterion", Align::Left, 2)?,
            writer.column("weight", Align::Right, 0)?,
            writer.column("points", Align::Right, 0)?,
            writer.column("reasons", Align::Left, 3)?,
        ],
        rows,
        total,
    };
    writer.section(
        "assessment",
        vec![
            writer.paragraph("letter-block-points", &args([("count", count.into())]))?,
            Block::Table(table),
        ],
    )
}

/// One criterion: title, weight, the mean of its points, and what each assessor wrote, in further
/// rows where one cell does not hold it.
fn criterion_rows(
    writer: &Writer<'_>,
    grounds: &Grounds<'_>,
    code: &str,
) -> Result<Vec<Vec<String>>, TextError> {
    let weight = grounds.weights.get(code).copied().unwrap_or(0);
    let scores: Vec<_> = grounds
        .assessments
        .iter()
        .filter_map(|one| one.scores.iter().find(|score| score.criterion == code))
        .collect();
    let sum: i64 = scores.iter().map(|score| i64::from(score.points)).sum();
    let count = i64::try_from(scores.len()).unwrap_or(i64::MAX).max(1);
    let mut cells = vec![String::new()];
    for (number, score) in (1_i64..).zip(&scores) {
        let reason = score.reason.trim();
        let reason = match scores.len() {
            1 => reason.to_owned(),
            _ => writer.say(
                "letter-assessor",
                &args([
                    ("number", number.into()),
                    ("points", i64::from(score.points).into()),
                    ("reason", reason.into()),
                ]),
            )?,
        };
        match cells.last_mut() {
            Some(cell) if cell.is_empty() => cell.push_str(&reason),
            Some(cell) if cell.chars().count() + reason.chars().count() < TEXT_MAX => {
                cell.push('\n');
                cell.push_str(&reason);
            }
            Some(_) | None => cells.push(reason),
        }
    }
    let mut head = vec![
        writer.word(&message_id("criterion-", code))?,
        writer.say("letter-percent", &args([("percent", weight.into())]))?,
        writer.value(&points(ScoreMilli(sum * 1000 / count)))?,
    ];
    let mut rows = Vec::new();
    for cell in cells {
        head.push(cell);
        rows.push(std::mem::replace(&mut head, vec![String::new(); 3]));
    }
    Ok(rows)
}

/// Thousandths of a point as points.
fn points(score: ScoreMilli) -> FindingValue {
    Decimal::new(score.0, 3).into()
}

/// The calculation of the largest amount, and the division's way from there.
fn amount(writer: &Writer<'_>, grounds: &Grounds<'_>) -> Result<Option<Section>, TextError> {
    let mut blocks = Vec::new();
    let steps = grounds
        .claim_steps
        .iter()
        .map(|step| writer.say_stored(&message_id("step-", &step.code), &step.args))
        .collect::<Result<Vec<_>, _>>()?;
    if !steps.is_empty() {
        blocks.push(writer.paragraph("letter-calculation", &[])?);
        blocks.push(Block::Numbered(steps));
    }
    let sentences: Vec<String> = grounds
        .explanation
        .iter()
        .map(|one| one.text(writer.catalogues(), writer.language))
        .collect();
    if !sentences.is_empty() {
        blocks.push(writer.paragraph("letter-division", &[])?);
        blocks.push(Block::Numbered(sentences));
    }
    if blocks.is_empty() {
        return Ok(None);
    }
    writer.section("amount", blocks).map(Some)
}

/// The reason of a dismissal and the findings it rests on.
pub(super) fn dismissal(
    writer: &Writer<'_>,
    dismissal: &Dismissal<'_>,
) -> Result<Section, TextError> {
    let mut blocks = vec![Block::Paragraph(dismissal.reason.to_owned())];
    let findings: Vec<String> = dismissal
        .findings
        .iter()
        .map(|finding| finding.text(writer.catalogues(), writer.language))
        .collect();
    if !findings.is_empty() {
        blocks.push(writer.paragraph("letter-findings", &[])?);
        blocks.push(Block::Numbered(findings));
    }
    writer.section("reason", blocks)
}

/// The reason of a lapse, and what it means for the recipient.
pub(super) fn lapse(writer: &Writer<'_>, lapse: &Lapse<'_>) -> Result<Section, TextError> {
    let mut blocks = Vec::new();
    if !lapse.reason.trim().is_empty() {
        blocks.push(Block::Paragraph(lapse.reason.to_owned()));
    }
    blocks.push(writer.paragraph(
        "letter-lapse",
        &args([
            ("granted", lapse.granted.into()),
            ("date", lapse.accept_by.into()),
        ]),
    )?);
    blocks.push(writer.paragraph(
        "letter-lapse-notice",
        &args([
            ("noticed", lapse.noticed.into()),
            ("answer", lapse.answer_by.into()),
        ]),
    )?);
    writer.section("reason", blocks)
}
