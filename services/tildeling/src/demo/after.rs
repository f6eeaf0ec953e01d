//! The lives of single grants after the years that are played: on the screen, in the summary, and
//! what must hold of them.

use serde_json::{Value, json};

use super::outputs::kroner;
use super::play::{Merged, Sold};

/// The sold dwelling in the summary.
pub fn sale(sold: &Sold) -> Value {
    json!({
        "what": "sold_dwelling",
        "scheme": sold.scheme,
        "case_reference": sold.case_reference,
        "amount_ore": sold.claimed_ore,
    })
}

/// The merged municipality in the summary: with what the new one was paid.
pub fn merger(merged: &Merged) -> Value {
    json!({
        "what": "succession",
        "scheme": merged.scheme,
        "case_reference": merged.case_reference,
        "amount_ore": merged.after_ore,
    })
}

/// Says what became of the grant of a merged municipality.
pub fn told_of_merger(merged: &Merged) -> String {
    format!(
        "{} {}: {} was paid {} kr and merged; {} was paid the other {} kr, and reported.",
        merged.scheme,
        merged.case_reference,
        merged.from,
        kroner(merged.before_ore),
        merged.to,
        kroner(merged.after_ore),
    )
}

/// Returns what is wrong with the grant of the merged municipality.
pub fn merger_faults(merged: &Merged) -> Vec<String> {
    let mut faults = Vec::new();
    if merged.before_ore == 0 || merged.after_ore == 0 {
        faults.push("one of the merged municipalities was paid nothing".to_owned());
    }
    if merged.from == merged.to || !merged.closed {
        faults.push("the new municipality did not end the grant of the old one".to_owned());
    }
    faults
}

/// Says what a sale cost.
pub fn told_of_sale(sold: &Sold) -> String {
    format!(
        "{} {}: of {} kr paid for a dwelling that was sold after 3 years and 364 days, {} kr is \
         claimed.",
        sold.scheme,
        sold.case_reference,
        kroner(sold.paid_ore),
        kroner(sold.claimed_ore),
    )
}

/// The claim of a dwelling of 450 000 kroner that is sold after three years and 364 days, øre: 85 %
/// is left of it.
const CLAIMED_ORE: i64 = 38_250_000;

/// Returns what is wrong with the claim of the sold dwelling.
pub fn claim_faults(sold: &Sold) -> Vec<String> {
    let Sold { claimed_ore, .. } = sold;
    if *claimed_ore == CLAIMED_ORE {
        return Vec::new();
    }
    vec![format!(
        "{claimed_ore} øre are claimed of the sold dwelling, not {CLAIMED_ORE}"
    )]
}
