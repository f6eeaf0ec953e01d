//! Facts about applicants.

use casework::register::{ConfirmEntries, ListEntries, RecordEntries, Recorded, RejectEntries};
use domain::caller::{Caller, Role};
use domain::identifiers::OrganisationNumber;
use domain::refusal::Refusal;
use domain::register::RegisterEntry;

use crate::callers::staff;
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

fn record(entries: &[RegisterEntry]) -> RecordEntries {
    let entries = entries.to_vec();
    RecordEntries { entries }
}

/// Another administrator than the one who records.
fn colleague() -> Caller {
    staff("arne", &[Role::SchemeAdministrator])
}

/// Records entries, which another person confirms; gives how many were new or changed.
pub async fn record_entries(world: &World, entries: &[RegisterEntry]) -> usize {
    let recorded = world.take(&administrator(), record(entries)).await.unwrap();
    if let Some(batch) = recorded.batch {
        let confirm = ConfirmEntries { batch };
        world.take(&colleague(), confirm).await.unwrap();
    }
    recorded.entries
}

#[tokio::test]
async fn an_entry_is_recorded_once_and_can_be_ended() {
    let world = World::new().await;
    let both = [entry(1, None), entry(2, None), entry(1, None)];
    assert_eq!(record_entries(&world, &both).await, 2);
    assert_eq!(record_entries(&world, &both).await, 0);
    let ended = entry(1, Some("2025-12-31"));
    assert_eq!(record_entries(&world, &[ended]).await, 1);
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
            record(&[entry(3, None), entry(3, Some("2025-12-31"))])).await,
        Refusal::InvalidFields(faults) if faults[0].field == "entries[1]"
    );
}

async fn listed(world: &World) -> Vec<RegisterEntry> {
    let organisation = OrganisationNumber::invented(1);
    let list = ListEntries { organisation };
    world.take(&case_handler(), list).await.unwrap()
}

#[tokio::test]
async fn entries_hold_once_another_person_confirmed_them() {
    let world = World::new().await;
    let first = world
        .take(&administrator(), record(&[entry(1, None)]))
        .await;
    let batch = first.unwrap().batch.unwrap();
    assert_eq!(listed(&world).await, []);
    // What waits is not recorded again; what differs is.
    let again = world
        .take(&administrator(), record(&[entry(1, None)]))
        .await;
    assert_eq!(
        again.unwrap(),
        Recorded {
            entries: 0,
            batch: None
        }
    );
    let ended = [entry(1, Some("2025-12-31"))];
    let second = world.take(&administrator(), record(&ended)).await.unwrap();
    refused!(
        world.take(&administrator(), ConfirmEntries { batch }).await,
        Refusal::FourEyes { .. }
    );
    let confirmed = world.take(&colleague(), ConfirmEntries { batch }).await;
    assert!(confirmed.unwrap().answer.unwrap().confirmed);
    assert_eq!(listed(&world).await, [entry(1, None)]);
    // The person who recorded it may take it back.
    let reject = RejectEntries {
        batch: second.batch.unwrap(),
        reason: "Feil dato.".to_owned(),
    };
    world.take(&administrator(), reject.clone()).await.unwrap();
    assert_eq!(listed(&world).await, [entry(1, None)]);
    refused!(
        world.take(&colleague(), reject).await,
        Refusal::WrongState {
            state: "rejected",
            ..
        }
    );
}
