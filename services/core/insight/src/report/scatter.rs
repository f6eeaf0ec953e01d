//! One amount against another, a dot for each applicant or, with many, for each neighbourhood.

use super::markup::Html;
use super::svg::{HEIGHT, Scale, across, axes, down, label, open, path};
use super::words::Words;
use std::collections::BTreeMap;

/// Up to here every applicant has a dot of its own.
const DOTS: usize = 400;
/// Cells along an axis beyond that.
const CELLS: f64 = 44.0;

/// Names and axes of a scatter plot.
pub(super) struct Names {
    pub id: &'static str,
    pub title: String,
    pub description: String,
    pub x: String,
    pub y: String,
    pub caption: String,
    /// The meaning of the diagonal.
    pub diagonal: String,
}

/// Plots pairs of amounts (x, y); answers the plot and its caption.
pub(super) fn plot(words: &Words, names: &Names, pairs: &[(i64, i64)]) -> (Html, String) {
    let mut svg = open(names.id, HEIGHT, &names.title, &names.description);
    // One scale for both axes, so that the diagonal means equal.
    let scale = Scale::fitting(
        pairs
            .iter()
            .flat_map(|(x, y)| [words.ones(*x), words.ones(*y)]),
    );
    let show = |tick: f64| words.short(tick);
    axes(
        &mut svg,
        &scale,
        &scale,
        (&show, &show),
        (&names.x, &names.y),
    );
    let start = scale
        .ticks()
        .iter()
        .map(|tick| scale.at(*tick))
        .find(|at| *at > 0.0 || scale == Scale::Linear { end: 1.0 });
    let from = if matches!(scale, Scale::Linear { .. }) {
        0.0
    } else {
        start.unwrap_or(0.0)
    };
    path(
        &mut svg,
        &[(across(from), down(from)), (across(1.0), down(1.0))],
        "even",
    );
    // Left of the line, which falls away from the text.
    label(
        &mut svg,
        across(0.86),
        down(0.9),
        "end muted",
        &names.diagonal,
    );
    let spots = spots(&scale, words, pairs);
    let largest = spots.values().max().copied().unwrap_or(1).max(1);
    for ((x, y), count) in &spots {
        let radius = if spots.len() == pairs.len() || pairs.len() <= DOTS {
            3.2
        } else {
            1.6 + 6.4 * (root(*count) / root(largest))
        };
        let (x, y) = (
            across(f64::from(*x) / 10_000.0),
            down(f64::from(*y) / 10_000.0),
        );
        svg.raw(&format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" class=\"dot\"/>\n"
        ));
    }
    svg.raw("</svg>\n");
    let caption = match scale {
        Scale::Linear { .. } => names.caption.clone(),
        Scale::Tens { .. } => format!("{} {}", names.caption, words.say("report-tens")),
    };
    (svg, caption)
}

fn root(count: u32) -> f64 {
    f64::from(count).sqrt()
}

/// Places of dots, in ten-thousandths of the field, and the number of applicants at each.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a rounded position between 0 and 10 000"
)]
fn spots(scale: &Scale, words: &Words, pairs: &[(i64, i64)]) -> BTreeMap<(i32, i32), u32> {
    let cells = if pairs.len() <= DOTS { 10_000.0 } else { CELLS };
    let place = |amount: i64| {
        let at = scale.at(words.ones(amount));
        // Zero keeps to the axis, the others to the middle of their cell.
        let cell = if amount == 0 {
            0.0
        } else {
            ((at * cells).floor() + 0.5).min(cells) / cells
        };
        (cell * 10_000.0).round() as i32
    };
    let mut spots = BTreeMap::new();
    for (x, y) in pairs {
        *spots.entry((place(*x), place(*y))).or_insert(0) += 1;
    }
    spots
}
