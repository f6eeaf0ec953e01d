//! The Lorenz curve.

use super::markup::{Html, Table};
use super::svg::{Scale, across, axes, down, label, line, open, path};
use super::words::Words;
use crate::metrics::inequality::lorenz;

/// How unequal awards and claims are: a curve each, and both at every tenth as a table.
pub(super) fn plot(words: &Words, award: &[i64], claim: &[i64]) -> (Html, Table) {
    let title = words.say("report-lorenz-title");
    let mut svg = open(
        "lorenz",
        super::svg::HEIGHT,
        &title,
        &words.say("report-lorenz-description"),
    );
    let scale = Scale::Linear { end: 1.0 };
    let show = |part: f64| {
        words.fill(
            "report-percent",
            &crate::text::Args::new().text("number", words.decimals(part * 100.0, 0)),
        )
    };
    axes(
        &mut svg,
        &scale,
        &scale,
        (&show, &show),
        (&words.say("report-lorenz-x"), &words.say("report-lorenz-y")),
    );
    line(
        &mut svg,
        (across(0.0), down(0.0)),
        (across(1.0), down(1.0)),
        "even",
    );
    let curve = |amounts: &[i64]| -> Vec<(f64, f64)> {
        lorenz(amounts, 100)
            .into_iter()
            .map(|(x, y)| (across(x), down(y)))
            .collect()
    };
    path(&mut svg, &curve(claim), "second");
    path(&mut svg, &curve(award), "first");
    // A legend in the empty corner, each name beside a piece of its line.
    for (row, (class, id)) in [
        ("even", "report-lorenz-even"),
        ("second", "report-claims"),
        ("first", "report-awards"),
    ]
    .into_iter()
    .enumerate()
    {
        let y = 44.0 + 22.0 * [0.0, 1.0, 2.0][row];
        line(&mut svg, (across(0.04), y), (across(0.10), y), class);
        label(&mut svg, across(0.115), y + 4.0, "start", &words.say(id));
    }
    svg.raw("</svg>\n");
    let tenths = |amounts: &[i64]| -> Vec<f64> {
        let curve = lorenz(amounts, 1_000);
        (1..=10)
            .map(|tenth| curve[(curve.len() - 1) * tenth / 10].1)
            .collect()
    };
    let (awards, claims) = (tenths(award), tenths(claim));
    let rows = (0..10).map(|i| {
        let people = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0][i];
        vec![
            show(people),
            words.percent(awards[i]),
            words.percent(claims[i]),
        ]
    });
    let table = Table {
        caption: title,
        head: words.head(&["report-lorenz-x", "report-awards", "report-claims"]),
        rows: rows.collect(),
    };
    (svg, table)
}
