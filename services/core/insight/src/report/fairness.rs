//! The sections about this year: how equal, how much of the claims, how decided.

use super::markup::{Html, Table};
use super::scatter::{self, Names};
use super::{Report, Section, lorenz};
use crate::metrics::guarded::Guarded;
use crate::metrics::{Inequality, Theil};
use text::Args;

impl Report<'_> {
    pub(super) fn section(&self, id: &'static str, heading: &str, body: Html) -> Section {
        Section {
            id,
            heading: self.words.say(heading),
            body,
        }
    }

    pub(super) fn table(&self, caption: &str, head: &[&str], rows: Vec<Vec<String>>) -> Table {
        Table {
            caption: self.words.say(caption),
            head: self.words.head(head),
            rows,
        }
    }

    pub(super) fn key_figures(&self) -> Section {
        let (words, figures) = (&self.words, &self.figures);
        let mut key = vec![
            ("report-applicants", words.number(figures.applicants)),
            ("report-claimed", words.amount(figures.claimed)),
            ("report-awarded", words.amount(figures.awarded)),
        ];
        if let Some(all) = figures.coverage.all {
            key.push(("report-share-funded", words.percent(all.share_funded)));
            key.push(("report-need-met", words.percent(all.need_met)));
        }
        if let Some(ratios) = figures.award_per_claim {
            key.push(("report-gini-per-claim", words.index(ratios.gini)));
        }
        if let Some(predictability) = figures
            .change
            .as_ref()
            .and_then(|change| change.predictability)
        {
            key.push(("report-predictability", words.index(predictability)));
        }
        let mut body = Html::new();
        body.raw("<dl class=\"key\">\n");
        for (id, value) in key {
            body.raw("<div><dt>")
                .text(&words.say(id))
                .raw("</dt><dd>")
                .text(&value)
                .raw("</dd></div>\n");
        }
        body.raw("</dl>\n");
        self.section("key", "report-key", body)
    }

    pub(super) fn inequality(&self) -> Section {
        let (words, figures) = (&self.words, &self.figures);
        let (svg, curve) = lorenz::plot(words, self.page.panel.award, self.page.panel.claim);
        let row = |id: &str, figures: &Inequality| {
            vec![
                words.say(id),
                words.number(figures.units),
                words.index(figures.gini),
                words.or_dash(figures.gini_corrected, |gini| words.index(gini)),
                words.index(figures.hoover),
                words.index(figures.jain),
            ]
        };
        let rows = [
            ("report-row-award", Some(&figures.award)),
            ("report-row-per-claim", figures.award_per_claim.as_ref()),
            (
                "report-row-per-inhabitant",
                figures.award_per_inhabitant.as_ref(),
            ),
        ];
        let rows = rows
            .into_iter()
            .filter_map(|(id, figures)| figures.map(|figures| row(id, figures)))
            .collect();
        let head = [
            "report-of",
            "report-units",
            "report-gini",
            "report-gini-corrected",
            "report-hoover",
            "report-jain",
        ];
        let theil = |id: &str, theil: &Theil| {
            let number = |figure: f64| words.decimals(figure, 4);
            vec![
                words.say(id),
                number(theil.total),
                number(theil.between),
                number(theil.within),
            ]
        };
        let split = [
            ("report-row-award", &figures.theil_award),
            ("report-row-per-inhabitant", &figures.theil_per_inhabitant),
        ];
        let split: Vec<_> = split
            .into_iter()
            .filter_map(|(id, t)| t.as_ref().map(|t| theil(id, t)))
            .collect();
        let mut body = Html::new();
        body.figure(&svg, &words.say("report-lorenz-caption"))
            .table(&curve);
        body.table(&self.table("report-inequality-table", &head, rows));
        if !split.is_empty() {
            let head = [
                "report-of",
                "report-theil",
                "report-theil-between",
                "report-theil-within",
            ];
            body.table(&self.table("report-theil-table", &head, split));
        }
        self.section("inequality", "report-inequality", body)
    }

    pub(super) fn award_against_claim(&self) -> Section {
        let words = &self.words;
        let panel = &self.page.panel;

        let names = Names {
            id: "claim",
            title: words.say("report-claim-title"),
            description: words.say("report-claim-description"),
            x: words.with_unit("report-claim-x"),
            y: words.with_unit("report-claim-y"),
            caption: words.say("report-claim-caption"),
            diagonal: words.say("report-claim-diagonal"),
        };
        let pairs: Vec<(i64, i64)> = panel
            .claim
            .iter()
            .copied()
            .zip(panel.award.iter().copied())
            .collect();
        let (svg, caption) = scatter::plot(words, &names, &pairs);
        let mut sorted = pairs;
        sorted.sort_unstable();
        let fifths = (1..=5_usize).map(|fifth| {
            let part = &sorted[sorted.len() * (fifth - 1) / 5..sorted.len() * fifth / 5];
            let sum = |of: fn(&(i64, i64)) -> i64| part.iter().map(of).sum::<i64>();
            let (claimed, awarded) = (sum(|pair| pair.0), sum(|pair| pair.1));
            let members = part.len() as u64;
            let ends = part
                .first()
                .zip(part.last())
                .map(|(low, high)| format!("{} – {}", words.bare(low.0), words.bare(high.0)));
            let guarded = |text: String| words.guarded(&Guarded::of(members, text), Clone::clone);
            let ratio = if claimed == 0 {
                0.0
            } else {
                words.ones(awarded) / words.ones(claimed)
            };
            let name = words.fill(
                "report-fifth",
                &Args::new().number("fifth", i64::try_from(fifth).unwrap_or(0)),
            );
            vec![
                name,
                guarded(words.number(members)),
                guarded(ends.unwrap_or_default()),
                guarded(words.bare(awarded)),
                guarded(words.percent(ratio)),
            ]
        });
        let head = [
            "report-fifths",
            "report-applicants",
            "report-claim-range",
            "report-awarded",
            "report-awarded-of-claimed",
        ];
        let table = self.table("report-claim-table", &head, fifths.collect());
        let mut body = Html::new();
        body.figure(&svg, &caption).table(&table);
        self.section("award-against-claim", "report-claim-title", body)
    }

    pub(super) fn handling(&self) -> Section {
        let (words, figures) = (&self.words, &self.figures);
        let percent = |share: Option<f64>| share.map(|share| words.percent(share));
        let days = |days: Option<i32>| {
            days.map(|days| words.fill("report-days", &Args::new().number("days", i64::from(days))))
        };
        let (timing, procedure) = (&figures.timing, &figures.procedure);
        let indicated = |year: usize| timing.indicated.map(|sums| words.amount(sums[year]));
        let rows = [
            (
                "report-top-5",
                Some(words.percent(figures.concentration.top_5)),
            ),
            (
                "report-top-10",
                Some(words.percent(figures.concentration.top_10)),
            ),
            (
                "report-hhi",
                Some(words.decimals(figures.concentration.hhi, 4)),
            ),
            (
                "report-institution-based",
                percent(figures.concentration.institution_based),
            ),
            (
                "report-new-entrants",
                percent(figures.concentration.new_entrants),
            ),
            ("report-median-notice", days(timing.median_notice_days)),
            ("report-least-notice", days(timing.least_notice_days)),
            ("report-notified-in-time", percent(timing.notified_in_time)),
            (
                "report-committed-beyond",
                percent(timing.committed_beyond_the_year),
            ),
            ("report-indicated-next", indicated(0)),
            ("report-indicated-after", indicated(1)),
            (
                "report-reasoned-refusals",
                percent(procedure.reasoned_refusals),
            ),
            (
                "report-unexplained-overrides",
                procedure.unexplained_overrides.map(|n| words.number(n)),
            ),
            (
                "report-equal-treatment",
                percent(procedure.equal_score_equal_decision),
            ),
        ];
        let rows = rows
            .into_iter()
            .filter_map(|(id, value)| Some(vec![words.say(id), value?]))
            .collect();
        let mut body = Html::new();
        body.table(&self.table(
            "report-handling-table",
            &["report-figure", "report-value"],
            rows,
        ));
        self.section("handling", "report-handling", body)
    }

    pub(super) fn explanations(&self) -> Section {
        let terms = [
            ("report-gini", "report-explain-gini"),
            ("report-hoover", "report-explain-hoover"),
            ("report-jain", "report-explain-jain"),
            ("report-theil", "report-explain-theil"),
            ("report-need-met", "report-explain-need-met"),
            ("report-explain-parity-name", "report-explain-parity"),
            ("report-hhi", "report-explain-hhi"),
            ("report-predictability", "report-explain-predictability"),
        ];
        let mut body = Html::new();
        body.raw("<dl class=\"terms\">\n");
        for (term, explanation) in terms {
            body.raw("<div><dt>")
                .text(&self.words.say(term))
                .raw("</dt><dd>")
                .text(&self.words.say(explanation))
                .raw("</dd></div>\n");
        }
        body.raw("</dl>\n");
        self.section("explanations", "report-explanations", body)
    }
}
