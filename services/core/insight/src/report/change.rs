//! The sections about change: last year, and the scenarios.

use super::bars::{self, Swing};
use super::markup::{Html, Table};
use super::scatter::{self, Names};
use super::{Report, Scenario, Section};
use crate::metrics::bands::{BANDS, Bands};
use crate::metrics::guarded::{Guarded, withheld_rows};
use crate::metrics::{Comparison, Inequality, Panel, change, compare};
use text::Args;

/// Number of those who gain or lose most that are named.
const NAMED: usize = 5;

/// Names of the bands, from all lost to newly funded.
const NAMES: [&str; BANDS] = [
    "report-band-lost-all",
    "report-band-lost-20",
    "report-band-lost-10",
    "report-band-lost-5",
    "report-band-same",
    "report-band-won-5",
    "report-band-won-20",
    "report-band-new",
];

impl Report<'_> {
    pub(super) fn last_year(&self) -> Option<Section> {
        let words = &self.words;
        let change = self.figures.change.as_ref()?;
        let panel = &self.page.panel;
        let pairs: Vec<(i64, i64)> = panel
            .last_year
            .iter()
            .zip(panel.award)
            .filter_map(|(last, now)| last.map(|last| (last, *now)))
            .collect();

        let names = Names {
            id: "last-year-plot",
            title: words.say("report-last-year-title"),
            description: words.say("report-last-year-description"),
            x: words.with_unit("report-last-year-x"),
            y: words.with_unit("report-last-year-y"),
            caption: words.say("report-last-year-caption"),
            diagonal: words.say("report-last-year-diagonal"),
        };
        let (svg, caption) = scatter::plot(words, &names, &pairs);
        let mut body = Html::new();
        body.figure(&svg, &caption);
        let unknown = (panel.last_year.len() - pairs.len()) as u64;
        body.table(&self.bands(&Bands::of(pairs.into_iter())));
        if unknown > 0 {
            let number = words.guarded(&Guarded::of(unknown, unknown), |n| words.number(*n));
            let args = Args::new().text("number", number);
            body.paragraph(&words.fill("report-last-year-unknown", &args));
        }
        let guarded =
            |share: &Guarded<f64>| Some(words.guarded(share, |share| words.percent(*share)));
        let figures = [
            (
                "report-in-both-years",
                Some(words.number(change.in_both_years)),
            ),
            (
                "report-predictability",
                change.predictability.map(|index| words.index(index)),
            ),
            ("report-losing-5", guarded(&change.losing_over_5)),
            ("report-losing-10", guarded(&change.losing_over_10)),
            ("report-losing-20", guarded(&change.losing_over_20)),
            ("report-changing-30", guarded(&change.changing_over_30)),
            (
                "report-mean-change",
                Some(words.percent(change.mean_change)),
            ),
            (
                "report-inside-band",
                change.inside_band.map(|share| words.percent(share)),
            ),
        ];
        let figures = figures
            .into_iter()
            .filter_map(|(id, value)| Some(vec![words.say(id), value?]))
            .collect();
        body.table(&self.table(
            "report-change-table",
            &["report-figure", "report-value"],
            figures,
        ));
        Some(self.section("last-year", "report-last-year-title", body))
    }

    /// Returns how many changed how much.
    fn bands(&self, bands: &Bands) -> Table {
        let words = &self.words;
        let rows = NAMES.iter().zip(bands.counts());
        let rows = rows
            .map(|(id, count)| vec![words.say(id), words.guarded(&count, |n| words.number(*n))]);
        self.table(
            "report-bands-table",
            &["report-band", "report-applicants"],
            rows.collect(),
        )
    }

    pub(super) fn scenarios(&self) -> Option<Section> {
        let words = &self.words;
        let scenarios = self.page.scenarios;
        if scenarios.is_empty() {
            return None;
        }
        let proposed = self.page.panel.award;
        let swings: Vec<Swing> = scenarios
            .iter()
            .map(|scenario| {
                let (lost, gained) = lost_and_gained(proposed, scenario.award);
                Swing {
                    name: scenario.name.to_owned(),
                    lost: (words.ones(lost), words.short(words.ones(lost))),
                    gained: (words.ones(gained), words.short(words.ones(gained))),
                }
            })
            .collect();
        let title = words.say("report-scenarios-plot");
        let heads = (words.say("report-lost"), words.say("report-gained"));
        let description = words.say("report-scenarios-description");
        let svg = bars::swings(
            "scenarios-plot",
            &title,
            &description,
            (&heads.0, &heads.1),
            &swings,
        );
        let mut rows = vec![self.scenario_row(&words.say("report-proposed"), proposed)];
        rows.extend(
            scenarios
                .iter()
                .map(|scenario| self.scenario_row(scenario.name, scenario.award)),
        );
        let head = [
            "report-scenario",
            "report-moved",
            "report-winners",
            "report-losers",
            "report-largest-gain",
            "report-largest-loss",
            "report-share-funded",
            "report-gini",
            "report-predictability",
        ];
        let mut body = Html::new();
        body.figure(&svg, &words.with_unit("report-scenarios-caption"));
        body.table(&self.table("report-scenarios-table", &head, rows));
        if !self.page.names.is_empty() {
            scenarios
                .iter()
                .for_each(|scenario| self.who(&mut body, scenario));
        }
        Some(self.section("scenarios", "report-scenarios", body))
    }

    fn scenario_row(&self, name: &str, award: &[i64]) -> Vec<String> {
        let words = &self.words;
        let Comparison {
            moved,
            winners,
            losers,
            largest_gain,
            largest_loss,
        } = compare(self.page.panel.award, award);
        let funded = award.iter().filter(|award| **award > 0).count();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a figure for reading, never a decision"
        )]
        let share = (!award.is_empty()).then(|| funded as f64 / award.len() as f64);
        let changed = change::change(&Panel {
            award,
            band: &[],
            ..self.page.panel
        });
        // Who has the same counts too: of three numbers that add up to the applicants, one alone
        // cannot be withheld.
        let same = (award.len() as u64).saturating_sub(winners + losers);
        let withheld = withheld_rows(&[winners, losers, same]);
        let count = |n: u64, withheld: bool| {
            words.guarded(&Guarded::when(!withheld, n), |n| words.number(*n))
        };
        vec![
            name.to_owned(),
            words.bare(moved),
            count(winners, withheld[0]),
            count(losers, withheld[1]),
            words.bare(largest_gain),
            words.bare(largest_loss),
            words.or_dash(share, |share| words.percent(share)),
            words.index(Inequality::of_amounts(award).gini),
            words.or_dash(changed.and_then(|change| change.predictability), |index| {
                words.index(index)
            }),
        ]
    }

    /// Those who gain and lose most under a scenario, by name.
    fn who(&self, body: &mut Html, scenario: &Scenario<'_>) {
        let words = &self.words;
        let proposed = self.page.panel.award;
        let mut order: Vec<usize> = (0..proposed.len())
            .filter(|i| scenario.award[*i] != proposed[*i])
            .collect();
        let gain = |i: usize| i128::from(scenario.award[i]) - i128::from(proposed[i]);
        order.sort_by(|a, b| {
            gain(*b)
                .cmp(&gain(*a))
                .then_with(|| self.page.names[*a].cmp(&self.page.names[*b]))
        });
        let best = order
            .iter()
            .copied()
            .take_while(|i| gain(*i) > 0)
            .take(NAMED);
        let worst: Vec<usize> = order
            .iter()
            .rev()
            .copied()
            .take_while(|i| gain(*i) < 0)
            .take(NAMED)
            .collect();
        let rows = best.chain(worst.into_iter().rev()).map(|i| {
            let difference = scenario.award[i].saturating_sub(proposed[i]);
            let sign = if difference > 0 { "+" } else { "" };
            vec![
                self.page.names[i].clone(),
                words.bare(proposed[i]),
                words.bare(scenario.award[i]),
                format!("{sign}{}", words.bare(difference)),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return;
        }
        let caption = words.fill(
            "report-who-table",
            &Args::new().text("scenario", scenario.name),
        );
        let head = words.head(&[
            "report-applicant",
            "report-proposed-amount",
            "report-in-scenario",
            "report-difference",
        ]);
        body.table(&Table {
            caption,
            head,
            rows,
        });
    }
}

/// The sum of all losses, as a positive amount, and of all gains.
fn lost_and_gained(before: &[i64], after: &[i64]) -> (i64, i64) {
    before
        .iter()
        .zip(after)
        .fold((0, 0), |(lost, gained), (before, after)| {
            let gain = after.saturating_sub(*before);
            (
                lost.saturating_add((-gain).max(0)),
                gained.saturating_add(gain.max(0)),
            )
        })
}
