//! The controls of what lives say of appeals.

use super::{BUDGET, Life, Tried};

/// The controls: an appeal that is paid by another recipient, or by no source at all.
#[test]
fn an_appeal_that_takes_from_another_is_found() {
    let mut robbed = Life::begin(false);
    robbed.neighbour -= 100;
    robbed.left += 100;
    assert!(robbed.broken().is_some());

    let mut unpaid = Life::begin(false);
    assert!(unpaid.take(&Tried::Uphold(60_000)));
    assert_eq!(
        (unpaid.left, unpaid.reserve, unpaid.broken()),
        (0, 20_000, None)
    );
    unpaid.reserve += 100;
    assert!(unpaid.broken().is_some());

    let mut settled = Life::begin(false);
    assert!(settled.take(&Tried::Activate) && settled.take(&Tried::Settle(BUDGET)));
    assert!(
        !settled.take(&Tried::Uphold(100)),
        "what may be kept is settled"
    );
}
