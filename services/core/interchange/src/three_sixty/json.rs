//! The package as JSON.

use std::io::Write;

use domain::money::Money;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    Classification, Grant, Package, Public, Published, ThreeSixtyError, Transaction, VERSION,
    organisation_id, time,
};
use crate::amount::decimal;

/// Writes a package.
///
/// # Errors
/// [`ThreeSixtyError`], and what the grants fail with; the output is then to be thrown away.
pub fn write<W, E>(
    mut out: W,
    package: &Package,
    grants: impl IntoIterator<Item = Result<Grant, E>>,
) -> Result<Published, E>
where
    W: Write,
    E: From<ThreeSixtyError>,
{
    let mut published = Published::default();
    head(&mut out, package)?;
    for grant in grants {
        let grant = grant?;
        one(&mut out, package, &grant, &mut published)?;
    }
    if published.grants == 0 {
        return Err(ThreeSixtyError::Empty.into());
    }
    out.write_all(b"\n]}\n")
        .and_then(|()| out.flush())
        .map_err(ThreeSixtyError::from)?;
    Ok(published)
}

/// Writes everything before the grants.
fn head(out: &mut impl Write, package: &Package) -> Result<(), ThreeSixtyError> {
    let head = Head {
        version: VERSION,
        title: &package.title,
        identifier: &package.snapshot,
        issued: time(package.issued),
        modified: time(package.issued),
        license: &package.licence,
        publisher: Named {
            identifier: organisation_id(&package.publisher),
            name: &package.publisher_name,
        },
    };
    let head = serde_json::to_string(&head)?;
    let open = head.strip_suffix('}').unwrap_or(&head);
    out.write_all(open.as_bytes())?;
    out.write_all(b",\"grants\":[")?;
    Ok(())
}

/// Writes a grant, if it is published.
fn one(
    out: &mut impl Write,
    package: &Package,
    grant: &Grant,
    published: &mut Published,
) -> Result<(), ThreeSixtyError> {
    let is_first = published.grants == 0;
    if let Some(public) = published.take(grant)? {
        out.write_all(if is_first { b"\n" } else { b",\n" })?;
        serde_json::to_writer(out, &GrantDocument::of(&public, package)?)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Head<'p> {
    version: &'static str,
    title: &'p str,
    identifier: &'p str,
    issued: String,
    modified: String,
    license: &'p str,
    publisher: Named<'p>,
}

#[derive(Serialize)]
struct Named<'p> {
    identifier: String,
    name: &'p str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GrantDocument<'g> {
    id: String,
    title: &'g str,
    description: &'g str,
    currency: &'static str,
    amount_applied_for: Box<RawValue>,
    amount_awarded: Box<RawValue>,
    amount_disbursed: Box<RawValue>,
    award_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_dates: Option<[Planned; 1]>,
    recipient_organization: [Organisation<'g>; 1],
    funding_organization: [Organisation<'g>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    beneficiary_location: Option<[Location<'g>; 1]>,
    grant_programme: [Programme<'g>; 1],
    application_transaction: Vec<TransactionDocument>,
    commitment_transaction: Vec<TransactionDocument>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disbursement_transaction: Vec<TransactionDocument>,
    #[serde(skip_serializing_if = "<[Classification]>::is_empty")]
    classifications: &'g [Classification],
    date_modified: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Planned {
    start_date: String,
    end_date: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Organisation<'g> {
    id: String,
    name: &'g str,
    company_number: &'g str,
    address_country: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'g> {
    name: &'g str,
    country_code: &'static str,
    geo_code: &'g str,
    geo_code_type: &'static str,
}

#[derive(Serialize)]
struct Programme<'g> {
    code: &'g str,
    title: &'g str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TransactionDocument {
    id: String,
    transaction_date: String,
    currency: &'static str,
    value: Box<RawValue>,
}

impl<'g> GrantDocument<'g> {
    fn of(public: &Public<'g>, package: &'g Package) -> Result<Self, ThreeSixtyError> {
        let grant = public.grant;
        let id = public.id(package);
        let (day, requested) = grant.application;
        let application = Transaction {
            id: "application".to_owned(),
            date: day,
            amount: requested,
        };
        let all = |transactions: &[Transaction]| {
            let documents = transactions
                .iter()
                .map(|one| TransactionDocument::of(one, &id));
            documents.collect::<Result<Vec<_>, _>>()
        };
        let organisation = |number: &'g domain::identifiers::OrganisationNumber, name| {
            [Organisation {
                id: organisation_id(number),
                name,
                company_number: number.as_str(),
                address_country: "Norway",
            }]
        };
        Ok(Self {
            title: &grant.title,
            description: &grant.description,
            currency: "NOK",
            amount_applied_for: number(requested)?,
            amount_awarded: number(public.committed)?,
            amount_disbursed: number(public.disbursed)?,
            award_date: grant.awarded.to_string(),
            planned_dates: grant.planned.map(|(from, to)| {
                [Planned {
                    start_date: from.to_string(),
                    end_date: to.to_string(),
                }]
            }),
            recipient_organization: organisation(public.number, public.name),
            funding_organization: organisation(&package.publisher, &package.publisher_name),
            beneficiary_location: grant.municipality.as_ref().map(|(number, name)| {
                [Location {
                    name,
                    country_code: "NO",
                    geo_code: number.as_str(),
                    geo_code_type: "NO-KOM",
                }]
            }),
            grant_programme: [Programme {
                code: grant.chapter_post.as_str(),
                title: &grant.scheme_title,
            }],
            application_transaction: all(std::slice::from_ref(&application))?,
            commitment_transaction: all(&grant.commitments)?,
            disbursement_transaction: all(&grant.disbursements)?,
            classifications: &grant.classifications,
            date_modified: time(grant.modified),
            id,
        })
    }
}

impl TransactionDocument {
    fn of(transaction: &Transaction, grant: &str) -> Result<Self, ThreeSixtyError> {
        Ok(Self {
            id: format!("{grant}-{}", transaction.id),
            transaction_date: transaction.date.to_string(),
            currency: "NOK",
            value: number(transaction.amount)?,
        })
    }
}

/// An amount in kroner as a JSON number with its two decimals.
fn number(amount: Money) -> Result<Box<RawValue>, ThreeSixtyError> {
    Ok(RawValue::from_string(decimal(amount))?)
}
