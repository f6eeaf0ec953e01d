//! Awards as open data: grants of 360Giving.

use std::collections::BTreeSet;

use anyhow::Context;
use chrono::{DateTime, Utc};
use contract::v1;
use domain::calendar::start_of_day;
use domain::identifiers::MunicipalityNumber;
use domain::municipalities;
use interchange::three_sixty::{Classification, Grant, Package, Recipient, Transaction};

use super::{Agency, day, money, time};

/// Titles that open data names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Titles {
    /// The scheme's.
    pub scheme: String,
    /// The call's.
    pub call: String,
}

/// Returns the package of a call's grants.
///
/// # Errors
/// The agency's number is none.
pub fn package(
    agency: &Agency,
    titles: &Titles,
    snapshot: &str,
    issued: DateTime<Utc>,
) -> anyhow::Result<Package> {
    Ok(Package {
        title: titles.call.clone(),
        snapshot: snapshot.to_owned(),
        issued,
        licence: agency.licence.clone(),
        publisher_name: agency.name.clone(),
        publisher: agency.number()?,
        prefix: agency.prefix.clone(),
    })
}

/// Returns an award as a grant. Each change of what is promised or paid is a transaction.
///
/// # Errors
/// The answer has something that the format does not take.
pub fn grant(titles: &Titles, award: &v1::Award, of: &v1::AwardMoney) -> anyhow::Result<Grant> {
    one(titles, award, of).with_context(|| format!("award of {}", award.application))
}

fn one(titles: &Titles, award: &v1::Award, of: &v1::AwardMoney) -> anyhow::Result<Grant> {
    let municipality: MunicipalityNumber = award.municipality_number.parse()?;
    let known = municipalities::find(&municipality);
    let name = known.map_or(award.municipality_number.as_str(), |known| known.name);
    let decided = of.decided_date.parse()?;
    let modified = match of.movements.last() {
        Some(last) => time(last.time)?,
        None => start_of_day(decided),
    };
    let committed = |movement: &v1::MoneyMovement| money(movement.committed).ore();
    let disbursed =
        |movement: &v1::MoneyMovement| money(movement.paid).ore() - money(movement.repaid).ore();
    Ok(Grant {
        case_reference: award.case_reference.parse()?,
        title: titles.call.clone(),
        description: titles.scheme.clone(),
        recipient: recipient(award, of)?,
        awarded: decided,
        planned: None,
        municipality: Some((municipality, name.to_owned())),
        chapter_post: of.chapter_post.parse()?,
        scheme_title: titles.scheme.clone(),
        application: (of.applied_date.parse()?, money(award.requested)),
        commitments: transactions(of, "commitment", committed)?,
        disbursements: transactions(of, "disbursement", disbursed)?,
        classifications: classifications(of),
        modified,
    })
}

/// Returns the organisation it was granted to, also where another holds it now.
fn recipient(award: &v1::Award, of: &v1::AwardMoney) -> anyhow::Result<Recipient> {
    let (number, name) = if of.granted_to_organisation_number.is_empty() {
        (&award.organisation_number, &award.organisation_name)
    } else {
        let number = &of.granted_to_organisation_number;
        (number, &of.granted_to_organisation_name)
    };
    Ok(Recipient::Organisation(number.parse()?, name.clone()))
}

/// Returns each code of the tags once.
fn classifications(of: &v1::AwardMoney) -> Vec<Classification> {
    let tags = of.tags.iter().filter_map(|share| share.tag.as_ref());
    let codes = tags.flat_map(|tag| {
        [
            ("plan_line", &tag.plan_line),
            ("goal", &tag.goal),
            ("target_group", &tag.target_group),
            ("measure", &tag.measure),
        ]
    });
    let known = codes.filter_map(|(vocabulary, code)| {
        let code = code.as_ref().filter(|code| !code.code.is_empty())?;
        Some(Classification {
            vocabulary: vocabulary.to_owned(),
            code: code.code.clone(),
            title: code.title.clone(),
        })
    });
    let once: BTreeSet<Classification> = known.collect();
    once.into_iter().collect()
}

/// Returns the changes that are not zero.
fn transactions(
    of: &v1::AwardMoney,
    kind: &str,
    ore: impl Fn(&v1::MoneyMovement) -> i64,
) -> anyhow::Result<Vec<Transaction>> {
    let changes = of.movements.iter().filter(|movement| ore(movement) != 0);
    let transactions = changes.map(|movement| {
        Ok(Transaction {
            id: format!("{kind}-{}", movement.posting),
            date: day(movement.time)?,
            amount: domain::money::Money::from_ore(ore(movement)),
        })
    });
    transactions.collect()
}
