//! Writes one file of each kind into a folder: `specimens FOLDER`. Outside judges read them.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use interchange::bank::{BankFile, LARGEST_FILE};
use interchange::cloud_events::{self, Content};
use interchange::ledger::{self, Line, Mapping, Summary, saft};
use interchange::payment::BankPayment;
use interchange::table::csv::Dialect;
use interchange::table::{self, Amounts, ColumnMap, Row};
// The specimens name the crate's modules as the crate does.
use interchange::{amount, awards, noark, pain001, payment, payments, three_sixty};

#[path = "../src/specimen/mod.rs"]
mod specimen;

use pain001::{Order, Version};
use specimen::Answer;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let folder = std::env::args_os().nth(1).ok_or("name a folder")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    bank(folder)?;
    tables(folder)?;
    open_data(folder)?;
    accounting(folder)?;
    archive(folder)?;
    events(folder)
}

fn create(folder: &Path, name: &str) -> std::io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(folder.join(name))?))
}

fn items<T>(items: Vec<T>) -> impl Iterator<Item = Result<T, Box<dyn Error>>> {
    items.into_iter().map(Ok)
}

fn bank(folder: &Path) -> Done {
    let payments = specimen::bank_payments();
    let days = payments.iter().map(BankPayment::payment);
    let groups = pain001::groups(days.map(|payment| (payment.due, payment.amount)))?;
    for (version, name) in [
        (Version::V09, "pain001.xml"),
        (Version::V03, "pain001.03.xml"),
    ] {
        let order = Order {
            version,
            groups: groups.clone(),
            ..specimen::order()
        };
        pain001::write(create(folder, name)?, &order, items(payments.clone()))?;
    }
    let answers: Vec<_> = payments.iter().map(|one| (one, Answer::Paid)).collect();
    let returned = [(&payments[1], Answer::Returned)];
    for (name, text) in [
        ("camt054.xml", specimen::camt054("08", &answers)),
        ("camt054.02.xml", specimen::camt054("02", &answers)),
        ("camt054.returned.xml", specimen::camt054("08", &returned)),
        ("pain002.xml", specimen::pain002("12", &payments)),
        ("pain002.03.xml", specimen::pain002("03", &payments)),
    ] {
        BankFile::open(text.as_bytes(), LARGEST_FILE)?.finish()?;
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

fn tables(folder: &Path) -> Done {
    let ore = ColumnMap::own(&awards::Award::LAYOUT, Amounts::Ore);
    let kroner = ColumnMap::own(&awards::Award::LAYOUT, Amounts::Kroner);
    let file = |map| table::File {
        snapshot: "S-2026-0001",
        map,
    };
    let (awards, rows) = (specimen::awards(), specimen::payment_rows());
    table::csv::write(
        create(folder, "awards.csv")?,
        Dialect::Comma,
        file(&ore),
        items(awards.clone()),
    )?;
    table::xlsx::write(
        create(folder, "awards.xlsx")?,
        file(&kroner),
        items(awards.clone()),
    )?;
    let own = ColumnMap::own(&payments::Payment::LAYOUT, Amounts::Kroner);
    table::csv::write(
        create(folder, "payments.csv")?,
        Dialect::Semicolon,
        file(&own),
        items(rows.clone()),
    )?;
    table::xlsx::write(
        create(folder, "payments.xlsx")?,
        file(&own),
        items(rows.clone()),
    )?;
    let snapshot = "S-2026-0001";
    interchange::parquet::write(create(folder, "awards.parquet")?, snapshot, items(awards))?;
    interchange::parquet::write(create(folder, "payments.parquet")?, snapshot, items(rows))?;
    Ok(())
}

fn open_data(folder: &Path) -> Done {
    let package = specimen::package();
    let json = create(folder, "360giving.json")?;
    three_sixty::write_json(json, &package, items(specimen::grants()))?;
    let csv = create(folder, "360giving.csv")?;
    three_sixty::write_csv(csv, &package, items(specimen::grants()))?;
    Ok(())
}

fn accounting(folder: &Path) -> Done {
    let mapping = Mapping::state()?;
    let map = ColumnMap::own(&Line::LAYOUT, Amounts::Ore);
    let file = table::File {
        snapshot: "S-2026-0001",
        map: &map,
    };
    let csv = create(folder, "ledger.csv")?;
    ledger::write_csv(
        csv,
        Dialect::Comma,
        file,
        &mapping,
        items(specimen::postings()),
    )?;
    let summary = Summary::of(&mapping, items(specimen::postings()))?;
    let xml = create(folder, "saft.xml")?;
    let header = specimen::saft_header();
    saft::write(
        xml,
        &header,
        &mapping,
        &summary,
        items(specimen::postings()),
    )?;
    Ok(())
}

fn archive(folder: &Path) -> Done {
    let (extraction, entries) = (specimen::extraction(), specimen::archived());
    let structure = create(folder, "arkivstruktur.xml")?;
    noark::write_structure(structure, &extraction, &entries)?;
    let period = (specimen::day(6, 1), specimen::day(6, 30));
    for (reader, name) in [
        (noark::Reader::Authority, "loependeJournal.xml"),
        (noark::Reader::Public, "offentligJournal.xml"),
    ] {
        let out = create(folder, name)?;
        noark::write_journal(out, reader, &extraction.creator, period, &entries)?;
    }
    Ok(())
}

fn events(folder: &Path) -> Done {
    let mut out = create(folder, "events.jsonl")?;
    for (cursor, content) in [(1, Content::Reference), (2, Content::Payload)] {
        let source = "https://tildeling.example/schemes/rental-housing";
        cloud_events::write(&mut out, &specimen::event(cursor), source, content)?;
        writeln!(out)?;
    }
    Ok(())
}
