//! The lives of single grants after the years that are played: on the screen, in the summary, and
//! what must hold of them.

use serde_json::{Value, json};

use super::outputs::kroner;
use super::play::{Appealed, Changed, Merged, Played, SetOff, Sold};

/// The kind of the dwelling that was sold.
pub const SALE: &str = "sold_dwelling";
/// The kind of the municipality that merged.
pub const MERGER: &str = "succession";
/// The kind of the appeal.
pub const APPEAL: &str = "appeal_upheld";
/// The kind of the change.
pub const CHANGE: &str = "change";
/// The kind of the debt that was set off.
pub const SET_OFF: &str = "set_off";

/// The life of one grant.
pub struct Life {
    /// The kind, as the summary and the folder of its files name it.
    pub kind: &'static str,
    case_reference: String,
    /// The amount that it is about, øre.
    amount_ore: i64,
    /// What became of the grant, in words.
    tale: String,
    /// What must hold and does not.
    pub faults: Vec<String>,
    /// The round at its end.
    pub played: Played,
}

impl Life {
    /// The life in the summary.
    pub fn summary(&self) -> Value {
        json!({
            "what": self.kind,
            "scheme": self.played.scheme,
            "case_reference": self.case_reference,
            "amount_ore": self.amount_ore,
        })
    }

    /// Says what became of the grant.
    pub fn told(&self) -> String {
        format!(
            "{} {}: {}",
            self.played.scheme, self.case_reference, self.tale
        )
    }
}

/// Returns what does not hold, of some facts.
fn broken(facts: impl IntoIterator<Item = (bool, &'static str)>) -> Vec<String> {
    let broken = facts.into_iter().filter(|(holds, _)| !holds);
    broken.map(|(_, what)| what.to_owned()).collect()
}

/// The claim of a dwelling of 450 000 kroner that is sold after three years and 364 days, øre: 85 %
/// is left of it.
const CLAIMED_ORE: i64 = 38_250_000;

/// The dwelling that was sold, with what is claimed.
pub fn sale(sold: Sold) -> Life {
    Life {
        kind: SALE,
        amount_ore: sold.claimed_ore,
        tale: format!(
            "of {} kr paid for a dwelling that was sold after 3 years and 364 days, {} kr is \
             claimed.",
            kroner(sold.paid_ore),
            kroner(sold.claimed_ore),
        ),
        faults: broken([(
            sold.claimed_ore == CLAIMED_ORE,
            "the claim for the sold dwelling is not 85 % of what was paid",
        )]),
        case_reference: sold.case_reference,
        played: sold.played,
    }
}

/// The municipality that merged, with what the new one was paid.
pub fn merger(merged: Merged) -> Life {
    Life {
        kind: MERGER,
        amount_ore: merged.after_ore,
        tale: format!(
            "{} was paid {} kr and merged; {} was paid the other {} kr, and reported.",
            merged.from,
            kroner(merged.before_ore),
            merged.to,
            kroner(merged.after_ore),
        ),
        faults: broken([
            (
                merged.before_ore > 0 && merged.after_ore > 0,
                "one of the merged municipalities was paid nothing",
            ),
            (
                merged.from != merged.to && merged.closed,
                "the new municipality did not end the grant of the old one",
            ),
        ]),
        case_reference: merged.case_reference,
        played: merged.played,
    }
}

/// The appeal that was upheld, with what it gave.
pub fn appeal(appealed: Appealed) -> Life {
    let (before, after) = (appealed.before_ore, appealed.after_ore);
    Life {
        kind: APPEAL,
        amount_ore: after - before,
        tale: format!(
            "{} kr was granted of {} kr; the body of appeal gave {} kr more, from the reserve of \
             the call.",
            kroner(before),
            kroner(appealed.applied_ore),
            kroner(after - before),
        ),
        faults: broken([
            (
                before > 0 && before < appealed.applied_ore,
                "the grant that was appealed was not cut",
            ),
            (
                after == appealed.applied_ore,
                "the appeal that was upheld did not give what was applied for",
            ),
            (
                appealed.others > 0 && appealed.lowered.is_empty(),
                "an appeal lowered what another recipient was granted",
            ),
        ]),
        case_reference: appealed.case_reference,
        played: appealed.played,
    }
}

/// The change that was approved, with what it gave back.
pub fn change(changed: Changed) -> Life {
    let given_back = changed.before_ore - changed.after_ore;
    Life {
        kind: CHANGE,
        amount_ore: given_back,
        tale: format!(
            "of {} kr granted the recipient asked to give {} kr back; it was approved, and {} kr \
             was paid.",
            kroner(changed.before_ore),
            kroner(given_back),
            kroner(changed.after_ore),
        ),
        faults: broken([
            (given_back > 0, "the change that was approved moved nothing"),
            (
                changed.left_after_ore - changed.left_before_ore == given_back,
                "what a change gave back is not in the frame",
            ),
            (changed.closed, "the grant that was changed is not closed"),
        ]),
        case_reference: changed.case_reference,
        played: changed.played,
    }
}

/// The debt that was set off against another grant, with its amount.
pub fn set_off(set_off: SetOff) -> Life {
    let (claimed, next) = (set_off.claimed_ore, set_off.next_ore);
    let Played {
        payments,
        reconciled,
        bank_files,
        ..
    } = &set_off.played;
    let kept = payments.iter();
    let mut kept = kept.filter(|payment| payment.set_off_case == set_off.case_reference);
    let in_files = |id: &str| {
        let id = format!("<EndToEndId>{id}<");
        let mut files = bank_files.iter().map(|file| String::from_utf8_lossy(file));
        files.any(|file| file.contains(&id))
    };
    let faults = broken([
        (
            claimed > 0 && set_off.played.set_off_ore() == claimed,
            "what was claimed is not what was set off",
        ),
        (
            kept.next().is_some_and(|one| !in_files(&one.end_to_end_id)),
            "the bank was told of a payment that was kept",
        ),
        (
            set_off.waited_for == ["PAYMENT_DEBT"],
            "the next payment did not wait for the debt alone",
        ),
        (
            reconciled.iter().all(|row| row.difference.is_zero()),
            "the bank and the ledger differ after a set-off",
        ),
        (set_off.closed, "a grant is not closed after a set-off"),
    ]);
    Life {
        kind: SET_OFF,
        amount_ore: claimed,
        tale: format!(
            "{} kr was not used and was claimed back; it was set off against the next payment of \
             {} kr, of which {} kr was paid out.",
            kroner(claimed),
            kroner(next),
            kroner(next - claimed),
        ),
        faults,
        case_reference: set_off.case_reference,
        played: set_off.played,
    }
}
