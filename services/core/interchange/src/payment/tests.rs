use domain::identifiers::KidMethod;
use proptest::prelude::*;

use super::characters::in_set;
use super::*;
use crate::specimen;

fn check(change: impl FnOnce(&mut Payment)) -> Result<BankPayment, Vec<PaymentFault>> {
    let mut payment = specimen::payment(1);
    change(&mut payment);
    BankPayment::check(payment)
}

#[test]
fn nordic_names_pass_as_they_are() {
    let name = "Bjørnafjorden Ærfuglstiftelse på Åsgård, Malmö, Café (avd. 2)";
    let checked = check(|payment| payment.name = name.into()).unwrap();
    assert_eq!(checked.payment().name, name);
    assert_eq!(checked.notices(), []);
}

#[test]
fn other_characters_are_replaced_and_told() {
    let checked = check(|payment| {
        payment.name = "=HYPERLINK(\"http://x.no\") & Kárášjohka 漢".into();
    })
    .unwrap();
    assert_eq!(
        checked.payment().name,
        "-HYPERLINK('http://x.no') + Kárásjohka ?"
    );
    assert_eq!(checked.notices().len(), 5);
    assert!(checked.notices().contains(&Notice::Replaced {
        field: Field::Name,
        character: 'š',
        with: "s",
    }));
}

#[test]
fn long_names_are_cut_and_long_texts_are_not() {
    let checked = check(|payment| payment.name = "ø".repeat(141)).unwrap();
    assert_eq!(checked.payment().name, "ø".repeat(140));
    assert_eq!(
        checked.notices(),
        [Notice::Shortened {
            field: Field::Name,
            lost: NonZeroUsize::MIN,
        }]
    );
    let faults = check(|payment| payment.remittance = Remittance::Text("a".repeat(141)));
    assert_eq!(
        faults,
        Err(vec![PaymentFault::TooLong {
            field: Field::Text,
            length: 141,
            most: 140,
        }])
    );
}

#[test]
fn every_fault_is_named() {
    let faults = check(|payment| {
        payment.end_to_end_id = "a//b".into();
        payment.batch_id = "B".repeat(36);
        payment.name = " ".into();
        payment.address.town = String::new();
        payment.address.country = "no".into();
        payment.amount = Money::ZERO;
        payment.remittance = Remittance::Text(String::new());
    })
    .unwrap_err();
    assert_eq!(
        faults,
        [
            PaymentFault::Identifier(Field::EndToEndId),
            PaymentFault::TooLong {
                field: Field::BatchId,
                length: 36,
                most: 35,
            },
            PaymentFault::Country,
            PaymentFault::Empty(Field::Name),
            PaymentFault::Empty(Field::Town),
            PaymentFault::Empty(Field::Text),
            PaymentFault::NotPositive,
        ]
    );
    for id in ["", "/1", "1/", "RH-2026-ø", "a b"] {
        assert!(
            check(|payment| payment.end_to_end_id = id.into()).is_err(),
            "{id:?}"
        );
    }
    let above = Money::from_ore(Money::MAX.ore() + 1);
    assert_eq!(
        check(|payment| payment.amount = above),
        Err(vec![PaymentFault::TooLarge])
    );
}

/// Account and KID are refused before there is a payment at all.
#[test]
fn wrong_check_digits_make_no_payment() {
    assert!("12345678901".parse::<AccountNumber>().is_err());
    assert!("00000000000".parse::<AccountNumber>().is_err());
    assert!("12345675".parse::<Kid>().is_err());
    for method in [KidMethod::Mod10, KidMethod::Mod11] {
        let longest = "1".repeat(24);
        let kid = Kid::with_check_digit(&longest, method).unwrap();
        assert!(check(|payment| payment.remittance = Remittance::Kid(kid)).is_ok());
    }
}

proptest! {
    #[test]
    fn any_name_and_text_reach_the_bank_in_its_characters(
        name in "\\PC{1,200}", text in "\\PC{1,60}", town in "\\PC{1,60}",
    ) {
        let checked = check(|payment| {
            payment.name = name.clone();
            payment.remittance = Remittance::Text(text.clone());
            payment.address.town = town.clone();
        });
        // A text of spaces or one that grows past its limit is refused; nothing else is.
        if let Ok(checked) = checked {
            let payment = checked.payment();
            let Remittance::Text(sent) = &payment.remittance else { panic!("text became KID") };
            let town_sent = &payment.address.town;
            for (sent, given) in [(&payment.name, &name), (sent, &text), (town_sent, &town)] {
                prop_assert!(sent.chars().all(in_set));
                // Negative control: what was changed was told, what was not was not.
                let changed = sent.as_str() != given.trim();
                prop_assert!(!changed || !checked.notices().is_empty());
            }
            prop_assert!(payment.name.chars().count() <= LONGEST_TEXT);
        }
    }
}
