//! Set-offs against a planned payment of another grant.

use super::*;

/// A grant of the same recipient in a later call, active and not paid.
fn later() -> Grant {
    let mut later = grant();
    later.id = "01890a5d-ac96-774b-bcce-b302099a8099".parse().unwrap();
    later.call = "2027".parse().unwrap();
    later.state = GrantState::Active {
        account: "15032080119".parse().unwrap(),
    };
    later
}

fn set_off(kroner: i64) -> ArrangementPlan {
    ArrangementPlan::SetOff {
        call: "2027".parse().unwrap(),
        grant: later().id,
        instalment: 1,
        amount: Money::kroner(kroner),
    }
}

#[test]
fn a_set_off_splits_the_payment_and_moves_no_money() {
    let about = (&rules(), day(50));
    let proposed = claimed(FaultClass::GoodFaith)
        .propose_arrangement(FIRST, set_off(200), about, by("kari", 50))
        .unwrap();
    let later = later();
    let (granted, paid) = (later.granted, later.paid());
    let approved = proposed
        .approve_arrangement(FIRST, Some((later, Vec::new())), about, by("siri", 50))
        .unwrap();
    let (owing, kept) = (approved.grant, approved.kept_of.unwrap());
    assert_eq!(standing(&owing, 50).left, Money::kroner(400));
    assert_eq!(approved.repayment.unwrap().set_off.unwrap().instalment, 5);
    let whole: i64 = kept
        .grant
        .instalments
        .iter()
        .map(|one| one.amount.ore())
        .sum();
    assert_eq!(Money::from_ore(whole), granted);
    assert_eq!(kept.grant.instalments[0].amount, Money::kroner(50));
    assert_eq!(
        kept.grant.paid().ore() - paid.ore(),
        Money::kroner(200).ore()
    );
}

#[test]
fn a_set_off_that_does_not_fit_is_refused_with_all_faults() {
    let about = (&rules(), day(50));
    let proposed = |kroner| {
        let claimed = claimed(FaultClass::GoodFaith);
        claimed.propose_arrangement(FIRST, set_off(kroner), about, by("kari", 50))
    };
    let approve = |grant: Grant, other: Option<Grant>| {
        let other = other.map(|other| (other, Vec::new()));
        grant.approve_arrangement(FIRST, other, about, by("siri", 50))
    };
    assert_eq!(codes(proposed(601)), ["RECOVERY_ABOVE_REST"]);
    let nothing = approve(proposed(200).unwrap(), None);
    assert_eq!(codes(nothing), ["SET_OFF_GRANT_UNKNOWN"]);
    let mut stranger = later();
    stranger.recipient.organisation = crate::identifiers::OrganisationNumber::invented(77);
    let stranger = approve(proposed(200).unwrap(), Some(stranger));
    assert_eq!(codes(stranger), ["SET_OFF_GRANT_UNKNOWN"]);
    let above = approve(proposed(251).unwrap(), Some(later()));
    assert_eq!(codes(above), ["SET_OFF_ABOVE_INSTALMENT"]);
    let mut paused = later();
    paused.instalments[0].state = InstalmentState::Cancelled;
    paused.state = GrantState::Paused {
        account: "15032080119".parse().unwrap(),
    };
    let paused = approve(proposed(200).unwrap(), Some(paused));
    assert_eq!(codes(paused), ["SET_OFF_NOT_PLANNED", "PAYMENT_PAUSED"]);
}
