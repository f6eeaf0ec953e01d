use proptest::prelude::*;

use super::*;
use crate::amount::decimal;
use crate::payment::BankPayment;
use crate::specimen::{self, Answer};

fn read(xml: &str) -> Result<(Vec<Entry>, FileIdentity), BankError> {
    let mut file = BankFile::open(xml.as_bytes(), LARGEST_FILE)?;
    let entries = file.by_ref().collect::<Result<Vec<_>, _>>()?;
    Ok((entries, file.finish()?))
}

fn about(entry: &Entry) -> &str {
    match &entry.about {
        About::Payment { end_to_end_id, .. } => end_to_end_id.as_deref().unwrap_or("none"),
        About::File(_) => "file",
        About::Block { .. } => "block",
    }
}

#[test]
fn payments_are_paid_or_returned_by_their_id() {
    let payments = specimen::bank_payments();
    for version in ["02", "04", "08"] {
        let answers: Vec<_> = payments.iter().map(|one| (one, Answer::Paid)).collect();
        let (entries, identity) = read(&specimen::camt054(version, &answers)).unwrap();
        assert_eq!(identity.message, format!("camt.054.001.{version}"));
        assert_eq!(identity.message_id, "BANK-1");
        assert_eq!(entries.len(), payments.len());
        for (entry, payment) in entries.iter().zip(&payments) {
            assert_eq!(about(entry), payment.payment().end_to_end_id);
            let expected = Outcome::Paid {
                amount: payment.payment().amount,
                booked: specimen::day(7, 1),
            };
            assert_eq!(entry.outcome, expected);
        }
        let (entries, _) = read(&specimen::camt054(
            version,
            &[(&payments[1], Answer::Returned)],
        ))
        .unwrap();
        let Outcome::Returned { reason, amount, .. } = &entries[0].outcome else {
            panic!("{entries:?}");
        };
        assert_eq!(
            (reason.code.as_str(), reason.text.as_str()),
            ("AC04", "Konto avsluttet")
        );
        assert_eq!(*amount, payments[1].payment().amount);
    }
}

#[test]
fn a_credit_without_a_reason_is_no_return() {
    let payments = specimen::bank_payments();
    let returned = specimen::camt054("08", &[(&payments[0], Answer::Returned)]);
    let from = returned.find("<RtrInf>").unwrap();
    let to = returned.find("</RtrInf>").unwrap() + "</RtrInf>".len();
    let plain = format!("{}{}", &returned[..from], &returned[to..]);
    let outcome = |xml: &str| read(xml).unwrap().0.remove(0).outcome;
    assert!(matches!(outcome(&plain), Outcome::Received { .. }));
    let coded = plain.replace("DMCT", "RRTN");
    assert!(matches!(outcome(&coded), Outcome::Returned { .. }));
    let reversed = plain.replacen("<Sts>", "<RvslInd>true</RvslInd><Sts>", 1);
    assert!(matches!(outcome(&reversed), Outcome::Returned { .. }));
    let waiting = plain.replace("BOOK", "PDNG");
    assert_eq!(outcome(&waiting), Outcome::Pending);
}

#[test]
fn accounts_are_known_as_iban_too() {
    let payments = specimen::bank_payments();
    let xml = specimen::camt054("08", &[(&payments[0], Answer::Paid)]);
    let own = specimen::account(99);
    let iban = xml.replace(
        &format!("<Othr><Id>{own}</Id></Othr>"),
        &format!("<IBAN>NO12{own}</IBAN>"),
    );
    assert_ne!(iban, xml);
    let entries = read(&iban).unwrap().0;
    assert_eq!(entries, read(&xml).unwrap().0);
    assert_eq!(entries[0].account, Some(own.to_string()));
}

#[test]
fn a_status_names_our_account_or_none() {
    let payments = specimen::bank_payments();
    let xml = specimen::pain002("03", &payments[..2]);
    let reference = "</TxSts><OrgnlTxRef><DbtrAcct><Id><Othr><Id>15032080119</Id></Othr></Id>\
                     </DbtrAcct></OrgnlTxRef>";
    let (entries, _) = read(&xml.replacen("</TxSts>", reference, 1)).unwrap();
    assert_eq!(entries[0].account.as_deref(), Some("15032080119"));
    assert_eq!(entries[1].account, None);
}

#[test]
fn statuses_tell_what_was_taken_and_what_refused() {
    let payments = specimen::bank_payments();
    for version in ["03", "10", "12", "15"] {
        let (entries, identity) = read(&specimen::pain002(version, &payments)).unwrap();
        assert_eq!(identity.message_id, "BANK-2");
        assert_eq!(entries[0].outcome, Outcome::Accepted);
        let rejected = Outcome::Rejected(Reason {
            code: "AC01".to_owned(),
            text: "Ugyldig konto".to_owned(),
        });
        assert!(entries[1..].iter().all(|entry| entry.outcome == rejected));
        assert_eq!(about(&entries[1]), payments[1].payment().end_to_end_id);
    }
}

