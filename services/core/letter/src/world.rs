//! The typesetter's world: one template, one document of data, one typeface.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{Error, fonts};

const TEMPLATE: &str = include_str!("letter.typ");

/// The parts of the world that are the same for every letter.
struct Base {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
    data: FileId,
}

static BASE: LazyLock<Base> = LazyLock::new(|| Base {
    library: LazyHash::new(Library::default()),
    book: LazyHash::new(FontBook::from_fonts(fonts::all())),
    template: Source::new(file("letter.typ"), TEMPLATE.to_owned()),
    data: file("letter.json"),
});

#[expect(
    clippy::expect_used,
    reason = "the two names are constants and valid paths"
)]
fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// The world of one letter, which holds its data.
struct Typesetter(Bytes);

impl World for Typesetter {
    fn library(&self) -> &LazyHash<Library> {
        &BASE.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BASE.book
    }

    fn main(&self) -> FileId {
        BASE.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == BASE.template.id() {
            Ok(BASE.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == BASE.data {
            Ok(self.0.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Typesets the template with a letter's data. The identifier and the date make the document's
/// identifier and time.
pub(crate) fn typeset(data: Vec<u8>, ident: &str, date: NaiveDate) -> Result<Vec<u8>, Error> {
    let options = options(ident, date)?;
    let world = Typesetter(Bytes::new(data));
    let pdf = typst::compile(&world)
        .output
        .and_then(|document| typst_pdf::pdf(&document, &options));
    // The cache is no use to another letter, and without this it grows by megabytes with each.
    typst::comemo::evict(0);
    pdf.map_err(|faults| Error::Typeset(words(&faults)))
}

fn options(ident: &str, date: NaiveDate) -> Result<PdfOptions, Error> {
    let small = |part: u32| u8::try_from(part).ok();
    let noon = || {
        Datetime::from_ymd_hms(
            date.year(),
            small(date.month())?,
            small(date.day())?,
            12,
            0,
            0,
        )
    };
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    Ok(PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("Tildeling".to_owned())),
        timestamp: Some(Timestamp::new_utc(noon().ok_or(Error::Date)?)),
        standards: standards.map_err(|fault| Error::Typeset(fault.message().to_string()))?,
        ..PdfOptions::default()
    })
}

/// The typesetter's faults as one text.
fn words(faults: &[SourceDiagnostic]) -> String {
    let faults: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    faults.join("; ")
}
