//! Bars: one amount by group, and gains against losses.

use super::markup::Html;
use super::svg::{WIDTH, label, line, open};

/// A row: the name, and the bar below it. Beside the bar a name would have to be cut, or be too
/// small to read on a phone.
const ROW: f64 = 48.0;
/// Room for the value after the bar, and left of it for the axis.
const VALUES: f64 = 150.0;
const AXIS: f64 = 2.0;
const FIELD: f64 = WIDTH - AXIS - VALUES;

/// A bar: its name, its length (`None` where it is withheld) and what to write beside it.
pub(super) struct Bar {
    pub name: String,
    pub length: Option<f64>,
    pub value: String,
}

/// Horizontal bars from zero.
pub(super) fn plot(id: &str, title: &str, description: &str, bars: &[Bar]) -> Html {
    let rows = (0..bars.len()).fold(0.0, |y, _| y + ROW);
    let mut svg = open(id, rows + 16.0, title, description);
    let longest = bars
        .iter()
        .filter_map(|bar| bar.length)
        .fold(0.0, f64::max)
        .max(f64::MIN_POSITIVE);
    let mut y = 8.0;
    for bar in bars {
        label(
            &mut svg,
            AXIS + 6.0,
            y + 18.0,
            "start",
            &shortened(&bar.name),
        );
        let length = bar.length.unwrap_or(0.0) / longest * FIELD;
        if bar.length.is_some() {
            rect(&mut svg, AXIS, y + 24.0, length, "bar");
        }
        let class = if bar.length.is_some() {
            "start"
        } else {
            "start muted"
        };
        label(&mut svg, AXIS + length + 8.0, y + 39.0, class, &bar.value);
        y += ROW;
    }
    line(&mut svg, (AXIS, 4.0), (AXIS, rows + 8.0), "axis");
    svg.raw("</svg>\n");
    svg
}

/// Losses to the left of a middle line, gains to the right: name, (length, text) of each.
pub(super) struct Swing {
    pub name: String,
    pub lost: (f64, String),
    pub gained: (f64, String),
}

/// Gains and losses from a common middle. Each row has its name above its bars, so that both sides
/// have the full width.
pub(super) fn swings(
    id: &str,
    title: &str,
    description: &str,
    heads: (&str, &str),
    rows: &[Swing],
) -> Html {
    const TALL: f64 = 56.0;
    const VALUE: f64 = 140.0;
    let height = (0..rows.len()).fold(42.0, |y, _| y + TALL);
    let mut svg = open(id, height + 8.0, title, description);
    let middle = WIDTH / 2.0;
    let longest = rows
        .iter()
        .flat_map(|row| [row.lost.0, row.gained.0])
        .fold(0.0, f64::max)
        .max(f64::MIN_POSITIVE);
    label(&mut svg, middle - 12.0, 20.0, "end name", heads.0);
    label(&mut svg, middle + 12.0, 20.0, "start name", heads.1);
    let mut y = 38.0;
    for row in rows {
        label(&mut svg, middle, y + 16.0, "middle", &shortened(&row.name));
        let length = |amount: f64| amount / longest * (middle - VALUE);
        let (lost, gained) = (length(row.lost.0), length(row.gained.0));
        rect(&mut svg, middle - lost, y + 24.0, lost, "bar loss");
        rect(&mut svg, middle, y + 24.0, gained, "bar");
        label(&mut svg, middle - lost - 8.0, y + 39.0, "end", &row.lost.1);
        label(
            &mut svg,
            middle + gained + 8.0,
            y + 39.0,
            "start",
            &row.gained.1,
        );
        line(&mut svg, (middle, y + 22.0), (middle, y + 44.0), "axis");
        y += TALL;
    }
    svg.raw("</svg>\n");
    svg
}

fn rect(svg: &mut Html, x: f64, y: f64, width: f64, class: &str) {
    svg.raw(&format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"18\" class=\"{class}\"/>\n"
    ));
}

/// A name that fits above its bar; the table below has it in full.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 52;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}
