//! The common parts of plots: a frame with axes, and scales.

use super::markup::Html;
use std::fmt::Write as _;

/// A plot's size in its own units; the page scales it to the column.
pub(super) const WIDTH: f64 = 640.0;
/// Half of what a digit takes on an axis where the letters are largest (on a phone, see
/// report.css), rather too much than too little.
const HALF_DIGIT: f64 = 6.2;
/// The least distance between two numbers below an axis.
const GAP: f64 = 8.0;
/// Edges of the field, so that axis labels have room.
pub(super) const LEFT: f64 = 124.0;
pub(super) const RIGHT: f64 = 620.0;
pub(super) const TOP: f64 = 16.0;
pub(super) const BOTTOM: f64 = 360.0;
pub(super) const HEIGHT: f64 = 416.0;

/// Opens an SVG with title and description, by which a screen reader reads it as one picture.
pub(super) fn open(id: &str, height: f64, title: &str, description: &str) -> Html {
    let mut svg = Html::new();
    svg.raw(&format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
        aria-labelledby=\"{id}-title {id}-desc\">\n"
    ));
    svg.raw(&format!("<title id=\"{id}-title\">"))
        .text(title)
        .raw("</title>\n");
    svg.raw(&format!("<desc id=\"{id}-desc\">"))
        .text(description)
        .raw("</desc>\n");
    svg
}

/// Text at a point. `class` says how it is anchored and coloured (report.css).
pub(super) fn label(svg: &mut Html, x: f64, y: f64, class: &str, text: &str) {
    svg.raw(&format!(
        "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">"
    ))
    .text(text)
    .raw("</text>\n");
}

pub(super) fn line(svg: &mut Html, from: (f64, f64), to: (f64, f64), class: &str) {
    svg.raw(&format!(
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" class=\"{class}\"/>\n",
        from.0, from.1, to.0, to.1
    ));
}

/// A path through points.
pub(super) fn path(svg: &mut Html, points: &[(f64, f64)], class: &str) {
    let mut d = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(d, "{}{x:.1} {y:.1}", if i == 0 { "M" } else { "L" });
    }
    svg.raw(&format!("<path d=\"{d}\" class=\"{class}\"/>\n"));
}

/// The scale of an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scale {
    /// From zero to the end.
    Linear { end: f64 },
    /// By tens, with zero in a strip of its own before the beginning.
    Tens { begin: f64, end: f64 },
}

/// The part of a logarithmic axis that is kept for zero.
const ZERO_STRIP: f64 = 0.07;

impl Scale {
    /// Linear, unless a few values are so much larger than the middle one that the others would lie
    /// in a heap.
    pub(super) fn fitting(values: impl Iterator<Item = f64>) -> Self {
        let mut positive: Vec<f64> = values.filter(|value| *value > 0.0).collect();
        positive.sort_unstable_by(f64::total_cmp);
        let (Some(first), Some(last)) = (positive.first(), positive.last()) else {
            return Scale::Linear { end: 1.0 };
        };
        let middle = positive[positive.len() / 2];
        if *last > 30.0 * middle {
            let low = positive[positive.len() / 100].max(*first);
            Scale::Tens {
                begin: 10_f64.powf(low.log10().floor()),
                end: 10_f64.powf(last.log10().ceil()),
            }
        } else {
            let step = step(*last);
            Scale::Linear {
                end: (last / step).ceil() * step,
            }
        }
    }

    /// Returns where a value lies, from 0 to 1.
    pub(super) fn at(&self, value: f64) -> f64 {
        match *self {
            Scale::Linear { end } => (value / end).clamp(0.0, 1.0),
            Scale::Tens { .. } if value <= 0.0 => 0.0,
            Scale::Tens { begin, end } => {
                let part = (value / begin).log10() / (end / begin).log10().max(1e-9);
                ZERO_STRIP + part.clamp(0.0, 1.0) * (1.0 - ZERO_STRIP)
            }
        }
    }

    /// Values to mark, ascending.
    pub(super) fn ticks(&self) -> Vec<f64> {
        match *self {
            Scale::Linear { end } => {
                let step = step(end);
                std::iter::successors(Some(0.0), |tick| Some(tick + step))
                    .take_while(|tick| *tick <= end * 1.001)
                    .collect()
            }
            Scale::Tens { begin, end } => {
                let tens = std::iter::successors(Some(begin), |tick| Some(tick * 10.0));
                std::iter::once(0.0)
                    .chain(tens.take_while(|tick| *tick <= end * 1.001))
                    .collect()
            }
        }
    }
}

/// A round step that gives four to eight marks up to `end`.
fn step(end: f64) -> f64 {
    let rough = (end / 5.0).max(f64::MIN_POSITIVE);
    let ten = 10_f64.powf(rough.log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|round| round * ten >= rough * 0.999)
        .unwrap_or(10.0);
    round * ten
}

/// Two axes with grid and labels.
pub(super) fn axes(
    svg: &mut Html,
    x: &Scale,
    y: &Scale,
    show: (&dyn Fn(f64) -> String, &dyn Fn(f64) -> String),
    names: (&str, &str),
) {
    for tick in y.ticks() {
        let at = down(y.at(tick));
        line(svg, (LEFT, at), (RIGHT, at), "grid");
        label(svg, LEFT - 8.0, at + 4.0, "end", &show.1(tick));
    }
    let mut taken = 0.0;
    for tick in x.ticks() {
        let at = across(x.at(tick));
        line(svg, (at, BOTTOM), (at, BOTTOM + 5.0), "axis");
        let text = show.0(tick);
        let half = text.chars().fold(0.0, |width, _| width + HALF_DIGIT);
        // Where numbers would run into each other, a mark has none.
        if at - half < taken {
            continue;
        }
        taken = at + half + GAP;
        // A long number under the last tick would run out of the plot: it ends where the plot does.
        if at + half > WIDTH {
            label(svg, WIDTH, BOTTOM + 20.0, "end", &text);
        } else {
            label(svg, at, BOTTOM + 20.0, "middle", &text);
        }
    }
    line(svg, (LEFT, BOTTOM), (RIGHT, BOTTOM), "axis");
    line(svg, (LEFT, TOP), (LEFT, BOTTOM), "axis");
    label(
        svg,
        f64::midpoint(LEFT, RIGHT),
        BOTTOM + 46.0,
        "middle name",
        names.0,
    );
    let (x, y) = (16.0, f64::midpoint(TOP, BOTTOM));
    svg.raw(&format!(
        "<text transform=\"translate({x:.1} {y:.1}) rotate(-90)\" class=\"middle name\">"
    ));
    svg.text(names.1).raw("</text>\n");
}

/// From 0–1 to the field's x.
pub(super) fn across(part: f64) -> f64 {
    LEFT + part * (RIGHT - LEFT)
}

/// From 0–1 to the field's y, upwards.
pub(super) fn down(part: f64) -> f64 {
    BOTTOM - part * (BOTTOM - TOP)
}
