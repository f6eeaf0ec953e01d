//! Apache Parquet of any table: amounts are exact decimals in kroner, times microseconds in UTC.

use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use chrono::NaiveDate;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::table::{Amounts, Cell, Cells, ColumnMap, File, Kind, Layout, Row, TableError};

/// Rows held at a time; columns of so many rows stand together in the file.
const GROUP: usize = 20_000;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ParquetFileError {
    /// The format's library refused.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// The table does not fit.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// Writes a table under its own column names. Returns the number of rows.
///
/// # Errors
/// [`ParquetFileError`], and what the rows fail with; the output is then to be thrown away.
pub fn write<W, R, E>(
    out: W,
    snapshot: &str,
    rows: impl IntoIterator<Item = Result<R, E>>,
) -> Result<u64, E>
where
    W: Write + Send,
    R: Row,
    E: From<ParquetFileError>,
{
    write_groups(out, snapshot, rows, GROUP)
}

fn write_groups<W, R, E>(
    out: W,
    snapshot: &str,
    rows: impl IntoIterator<Item = Result<R, E>>,
    group: usize,
) -> Result<u64, E>
where
    W: Write + Send,
    R: Row,
    E: From<ParquetFileError>,
{
    let map = ColumnMap::own(&R::LAYOUT, Amounts::Kroner);
    let file = File {
        snapshot,
        map: &map,
    };
    let cells = Cells::of::<R>(file).map_err(ParquetFileError::from)?;
    let mut writer = begin(out, &R::LAYOUT).map_err(ParquetFileError::from)?;
    let mut columns: Vec<Values> = R::LAYOUT
        .columns()
        .map(|column| column.kind.into())
        .collect();
    let (mut held, mut count) = (0, 0);
    for row in rows {
        let row = row?;
        for (values, cell) in columns.iter_mut().zip(cells.row(&row)) {
            values.push(cell);
        }
        held += 1;
        count += 1;
        if held == group {
            flush(&mut writer, &mut columns).map_err(ParquetFileError::from)?;
            held = 0;
        }
    }
    if held > 0 {
        flush(&mut writer, &mut columns).map_err(ParquetFileError::from)?;
    }
    writer.close().map_err(ParquetFileError::from)?;
    Ok(count)
}

fn begin<W: Write + Send>(
    out: W,
    layout: &Layout,
) -> Result<SerializedFileWriter<W>, ParquetError> {
    let mut schema = format!("message {} {{", layout.name);
    for column in layout.columns() {
        let kind = match column.kind {
            Kind::Text => "BYTE_ARRAY {} (STRING)",
            Kind::Integer => "INT64 {}",
            Kind::Money => "INT64 {} (DECIMAL(18,2))",
            Kind::Date => "INT32 {} (DATE)",
            Kind::Time => "INT64 {} (TIMESTAMP(MICROS,true))",
            Kind::Boolean => "BOOLEAN {}",
        };
        // Writing to a string does not fail.
        let _ = write!(schema, " OPTIONAL {};", kind.replace("{}", column.name));
    }
    schema.push('}');
    let schema = Arc::new(parse_message_type(&schema)?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .build();
    SerializedFileWriter::new(out, schema, Arc::new(properties))
}

/// Writes what is held as a row group and empties it.
fn flush<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    columns: &mut [Values],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for values in columns {
        if let Some(mut column) = group.next_column()? {
            values.write(column.untyped())?;
            column.close()?;
        }
        values.clear();
    }
    group.close()?;
    Ok(())
}

/// The values of a column, and for each row whether it has one.
struct Values {
    present: Vec<i16>,
    data: Data,
}

enum Data {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Day(Vec<i32>),
    Boolean(Vec<bool>),
}

impl From<Kind> for Values {
    fn from(kind: Kind) -> Self {
        let data = match kind {
            Kind::Text => Data::Text(Vec::new()),
            Kind::Integer | Kind::Money | Kind::Time => Data::Whole(Vec::new()),
            Kind::Date => Data::Day(Vec::new()),
            Kind::Boolean => Data::Boolean(Vec::new()),
        };
        Self {
            present: Vec::new(),
            data,
        }
    }
}

impl Values {
    /// Adds a cell. A cell of another kind than the column's is an empty one.
    fn push(&mut self, cell: Cell<'_>) {
        let has_value = match (&mut self.data, cell) {
            (Data::Text(values), Cell::Text(text)) => {
                values.push(ByteArray::from(text.as_bytes().to_vec()));
                true
            }
            (Data::Whole(values), Cell::Integer(number)) => {
                values.push(number);
                true
            }
            (Data::Whole(values), Cell::Money(amount)) => {
                values.push(amount.ore());
                true
            }
            (Data::Whole(values), Cell::Time(time)) => {
                values.push(time.timestamp_micros());
                true
            }
            (Data::Day(values), Cell::Date(date)) => {
                let days = date.signed_duration_since(NaiveDate::default()).num_days();
                // The calendar's whole range fits.
                values.extend(i32::try_from(days));
                true
            }
            (Data::Boolean(values), Cell::Boolean(yes)) => {
                values.push(yes);
                true
            }
            _ => false,
        };
        self.present.push(i16::from(has_value));
    }

    fn write(&self, column: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let present = Some(self.present.as_slice());
        match (&self.data, column) {
            (Data::Text(values), ColumnWriter::ByteArrayColumnWriter(column)) => {
                column.write_batch(values, present, None)?
            }
            (Data::Whole(values), ColumnWriter::Int64ColumnWriter(column)) => {
                column.write_batch(values, present, None)?
            }
            (Data::Day(values), ColumnWriter::Int32ColumnWriter(column)) => {
                column.write_batch(values, present, None)?
            }
            (Data::Boolean(values), ColumnWriter::BoolColumnWriter(column)) => {
                column.write_batch(values, present, None)?
            }
            _ => return Err(ParquetError::General("column of another type".to_owned())),
        };
        Ok(())
    }

    fn clear(&mut self) {
        self.present.clear();
        match &mut self.data {
            Data::Text(values) => values.clear(),
            Data::Whole(values) => values.clear(),
            Data::Day(values) => values.clear(),
            Data::Boolean(values) => values.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;
    use crate::awards::Award;
    use crate::specimen;

    #[test]
    fn rows_of_several_groups_read_back() {
        let awards = specimen::awards();
        let rows = awards.iter().cloned().map(Ok::<_, ParquetFileError>);
        let mut out = Vec::new();
        assert_eq!(
            write_groups(&mut out, "S1", rows, 2).unwrap(),
            awards.len() as u64
        );
        let reader = SerializedFileReader::new(bytes::Bytes::from(out)).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), awards.len().div_ceil(2));
        let column = |name| {
            Award::LAYOUT
                .columns()
                .position(|column| column.name == name)
                .unwrap()
        };
        for (row, award) in reader.get_row_iter(None).unwrap().zip(&awards) {
            let row = row.unwrap();
            let name = row.get_string(column("organisation_name")).unwrap();
            assert_eq!(name, &award.organisation_name);
            let digits = row.get_decimal(column("awarded")).unwrap();
            let ore = digits
                .data()
                .iter()
                .fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
            assert_eq!((digits.scale(), ore), (2, award.awarded.ore()));
        }
    }
}
