//! The sections about change: last year, and the scenarios.

use super::bars::{self, Swing};
use super::markup::{Html, Table};
use super::scatter::{self, Names};
use super::{Report, Scenario, Section};
use crate::metrics::guarded::{Guarded, guarded_count, withheld_rows};
use crate::metrics::{Comparison, Inequality, Panel, change, compare};
use crate::text::Args;

/// How many of those who gain or lose most are named.
const NAMED: usize = 5;

/// Where a change belongs: the ids of the bands, from all lost to newly funded.
const BANDS: [&str; 8] = [
    "report-band-lost-all",
    "report-band-lost-20",
    "report-band-lost-10",
    "report-band-lost-5",
    "report-band-same",
    "report-band-won-5",
    "report-band-won-20",
    "report-band-new",
];

/// The band of an applicant that got something in at least one of the years.
fn band(last: i64, now: i64) -> Option<usize> {
    let (last, now) = (i128::from(last), i128::from(now));
    // Change in hundredths of last year's amount, compared without dividing.
    let over = |percent: i128| (now - last).abs() * 100 > percent * last;
    match (last, now) {
        (0, 0) => None,
        (0, _) => Some(7),
        (_, 0) => Some(0),
        _ if now < last && over(20) => Some(1),
        _ if now < last && over(10) => Some(2),
        _ if now < last && over(5) => Some(3),
        _ if now > last && over(20) => Some(6),
        _ if now > last && over(5) => Some(5),
        _ => Some(4),
    }
}

/// How many are in each band.
fn band_counts(pairs: &[(i64, i64)]) -> [u64; BANDS.len()] {
    let mut counts = [0_u64; BANDS.len()];
    pairs
        .iter()
        .filter_map(|(last, now)| band(*last, *now))
        .for_each(|band| counts[band] += 1);
    counts
}

/// The bands that make up those who lost more than 20, 10 and 5 per cent: from the first one to before this.
const LOSSES: [usize; 3] = [2, 3, 4];

/// Which of the three shares can stand beside the table of bands: not one from which, with those shown before it, the number in
/// withheld bands would follow where that is under five, or in one withheld band alone.
fn losses_shown(counts: &[u64], withheld: &[bool]) -> [bool; 3] {
    let mut since = 0;
    LOSSES.map(|end| {
        let hidden: Vec<u64> = (since..end)
            .filter(|band| withheld[*band] && counts[*band] > 0)
            .map(|band| counts[band])
            .collect();
        let shown = match hidden.len() {
            0 => true,
            1 => false,
            _ => guarded_count(hidden.iter().sum()).shown().is_some(),
        };
        if shown {
            since = end;
        }
        shown
    })
}

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
        let counts = band_counts(&pairs);
        let withheld = withheld_rows(&counts);
        body.table(&self.bands(&counts, &withheld));
        let shown = losses_shown(&counts, &withheld);
        let guarded = |shown: bool, share: f64| match shown {
            true => Some(words.percent(share)),
            false => Some(words.say("report-withheld")),
        };
        let figures = [
            (
                "report-in-both-years",
                Some(words.number(change.in_both_years)),
            ),
            (
                "report-predictability",
                change.predictability.map(|index| words.index(index)),
            ),
            ("report-losing-5", guarded(shown[2], change.losing_over_5)),
            ("report-losing-10", guarded(shown[1], change.losing_over_10)),
            ("report-losing-20", guarded(shown[0], change.losing_over_20)),
            (
                "report-changing-30",
                guarded(
                    change.changed_over_30.shown().is_some(),
                    change.changing_over_30,
                ),
            ),
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

    /// How many changed how much.
    fn bands(&self, counts: &[u64], withheld: &[bool]) -> Table {
        let words = &self.words;
        let rows = BANDS
            .iter()
            .zip(counts.iter().zip(withheld))
            .map(|(id, (count, withheld))| {
                let count = if *withheld {
                    Guarded::withheld()
                } else {
                    guarded_count(*count)
                };
                vec![words.say(id), words.guarded(&count, |n| words.number(*n))]
            });
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
        let count = |n: u64| words.guarded(&guarded_count(n), |n| words.number(*n));
        vec![
            name.to_owned(),
            words.bare(moved),
            count(winners),
            count(losers),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_tell_nothing_that_the_bands_withhold() {
        let shown = |counts: [u64; 8]| losses_shown(&counts, &withheld_rows(&counts));
        assert_eq!(shown([9, 8, 7, 6, 5, 5, 5, 5]), [true, true, true]);
        // Two lost everything; the next smallest band, of five, is withheld with them: their sum of seven may be known.
        assert_eq!(shown([2, 5, 7, 6, 20, 9, 9, 9]), [true, true, true]);
        // Alone among those who lost more than a fifth, they would follow from that share, and from the next with it.
        assert_eq!(shown([2, 50, 70, 6, 20, 5, 9, 9]), [false, false, false]);
        // Three and one make four: under five as well.
        assert_eq!(shown([3, 1, 30, 40, 20, 9, 9, 9]), [false, false, false]);
        // The third band would follow from the difference of two shares; with the fourth it does not.
        assert_eq!(shown([20, 30, 3, 5, 20, 9, 9, 9]), [true, false, true]);
    }
}
