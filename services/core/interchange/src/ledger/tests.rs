use proptest::prelude::*;

use super::saft::Header;
use super::*;
use crate::specimen;
use crate::table::csv::Dialect;
use crate::table::{Amounts, ColumnMap, File, Row};

type Result<T> = std::result::Result<T, LedgerError>;

fn stream(postings: &[Posting]) -> impl Iterator<Item = Result<Posting>> {
    postings.iter().cloned().map(Ok)
}

fn csv_of(postings: &[Posting]) -> Result<(Totals, String)> {
    let map = ColumnMap::own(&Line::LAYOUT, Amounts::Ore);
    let file = File {
        snapshot: "S",
        map: &map,
    };
    let mut out = Vec::new();
    let mapping = Mapping::state().unwrap();
    let totals = write_csv(&mut out, Dialect::Comma, file, &mapping, stream(postings))?;
    Ok((totals, String::from_utf8(out).unwrap()))
}

fn saft_of(header: &Header, summed: &[Posting], postings: &[Posting]) -> Result<String> {
    let mapping = Mapping::state().unwrap();
    let summary = Summary::of(&mapping, stream(summed))?;
    let mut out = Vec::new();
    saft::write(&mut out, header, &mapping, &summary, stream(postings))?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn grants_go_to_the_account_of_the_recipients_sector() {
    let (totals, text) = csv_of(&specimen::postings()).unwrap();
    assert_eq!(
        totals.debit.ore(),
        2 * specimen::AMOUNTS.iter().sum::<i64>()
    );
    assert_eq!(totals.debit, totals.credit);
    for expected in [
        "grants-870",
        "grants-876",
        "grants-872",
        "Tilskudd til kommuner",
        ",250,",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert_eq!(text.lines().count(), 25);
}

#[test]
fn what_does_not_balance_is_refused() {
    let mut off = specimen::postings();
    off[1].amount = off[1].amount.checked_add(Money::from_ore(1)).unwrap();
    assert!(matches!(csv_of(&off), Err(LedgerError::Unbalanced { .. })));
    assert!(saft_of(&specimen::saft_header(), &off, &off).is_err());
    let mut days = specimen::postings();
    days[1].date = specimen::day(1, 2);
    assert!(matches!(csv_of(&days), Err(LedgerError::Days(_))));
    let mut zero = specimen::postings();
    zero[0].amount = Money::ZERO;
    assert!(matches!(csv_of(&zero), Err(LedgerError::NotPositive(_))));
    let mut unknown = specimen::postings();
    unknown[0].sector = None;
    assert!(matches!(
        csv_of(&unknown),
        Err(LedgerError::Unmapped { .. })
    ));
    unknown[0].account = "gold".to_owned();
    assert!(csv_of(&unknown).unwrap_err().to_string().contains("gold"));
}

#[test]
fn saft_says_its_sums_first_and_keeps_to_them() {
    let header = specimen::saft_header();
    let postings = specimen::postings();
    let xml = saft_of(&header, &postings, &postings).unwrap();
    assert!(xml.contains("<NumberOfEntries>12</NumberOfEntries>"));
    let total = crate::amount::decimal(Money::from_ore(2 * specimen::AMOUNTS.iter().sum::<i64>()));
    assert!(
        xml.contains(&format!("<TotalDebit>{total}</TotalDebit>")),
        "{xml}"
    );
    assert!(xml.contains(&format!("<TotalCredit>{total}</TotalCredit>")));
    assert!(xml.contains("<GroupingCode>876</GroupingCode>"));
    let changed = saft_of(&header, &postings, &postings[..postings.len() - 2]);
    assert!(matches!(changed, Err(LedgerError::Changed)));
    let mut long = postings.clone();
    long[0].id = "x".repeat(36);
    assert!(matches!(
        saft_of(&header, &long, &long),
        Err(LedgerError::LongId(_))
    ));
}

#[test]
fn balances_go_on_from_the_period_before() {
    let mapping = Mapping::state().unwrap();
    let opening = [("settlement".to_owned(), Money::from_ore(-500))].into();
    let summary = Summary::of(&mapping, stream(&specimen::postings())).unwrap();
    let summary = summary.opening(&opening);
    let settlement = &summary.accounts["settlement"];
    let paid: i64 = specimen::AMOUNTS.iter().sum();
    assert_eq!(settlement.closing().unwrap().ore(), -500 - paid);
    assert_eq!(
        summary.accounts["grant_debt"].closing().unwrap(),
        Money::ZERO
    );
}

#[test]
fn a_wrong_mapping_is_refused() {
    let parse = |toml: &str| Mapping::parse(toml).unwrap_err().to_string();
    let both = "category = \"KS\"\n[accounts.a]\ndescription = \"A\"\nstandard = \"870\"\n\
        by_sector.state = \"877\"";
    assert!(parse(both).contains("either"));
    let neither = "category = \"KS\"\n[accounts.a]\ndescription = \"A\"";
    assert!(parse(neither).contains("either"));
    let unknown = "category = \"KS\"\n[accounts.a]\ndescription = \"A\"\nstandard = \"999\"";
    assert!(parse(unknown).contains("999"));
    // Another chart has other codes.
    assert!(Mapping::parse(&unknown.replace("KS", "KA_K")).is_ok());
    assert!(parse("category = \"KS\"\n[accounts.a]\ndescripton = \"A\"").contains("descripton"));
}

#[test]
fn the_chart_has_no_code_twice() {
    let codes: std::collections::BTreeSet<_> = STATE_CHART.iter().map(|one| one.code).collect();
    assert_eq!(codes.len(), STATE_CHART.len());
}

proptest! {
    #[test]
    fn any_ledger_that_balances_is_summed_exactly(
        amounts in prop::collection::vec(1..=1_000_000_000_000_i64, 1..30), off in 0_usize..30,
    ) {
        let mut postings = Vec::new();
        for (number, ore) in amounts.iter().enumerate() {
            let mut pair = specimen::postings()[..2].to_vec();
            for posting in &mut pair {
                posting.entry = format!("entry-{number}");
                posting.amount = Money::from_ore(*ore);
            }
            postings.append(&mut pair);
        }
        let (totals, _) = csv_of(&postings).unwrap();
        prop_assert_eq!(totals.debit.ore(), amounts.iter().sum::<i64>());
        let header = specimen::saft_header();
        prop_assert!(saft_of(&header, &postings, &postings).is_ok());
        // Negative control: an øre on one posting and neither file is written.
        let at = off % postings.len();
        postings[at].amount = postings[at].amount.checked_add(Money::from_ore(1)).unwrap();
        prop_assert!(csv_of(&postings).is_err());
        prop_assert!(saft_of(&header, &postings, &postings).is_err());
    }
}
