use proptest::prelude::*;

use super::*;
use crate::specimen;

fn order(payments: &[BankPayment]) -> Order {
    let days = payments.iter().map(BankPayment::payment);
    Order {
        groups: groups(days.map(|payment| (payment.due, payment.amount))).unwrap(),
        ..specimen::order()
    }
}

fn file(order: &Order, payments: &[BankPayment]) -> Result<(Written, String), Pain001Error> {
    let mut out = Vec::new();
    let payments = payments.iter().cloned().map(Ok::<_, Pain001Error>);
    let written = write(&mut out, order, payments)?;
    Ok((written, String::from_utf8(out).unwrap()))
}

/// Texts of all elements of a name.
fn texts<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let open = format!("<{name}");
    let parts = xml.split(&open).skip(1);
    let texts = parts.filter(|part| part.starts_with(['>', ' ']));
    texts
        .filter_map(|part| part.split(['>', '<']).nth(1))
        .collect()
}

#[test]
fn a_file_counts_and_sums_its_payments() {
    let payments = specimen::bank_payments();
    let (written, xml) = file(&order(&payments), &payments).unwrap();
    assert_eq!(written.count, 6);
    assert_eq!(written.sum.ore(), specimen::AMOUNTS.iter().sum::<i64>());
    assert_eq!(texts(&xml, "NbOfTxs"), ["6", "3", "3"]);
    assert_eq!(texts(&xml, "CtrlSum")[0], decimal(written.sum));
    assert_eq!(texts(&xml, "InstdAmt")[..2], ["0.01", "10000000000.00"]);
    assert_eq!(texts(&xml, "Ref").len(), 3);
    assert_eq!(texts(&xml, "Ustrd").len(), 3);
    assert_eq!(
        texts(&xml, "PmtInfId"),
        ["RH-2026-B0001-1", "RH-2026-B0001-2"]
    );
    assert!(
        xml.contains("<ReqdExctnDt>\n"),
        "the date is an element in 001.09"
    );
}

#[test]
fn the_older_version_has_its_own_names() {
    let payments = specimen::bank_payments();
    let old = Order {
        version: Version::V03,
        ..order(&payments)
    };
    let (_, xml) = file(&old, &payments).unwrap();
    assert!(xml.contains("<ReqdExctnDt>2026-06-15</ReqdExctnDt>"));
    assert!(xml.contains("<BIC>DNBANOKKXXX</BIC>"));
    assert!(xml.contains("pain.001.001.03"));
}

#[test]
fn the_same_batch_has_the_same_bytes() {
    let payments = specimen::bank_payments();
    let order = order(&payments);
    let (first, second) = (file(&order, &payments), file(&order, &payments));
    assert_eq!(first.unwrap(), second.unwrap());
}

#[test]
fn what_was_not_announced_makes_no_file() {
    let payments = specimen::bank_payments();
    let good = order(&payments);
    let refused = |order: &Order, payments: &[BankPayment]| file(order, payments).unwrap_err();
    assert!(matches!(
        refused(&good, &payments[..5]),
        Pain001Error::Totals { .. }
    ));
    let mut twice = payments.clone();
    twice.push(payments[5].clone());
    assert!(matches!(
        refused(&good, &twice),
        Pain001Error::Unexpected(_)
    ));
    let mut shuffled = payments.clone();
    shuffled.swap(0, 5);
    assert!(matches!(
        refused(&good, &shuffled),
        Pain001Error::Unexpected(_)
    ));
    let mut one_ore = good.clone();
    one_ore.groups[1].sum = one_ore.groups[1]
        .sum
        .checked_add(Money::from_ore(1))
        .unwrap();
    assert!(matches!(
        refused(&one_ore, &payments),
        Pain001Error::Totals { .. }
    ));
    let mut days = good.clone();
    days.groups.swap(0, 1);
    assert!(matches!(
        refused(&days, &payments),
        Pain001Error::GroupOrder(_)
    ));
    let mut head = good.clone();
    head.message_id = "B".repeat(31);
    assert!(matches!(refused(&head, &payments), Pain001Error::Head(_)));
    head.groups.clear();
    head.message_id = good.message_id;
    assert!(matches!(refused(&head, &[]), Pain001Error::Empty));
}

proptest! {
    #[test]
    fn sums_are_exact(amounts in prop::collection::vec(1..=Money::MAX.ore(), 1..40)) {
        let payments: Vec<_> = amounts
            .iter()
            .enumerate()
            .map(|(number, ore)| {
                let mut payment = specimen::payment(number);
                payment.amount = Money::from_ore(*ore);
                BankPayment::check(payment).unwrap()
            })
            .collect();
        let order = order(&payments);
        let (written, xml) = file(&order, &payments).unwrap();
        let found = texts(&xml, "InstdAmt").into_iter().map(|text| {
            crate::amount::parse(text).unwrap().ore()
        });
        let found: i64 = found.sum();
        prop_assert_eq!(found, amounts.iter().sum::<i64>());
        prop_assert_eq!(texts(&xml, "CtrlSum")[0], decimal(written.sum));
        // Negative control: a payment less and the file is refused.
        prop_assert!(file(&order, &payments[1..]).is_err());
    }
}
