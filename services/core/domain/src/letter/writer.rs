//! Sentences of a letter, from the catalogues of the scheme and the domain.

use std::borrow::Cow;

use text::{Catalogue, Language, TextError};

use super::content::{Align, Block, Column, Fact, Section};
use crate::findings::{FindingValue, filled};
use crate::texts;

/// The values of one message.
pub(super) type Values<'a> = &'a [(&'static str, FindingValue)];

/// Writes messages in the language of a letter.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub language: Language,
    /// The catalogue of the scheme, then that of the domain.
    catalogues: [&'a Catalogue; 2],
}

impl<'a> Writer<'a> {
    pub fn new(language: Language, scheme: &'a Catalogue) -> Self {
        Self {
            language,
            catalogues: [scheme, texts::catalogue()],
        }
    }

    pub fn catalogues(&self) -> &[&'a Catalogue] {
        &self.catalogues
    }

    /// Returns whether a catalogue has the message.
    pub fn has(&self, id: &str) -> bool {
        self.catalogues.iter().any(|catalogue| catalogue.has(id))
    }

    /// Writes a message of which every value is given. A letter is never sent with a bare id.
    pub fn say(&self, id: &str, values: Values<'_>) -> Result<String, TextError> {
        self.fill(id, values.iter().map(|(name, value)| (*name, value)))
    }

    /// Writes a message with values whose names come from a stored record.
    pub fn say_stored(
        &self,
        id: &str,
        values: &[(Cow<'static, str>, FindingValue)],
    ) -> Result<String, TextError> {
        self.fill(
            id,
            values.iter().map(|(name, value)| (name.as_ref(), value)),
        )
    }

    fn fill<'v>(
        &self,
        id: &str,
        values: impl Iterator<Item = (&'v str, &'v FindingValue)>,
    ) -> Result<String, TextError> {
        let args = filled(self.language, values);
        let catalogue = self.catalogues.iter().find(|catalogue| catalogue.has(id));
        catalogue
            .ok_or_else(|| TextError::NoMessage(id.to_owned()))?
            .try_text(self.language, id, &args)
    }

    /// Writes a message without values.
    pub fn word(&self, id: &str) -> Result<String, TextError> {
        self.say(id, &[])
    }

    /// Writes a value as the language does.
    pub fn value(&self, value: &FindingValue) -> Result<String, TextError> {
        self.say("letter-value", &[("value", value.clone())])
    }

    /// Writes a paragraph.
    pub fn paragraph(&self, id: &str, values: Values<'_>) -> Result<Block, TextError> {
        self.say(id, values).map(Block::Paragraph)
    }

    /// Begins a section with its heading, `letter-heading-<name>`.
    pub fn section(&self, name: &str, blocks: Vec<Block>) -> Result<Section, TextError> {
        Ok(Section {
            heading: self.word(&format!("letter-heading-{name}"))?,
            blocks,
        })
    }

    /// Writes a label, `letter-fact-<name>`, with its value.
    pub fn fact(&self, name: &str, value: impl Into<FindingValue>) -> Result<Fact, TextError> {
        Ok(Fact {
            label: self.word(&format!("letter-fact-{name}"))?,
            value: self.value(&value.into())?,
        })
    }

    /// Writes the head of a column, `letter-column-<name>`.
    pub fn column(&self, name: &str, align: Align, share: u8) -> Result<Column, TextError> {
        Ok(Column {
            head: self.word(&format!("letter-column-{name}"))?,
            align,
            share,
        })
    }
}
