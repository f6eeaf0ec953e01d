//! Letters (brev): a decision in words, for each kind of decision about an application.
//!
//! [`compose`] makes the content of a letter from facts; the crate `letter` typesets it. Sentences
//! are messages `letter-…` of the domain's catalogue. A scheme's catalogue may replace a standard
//! text, see [`STANDARD_TEXTS`].

mod appeal;
mod blocks;
mod change;
mod claim;
mod content;
mod corrected;
mod facts;
mod grounds;
mod judged;
mod limits;
mod promise;
mod recovery;
mod reversal;
mod writer;

#[cfg(test)]
mod tests;

use text::TextError;

use crate::findings::args;
use crate::rules::RuleError;
use crate::scheme::message;
use writer::Writer;

pub use blocks::{APPEAL_BODY, CONFIGURABLE, STANDARD_TEXTS, is_letter_text};
pub use content::{Align, Block, Column, Fact, Letter, Section, Sender, Signer, Table};
pub use facts::{
    Answered, Broken, Corrected, Decision, Dismissal, Facts, Grounds, Judged, Lapse, LessClaimed,
    Office, Promise, Recovered, Reversed,
};
pub use limits::{
    ADDRESS_MAX, BLOCKS_MAX, COLUMNS_MAX, LETTER_MAX, LINE_MAX, LetterFault, ROWS_MAX,
    SECTIONS_MAX, SIGNERS_MAX, TEXT_MAX,
};

/// A letter that could not be composed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// A text is missing or a value of it is.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A rule value is not in force on the day of the decision.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The letter is too large or lacks something.
    #[error(transparent)]
    Fault(#[from] LetterFault),
}

/// Composes the letter of a decision.
///
/// # Errors
/// [`ComposeError`].
pub fn compose(facts: &Facts<'_>) -> Result<Letter, ComposeError> {
    let writer = Writer::new(facts.language, facts.messages);
    let mut sections = vec![decision(facts, &writer)?];
    match &facts.decision {
        Decision::Grant(promise) => sections.extend(promise::sections(facts, &writer, promise)?),
        Decision::PartialGrant(promise, grounds) => {
            sections.extend(grounds::sections(facts, &writer, grounds)?);
            sections.extend(promise::sections(facts, &writer, promise)?);
        }
        Decision::Refusal(grounds) => {
            sections.extend(grounds::sections(facts, &writer, grounds)?);
        }
        Decision::Dismissal(dismissal) => {
            sections.push(grounds::dismissal(&writer, dismissal)?);
        }
        Decision::Lapse(lapse) => sections.push(grounds::lapse(&writer, lapse)?),
        Decision::Recovery(recovered) => {
            sections.extend(recovery::sections(facts, &writer, recovered)?);
        }
        Decision::AppealReversal(promise, judged) | Decision::AppealUpheld(promise, judged) => {
            sections.push(judged::section(&writer, judged)?);
            sections.extend(promise::sections(facts, &writer, promise)?);
        }
        Decision::ClaimReversal(less, judged) | Decision::ClaimUpheld(less, judged) => {
            sections.push(judged::section(&writer, judged)?);
            sections.push(judged::less_claimed(&writer, less)?);
        }
        Decision::Change(promise, answered) => {
            sections.extend(change::sections(&writer, answered)?);
            if let Some(promise) = promise {
                sections.extend(promise::sections(facts, &writer, promise)?);
            }
        }
        Decision::ChangeRefusal(answered) => {
            sections.extend(change::sections(&writer, answered)?);
        }
        Decision::Reversal(promise, reversed) => {
            sections.extend(reversal::sections(&writer, reversed)?);
            if let Some(promise) = promise {
                sections.extend(promise::sections(facts, &writer, promise)?);
            }
        }
        Decision::Correction(error) => sections.push(corrected::section(&writer, error)?),
        Decision::Reconsidered(judged)
        | Decision::AppealDismissal(judged)
        | Decision::AppealRejected(judged)
        | Decision::AppealAnnulled(judged) => sections.push(judged::section(&writer, judged)?),
    }
    sections.push(appeal::section(facts, &writer)?);
    sections.extend(appeal::rules(facts, &writer)?);
    let letter = envelope(facts, &writer, sections)?;
    letter.check()?;
    Ok(letter)
}

