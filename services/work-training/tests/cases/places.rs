//! The places that are bought, over gRPC on a real PostgreSQL: recorded, used, listed, summed,
//! refused.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use clap::Parser;
use contract::work_training::v1 as pb;
use contract::work_training::v1::capacity_service_client::CapacityServiceClient;
use domain::calendar::{Clock, TurnableClock};
use domain::caller::Role;
use domain::randomness::SystemRandomness;
use server::config::ServiceFlags;
use server::host::Host;
use server::{RunningService, Start, start_with};
use tonic::metadata::MetadataValue;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_types::StatusExt;
use work_training::WorkTraining;
use work_training::capacity::own;

/// A service on a database of its own.
struct Scene {
    host: Host,
    service: RunningService,
    clock: TurnableClock,
    client: CapacityServiceClient<Channel>,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // PostgreSQL's user must be able to walk to it.
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let data_dir = folder.path().to_owned();
        let host = tokio::task::spawn_blocking(move || {
            let arguments = [
                "work-training".as_ref(),
                "--no-install".as_ref(),
                "--dev".as_ref(),
                "--data-dir".as_ref(),
                data_dir.as_os_str(),
            ];
            let flags = ServiceFlags::parse_from(arguments);
            let (_, config) = flags.check("work-training", &|_| None).unwrap();
            Host::open(&config, &["work-training"]).unwrap()
        });
        let host = host.await.unwrap();
        let clock = TurnableClock::at("2019-01-10T11:00:00Z".parse().unwrap());
        let start = Start::local(Arc::new(clock.clone()));
        let service = start_with::<WorkTraining>(&host, start, own())
            .await
            .unwrap();
        let address = format!("http://{}", service.address());
        let client = CapacityServiceClient::connect(address).await.unwrap();
        Scene {
            host,
            service,
            clock,
            client,
            _folder: folder,
        }
    }

    fn signed<T>(&self, role: Role, message: T) -> Request<T> {
        let token = self
            .host
            .issuer()
            .unwrap()
            .staff_token("ada", &[role], self.clock.now(), &SystemRandomness)
            .unwrap();
        let mut request = Request::new(message);
        let value = MetadataValue::try_from(format!("Bearer {token}")).unwrap();
        request.metadata_mut().insert("authorization", value);
        request
    }

    async fn record(&mut self, purchase: pb::PlacePurchase) -> Result<pb::PlacePurchase, Status> {
        let message = pb::RecordPurchaseRequest {
            place_purchase: Some(purchase),
        };
        let request = self.signed(Role::SchemeAdministrator, message);
        let answer = self.client.record_purchase(request).await?;
        Ok(answer.into_inner().place_purchase.unwrap())
    }

    async fn used(&mut self, name: &str, used: i32) -> Result<pb::PlacePurchase, Status> {
        let message = pb::RecordOccupancyRequest {
            name: name.to_owned(),
            used_place_months: used,
        };
        let request = self.signed(Role::SchemeAdministrator, message);
        let answer = self.client.record_occupancy(request).await?;
        Ok(answer.into_inner().place_purchase.unwrap())
    }

    async fn page(&mut self, token: &str) -> pb::ListPurchasesResponse {
        let message = pb::ListPurchasesRequest {
            parent: "schemes/work-training".to_owned(),
            year: 2018,
            page_size: 1,
            page_token: token.to_owned(),
            place_type: 0,
        };
        let request = self.signed(Role::Auditor, message);
        self.client
            .list_purchases(request)
            .await
            .unwrap()
            .into_inner()
    }

    async fn summary(&mut self, year: i32) -> pb::CapacitySummary {
        let message = pb::SummariseCapacityRequest {
            parent: "schemes/work-training".to_owned(),
            year,
        };
        let request = self.signed(Role::Finance, message);
        let answer = self.client.summarise_capacity(request).await.unwrap();
        answer.into_inner().summary.unwrap()
    }

    /// The fields at fault in a purchase that is refused.
    async fn faults(&mut self, purchase: pb::PlacePurchase) -> Vec<String> {
        let details = self.record(purchase).await.unwrap_err().get_error_details();
        let faults = &details.bad_request().unwrap().field_violations;
        faults.iter().map(|fault| fault.field.clone()).collect()
    }

    async fn end(self) {
        self.service.stop().await.unwrap();
        let host = self.host;
        tokio::task::spawn_blocking(move || host.close())
            .await
            .unwrap()
            .unwrap();
    }
}

fn purchase(number: u32, first_month: &str) -> pb::PlacePurchase {
    pb::PlacePurchase {
        name: format!("schemes/work-training/placePurchases/01890a5d-ac96-774b-bcce-{number:012x}"),
        supplier_number: "958935420".to_owned(),
        supplier_name: "Arbeid og vekst".to_owned(),
        place_type: pb::PlaceType::Aft.into(),
        places: 400,
        first_month: first_month.to_owned(),
        months: 12,
        ..pb::PlacePurchase::default()
    }
}

