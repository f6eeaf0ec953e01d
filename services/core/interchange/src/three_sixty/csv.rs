//! The grants as CSV, with the column names that the standard's conversion tool reads.
//!
//! A grant has a line of its own and a line for each further transaction or classification, which
//! repeats the id: the tool puts the lines of an id together.

use std::io::Write;

use csv::WriterBuilder;

use super::{
    Classification, Grant, Package, Public, Published, ThreeSixtyError, Transaction,
    organisation_id, time,
};
use crate::amount::decimal;
use crate::table::neutral;

const COLUMNS: [&str; 40] = [
    "id",
    "title",
    "description",
    "currency",
    "amountAppliedFor",
    "amountAwarded",
    "amountDisbursed",
    "awardDate",
    "plannedDates/0/startDate",
    "plannedDates/0/endDate",
    "recipientOrganization/0/id",
    "recipientOrganization/0/name",
    "recipientOrganization/0/companyNumber",
    "recipientOrganization/0/addressCountry",
    "fundingOrganization/0/id",
    "fundingOrganization/0/name",
    "fundingOrganization/0/companyNumber",
    "fundingOrganization/0/addressCountry",
    "beneficiaryLocation/0/name",
    "beneficiaryLocation/0/countryCode",
    "beneficiaryLocation/0/geoCode",
    "beneficiaryLocation/0/geoCodeType",
    "grantProgramme/0/code",
    "grantProgramme/0/title",
    "dateModified",
    "applicationTransaction/0/id",
    "applicationTransaction/0/transactionDate",
    "applicationTransaction/0/currency",
    "applicationTransaction/0/value",
    "commitmentTransaction/0/id",
    "commitmentTransaction/0/transactionDate",
    "commitmentTransaction/0/currency",
    "commitmentTransaction/0/value",
    "disbursementTransaction/0/id",
    "disbursementTransaction/0/transactionDate",
    "disbursementTransaction/0/currency",
    "disbursementTransaction/0/value",
    "classifications/0/vocabulary",
    "classifications/0/code",
    "classifications/0/title",
];

/// Columns before those of commitments, disbursements and classifications.
const OF_THE_GRANT: usize = 29;

/// Writes the grants of a package, comma between cells. The package's head has no place in CSV.
///
/// # Errors
/// [`ThreeSixtyError`], and what the grants fail with; the output is then to be thrown away.
pub fn write<W, E>(
    out: W,
    package: &Package,
    grants: impl IntoIterator<Item = Result<Grant, E>>,
) -> Result<Published, E>
where
    W: Write,
    E: From<ThreeSixtyError>,
{
    let mut csv = WriterBuilder::new().from_writer(out);
    csv.write_record(COLUMNS).map_err(ThreeSixtyError::from)?;
    let mut published = Published::default();
    for grant in grants {
        let grant = grant?;
        let public = published.take(&grant).map_err(ThreeSixtyError::from)?;
        if let Some(public) = public {
            for record in records(&public, package) {
                let cells = record.iter().map(|cell| neutral_text(cell));
                csv.write_record(cells).map_err(ThreeSixtyError::from)?;
            }
        }
    }
    csv.flush().map_err(ThreeSixtyError::from)?;
    if published.grants == 0 {
        return Err(ThreeSixtyError::Empty.into());
    }
    Ok(published)
}

/// A cell that no spreadsheet calculates. A negative amount is a number and stays one.
fn neutral_text(cell: &str) -> String {
    let is_number = cell.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    if is_number {
        cell.to_owned()
    } else {
        neutral(cell).into_owned()
    }
}

/// The lines of a grant.
fn records(public: &Public<'_>, package: &Package) -> Vec<Vec<String>> {
    let (id, grant) = (public.id(package), public.grant);
    let lines = grant
        .commitments
        .len()
        .max(grant.disbursements.len())
        .max(grant.classifications.len())
        .max(1);
    (0..lines)
        .map(|line| {
            let mut record = match line {
                0 => first_line(public, package, &id),
                _ => {
                    let mut empty = vec![String::new(); OF_THE_GRANT];
                    empty[0].clone_from(&id);
                    empty
                }
            };
            for transactions in [&grant.commitments, &grant.disbursements] {
                record.extend(transaction(transactions.get(line), &id));
            }
            record.extend(classification(grant.classifications.get(line)));
            record
        })
        .collect()
}

fn first_line(public: &Public<'_>, package: &Package, id: &str) -> Vec<String> {
    let grant = public.grant;
    let (from, to) = grant.planned.map_or_else(Default::default, |(from, to)| {
        (from.to_string(), to.to_string())
    });
    let place = grant.municipality.as_ref();
    let of_place = |text: &str| place.map_or_else(String::new, |_| text.to_owned());
    let (applied_on, requested) = grant.application;
    vec![
        id.to_owned(),
        grant.title.clone(),
        grant.description.clone(),
        "NOK".to_owned(),
        decimal(requested),
        decimal(public.committed),
        decimal(public.disbursed),
        grant.awarded.to_string(),
        from,
        to,
        organisation_id(public.number),
        public.name.to_owned(),
        public.number.to_string(),
        "Norway".to_owned(),
        organisation_id(&package.publisher),
        package.publisher_name.clone(),
        package.publisher.to_string(),
        "Norway".to_owned(),
        place.map(|(_, name)| name.clone()).unwrap_or_default(),
        of_place("NO"),
        place
            .map(|(number, _)| number.to_string())
            .unwrap_or_default(),
        of_place("NO-KOM"),
        grant.chapter_post.to_string(),
        grant.scheme_title.clone(),
        time(grant.modified),
        format!("{id}-application"),
        applied_on.to_string(),
        "NOK".to_owned(),
        decimal(requested),
    ]
}

fn transaction(transaction: Option<&Transaction>, grant: &str) -> [String; 4] {
    transaction.map_or_else(Default::default, |one| {
        [
            format!("{grant}-{}", one.id),
            one.date.to_string(),
            "NOK".to_owned(),
            decimal(one.amount),
        ]
    })
}

fn classification(classification: Option<&Classification>) -> [String; 3] {
    classification.map_or_else(Default::default, |one| {
        [&one.vocabulary, &one.code, &one.title].map(Clone::clone)
    })
}
