//! Facts about applicants.

use casework::register::{ListEntries, RecordEntries};
use domain::identifiers::OrganisationNumber;
use domain::refusal::Refusal;
use domain::register::RegisterEntry;

use crate::world::{World, administrator, applicant, case_handler};

fn entry(organisation: u32, to: Option<&str>) -> RegisterEntry {
    RegisterEntry {
        register: "frivillighetsregisteret".to_owned(),
        organisation: OrganisationNumber::invented(organisation),
        municipality: None,
        from: "2020-01-01".parse().unwrap(),
        to: to.map(|date| date.parse().unwrap()),
        source: "Brønnøysundregistrene".to_owned(),
    }
}

pub fn record_entries(entries: &[RegisterEntry]) -> RecordEntries {
    let entries = entries.to_vec();
    RecordEntries { entries }
}

#[tokio::test]
async fn an_entry_is_recorded_once_and_can_be_ended() {
    let world = World::new().await;
    let both = [entry(1, None), entry(2, None), entry(1, None)];
    assert_eq!(
        world
            .take(&administrator(), record_entries(&both))
            .await
            .unwrap(),
        2
    );
    assert_eq!(
        world
            .take(&administrator(), record_entries(&both))
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        world
            .take(
                &administrator(),
                record_entries(&[entry(1, Some("2025-12-31"))])
            )
            .await
            .unwrap(),
        1
    );
    let one = OrganisationNumber::invented(1);
    let listed = world
        .take(
            &case_handler(),
            ListEntries {
                organisation: one.clone(),
            },
        )
        .await
        .unwrap();
    assert_eq!(listed, [entry(1, Some("2025-12-31"))]);
    refused!(
        world
            .take(
                &applicant(1),
                ListEntries {
                    organisation: one.clone()
                }
            )
            .await,
        Refusal::RoleNotAllowed { .. }
    );
    refused!(
        world.take(&administrator(),
            record_entries(&[entry(3, None), entry(3, Some("2025-12-31"))])).await,
        Refusal::InvalidFields(faults) if faults[0].field == "entries[1]"
    );
}
