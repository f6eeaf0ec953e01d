//! The Lorenz curve.

use super::markup::{Html, Table};
use super::svg::{Scale, across, axes, down, label, line, open, path};
use super::words::Words;
use crate::metrics::inequality::lorenz;

/// Returns how unequal awards and claims are: a curve each, and both at every tenth as a table.
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
            &text::Args::new().text("number", words.decimals(part * 100.0, 0)),
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
    // The dashed curve last: where both lie on each other, both are seen.
    path(&mut svg, &curve(award), "first");
    path(&mut svg, &curve(claim), "second");
    // A legend in the empty corner, each name beside a piece of its line.
    for (row, (class, id)) in [
        ("even", "report-lorenz-even"),
        ("second", "report-claims"),
        ("first", "report-awards"),
    ]
    .into_iter()
    .enumerate()
    {
        let y = 44.0 + 26.0 * [0.0, 1.0, 2.0][row];
        line(&mut svg, (across(0.04), y), (across(0.10), y), class);
        label(&mut svg, across(0.115), y + 4.0, "start", &words.say(id));
    }
    svg.raw("</svg>\n");
    let (awards, claims) = (lorenz(award, 1_000), lorenz(claim, 1_000));
    let rows = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0].map(|people| {
        vec![
            show(people),
            words.percent(height(&awards, people)),
            words.percent(height(&claims, people)),
        ]
    });
    let table = Table {
        caption: title,
        head: words.head(&["report-lorenz-x", "report-awards", "report-claims"]),
        rows: rows.to_vec(),
    };
    (svg, table)
}

/// Returns how high a curve is at `x`, on the straight line between the points around it: the table
/// says what the plot shows, however few points there are.
fn height(curve: &[(f64, f64)], x: f64) -> f64 {
    let after = curve.partition_point(|point| point.0 < x);
    match (
        after.checked_sub(1).and_then(|at| curve.get(at)),
        curve.get(after),
    ) {
        (Some(before), Some(after)) if after.0 > before.0 => {
            before.1 + (after.1 - before.1) * (x - before.0) / (after.0 - before.0)
        }
        (_, Some(point)) | (Some(point), None) => point.1,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    fn a_curve_is_read_between_its_points() {
        let curve = [(0.0, 0.0), (0.5, 0.2), (1.0, 1.0)];
        let read = [0.0, 0.25, 0.5, 0.75, 1.0].map(|x| (height(&curve, x) * 100.0).round());
        assert_eq!(read, [0.0, 10.0, 20.0, 60.0, 100.0]);
        assert!(height(&[], 0.5).abs() < f64::EPSILON);
    }
}
