//! Output of the demonstration: tables on the screen, files in a folder, and the invariants
//! that must hold.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use contract::v1;
use serde_json::{Value, json};

use super::files;
use super::play::{INDICATORS_BY, Played};
use crate::export::{self, IndicatorTable, ore};
use crate::table::table;

/// Kroner with thousands apart.
pub fn kroner(ore: i64) -> String {
    text::grouped(ore / 100, text::Language::English)
}

impl Played {
    fn awarded_ore(&self) -> i64 {
        self.awards.iter().map(|award| ore(award.amount)).sum()
    }

    fn paid_ore(&self) -> i64 {
        self.payments
            .iter()
            .filter(|payment| payment.paid)
            .map(|payment| ore(payment.amount))
            .sum()
    }

    fn decided(&self, decision: v1::Decision) -> usize {
        self.awards
            .iter()
            .filter(|award| award.decision() == decision)
            .count()
    }

    /// The largest share that a partly granted application lost of what it asked, in per cent.
    fn largest_cut_per_cent(&self) -> i64 {
        let partly = self
            .awards
            .iter()
            .filter(|award| award.decision() == v1::Decision::PartlyGranted);
        let cut = |award: &v1::Award| {
            let requested = ore(award.requested).max(1);
            i64::try_from(i128::from(requested - ore(award.amount)) * 100 / i128::from(requested))
                .unwrap_or(100)
        };
        partly.map(cut).max().unwrap_or(0)
    }
}

/// One year's table.
pub fn year(played: &Played) -> String {
    let row = |what: &str, value: String| vec![what.to_owned(), value];
    let rows = [
        row("applications", played.applications.to_string()),
        row("eligible", played.eligible.to_string()),
        row("sought, kr", kroner(played.sought_ore)),
        row("budget, kr", kroner(played.budget_ore)),
        row("awarded, kr", kroner(played.awarded_ore())),
        row(
            "granted in full",
            played.decided(v1::Decision::Granted).to_string(),
        ),
        row(
            "granted in part",
            played.decided(v1::Decision::PartlyGranted).to_string(),
        ),
        row("refused", played.decided(v1::Decision::Refused).to_string()),
        row(
            "largest cut",
            format!("{} %", played.largest_cut_per_cent()),
        ),
        row("declined or lapsed, kr", kroner(played.ended_ore)),
        row("passed on, kr", kroner(played.passed_on_ore)),
        row("passed on to", played.passed_on_to.to_string()),
        row("offers accepted", played.accepted.to_string()),
        row(
            "letters",
            format!("{}, {} written", played.letters, played.letters_written),
        ),
        row(
            "late, lapsed",
            format!("{}, {}", played.accepted_late, played.lapsed),
        ),
        row("accounts changed", played.accounts_changed.to_string()),
        row("paid, kr", kroner(played.paid_ore())),
        row("reports accepted", played.reports_accepted.to_string()),
        row("seconds", format!("{:.1}", played.seconds)),
    ];
    table(&[&played.scheme, &played.call], &[1], rows).to_string()
}

/// All years beside each other.
pub fn overview(played: &[Played]) -> String {
    let headings = [
        "scheme",
        "applications",
        "eligible",
        "sought",
        "budget",
        "awarded",
        "refused",
        "largest cut",
        "passed on to",
        "seconds",
    ];
    let rows = played.iter().map(|played| {
        vec![
            played.scheme.clone(),
            played.applications.to_string(),
            played.eligible.to_string(),
            kroner(played.sought_ore),
            kroner(played.budget_ore),
            kroner(played.awarded_ore()),
            played.decided(v1::Decision::Refused).to_string(),
            format!("{} %", played.largest_cut_per_cent()),
            played.passed_on_to.to_string(),
            format!("{:.1}", played.seconds),
        ]
    });
    table(&headings, &[1, 2, 3, 4, 5, 6, 7, 8, 9], rows).to_string()
}

/// The money of each target group, by plan line and measure.
pub fn tags(played: &[Played]) -> String {
    let headings = ["plan line", "target group", "measure", "committed", "paid"];
    let mut sums: BTreeMap<[&str; 3], [i64; 2]> = BTreeMap::new();
    for sum in played.iter().flat_map(|played| &played.tags.sums) {
        let (Some(tag), Some(of)) = (&sum.tag, &sum.amounts) else {
            continue;
        };
        let codes = [&tag.plan_line, &tag.target_group, &tag.measure];
        let codes = codes.map(|code| code.as_ref().map_or("", |code| code.code.as_str()));
        let row = sums.entry(codes).or_default();
        row[0] += export::ore(of.committed);
        row[1] += export::ore(of.paid);
    }
    let rows = sums.into_iter().map(|(codes, amounts)| {
        let mut row: Vec<String> = codes.map(str::to_owned).into();
        row.extend(amounts.map(kroner));
        row
    });
    table(&headings, &[3, 4], rows).to_string()
}

/// Says where the files lie, and what is published fact and what is generated.
pub fn notes(out: &Path, seconds: f64) -> String {
    format!(
        "Amounts in kroner. Published facts (frames, the fourteen municipalities of 2015, \
         the sums of \
         2016) stand as published;\n\
         every applicant whose name ends with “{}”, and every score and report, is generated.\n\
         Written to {}: awards.csv, payments.json, indicators.csv, summary.json, runs/, \
         which `tildeling verify` reads,\nand SCHEME/: exported files, pain001.xml for the bank, \
         its answers pain002.xml and camt054.xml, its camt054-in.xml of what was repaid, \
         reconciliation.csv, \
         and letters/*.pdf, a letter of each kind.\n\
         {seconds:.1} seconds in all.",
        super::world::GENERATED,
        out.display(),
    )
}

