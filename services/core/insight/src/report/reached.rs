//! The sections about who was reached: by county, size and kind, and per inhabitant.

use super::bars::{self, Bar};
use super::markup::{Html, Table};
use super::{Report, Section};
use crate::metrics::per_inhabitant::{Spread, class_names};
use crate::metrics::{Covered, GroupCoverage, Parity};
use text::Args;

impl Report<'_> {
    pub(super) fn counties(&self) -> Option<Section> {
        let (words, coverage) = (&self.words, &self.figures.coverage);
        if coverage.by_county.is_empty() {
            return None;
        }
        let bars: Vec<Bar> = coverage
            .by_county
            .iter()
            .map(|row| Bar {
                name: row.name.clone(),
                length: row
                    .covered
                    .shown()
                    .map(|covered| words.ones(covered.awarded)),
                value: self.or_empty(row, |row| {
                    words.guarded(&row.covered, |covered| {
                        words.short(words.ones(covered.awarded))
                    })
                }),
            })
            .collect();
        let title = words.say("report-county-title");
        let svg = bars::plot(
            "county",
            &title,
            &words.say("report-county-description"),
            &bars,
        );
        let mut body = Html::new();
        body.figure(&svg, &words.with_unit("report-county-caption"));
        self.covered(
            &mut body,
            "report-county-table",
            &coverage.by_county,
            coverage.parity_county.as_ref(),
        );
        Some(self.section("counties", "report-county-title", body))
    }

    pub(super) fn groups(&self) -> Option<Section> {
        let coverage = &self.figures.coverage;
        let mut body = Html::new();
        for (caption, rows, parity) in [
            (
                "report-size-table",
                &coverage.by_size,
                &coverage.parity_size,
            ),
            (
                "report-kind-table",
                &coverage.by_kind,
                &coverage.parity_kind,
            ),
        ] {
            if !rows.is_empty() {
                self.covered(&mut body, caption, rows, parity.as_ref());
            }
        }
        let some = !coverage.by_size.is_empty() || !coverage.by_kind.is_empty();
        some.then(|| self.section("groups", "report-groups", body))
    }

    /// A dash for a group without applicants, otherwise what is shown of it.
    fn or_empty(&self, row: &GroupCoverage, show: impl FnOnce(&GroupCoverage) -> String) -> String {
        if row.applicants.shown() == Some(&0) {
            "–".to_owned()
        } else {
            show(row)
        }
    }

    fn covered(
        &self,
        body: &mut Html,
        caption: &str,
        rows: &[GroupCoverage],
        parity: Option<&Parity>,
    ) {
        let words = &self.words;
        let cells = rows.iter().map(|row| {
            let covered = |show: &dyn Fn(&Covered) -> String| {
                self.or_empty(row, |row| words.guarded(&row.covered, show))
            };
            vec![
                self.group_name(&row.name),
                words.guarded(&row.applicants, |n| words.number(*n)),
                words.guarded(&row.funded, |n| words.number(*n)),
                covered(&|covered| words.percent(covered.share_funded)),
                covered(&|covered| words.percent(covered.need_met)),
                covered(&|covered| words.bare(covered.awarded)),
            ]
        });
        let head = [
            "report-group",
            "report-applicants",
            "report-funded",
            "report-share-funded",
            "report-need-met",
            "report-awarded",
        ];
        body.table(&self.table(caption, &head, cells.collect()));
        if let Some(parity) = parity {
            self.parity(body, parity);
        }
    }

    fn parity(&self, body: &mut Html, parity: &Parity) {
        let words = &self.words;
        let (lowest, highest) = (
            self.group_name(&parity.lowest),
            self.group_name(&parity.highest),
        );
        let args = Args::new().text("lowest", lowest).text("highest", highest);
        let text = match (parity.ratio.shown(), parity.flagged) {
            // As many of all, to the last digit that would be shown.
            (Some(ratio), false) if *ratio > 0.999 => words.say("report-parity-equal"),
            (Some(ratio), true) => words.fill(
                "report-parity-flagged",
                &args.text("ratio", words.decimals(*ratio, 2)),
            ),
            (Some(ratio), false) => words.fill(
                "report-parity",
                &args.text("ratio", words.decimals(*ratio, 2)),
            ),
            (None, true) => words.fill("report-parity-flagged-withheld", &args),
            (None, false) => words.fill("report-parity-withheld", &args),
        };
        body.raw(if parity.flagged {
            "<p class=\"flag\">"
        } else {
            "<p>"
        })
        .text(&text)
        .raw("</p>\n");
    }

    /// A group's name; a size class in words.
    fn group_name(&self, name: &str) -> String {
        let limits = self.page.panel.size_limits;
        let class = class_names(limits).iter().position(|class| class == name);
        let (Some(class), false) = (class, limits.is_empty()) else {
            return name.to_owned();
        };
        let from = class.checked_sub(1).map(|before| limits[before]);
        let args = Args::new()
            .text("from", self.words.number(from.unwrap_or(0)))
            .text(
                "to",
                self.words
                    .number(limits.get(class).map_or(0, |to| to.saturating_sub(1))),
            )
            .text(
                "limit",
                self.words.number(limits.get(class).copied().unwrap_or(0)),
            );
        match (from, limits.get(class)) {
            (None, _) => self.words.fill("report-size-below", &args),
            (Some(_), None) => self.words.fill("report-size-above", &args),
            (Some(_), Some(_)) => self.words.fill("report-size-between", &args),
        }
    }

    pub(super) fn per_inhabitant(&self) -> Option<Section> {
        let words = &self.words;
        let per = self.figures.per_inhabitant.as_ref()?;
        let money = |figure: f64| words.decimals(figure / words.per_one(), 2);
        let rows = per.classes.iter().map(|class| {
            let spread = |show: &dyn Fn(&Spread) -> String| words.guarded(&class.spread, show);
            vec![
                self.group_name(&class.name),
                words.guarded(&class.municipalities, |n| words.number(*n)),
                words.guarded(&class.applying, |n| words.number(*n)),
                spread(&|s| money(s.overall)),
                spread(&|s| money(s.median)),
                spread(&|s| money(s.p10)),
                spread(&|s| money(s.p90)),
                spread(&|s| words.or_dash(s.max_to_min, |ratio| words.decimals(ratio, 1))),
            ]
        });
        let head = [
            "report-inhabitants",
            "report-municipalities",
            "report-applying",
            "report-overall",
            "report-median",
            "report-p10",
            "report-p90",
            "report-max-to-min",
        ];
        let mut body = Html::new();
        let caption = words.fill(
            "report-per-inhabitant-table",
            &Args::new().text("unit", words.unit_name()),
        );
        body.table(&Table {
            caption,
            head: words.head(&head),
            rows: rows.collect(),
        });
        if let Some(ratio) = per.small_to_large {
            body.paragraph(&words.fill(
                "report-small-to-large",
                &Args::new().text("ratio", words.decimals(ratio, 2)),
            ));
        }
        let never = words.guarded(&per.never_applying, |n| words.number(*n));
        body.paragraph(&words.fill("report-never-applying", &Args::new().text("number", never)));
        Some(self.section("per-inhabitant", "report-per-inhabitant", body))
    }
}
