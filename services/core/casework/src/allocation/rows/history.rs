//! Earlier grants, for a whole round at once.

use domain::identifiers::{MunicipalityNumber, OrganisationNumber};
use domain::money::Money;
use domain::organisation::ApplicantKind;
use sqlx::PgConnection;
use store::error::{Row, StoreError};

/// One who had grants in the scheme before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierRecipient {
    /// The organisation.
    pub organisation: OrganisationNumber,
    /// The municipality, where it is one.
    pub municipality: Option<MunicipalityNumber>,
    /// The grant of the year before; `None` when it had nothing that year.
    pub last_year: Option<Money>,
}

/// Returns the organisations that had a grant for a year before this one, neither declined nor let
/// lapse, by organisation number.
///
/// # Errors
/// [`StoreError`].
pub async fn earlier_recipients(
    connection: &mut PgConnection,
    grant_year: i32,
) -> Result<Vec<EarlierRecipient>, StoreError> {
    let rows = sqlx::query!(
        "select a.organisation_number, case when a.applicant_kind = $2 then a.municipality_number \
         end as municipality_number,
               (sum(g.granted_ore) filter (where c.grant_year = $1 - 1))::bigint as last_year_ore
           from casework.grant g
           join casework.call c on c.call_id = g.call_id
           join casework.application a on a.call_id = g.call_id and a.application_id = g.grant_id
           where c.grant_year < $1 and g.state_name not in ('declined', 'lapsed', 'reversed')
           group by 1, 2 order by 1, 2",
        grant_year,
        ApplicantKind::Municipality.code(),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let at = Row::of("application", &row.organisation_number);
            let municipality = row
                .municipality_number
                .map(MunicipalityNumber::try_from)
                .transpose();
            Ok(EarlierRecipient {
                municipality: at.column("municipality_number", municipality)?,
                last_year: row.last_year_ore.map(Money::from_ore),
                organisation: at
                    .column("organisation_number", row.organisation_number.try_into())?,
            })
        })
        .collect()
}
