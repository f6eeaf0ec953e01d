//! `tildeling budget tags`.

use clap::Args;
use contract::v1;

use super::{Connection, kroner, told};
use crate::output::say;
use crate::table::table;

/// Sums commitments by plan line, goal, target group and measure.
#[derive(Debug, Args)]
pub struct Tags {
    /// `schemes/{scheme}/calls/{call}`, or a scheme's code for all its calls.
    name: String,
    /// First budget year.
    #[arg(long, default_value_t)]
    from_year: i32,
    /// Last budget year.
    #[arg(long, default_value_t)]
    to_year: i32,
    /// Only this plan line, by its code.
    #[arg(long, default_value_t)]
    plan_line: String,
    /// Only this goal, by its code.
    #[arg(long, default_value_t)]
    goal: String,
    /// Only this target group, by its code.
    #[arg(long, default_value_t)]
    target_group: String,
    /// Only this measure, by its code.
    #[arg(long, default_value_t)]
    measure: String,
}

impl Tags {
    pub(super) fn run(&self, connection: &Connection) -> anyhow::Result<()> {
        connection.with(&self.name, async |session| {
            let answer = session.finance().summarize_tags(self.request()).await;
            show(answer.map_err(told)?.into_inner())
        })
    }

    fn request(&self) -> v1::SummarizeTagsRequest {
        v1::SummarizeTagsRequest {
            parent: if self.name.contains('/') {
                self.name.clone()
            } else {
                format!("schemes/{}", self.name)
            },
            from_year: self.from_year,
            to_year: self.to_year,
            plan_line: self.plan_line.clone(),
            goal: self.goal.clone(),
            target_group: self.target_group.clone(),
            measure: self.measure.clone(),
        }
    }
}

const HEADINGS: [&str; 9] = [
    "year",
    "plan line",
    "goal",
    "target group",
    "measure",
    "committed",
    "paid",
    "repaid",
    "released",
];

/// Columns of numbers.
const NUMBERS: [usize; 4] = [5, 6, 7, 8];

fn show(answer: v1::SummarizeTagsResponse) -> anyhow::Result<()> {
    let sums = answer.sums.into_iter().map(|sum| {
        let tag = sum.tag.unwrap_or_default();
        let mut row = vec![sum.year.to_string()];
        row.extend([tag.plan_line, tag.goal, tag.target_group, tag.measure].map(code));
        row.extend(amounts(&sum.amounts.unwrap_or_default()));
        row
    });
    let mut total = vec!["all".to_owned()];
    total.resize(NUMBERS[0], String::new());
    total.extend(amounts(&answer.total.unwrap_or_default()));
    say!("{}", table(&HEADINGS, &NUMBERS, sums.chain([total])))?;
    Ok(())
}

/// The code, by which a request can name it; `-` where nothing is known.
fn code(of: Option<v1::TagCode>) -> String {
    let code = of.unwrap_or_default().code;
    if code.is_empty() {
        "-".to_owned()
    } else {
        code
    }
}

fn amounts(of: &v1::TaggedAmounts) -> [String; 4] {
    [of.committed, of.paid, of.repaid, of.released].map(kroner)
}
