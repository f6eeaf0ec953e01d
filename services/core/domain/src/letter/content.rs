//! The content of a letter, without its layout.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use text::Language;

/// A letter (brev), complete and ready to be typeset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Language.
    pub language: Language,
    /// Identifier of the document, the same for the same letter.
    pub ident: String,
    /// The authority that sends it.
    pub sender: Sender,
    /// Name and address, line by line.
    pub recipient: Vec<String>,
    /// The case reference.
    pub case_reference: String,
    /// Number of the decision.
    pub decision_number: String,
    /// Date of the letter, in Norway.
    pub date: NaiveDate,
    /// The person who handles the case.
    pub officer: String,
    /// Subject, the title of the document.
    pub subject: String,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Those who signed the decision.
    pub signers: Vec<Signer>,
}

/// The authority that sends a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Name of the authority.
    pub authority: String,
    /// Its unit; empty where there is none.
    pub unit: String,
    /// Address, line by line.
    pub address: Vec<String>,
    /// Organisation number.
    pub organisation: String,
}

/// A person who signed the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
}

/// A heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// Content in order.
    pub blocks: Vec<Block>,
}

/// A part of a section. A line break inside a text is `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", content = "content", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A numbered list.
    Numbered(Vec<String>),
    /// A table.
    Table(Table),
    /// Labels with their values.
    Facts(Vec<Fact>),
}

/// A table with a head, and rows as wide as the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Caption above it.
    pub caption: String,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows, one cell a column.
    pub rows: Vec<Vec<String>>,
    /// Row of sums below the others; empty where there is none.
    pub total: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Head.
    pub head: String,
    /// Alignment of its cells.
    pub align: Align,
    /// Share of the width that the narrow columns leave; zero for a column as narrow as its cells.
    pub share: u8,
}

/// Alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Text.
    Left,
    /// Figures.
    Right,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
}
