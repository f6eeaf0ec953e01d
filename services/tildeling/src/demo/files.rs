//! Exported files of a played year, a folder a scheme, and the check that their sums are equal.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use domain::calendar::{Clock, SystemClock};
use interchange::ledger::{self, Line, Mapping, Summary, saft};
use interchange::reconciliation::Reconciled;
use interchange::state_aid::AidRow;
use interchange::table::csv::Dialect;
use interchange::table::{self, Row};
use interchange::{awards, payments, three_sixty};
use serde_json::Value;

use super::play::Played;
use super::sums::Sums;
use crate::export::{self, Agency, Scope, in_kroner, in_ore};

/// The line that a demonstration prints when all sums are equal.
pub const TIED: &str = concat!(
    "Tied to the øre: commitments in awards.csv, 360giving.json, ledger, budget and tags;\n",
    "payments in awards.csv, payments.csv, camt054.xml, 360giving.json, ledger, budget and tags,\n",
    "what was set off beside the bank's files;\n",
    "batches as approved and in pain001.xml;\n",
    "appropriation = committed + left.",
);

impl Played {
    /// The call, as files name it.
    pub fn scope(&self) -> Scope {
        Scope {
            scheme: self.scheme.clone(),
            call: self.call.clone(),
        }
    }

    /// The sum of the payments that were kept for a debt, øre: no money moved, in or out.
    pub fn set_off_ore(&self) -> i64 {
        let kept = self.payments.iter();
        let kept = kept.filter(|payment| !payment.set_off_case.is_empty());
        kept.map(|payment| export::ore(payment.amount)).sum()
    }

    /// The awards as rows.
    pub fn award_rows(&self) -> impl Iterator<Item = anyhow::Result<awards::Award>> + '_ {
        let scope = self.scope();
        let all = self.awards.iter().zip(&self.money);
        all.map(move |(award, money)| export::award(&scope, award, money))
    }

    /// The agency that manages the scheme. The contact is invented.
    fn agency(&self) -> Agency {
        match self.scheme.as_str() {
            "rental-housing" => Agency::example("942114184", "Husbanken", "husbanken"),
            "child-next-of-kin" => Agency::example("986128433", "Bufdir", "bufdir"),
            "user-run-centres" => Agency::example("983544622", "Helsedirektoratet", "hdir"),
            _ => Agency::example("889640782", "Arbeids- og velferdsetaten", "nav"),
        }
    }
}

/// The payments as objects of `payments.json`.
pub fn payment_objects(played: &Played) -> impl Iterator<Item = anyhow::Result<Value>> + '_ {
    let scope = played.scope();
    let all = played.payments.iter();
    all.map(move |payment| Ok(export::payment_json(&scope, payment)))
}

fn entries(played: &Played) -> impl Iterator<Item = anyhow::Result<ledger::Posting>> + '_ {
    played.postings.iter().flat_map(|posting| {
        let lines = export::postings(posting);
        let (lines, error) = match lines {
            Ok(lines) => (lines, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        lines.into_iter().map(Ok).chain(error.map(Err))
    })
}

/// Writes awards as CSV.
///
/// # Errors
/// Those of the rows and of the output.
pub fn awards_csv(
    out: File,
    snapshot: &str,
    rows: impl Iterator<Item = anyhow::Result<awards::Award>>,
) -> anyhow::Result<u64> {
    let map = &in_ore(&awards::Award::LAYOUT);
    table::csv::write(out, Dialect::Comma, table::File { snapshot, map }, rows)
}

/// Writes the files of all schemes. Returns the sums that are not equal.
///
/// # Errors
/// A file could not be written.
pub fn write_all<'p>(
    out: &Path,
    played: impl IntoIterator<Item = &'p Played>,
) -> anyhow::Result<Vec<String>> {
    let mut untied = Vec::new();
    for played in played {
        let folder = out.join(&played.scheme);
        fs::create_dir_all(&folder)?;
        let sums = write(&folder, played).with_context(|| played.scheme.clone())?;
        let faults = sums.untied();
        let of = format!("{} {}", played.scheme, played.call);
        untied.extend(faults.map(|fault| format!("{of}: {fault}")));
    }
    Ok(untied)
}

fn write(folder: &Path, played: &Played) -> anyhow::Result<Sums> {
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let scope = played.scope();
    let snapshot = export::snapshot(&scope, played.budget.newest_posting);
    let snapshot = snapshot.as_str();
    awards_csv(
        File::create(folder.join("awards.csv"))?,
        snapshot,
        played.award_rows(),
    )?;
    let map = &in_kroner(&awards::Award::LAYOUT);
    let mut out = create("awards.xlsx")?;
    table::xlsx::write::<_, _, anyhow::Error>(
        &mut out,
        table::File { snapshot, map },
        played.award_rows(),
    )?;
    out.flush()?;
    let mut out = create("awards.parquet")?;
    interchange::parquet::write::<_, _, anyhow::Error>(&mut out, snapshot, played.award_rows())?;
    out.flush()?;
    export::write_array(create("payments.json")?, payment_objects(played))?;
    let map = &in_kroner(&payments::Payment::LAYOUT);
    let rows = played.payments.iter();
    let rows = rows.map(|payment| export::payment(&scope, payment));
    let file = table::File { snapshot, map };
    table::csv::write(create("payments.csv")?, Dialect::Semicolon, file, rows)?;
    let map = &in_kroner(&Reconciled::LAYOUT);
    let rows = played.reconciled.iter().cloned().map(anyhow::Ok);
    let file = table::File { snapshot, map };
    table::csv::write(
        create("reconciliation.csv")?,
        Dialect::Semicolon,
        file,
        rows,
    )?;
    if !played.state_aid.is_empty() {
        let map = &in_kroner(&AidRow::LAYOUT);
        let rows = played.state_aid.iter();
        let rows = rows.map(|award| export::state_aid(&scope, award));
        let file = table::File { snapshot, map };
        table::csv::write(create("state-aid.csv")?, Dialect::Semicolon, file, rows)?;
    }
    accounts(folder, played, snapshot)?;
    let package = export::package(
        &played.agency(),
        &played.titles,
        snapshot,
        SystemClock.now(),
    )?;
    let all = played.awards.iter().zip(&played.money);
    let grants = all.map(|(award, money)| export::grant(&played.titles, award, money));
    let published = three_sixty::write_json(create("360giving.json")?, &package, grants)?;
    Sums::of(played, &published)
}

/// Writes the entries of the State's accounts.
fn accounts(folder: &Path, played: &Played, snapshot: &str) -> anyhow::Result<()> {
    let mapping = Mapping::state()?;
    let map = &in_ore(&Line::LAYOUT);
    let csv = BufWriter::new(File::create(folder.join("ledger.csv"))?);
    let file = table::File { snapshot, map };
    ledger::write_csv(csv, Dialect::Comma, file, &mapping, entries(played))?;
    let summary = Summary::of(&mapping, entries(played))?;
    let days = || entries(played).filter_map(|posting| Some(posting.ok()?.date));
    let today = SystemClock.today();
    let period = (days().min().unwrap_or(today), days().max().unwrap_or(today));
    let header = export::header(&played.agency(), today, period, snapshot)?;
    let xml = BufWriter::new(File::create(folder.join("saft.xml"))?);
    saft::write(xml, &header, &mapping, &summary, entries(played))
}
