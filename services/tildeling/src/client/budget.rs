//! `tildeling budget`.

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::randomness::{SystemRandomness, uuid_v7};

use super::call::ore;
use super::tags::Tags;
use super::{Connection, kroner, plain, told};
use crate::output::say;
use crate::table::table;

/// Commands on budgets.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows the budget of a call, or of a chapter and post.
    Show {
        /// `schemes/{scheme}/calls/{call}`, or a scheme's code with --chapter-post and --year.
        name: String,
        /// Chapter and post of the state budget, `0765.71`.
        #[arg(long, requires = "year")]
        chapter_post: Option<String>,
        /// Budget year.
        #[arg(long, requires = "chapter_post")]
        year: Option<i32>,
    },
    /// Sums commitments by plan line, goal, target group and measure.
    Tags(Tags),
    /// Records a change of an appropriation, or of the authority to commit a later year.
    Appropriate(Appropriate),
}

/// The reason that an appropriation changes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// The Storting's vote on the budget.
    Voted,
    /// The revised budget.
    Revised,
    /// Moved from or to another post.
    Transferred,
    /// Not used the year before.
    CarriedOver,
}

/// A change of an appropriation.
#[derive(Debug, Args)]
pub struct Appropriate {
    /// The scheme's code, `rental-housing`.
    scheme: String,
    /// Chapter and post of the state budget, `0765.71`.
    #[arg(long)]
    chapter_post: String,
    /// The budget year, or the later year that may be committed.
    #[arg(long)]
    year: i32,
    /// Amount in kroner; below zero where it is taken back.
    #[arg(long, value_parser = ore, allow_negative_numbers = true)]
    amount: i64,
    /// The document, such as "Prop. 1 S (2026-2027)".
    #[arg(long)]
    source: String,
    /// The reason.
    #[arg(long, value_enum, default_value = "voted")]
    kind: Kind,
    /// Authority to commit the year before its budget is voted.
    #[arg(long)]
    authority: bool,
    /// The id of the change, to repeat it safely; made when absent.
    #[arg(long)]
    id: Option<String>,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Show {
            name,
            chapter_post,
            year,
        } => connection.with(name, async |session| {
            let request = v1::GetBudgetRequest {
                parent: if name.contains('/') {
                    name.clone()
                } else {
                    format!("schemes/{name}")
                },
                chapter_post: chapter_post.clone().unwrap_or_default(),
                year: year.unwrap_or_default(),
            };
            let answer = session.finance().get_budget(request).await.map_err(told)?;
            show(answer.into_inner())
        }),
        Command::Tags(tags) => tags.run(connection),
        Command::Appropriate(change) => connection.with(&change.scheme, async |session| {
            let request = v1::RecordAppropriationRequest {
                parent: format!("schemes/{}", change.scheme),
                change: Some(change.message()),
            };
            let answer = session.finance().record_appropriation(request).await;
            let budget = answer.map_err(told)?.into_inner().budget;
            show_item(&budget.context("no budget in the answer")?)
        }),
    }
}

impl Appropriate {
    fn message(&self) -> v1::AppropriationChange {
        let made = || uuid_v7(SystemClock.now(), &SystemRandomness).to_string();
        let kind = match self.kind {
            Kind::Voted => v1::AppropriationChangeKind::Voted,
            Kind::Revised => v1::AppropriationChangeKind::Revised,
            Kind::Transferred => v1::AppropriationChangeKind::Transferred,
            Kind::CarriedOver => v1::AppropriationChangeKind::CarriedOver,
        };
        v1::AppropriationChange {
            id: self.id.clone().unwrap_or_else(made),
            chapter_post: self.chapter_post.clone(),
            year: self.year,
            authority: self.authority,
            kind: kind.into(),
            amount: Some(v1::Money { ore: self.amount }),
            source: self.source.clone(),
        }
    }
}

fn show(budget: v1::GetBudgetResponse) -> anyhow::Result<()> {
    if !budget.lines.is_empty() {
        let waiting = waiting(&budget.lines);
        let rows = budget.lines.into_iter().map(|line| {
            let totals = line.totals.unwrap_or_default();
            let mut row = vec![line.sub_frame, kroner(line.budget)];
            row.extend(amounts(&totals));
            row.push(kroner(line.left));
            row
        });
        let headings = headings("frame", "budget");
        say!("{}", table(&headings, &NUMBERS, rows))?;
        for line in waiting {
            say!("  {line}")?;
        }
    }
    show_item(&budget.item.context("no chapter and post in the answer")?)
}

/// Says what upheld appeals wait for, of the frames of this year and of the next.
fn waiting(lines: &[v1::BudgetLine]) -> Vec<String> {
    let some = |amount: Option<v1::Money>| amount.is_some_and(|amount| amount.ore > 0);
    let mut told = Vec::new();
    for line in lines {
        let frame = &line.sub_frame;
        if some(line.claimed) {
            let claimed = kroner(line.claimed);
            told.push(format!(
                "{frame}: appeals of the year before wait for {claimed}"
            ));
        }
        if some(line.awaited) {
            let awaited = kroner(line.awaited);
            told.push(format!(
                "{frame}: grants wait for {awaited} of next year's frame"
            ));
        }
    }
    told
}

/// Columns of numbers.
const NUMBERS: [usize; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

const fn headings(first: &'static str, most: &'static str) -> [&'static str; 9] {
    [
        first,
        most,
        "proposed",
        "committed",
        "attested",
        "paid",
        "repaid",
        "released",
        "left",
    ]
}

fn amounts(totals: &v1::BudgetTotals) -> [String; 6] {
    [
        totals.proposed,
        totals.committed,
        totals.attested,
        totals.paid,
        totals.repaid,
        totals.released,
    ]
    .map(kroner)
}

fn show_item(item: &v1::ItemBudget) -> anyhow::Result<()> {
    let mut row = vec![
        format!("{} ({})", item.chapter_post, item.year),
        kroner(item.appropriated),
    ];
    row.extend(amounts(&item.totals.clone().unwrap_or_default()));
    row.push(kroner(item.left));
    let headings = headings("chapter and post", "appropriated");
    say!("{}", table(&headings, &NUMBERS, [row]))?;
    say!("  in frames of calls: {}", kroner(item.framed))?;
    for authority in &item.authority {
        let (given, used) = (kroner(authority.given), kroner(authority.used));
        say!(
            "  authority to commit {}: {given}, used: {used}",
            authority.year
        )?;
    }
    for change in &item.changes {
        let kind = plain(change.kind().as_str_name(), "APPROPRIATION_CHANGE_KIND_");
        let of = if change.authority {
            "authority"
        } else {
            "appropriation"
        };
        let (year, amount) = (change.year, kroner(change.amount));
        say!("  {of} {year}, {kind}: {amount} ({})", change.source)?;
    }
    Ok(())
}