/// Sender, recipient, references and signatures around the sections.
fn envelope(
    facts: &Facts<'_>,
    writer: &Writer<'_>,
    sections: Vec<Section>,
) -> Result<Letter, TextError> {
    let title = writer.word(message::TITLE)?;
    let subject = writer.say(
        &format!("letter-subject-{}", facts.decision.name()),
        &args([
            ("scheme", title.into()),
            ("year", facts.terms.grant_year.to_string().into()),
        ]),
    )?;
    let name = std::iter::once(facts.applicant.name.clone());
    Ok(Letter {
        language: facts.language,
        ident: facts.ident.to_owned(),
        sender: Sender {
            authority: facts.profile.manager.to_owned(),
            unit: facts.office.unit.clone(),
            address: facts.office.address.clone(),
            organisation: facts.office.organisation.clone(),
        },
        recipient: name.chain(facts.address.iter().cloned()).collect(),
        case_reference: facts.case_reference.to_string(),
        decision_number: facts.decision_number.to_owned(),
        date: facts.date,
        officer: facts.office.officer.clone(),
        subject,
        sections,
        signers: facts.office.signers.clone(),
    })
}

/// The decision in a sentence, and its figures.
fn decision(facts: &Facts<'_>, writer: &Writer<'_>) -> Result<Section, TextError> {
    let name = facts.decision.name();
    let (amount, lapse) = match &facts.decision {
        Decision::Grant(promise)
        | Decision::PartialGrant(promise, _)
        | Decision::AppealReversal(promise, _)
        | Decision::AppealUpheld(promise, _)
        | Decision::Change(Some(promise), _) => (Some(("granted", promise.granted)), None),
        Decision::Refusal(_)
        | Decision::Dismissal(_)
        | Decision::Reconsidered(_)
        | Decision::Change(None, _)
        | Decision::ChangeRefusal(_)
        | Decision::Correction(_)
        | Decision::AppealDismissal(_)
        | Decision::AppealRejected(_)
        | Decision::AppealAnnulled(_) => (None, None),
        Decision::Lapse(lapse) => (Some(("granted", lapse.granted)), Some(lapse)),
        Decision::ClaimReversal(less, _) | Decision::ClaimUpheld(less, _) => {
            (Some(("claimed", less.claimed)), None)
        }
        Decision::Reversal(_, reversed) => (Some(("granted", reversed.granted)), None),
        Decision::Recovery(recovered) => (Some(("claimed", recovered.claim.amount)), None),
    };
    let mut values = vec![
        ("authority", facts.profile.manager.into()),
        ("recipient", facts.applicant.name.as_str().into()),
        ("requested", facts.requested.into()),
    ];
    values.extend(amount.map(|(name, amount)| (name, amount.into())));
    if let Some(lapse) = lapse {
        values.extend([
            ("decided", lapse.decided.into()),
            ("date", lapse.accept_by.into()),
        ]);
    }
    let mut figures = vec![
        writer.fact("scheme", writer.word(message::TITLE)?)?,
        writer.fact("recipient", facts.applicant.name.as_str())?,
        writer.fact("organisation", facts.applicant.organisation.as_str())?,
        writer.fact("requested", facts.requested)?,
    ];
    if let Some((name, amount)) = amount {
        let label = if lapse.is_some() { "lapsed" } else { name };
        figures.push(writer.fact(label, amount)?);
    }
    figures.push(writer.fact("chapter-post", chapter_post(facts, writer)?)?);
    figures.push(writer.fact("year", facts.terms.grant_year.to_string())?);
    writer.section(
        "decision",
        vec![
            writer.paragraph(&format!("letter-decision-{name}"), &values)?,
            Block::Facts(figures),
        ],
    )
}

/// Chapter and post of the budget, in words.
fn chapter_post(facts: &Facts<'_>, writer: &Writer<'_>) -> Result<String, TextError> {
    let place = &facts.terms.chapter_post;
    let short = |digits: &str| digits.trim_start_matches('0').to_owned();
    writer.say(
        "letter-chapter-post",
        &args([
            ("chapter", short(place.chapter()).into()),
            ("post", short(place.post()).into()),
        ]),
    )
}