fn reason(status: &Status) -> String {
    let details = status.get_error_details();
    let reason = details.error_info().map(|info| info.reason.clone());
    reason
        .unwrap_or_default()
        .trim_start_matches("ERROR_REASON_")
        .to_owned()
}

/// Code and reason of a refusal.
fn refusal<T: std::fmt::Debug>(answer: Result<T, Status>) -> (Code, String) {
    let status = answer.unwrap_err();
    (status.code(), reason(&status))
}

fn half_year() -> pb::PlacePurchase {
    pb::PlacePurchase {
        places: 100,
        months: 6,
        ..purchase(2, "2018-07-01")
    }
}

#[tokio::test]
async fn a_year_of_places_is_bought_used_listed_and_summed() {
    let mut scene = Scene::begin().await;
    let first = scene.record(purchase(1, "2018-01-01")).await.unwrap();
    assert_eq!(first.unit_price.unwrap().ore, 1_647_000);
    assert_eq!(first.cost.unwrap().ore, 7_905_600_000);
    assert!(first.price_source.contains("ASVL"));
    let second = scene.record(half_year()).await.unwrap();
    assert_eq!(second.used_place_months, None, "unknown, not nothing");
    for used in [500, 540] {
        let now = scene.used(&second.name, used).await.unwrap();
        assert_eq!(now.used_place_months, Some(used));
    }

    let page = scene.page("").await;
    assert_eq!(page.place_purchases, [first]);
    let last = scene.page(&page.next_page_token).await;
    assert_eq!(last.place_purchases[0].name, second.name);
    assert_eq!(last.next_page_token, "");

    let summary = scene.summary(2018).await;
    assert_eq!((summary.place_months, summary.place_years), (5_400, 450));
    assert_eq!(
        (summary.target_place_years, summary.target_reached),
        (500, false)
    );
    let occupancy = summary.occupancy_basis_points;
    assert_eq!(occupancy, Some(9_000), "of the 600 whose use is recorded");
    assert_eq!(summary.plan_price.unwrap().ore, 15_100_000);
    scene.end().await;
}

#[tokio::test]
async fn a_retry_is_harmless_and_what_cannot_be_is_refused() {
    let mut scene = Scene::begin().await;
    let first = scene.record(purchase(1, "2018-01-01")).await.unwrap();
    assert_eq!(
        scene.record(purchase(1, "2018-01-01")).await.unwrap(),
        first
    );
    let other = pb::PlacePurchase {
        places: 401,
        ..purchase(1, "2018-01-01")
    };
    let taken = refusal(scene.record(other).await);
    assert_eq!(taken, (Code::AlreadyExists, "ID_TAKEN".to_owned()));
    let not_met = (Code::FailedPrecondition, "RULES_NOT_MET".to_owned());
    assert_eq!(refusal(scene.used(&first.name, 4_801).await), not_met);
    let nobody = refusal(scene.used(&purchase(9, "2018-01-01").name, 1).await);
    assert_eq!(nobody, (Code::NotFound, "NOT_FOUND".to_owned()));

    let unpublished = purchase(2, "2019-01-01");
    assert_eq!(refusal(scene.record(unpublished.clone()).await), not_met);
    let agreed = pb::PlacePurchase {
        agreed_unit_price: Some(contract::v1::Money { ore: 1_700_000 }),
        ..unpublished
    };
    let stored = scene.record(agreed).await.unwrap();
    assert_eq!(stored.price_source, "agreed");
    assert_eq!(stored.cost.unwrap().ore, 8_160_000_000);

    let message = pb::RecordPurchaseRequest {
        place_purchase: Some(purchase(3, "2018-01-01")),
    };
    let request = scene.signed(Role::CaseHandler, message);
    let denied = refusal(scene.client.record_purchase(request).await);
    assert_eq!(
        denied,
        (Code::PermissionDenied, "ROLE_NOT_ALLOWED".to_owned())
    );
    scene.end().await;
}

#[tokio::test]
async fn every_fault_of_a_purchase_is_told_at_once() {
    let mut scene = Scene::begin().await;
    let wrong = pb::PlacePurchase {
        name: "schemes/rental-housing/placePurchases/1".to_owned(),
        supplier_number: "1".to_owned(),
        first_month: "2018-07-02".to_owned(),
        months: 13,
        agreed_unit_price: Some(contract::v1::Money { ore: 100_000_001 }),
        ..pb::PlacePurchase::default()
    };
    let expected = [
        "name",
        "supplier_number",
        "supplier_name",
        "place_type",
        "places",
        "first_month",
        "months",
        "agreed_unit_price.ore",
    ];
    let expected = expected.map(|field| format!("place_purchase.{field}"));
    assert_eq!(scene.faults(wrong).await, expected);
    let into_next_year = pb::PlacePurchase {
        months: 7,
        ..purchase(2, "2018-07-01")
    };
    assert_eq!(
        scene.faults(into_next_year).await,
        ["place_purchase.months"]
    );
    scene.end().await;
}
