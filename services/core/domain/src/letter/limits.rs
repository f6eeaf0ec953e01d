//! Limits of a letter: typesetting takes time and memory in proportion to the text.

use super::content::{Block, Letter, Section, Table};

/// The most characters of a name, a label, a heading or another text of one line.
pub const LINE_MAX: usize = 300;
/// The most characters of a paragraph, an item or a cell.
pub const TEXT_MAX: usize = 10_000;
/// The most lines of an address.
pub const ADDRESS_MAX: usize = 8;
/// The most sections.
pub const SECTIONS_MAX: usize = 40;
/// The most blocks of a section.
pub const BLOCKS_MAX: usize = 60;
/// The most items of a list, facts of a list or rows of a table.
pub const ROWS_MAX: usize = 1_000;
/// The most columns of a table.
pub const COLUMNS_MAX: usize = 8;
/// The most persons who sign.
pub const SIGNERS_MAX: usize = 6;
/// The most characters of a whole letter.
pub const LETTER_MAX: usize = 250_000;

/// A letter that cannot be typeset, with the field at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterFault {
    /// A text is too long.
    #[error("{field} has {found} characters; at most {max} fit, so shorten it")]
    TooLong {
        /// Path of the field, `sections[2].blocks[0].rows[3][1]`; `letter` for all of it.
        field: String,
        /// Characters it has.
        found: usize,
        /// Characters it may have.
        max: usize,
    },
    /// A list is too long.
    #[error("{field} has {found} entries; at most {max} fit, so shorten it")]
    TooMany {
        /// Path of the field.
        field: String,
        /// Entries it has.
        found: usize,
        /// Entries it may have.
        max: usize,
    },
    /// A text or a list is needed and empty.
    #[error("{field} is empty; fill it in")]
    Empty {
        /// Path of the field.
        field: String,
    },
    /// A row has another number of cells than the table has columns.
    #[error("{field} has {found} cells in a table of {columns} columns; give one cell a column")]
    Uneven {
        /// Path of the row.
        field: String,
        /// Cells it has.
        found: usize,
        /// Columns of the table.
        columns: usize,
    },
}

type Checked = Result<(), LetterFault>;

impl Letter {
    /// Checks every limit.
    ///
    /// # Errors
    /// The first [`LetterFault`] from the top of the letter.
    pub fn check(&self) -> Checked {
        let mut check = Check { characters: 0 };
        check.head(self)?;
        check.count("sections", self.sections.len(), 1, SECTIONS_MAX)?;
        for (at, section) in self.sections.iter().enumerate() {
            check.section(&format!("sections[{at}]"), section)?;
        }
        check.count("signers", self.signers.len(), 1, SIGNERS_MAX)?;
        for (at, signer) in self.signers.iter().enumerate() {
            check.needed(&format!("signers[{at}].name"), &signer.name)?;
            check.line(&format!("signers[{at}].title"), &signer.title)?;
        }
        check.text("letter", check.characters, LETTER_MAX)
    }
}

/// Counts the characters of a letter on the way through it.
struct Check {
    characters: usize,
}

impl Check {
    fn head(&mut self, letter: &Letter) -> Checked {
        self.needed("ident", &letter.ident)?;
        self.needed("sender.authority", &letter.sender.authority)?;
        self.line("sender.unit", &letter.sender.unit)?;
        self.count(
            "sender.address",
            letter.sender.address.len(),
            0,
            ADDRESS_MAX,
        )?;
        self.each("sender.address", &letter.sender.address, Self::line)?;
        self.line("sender.organisation", &letter.sender.organisation)?;
        self.address("recipient", &letter.recipient)?;
        self.needed("case_reference", &letter.case_reference)?;
        self.needed("decision_number", &letter.decision_number)?;
        self.line("officer", &letter.officer)?;
        self.needed("subject", &letter.subject)
    }

    fn address(&mut self, field: &str, lines: &[String]) -> Checked {
        self.count(field, lines.len(), 1, ADDRESS_MAX)?;
        self.each(field, lines, Self::line)
    }

    fn section(&mut self, field: &str, section: &Section) -> Checked {
        self.needed(&format!("{field}.heading"), &section.heading)?;
        self.count(
            &format!("{field}.blocks"),
            section.blocks.len(),
            1,
            BLOCKS_MAX,
        )?;
        for (at, block) in section.blocks.iter().enumerate() {
            let field = format!("{field}.blocks[{at}]");
            match block {
                Block::Paragraph(text) => self.body(&field, text)?,
                Block::Numbered(items) => {
                    self.count(&field, items.len(), 1, ROWS_MAX)?;
                    self.each(&field, items, Self::body)?;
                }
                Block::Table(table) => self.table(&field, table)?,
                Block::Facts(facts) => {
                    self.count(&field, facts.len(), 1, ROWS_MAX)?;
                    for (at, fact) in facts.iter().enumerate() {
                        self.needed(&format!("{field}[{at}].label"), &fact.label)?;
                        self.body(&format!("{field}[{at}].value"), &fact.value)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, field: &str, table: &Table) -> Checked {
        self.line(&format!("{field}.caption"), &table.caption)?;
        let columns = table.columns.len();
        self.count(&format!("{field}.columns"), columns, 1, COLUMNS_MAX)?;
        for (at, column) in table.columns.iter().enumerate() {
            self.needed(&format!("{field}.columns[{at}].head"), &column.head)?;
        }
        self.count(&format!("{field}.rows"), table.rows.len(), 1, ROWS_MAX)?;
        for (at, row) in table.rows.iter().enumerate() {
            self.row(format!("{field}.rows[{at}]"), row, columns)?;
        }
        if table.total.is_empty() {
            return Ok(());
        }
        self.row(format!("{field}.total"), &table.total, columns)
    }

    fn row(&mut self, field: String, cells: &[String], columns: usize) -> Checked {
        if cells.len() != columns {
            let found = cells.len();
            return Err(LetterFault::Uneven {
                field,
                found,
                columns,
            });
        }
        self.each(&field, cells, Self::body)
    }

    fn each(
        &mut self,
        field: &str,
        texts: &[String],
        check: fn(&mut Self, &str, &str) -> Checked,
    ) -> Checked {
        let mut numbered = texts.iter().enumerate();
        numbered.try_for_each(|(at, text)| check(self, &format!("{field}[{at}]"), text))
    }

    fn needed(&mut self, field: &str, text: &str) -> Checked {
        if text.trim().is_empty() {
            let field = field.to_owned();
            return Err(LetterFault::Empty { field });
        }
        self.line(field, text)
    }

    fn line(&mut self, field: &str, text: &str) -> Checked {
        self.counted(field, text, LINE_MAX)
    }

    fn body(&mut self, field: &str, text: &str) -> Checked {
        self.counted(field, text, TEXT_MAX)
    }

    fn counted(&mut self, field: &str, text: &str, max: usize) -> Checked {
        let found = text.chars().count();
        self.characters += found;
        self.text(field, found, max)
    }

    fn text(&self, field: &str, found: usize, max: usize) -> Checked {
        let field = || field.to_owned();
        match found {
            found if found > max => Err(LetterFault::TooLong {
                field: field(),
                found,
                max,
            }),
            _ => Ok(()),
        }
    }

    fn count(&self, field: &str, found: usize, min: usize, max: usize) -> Checked {
        let field = || field.to_owned();
        match found {
            found if found < min => Err(LetterFault::Empty { field: field() }),
            found if found > max => Err(LetterFault::TooMany {
                field: field(),
                found,
                max,
            }),
            _ => Ok(()),
        }
    }
}
