//! The report: one HTML page that a case handler can open, print, file or send.
//!
//! The page stands alone: no scripts, no external resources (its own policy forbids them). Every
//! plot is an inline SVG with title and description, followed by its figures as a table, so that a
//! screen reader and a sheet of paper say the same as the screen. Colours keep a contrast of at
//! least 4.5 to the page and never carry meaning alone.
//!
//! ```
//! use insight::metrics::Panel;
//! use insight::report::{html, Page, Unit};
//! use text::Language;
//! let (claim, award) = (&[300_000, 200_000], &[150_000, 100_000]);
//! let panel = Panel { claim, award, ..Panel::default() };
//! let page = html(&Page::new("Tilskudd 2026", Language::Bokmal, Unit::Ore, panel))?;
//! assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nb\">"));
//! # Ok::<(), insight::metrics::Mismatch>(())
//! ```

mod bars;
mod change;
mod fairness;
mod lorenz;
mod markup;
mod names;
mod reached;
mod scatter;
mod svg;
mod words;

pub use names::{Standing, file_label, particulars, rule_name, standing, title};
pub use words::{SOURCES, Stage, Unit};

use crate::metrics::{Figures, Mismatch, Panel, figures};
use markup::Html;
use text::Language;
use words::Words;

/// Another division among the same applicants, to compare with.
#[derive(Debug, Clone, Copy)]
pub struct Scenario<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its awards, in the panel's order.
    pub award: &'a [i64],
}

/// The subject of the page.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The headline: the call's name.
    pub title: &'a str,
    /// The language of everything that the page itself says.
    pub language: Language,
    /// The unit of the amounts.
    pub unit: Unit,
    /// The stage that the division has reached.
    pub stage: Stage,
    /// The applicants and their awards.
    pub panel: Panel<'a>,
    /// Names of the applicants in the panel's order; without them no applicant is named.
    pub names: &'a [String],
    /// Identification of the run, as label and value: scheme, rule, budget, hash. Shown under the
    /// headline.
    pub particulars: &'a [(String, String)],
    /// Divisions to compare the proposed one with.
    pub scenarios: &'a [Scenario<'a>],
}

impl<'a> Page<'a> {
    /// A page without names, particulars and scenarios.
    #[must_use]
    pub const fn new(title: &'a str, language: Language, unit: Unit, panel: Panel<'a>) -> Self {
        Self {
            title,
            language,
            unit,
            stage: Stage::Calculated,
            panel,
            names: &[],
            particulars: &[],
            scenarios: &[],
        }
    }
}

/// Characters of a particular that fit a column; what is longer (the hash of a run) has a line of
/// its own.
const LONGEST_IN_A_COLUMN: usize = 60;

/// Everything a section needs.
struct Report<'a> {
    page: &'a Page<'a>,
    figures: Figures,
    words: Words,
}

/// A part of the page with a headline of its own.
struct Section {
    id: &'static str,
    heading: String,
    body: Html,
}

/// Writes the page.
///
/// # Errors
/// A [`Mismatch`] when a column, the names or a scenario have another length than the claims.
pub fn html(page: &Page<'_>) -> Result<String, Mismatch> {
    let expected = page.panel.claim.len();
    let names = Some(page.names.len()).filter(|rows| *rows > 0);
    let lengths = names.map(|rows| ("names", rows)).into_iter();
    for (column, rows) in lengths.chain(
        page.scenarios
            .iter()
            .map(|scenario| ("scenario", scenario.award.len())),
    ) {
        if rows != expected {
            return Err(Mismatch::Length {
                column,
                rows,
                expected,
            });
        }
    }
    let report = Report {
        page,
        figures: figures(&page.panel)?,
        words: Words::at(page.stage, page.language, page.unit),
    };
    let sections: Vec<Section> = [
        Some(report.key_figures()),
        Some(report.inequality()),
        Some(report.award_against_claim()),
        report.counties(),
        report.groups(),
        report.per_inhabitant(),
        report.last_year(),
        report.scenarios(),
        Some(report.handling()),
        Some(report.explanations()),
    ]
    .into_iter()
    .flatten()
    .collect();
    Ok(report.assemble(&sections))
}

impl Report<'_> {
    fn assemble(&self, sections: &[Section]) -> String {
        let say = |id: &str| self.words.say(id);
        let mut html = Html::new();
        html.raw("<!DOCTYPE html>\n<html lang=\"")
            .raw(self.page.language.code())
            .raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
            style-src 'unsafe-inline'\">\n",
        );
        html.raw(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        );
        html.text(self.page.title)
            .raw(" – ")
            .text(&say("report-kind-of-page"))
            .raw("</title>\n<style>\n")
            .raw(include_str!("report.css"))
            .raw("</style>\n</head>\n<body>\n");
        html.raw("<a class=\"skip\" href=\"#main\">")
            .text(&say("report-skip"))
            .raw("</a>\n<header>\n<h1>");
        html.text(self.page.title)
            .raw("</h1>\n<p class=\"lead\">")
            .text(&say("report-lead"))
            .raw("</p>\n");
        if !self.page.particulars.is_empty() {
            html.raw("<dl class=\"particulars\">\n");
            for (label, value) in self.page.particulars {
                let wide = value.chars().count() > LONGEST_IN_A_COLUMN;
                html.raw(if wide {
                    "<div class=\"wide\"><dt>"
                } else {
                    "<div><dt>"
                })
                .text(label)
                .raw("</dt><dd>")
                .text(value)
                .raw("</dd></div>\n");
            }
            html.raw("</dl>\n");
        }
        html.raw("</header>\n<nav aria-label=\"")
            .text(&say("report-contents"))
            .raw("\">\n<ul>\n");
        for section in sections {
            html.raw("<li><a href=\"#")
                .raw(section.id)
                .raw("\">")
                .text(&section.heading)
                .raw("</a></li>\n");
        }
        html.raw("</ul>\n</nav>\n<main id=\"main\">\n");
        for section in sections {
            html.raw("<section aria-labelledby=\"")
                .raw(section.id)
                .raw("\">\n<h2 id=\"")
                .raw(section.id)
                .raw("\">");
            html.text(&section.heading)
                .raw("</h2>\n")
                .append(&section.body)
                .raw("</section>\n");
        }
        html.raw("</main>\n<footer><p>")
            .text(&say("report-withheld-note"))
            .raw("</p></footer>\n</body>\n</html>\n");
        html.finish()
    }
}
