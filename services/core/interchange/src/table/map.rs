//! Which columns a file has, under which names: a table's own, or those of a TOML file.

use serde::Deserialize;

use super::{Cell, File, Layout, OF_THE_FILE, Row};

/// The unit of amounts in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amounts {
    /// Whole øre.
    Ore,
    /// Kroner with two decimals.
    #[default]
    Kroner,
}

/// The columns of a file.
///
/// ```
/// use interchange::awards::Award;
/// use interchange::table::{ColumnMap, Row};
///
/// let map = ColumnMap::parse(
///     r#"
///     table = "awards"
///     version = 1
///     amounts = "kroner"
///
///     [[column]]
///     name = "Org.nr."
///     source = "organisation_number"
///
///     [[column]]
///     name = "Tilskuddsforvalter"
///     constant = "Helsedirektoratet"
///     "#,
///     &Award::LAYOUT,
/// )?;
/// assert_eq!(map.names().collect::<Vec<_>>(), ["Org.nr.", "Tilskuddsforvalter"]);
/// # Ok::<(), interchange::table::MapError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    table: String,
    version: u16,
    amounts: Amounts,
    columns: Vec<Mapped>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Mapped {
    name: String,
    source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Column(usize),
    Constant(String),
}

/// Why a column map cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// Not the TOML of a column map.
    #[error("the column map cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// Written for another table or another version of it.
    #[error("the column map is for {found}; this table is {expected}")]
    OtherTable {
        /// The map's table and version.
        found: String,
        /// The table's own.
        expected: String,
    },
    /// A source that is no column of the table.
    #[error("the column “{name}” takes “{column}”, which the table does not have")]
    UnknownColumn {
        /// The file's column.
        name: String,
        /// The column asked for.
        column: String,
    },
    /// Neither a source nor a constant, or both.
    #[error("the column “{0}” needs either a source or a constant")]
    Source(String),
    /// Two columns of one name.
    #[error("there are two columns “{0}”")]
    Repeated(String),
    /// No columns.
    #[error("the column map has no columns")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    table: String,
    version: u16,
    #[serde(default)]
    amounts: Amounts,
    #[serde(default)]
    column: Vec<DocumentColumn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentColumn {
    name: String,
    source: Option<String>,
    constant: Option<String>,
}

impl ColumnMap {
    /// All columns of a table under their own names.
    #[must_use]
    pub fn own(layout: &Layout, amounts: Amounts) -> Self {
        let columns = layout.columns().enumerate().map(|(at, column)| {
            let in_ore = column.kind == super::Kind::Money && amounts == Amounts::Ore;
            Mapped {
                name: format!("{}{}", column.name, if in_ore { "_ore" } else { "" }),
                source: Source::Column(at),
            }
        });
        Self {
            table: layout.name.to_owned(),
            version: layout.version,
            amounts,
            columns: columns.collect(),
        }
    }

    /// Reads a map: table, version, unit of amounts, and columns that take a column of the table or
    /// a constant text.
    ///
    /// # Errors
    /// [`MapError`] naming the fault.
    pub fn parse(toml: &str, layout: &Layout) -> Result<Self, MapError> {
        let document: Document = toml::from_str(toml)?;
        let map = Self {
            table: document.table,
            version: document.version,
            amounts: document.amounts,
            columns: document
                .column
                .into_iter()
                .map(|column| column.resolve(layout))
                .collect::<Result<_, _>>()?,
        };
        map.is_for(layout)
            .map_err(|(found, expected)| MapError::OtherTable { found, expected })?;
        let mut names = std::collections::BTreeSet::new();
        if let Some(column) = map
            .columns
            .iter()
            .find(|column| !names.insert(&column.name))
        {
            return Err(MapError::Repeated(column.name.clone()));
        }
        if map.columns.is_empty() {
            return Err(MapError::Empty);
        }
        Ok(map)
    }

    /// The names of the file's columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// The unit of amounts.
    #[must_use]
    pub fn amounts(&self) -> Amounts {
        self.amounts
    }

    /// Checks that the map is for a table; the error has the map's table and the expected one.
    pub(super) fn is_for(&self, layout: &Layout) -> Result<(), (String, String)> {
        let found = format!("{}/{}", self.table, self.version);
        let expected = format!("{}/{}", layout.name, layout.version);
        if found == expected {
            Ok(())
        } else {
            Err((found, expected))
        }
    }
}

impl DocumentColumn {
    fn resolve(self, layout: &Layout) -> Result<Mapped, MapError> {
        let source = match (self.source, self.constant) {
            (Some(wanted), None) => {
                let at = layout.columns().position(|column| column.name == wanted);
                let at = at.ok_or_else(|| MapError::UnknownColumn {
                    name: self.name.clone(),
                    column: wanted,
                })?;
                Source::Column(at)
            }
            (None, Some(constant)) => Source::Constant(constant),
            _ => return Err(MapError::Source(self.name)),
        };
        Ok(Mapped {
            name: self.name,
            source,
        })
    }
}

/// The cells of rows as a file has them.
pub(crate) struct Cells<'f> {
    file: File<'f>,
    layout: String,
    own: usize,
}

impl<'f> Cells<'f> {
    /// Begins a file of a table.
    pub(crate) fn of<R: Row>(file: File<'f>) -> Result<Self, super::TableError> {
        file.map
            .is_for(&R::LAYOUT)
            .map_err(|(found, expected)| super::TableError::OtherTable { found, expected })?;
        Ok(Self {
            file,
            layout: format!("{}/{}", R::LAYOUT.name, R::LAYOUT.version),
            own: R::LAYOUT.columns.len(),
        })
    }

    /// The cells of a row, in the file's order.
    pub(crate) fn row<'r, R: Row>(&'r self, row: &'r R) -> impl Iterator<Item = Cell<'r>> {
        self.file
            .map
            .columns
            .iter()
            .map(move |column| match &column.source {
                Source::Constant(text) => Cell::text(text),
                Source::Column(at) if *at < self.own => row.cell(*at),
                Source::Column(at) if OF_THE_FILE[*at - self.own].name == "snapshot" => {
                    Cell::text(self.file.snapshot)
                }
                Source::Column(_) => Cell::text(&self.layout),
            })
    }
}
