//! The right of appeal, and the rules that a decision rests on.

use super::ComposeError;
use super::blocks::{APPEAL_BODY, CONFIGURABLE};
use super::content::{Block, Section};
use super::facts::{Decision, Facts};
use super::writer::Writer;
use crate::findings::args;
use crate::shared_rules::{APPEAL_WEEKS, shared_rules};

/// Right of appeal with body and deadline; its absence where the party has none.
pub(super) fn section(facts: &Facts<'_>, writer: &Writer<'_>) -> Result<Section, ComposeError> {
    let rules = shared_rules().on(facts.date);
    let access = writer.paragraph("letter-block-access", &[])?;
    if facts.decision.is_final() {
        let blocks = vec![writer.paragraph("letter-block-appeal-final", &[])?, access];
        return Ok(writer.section("appeal", blocks)?);
    }
    if let Decision::Correction(corrected) = &facts.decision {
        let number = args([("number", corrected.number.into())]);
        let text = writer.paragraph("letter-block-appeal-correction", &number)?;
        return Ok(writer.section("appeal", vec![text, access])?);
    }
    if !facts.appealable {
        let blocks = vec![writer.paragraph("letter-block-no-appeal", &[])?, access];
        return Ok(writer.section("appeal", blocks)?);
    }
    let authority = || facts.profile.manager.into();
    let weeks = rules.count(APPEAL_WEEKS)?.value;
    let body = writer.word(APPEAL_BODY)?;
    let mut blocks = vec![
        writer.paragraph(
            "letter-block-appeal",
            &args([("authority", authority()), ("weeks", weeks.into())]),
        )?,
        writer.paragraph(
            "letter-block-appeal-body",
            &args([("authority", authority()), ("body", body.into())]),
        )?,
        writer.paragraph("letter-block-appeal-content", &[])?,
    ];
    if matches!(facts.decision, Decision::Grant(_)) {
        blocks.push(writer.paragraph("letter-block-ask-for-reasons", &[])?);
    }
    blocks.push(access);
    Ok(writer.section("appeal", blocks)?)
}

/// The sources of conditions, findings, calculation and criteria in the letter; none where all of
/// them are the authority's to choose.
pub(super) fn rules(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
) -> Result<Option<Section>, ComposeError> {
    let mut sources: Vec<String> = Vec::new();
    for source in cited(facts) {
        if source != CONFIGURABLE && !sources.contains(&source) {
            sources.push(source);
        }
    }
    if sources.is_empty() {
        return Ok(None);
    }
    let blocks = vec![
        writer.paragraph("letter-rules", &[])?,
        Block::Numbered(sources),
    ];
    Ok(Some(writer.section("rules", blocks)?))
}

/// Every source in the order of the letter.
fn cited(facts: &Facts<'_>) -> Vec<String> {
    let (promise, grounds, findings) = match &facts.decision {
        Decision::Grant(promise)
        | Decision::AppealReversal(promise, _)
        | Decision::AppealUpheld(promise, _)
        | Decision::Change(Some(promise), _)
        | Decision::Reversal(Some(promise), _) => (Some(promise), None, &[][..]),
        Decision::PartialGrant(promise, grounds) => (Some(promise), Some(grounds), &[][..]),
        Decision::Refusal(grounds) => (None, Some(grounds), &[][..]),
        Decision::Dismissal(dismissal) => (None, None, dismissal.findings),
        Decision::Lapse(_)
        | Decision::Recovery(_)
        | Decision::Reconsidered(_)
        | Decision::ClaimReversal(..)
        | Decision::ClaimUpheld(..)
        | Decision::Change(None, _)
        | Decision::Reversal(None, _)
        | Decision::ChangeRefusal(_)
        | Decision::Correction(_)
        | Decision::AppealDismissal(_)
        | Decision::AppealRejected(_)
        | Decision::AppealAnnulled(_) => (None, None, &[][..]),
    };
    let mut sources = Vec::new();
    if let Some(grounds) = grounds {
        let criteria = facts
            .profile
            .criteria
            .iter()
            .filter(|_| !grounds.assessments.is_empty());
        sources.extend(criteria.map(|criterion| criterion.citation.to_owned()));
        let ids = grounds.claim_steps.iter().flat_map(|step| &step.rule_ids);
        let values = ids.filter_map(|id| facts.rules.get(id));
        sources.extend(values.map(|value| value.source.to_string()));
    }
    let conditions = promise.iter().flat_map(|promise| promise.conditions);
    sources.extend(conditions.map(|condition| condition.citation.to_string()));
    sources.extend(findings.iter().map(|finding| finding.citation.to_string()));
    sources
}
