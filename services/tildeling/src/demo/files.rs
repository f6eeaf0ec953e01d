//! Exported files of a played year, a folder a scheme, and the check that their sums are equal.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use domain::calendar::{Clock, SystemClock};
use domain::money::Money;
use interchange::ledger::{self, Line, Mapping, Summary, saft};
use interchange::reconciliation::Reconciled;
use interchange::table::csv::Dialect;
use interchange::table::{self, Row};
use interchange::{awards, payments, three_sixty};
use serde_json::Value;

use super::bank;
use super::play::Played;
use crate::export::{self, Agency, Scope, in_kroner, in_ore, ore};

/// The line that a demonstration prints when all sums are equal.
pub const TIED: &str = concat!(
    "Tied to the øre: commitments in awards.csv, 360giving.json, ledger and budget;\n",
    "payments in awards.csv, payments.csv, camt054.xml, 360giving.json, ledger and budget;\n",
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

/// The awards as rows.
pub fn awards(played: &Played) -> impl Iterator<Item = anyhow::Result<awards::Award>> + '_ {
    let scope = played.scope();
    let all = played.awards.iter().zip(&played.money);
    all.map(move |(award, money)| export::award(&scope, award, money))
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
pub fn write_all(out: &Path, played: &[Played]) -> anyhow::Result<Vec<String>> {
    let mut untied = Vec::new();
    for played in played {
        let folder = out.join(&played.scheme);
        fs::create_dir_all(&folder)?;
        let sums = write(&folder, played).with_context(|| played.scheme.clone())?;
        let faults = sums.untied();
        untied.extend(faults.map(|fault| format!("{}: {fault}", played.scheme)));
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
        awards(played),
    )?;
    let map = &in_kroner(&awards::Award::LAYOUT);
    let mut out = create("awards.xlsx")?;
    table::xlsx::write::<_, _, anyhow::Error>(
        &mut out,
        table::File { snapshot, map },
        awards(played),
    )?;
    out.flush()?;
    #[cfg(feature = "parquet")]
    {
        let mut out = create("awards.parquet")?;
        interchange::parquet::write::<_, _, anyhow::Error>(&mut out, snapshot, awards(played))?;
        out.flush()?;
    }
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

/// Sums of one year that must be equal, in øre, each with where it stands.
#[derive(Debug, Default)]
struct Sums {
    committed: Vec<(&'static str, i64)>,
    paid: Vec<(&'static str, i64)>,
    batched: Vec<(&'static str, i64)>,
    appropriated: Vec<(&'static str, i64)>,
}

impl Sums {
    fn of(played: &Played, published: &three_sixty::Published) -> anyhow::Result<Self> {
        let rows: Vec<awards::Award> = awards(played).collect::<Result<_, _>>()?;
        let sum = |part: fn(&awards::Award) -> Money| -> i64 {
            rows.iter().map(|award| part(award).ore()).sum()
        };
        let repaid = sum(|award| award.repaid);
        let item = played.budget.item.clone().unwrap_or_default();
        let totals = item.totals.unwrap_or_default();
        let paid = played.payments.iter().filter(|payment| payment.paid);
        Ok(Self {
            committed: vec![
                ("awards.csv", sum(|award| award.committed)),
                ("360giving.json", published.committed.ore()),
                (
                    "the ledger",
                    entered(played, &["committed", "attested", "paid", "repaid"]),
                ),
                ("the budget", ore(totals.committed)),
            ],
            paid: vec![
                ("awards.csv", sum(|award| award.paid)),
                (
                    "payments.csv",
                    paid.map(|payment| ore(payment.amount)).sum(),
                ),
                ("360giving.json", published.disbursed.ore() + repaid),
                ("the ledger", entered(played, &["paid", "repaid"])),
                ("the budget", ore(totals.paid)),
                (
                    "camt054.xml",
                    sum_of(&played.notifications, bank::booked_out)?,
                ),
            ],
            batched: vec![
                ("the batches", played.batched_ore),
                (
                    "pain001.xml",
                    sum_of(&played.bank_files, bank::control_sum)?,
                ),
            ],
            appropriated: vec![
                ("the appropriation", ore(item.appropriated)),
                ("committed and left", ore(totals.committed) + ore(item.left)),
            ],
        })
    }

    /// Returns a sentence for each set of sums that are not equal.
    fn untied(&self) -> impl Iterator<Item = String> {
        let sets = [
            ("commitments", &self.committed),
            ("payments", &self.paid),
            ("batches", &self.batched),
            ("appropriated", &self.appropriated),
        ];
        let untied = sets
            .into_iter()
            .filter(|(_, sums)| sums.iter().any(|(_, ore)| Some(ore) != first(sums)));
        untied.map(|(what, sums)| {
            let sums = sums.iter().map(|(place, ore)| format!("{place} {ore} øre"));
            format!("{what} differ: {}", sums.collect::<Vec<_>>().join(", "))
        })
    }
}

fn first<'s>(sums: &'s [(&'static str, i64)]) -> Option<&'s i64> {
    sums.first().map(|(_, ore)| ore)
}

/// Returns the sum of what each file holds.
fn sum_of(files: &[Vec<u8>], read: fn(&[u8]) -> anyhow::Result<i64>) -> anyhow::Result<i64> {
    files.iter().map(|file| read(file)).sum()
}

/// Returns what came to some kinds of accounts from others, less what left them.
fn entered(played: &Played, kinds: &[&str]) -> i64 {
    let inside = |account: &Option<contract::v1::LedgerAccount>| {
        let account = account.as_ref();
        i64::from(account.is_some_and(|account| kinds.contains(&account.kind.as_str())))
    };
    let postings = played.postings.iter();
    let changes = postings
        .map(|posting| (inside(&posting.debit) - inside(&posting.credit)) * ore(posting.amount));
    changes.sum()
}

#[cfg(test)]
mod tests {
    use contract::v1;

    use super::*;
    use crate::export::tests::{award, money, posting};

    fn played() -> Played {
        let totals = v1::BudgetTotals {
            committed: Some(v1::Money { ore: 9_000 }),
            paid: Some(v1::Money { ore: 4_000 }),
            ..v1::BudgetTotals::default()
        };
        let item = v1::ItemBudget {
            appropriated: Some(v1::Money { ore: 10_000 }),
            left: Some(v1::Money { ore: 1_000 }),
            totals: Some(totals),
            ..v1::ItemBudget::default()
        };
        let payment = v1::Payment {
            amount: Some(v1::Money { ore: 4_000 }),
            paid: true,
            ..v1::Payment::default()
        };
        Played {
            awards: vec![award(), award()],
            money: vec![
                money(&[(6_000, 0), (-1_000, 0), (0, 4_000)]),
                money(&[(4_000, 0)]),
            ],
            payments: vec![payment],
            notifications: vec![bank::notification_of(Money::from_ore(4_000))],
            postings: vec![
                posting("frame", "committed", 6_000),
                posting("committed", "frame", 1_000),
                posting("committed", "attested", 4_000),
                posting("attested", "paid", 4_000),
                posting("frame", "committed", 4_000),
            ],
            budget: v1::GetBudgetResponse {
                item: Some(item),
                ..v1::GetBudgetResponse::default()
            },
            ..Played::default()
        }
    }

    fn untied(played: &Played) -> Vec<String> {
        let grants = played.awards.iter().zip(&played.money);
        let grants = grants.map(|(award, money)| export::grant(&played.titles, award, money));
        let agency = Agency::example("942114184", "Husbanken", "husbanken");
        let package = export::package(&agency, &played.titles, "S", SystemClock.now()).unwrap();
        let published = three_sixty::write_json::<_, anyhow::Error>(Vec::new(), &package, grants);
        let sums = Sums::of(played, &published.unwrap()).unwrap();
        sums.untied().collect()
    }

    #[test]
    fn sums_of_a_whole_year_are_equal() {
        assert_eq!(untied(&played()), Vec::<String>::new());
    }

    #[test]
    fn whatever_is_left_out_is_noticed() {
        let mut without_award = played();
        without_award.awards.pop();
        without_award.money.pop();
        let mut without_payment = played();
        without_payment.payments.pop();
        let mut without_notification = played();
        without_notification.notifications.pop();
        let mut without_file = played();
        without_file.batched_ore = 4_000;
        let mut without_posting = played();
        without_posting.postings.pop();
        let mut without_an_ore = played();
        without_an_ore.money[0] = money(&[(4_999, 0), (0, 4_000)]);
        let mut without_appropriation = played();
        without_appropriation.budget.item.as_mut().unwrap().left = None;
        for (case, what) in [
            (without_award, "commitments"),
            (without_payment, "payments"),
            (without_notification, "payments"),
            (without_file, "batches"),
            (without_posting, "commitments"),
            (without_an_ore, "commitments"),
            (without_appropriation, "appropriated"),
        ] {
            let untied = untied(&case);
            assert!(
                untied.iter().any(|fault| fault.starts_with(what)),
                "{untied:?}"
            );
        }
    }
}