/// Writes the files.
pub fn write(
    folder: &Path,
    (played, after): (&[Played], &[Value]),
    seconds: f64,
) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let awards = File::create(folder.join("awards.csv"))?;
    files::awards_csv(awards, "", played.iter().flat_map(Played::award_rows))?;
    let payments = BufWriter::new(File::create(folder.join("payments.json"))?);
    export::write_array(payments, played.iter().flat_map(files::payment_objects))?;
    let file = BufWriter::new(File::create(folder.join("indicators.csv"))?);
    let mut indicators = IndicatorTable::new(file)?;
    for played in played {
        indicators.write(&played.scope(), INDICATORS_BY, &played.indicators)?;
    }
    indicators.finish()?;
    for played in played {
        write_bank_files(&folder.join(&played.scheme), played)?;
    }
    let schemes: Vec<_> = played.iter().map(summary).collect();
    let summary = json!({ "schemes": schemes, "after": after, "seconds": seconds });
    fs::write(
        folder.join("summary.json"),
        serde_json::to_string_pretty(&summary)? + "\n",
    )?;
    Ok(())
}

/// Writes the files for the bank, one for each batch, and the bank's answers: `pain001.xml`,
/// `pain001-2.xml` and so on.
fn write_bank_files(folder: &Path, played: &Played) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    for (kind, files) in [
        ("pain001", &played.bank_files),
        ("pain002", &played.statuses),
        ("camt054", &played.notifications),
        ("camt054-in", &played.credits),
    ] {
        for (number, file) in (1..).zip(files) {
            let name = match number {
                1 => format!("{kind}.xml"),
                _ => format!("{kind}-{number}.xml"),
            };
            fs::write(folder.join(name), file)?;
        }
    }
    Ok(())
}

fn summary(played: &Played) -> serde_json::Value {
    json!({
        "scheme": played.scheme,
        "call": played.call,
        "applications": played.applications,
        "eligible": played.eligible,
        "sought_ore": played.sought_ore,
        "budget_ore": played.budget_ore,
        "awarded_ore": played.awarded_ore(),
        "granted": played.decided(v1::Decision::Granted),
        "partly_granted": played.decided(v1::Decision::PartlyGranted),
        "refused": played.decided(v1::Decision::Refused),
        "unspent_ore": played.budget_ore - played.committed_ore,
        "passed_on_to": played.passed_on_to,
        "passed_on_ore": played.passed_on_ore,
        "accepted": played.accepted,
        "paid_ore": played.paid_ore(),
        "reports_accepted": played.reports_accepted,
        "repaid": played.repaid,
    })
}

/// Returns the parts of a year that no scheme played, or that one did not.
fn not_played(played: &[Played]) -> Vec<String> {
    let mut faults = Vec::new();
    if played.iter().all(|played| played.passed_on_to == 0) {
        faults.push("no waiting list was played".to_owned());
    }
    for played in played.iter().filter(|one| one.accounts_changed == 0) {
        faults.push(format!("{}: no account was changed", played.scheme));
    }
    if played.iter().all(|one| one.accepted_late == 0) {
        faults.push("no offer was accepted late".to_owned());
    }
    if played.iter().all(|one| one.repaid == 0) {
        faults.push("no grant was repaid".to_owned());
    }
    if played.iter().all(|one| one.state_aid.is_empty()) {
        faults.push("no state aid was given".to_owned());
    }
    if played.iter().all(|one| one.lapsed == 0) {
        faults.push("no offer lapsed after a notice".to_owned());
    }
    faults
}

/// Everything that must hold and does not.
pub fn faults(played: &[Played]) -> Vec<String> {
    let mut faults = not_played(played);
    for played in played {
        let scheme = &played.scheme;
        let mut says = |holds: bool, what: String| {
            if !holds {
                faults.push(format!("{scheme}: {what}"));
            }
        };
        let awarded = played.awarded_ore();
        says(
            awarded <= played.budget_ore,
            format!(
                "awarded {awarded} øre of a budget of {} øre",
                played.budget_ore
            ),
        );
        // The database holds as promised what was awarded, less what went back to the
        // frame.
        let promised = played.committed_ore + played.returned_ore;
        says(
            awarded == promised,
            format!("the export sums to {awarded} øre, the database to {promised} øre"),
        );
        says(
            played.lowered.is_empty(),
            format!("lowered by the waiting list: {}", played.lowered.join(", ")),
        );
        says(
            played.unexplained.is_empty(),
            format!("not explained: {}", played.unexplained.join(", ")),
        );
        says(
            played.paid_ore() <= played.committed_ore,
            "more was paid than is promised".to_owned(),
        );
        says(
            played.rewritten.is_empty(),
            format!(
                "batches exported differently: {}",
                played.rewritten.join(", ")
            ),
        );
        let differences = played.reconciled.iter();
        let differing = differences.filter(|row| !row.difference.is_zero());
        let months: Vec<&str> = differing.map(|row| row.month.as_str()).collect();
        says(
            months.is_empty(),
            format!("the bank and the ledger differ in {}", months.join(", ")),
        );
        let mut paid_once: BTreeMap<&str, u32> = BTreeMap::new();
        for payment in &played.payments {
            *paid_once.entry(&payment.end_to_end_id).or_default() += 1;
        }
        says(
            paid_once.values().all(|times| *times == 1),
            "a payment stands in the export twice".to_owned(),
        );
        let silent = played
            .awards
            .iter()
            .filter(|award| award.decision() != v1::Decision::Granted && award.reason.is_empty())
            .count();
        says(
            silent == 0,
            format!("{silent} cut or refused awards have no reason"),
        );
    }
    faults
}