#[test]
fn a_file_or_a_block_can_be_refused_as_a_whole() {
    let xml = specimen::pain002("03", &[]);
    let refused = xml.replace(
        "<GrpSts>PART</GrpSts>",
        "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Prtry>DU01</Prtry></Rsn></StsRsnInf>",
    );
    let (entries, _) = read(&refused).unwrap();
    assert_eq!(entries[0].about, About::File("RH-2026-B0001".to_owned()));
    assert!(matches!(&entries[0].outcome, Outcome::Rejected(reason) if reason.code == "DU01"));
    let block = xml.replace(
        "</OrgnlPmtInfId>",
        "</OrgnlPmtInfId><PmtInfSts>ZZZZ</PmtInfSts>",
    );
    let (entries, _) = read(&block).unwrap();
    assert_eq!(about(&entries[0]), "block");
    assert_eq!(entries[0].outcome, Outcome::Unknown("ZZZZ".to_owned()));
}

#[test]
fn one_entry_may_have_many_transactions() {
    let detail = |id: &str, amount: &str| {
        format!(
            "<TxDtls><Refs><EndToEndId>{id}</EndToEndId></Refs>\
             <Amt Ccy=\"NOK\">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>"
        )
    };
    let payments = specimen::bank_payments();
    let xml = specimen::camt054("08", &[(&payments[2], Answer::Paid)]);
    let (from, to) = (
        xml.find("<TxDtls>").unwrap(),
        xml.find("</NtryDtls>").unwrap(),
    );
    let with = |details: &str| format!("{}{details}{}", &xml[..from], &xml[to..]);
    // 1234.50 in all.
    let two = detail("A", "1234") + &detail("NOTPROVIDED", "0.50");
    let (entries, _) = read(&with(&two)).unwrap();
    assert_eq!(entries.iter().map(about).collect::<Vec<_>>(), ["A", "none"]);
    let short = detail("A", "1234") + &detail("B", "0.49");
    let error = read(&with(&short)).unwrap_err();
    assert!(matches!(error.fault, Fault::Sum { .. }), "{error}");
    assert!(error.to_string().contains("123449"), "{error}");
    // A single transaction without an amount has the entry's.
    let (entries, _) = read(&with(
        "<TxDtls><Refs><EndToEndId>A</EndToEndId></Refs></TxDtls>",
    ))
    .unwrap();
    assert!(matches!(entries[0].outcome, Outcome::Paid { amount, .. } if amount.ore() == 123_450));
    let (entries, _) = read(&with("")).unwrap();
    assert_eq!(about(&entries[0]), "none");
}

#[test]
fn the_same_bytes_have_the_same_identity() {
    let payments = specimen::bank_payments();
    let xml = specimen::camt054("08", &[(&payments[0], Answer::Paid)]);
    let identity = |xml: &str| read(xml).unwrap().1;
    assert_eq!(identity(&xml), identity(&xml));
    let other = xml.replace("2026-07-01T", "2026-07-02T");
    assert_ne!(identity(&xml).sha256, identity(&other).sha256);
    assert_eq!(
        identity(&xml).sha256,
        <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(xml.as_bytes()))
    );
}

proptest! {
    #[test]
    fn every_amount_comes_back(ore in 1..=Money::MAX.ore(), is_old: bool) {
        let mut payment = specimen::payment(1);
        payment.amount = Money::from_ore(ore);
        let payment = BankPayment::check(payment).unwrap();
        let version = if is_old { "02" } else { "08" };
        let xml = specimen::camt054(version, &[(&payment, Answer::Paid)]);
        let (entries, _) = read(&xml).unwrap();
        let paid = |outcome: &Outcome, ore| {
            matches!(outcome, Outcome::Paid { amount, .. } if amount.ore() == ore)
        };
        prop_assert!(paid(&entries[0].outcome, ore));
        // Negative control: an øre off in the transaction and the file is refused.
        let wrong = decimal(Money::from_ore(ore - 1));
        let (before, after) = xml.rsplit_once(&decimal(Money::from_ore(ore))).unwrap();
        let changed = [before, &wrong, after].concat();
        prop_assert!(read(&changed).is_err());
    }

    #[test]
    fn half_a_file_is_no_file(kept: prop::sample::Index) {
        let payments = specimen::bank_payments();
        let answers: Vec<_> = payments.iter().map(|one| (one, Answer::Paid)).collect();
        for xml in [specimen::camt054("08", &answers), specimen::pain002("03", &payments)] {
            prop_assert!(read(&xml).is_ok());
            let half = &xml[..kept.index(xml.trim_end().len())];
            prop_assert!(read(half).is_err(), "{half}");
        }
    }
}
