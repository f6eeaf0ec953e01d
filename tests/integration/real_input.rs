//! Real spreadsheets, a whole round each: 171 Norwegian applications with their organisation
//! numbers and amounts, and the 1,482 Swedish ones of 2020 without numbers. The files are other
//! publishers' and lie beside the project; without them these tests say so and pass.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use contract::v1;
use domain::calendar::{Clock, TurnableClock};
use domain::caller::Role;
use domain::randomness::SystemRandomness;
use indicatif::ProgressBar;
use server::config::{Files, HostConfig, Notifications, SignIn};
use server::host::Host;
use server::sign_in::EmbeddedIssuer;
use server::{RunningService, Start, start};
use tildeling::import::{AllRows, Importer, Mapping, Outcome, signed_by};
use tildeling::session::{Session, TokenSource, connect};
use work_training::WorkTraining;

const CALL: &str = "schemes/work-training/calls/trial";
/// The budget, øre.
const BUDGET_ORE: i64 = 50_000_000_000;

struct Trial {
    service: RunningService,
    host: Host,
    clock: TurnableClock,
    issuer: Arc<EmbeddedIssuer>,
    _folder: tempfile::TempDir,
}

fn shared(file: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(file);
    let read = std::fs::read(&path);
    if read.is_err() {
        println!("not tried: {file} does not lie beside the project");
    }
    read.ok()
}

fn mapping(file: &str) -> Mapping {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../services/tildeling/mappings")
        .join(file);
    Mapping::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

impl Trial {
    fn start(runtime: &tokio::runtime::Runtime) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let permissions = std::fs::Permissions::from_mode(0o755);
        let folder = tempfile::Builder::new()
            .prefix("tildeling-real-")
            .permissions(permissions)
            .tempdir()
            .unwrap();
        let config = HostConfig {
            data_dir: folder.path().join("data"),
            install: true,
            log: "warn".to_owned(),
            log_format: server::config::LogFormat::Human,
            connections_max: 10,
            sign_in: SignIn::Embedded,
            databases: Vec::new(),
            files: Files::default(),
            notifications: Notifications::default(),
            checkpoints: None,
            metrics: None,
        };
        let host = Host::open(&config, &["work-training"]).unwrap();
        let clock = TurnableClock::at("2026-10-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let start = start::<WorkTraining>(&host, Start::local(Arc::new(clock.clone())));
        let service = runtime.block_on(start).unwrap();
        let issuer = Arc::new(host.issuer().unwrap().clone());
        Self {
            service,
            host,
            clock,
            issuer,
            _folder: folder,
        }
    }

    fn staff(&self, person: &'static str, role: Role) -> TokenSource {
        let (issuer, clock) = (Arc::clone(&self.issuer), self.clock.clone());
        Arc::new(move || {
            let token = issuer.staff_token(person, &[role], clock.now(), &SystemRandomness);
            token.map_err(|problem| problem.to_string())
        })
    }

    async fn session(&self, person: &'static str, role: Role) -> Session {
        let channel = connect(&format!("http://{}", self.service.address()))
            .await
            .unwrap();
        Session::new(channel, "nb", self.staff(person, role))
    }

    async fn open_call(&self) {
        let administrator = self
            .session("administrator", Role::SchemeAdministrator)
            .await;
        let deadline = self.clock.now() + TimeDelta::days(30);
        let call = v1::Call {
            name: CALL.to_owned(),
            title: "Prøverunde på virkelige tall".to_owned(),
            grant_year: 2027,
            chapter_post: "0621.70".to_owned(),
            deadline_time: Some(prost_types::Timestamp {
                seconds: deadline.timestamp(),
                nanos: 0,
            }),
            rules_date: "2026-10-01".to_owned(),
            sub_frames: vec![v1::SubFrame {
                code: "projects".to_owned(),
                budget: Some(v1::Money { ore: BUDGET_ORE }),
                committed: None,
            }],
            acceptance_days: 28,
            report_due_date: "2028-03-31".to_owned(),
            tail_rule: v1::TailRule::Partial.into(),
            ..v1::Call::default()
        };
        let request = v1::CreateCallRequest { call: Some(call) };
        let call = administrator
            .scheme()
            .create_call(request)
            .await
            .unwrap()
            .into_inner()
            .call
            .unwrap();
        let request = v1::RecordAppropriationRequest {
            parent: "schemes/work-training".to_owned(),
            change: Some(v1::AppropriationChange {
                id: "01890a5d-ac96-774b-bcce-b302099a8057".to_owned(),
                chapter_post: call.chapter_post,
                year: call.grant_year,
                authority: false,
                kind: v1::AppropriationChangeKind::Voted.into(),
                amount: Some(v1::Money { ore: BUDGET_ORE }),
                source: "Prop. 1 S".to_owned(),
            }),
        };
        administrator
            .finance()
            .record_appropriation(request)
            .await
            .unwrap();
        let request = v1::OpenCallRequest {
            name: call.name,
            etag: call.etag,
        };
        administrator.scheme().open_call(request).await.unwrap();
    }

    async fn import(&self, mapping: Mapping, bytes: Vec<u8>) -> Outcome {
        let rows = self.rows(mapping, bytes, false).await;
        rows.all::<WorkTraining>().await.unwrap()
    }

    async fn rows(&self, mapping: Mapping, bytes: Vec<u8>, dry_run: bool) -> AllRows {
        let channel = connect(&format!("http://{}", self.service.address()))
            .await
            .unwrap();
        let (signatures, assessor) = signed_by(&self.issuer, Arc::new(self.clock.clone()));
        let importer = Importer::new(channel, CALL.to_owned(), signatures, assessor);
        AllRows {
            importer,
            mapping,
            bytes,
            bar: ProgressBar::hidden(),
            dry_run,
        }
    }

    async fn close_call(&self) {
        self.clock.advance(TimeDelta::days(31));
        let administrator = self
            .session("administrator", Role::SchemeAdministrator)
            .await;
        let request = v1::GetCallRequest {
            name: CALL.to_owned(),
        };
        let call = administrator
            .scheme()
            .get_call(request)
            .await
            .unwrap()
            .into_inner()
            .call
            .unwrap();
        let request = v1::CloseCallRequest {
            name: call.name,
            etag: call.etag,
        };
        administrator.scheme().close_call(request).await.unwrap();
    }

    /// Plays the rest of the round: all get the same scores, so that lots decide between them.
    /// Returns (granted, awarded øre).
    async fn decide(&self) -> (usize, i64) {
        self.close_call().await;
        let handler = self.session("handler", Role::CaseHandler).await;
        assess_all(&handler).await;
        let name = format!(
            "{CALL}/allocations/{}",
            domain::randomness::uuid_v7(self.clock.now(), &SystemRandomness)
        );
        let request = v1::CreateAllocationRequest {
            name: name.clone(),
            ..v1::CreateAllocationRequest::default()
        };
        let made = handler
            .allocations()
            .create_allocation(request)
            .await
            .unwrap()
            .into_inner();
        let made = made.allocation.unwrap();
        let request = v1::ProposeAllocationRequest {
            name: name.clone(),
            etag: made.etag,
        };
        let proposed = handler
            .allocations()
            .propose_allocation(request)
            .await
            .unwrap()
            .into_inner();
        let proposed = proposed.allocation.unwrap();
        let decider = self.session("decider", Role::DecisionMaker).await;
        let request = v1::ApproveAllocationRequest {
            name,
            etag: proposed.etag,
            run_hash: proposed.run_hash,
            decision_hash: proposed.decision_hash,
            ..v1::ApproveAllocationRequest::default()
        };
        let approved = decider
            .allocations()
            .approve_allocation(request)
            .await
            .unwrap()
            .into_inner();
        let frame = &approved.allocation.unwrap().sub_frames[0];
        let granted = frame.granted + frame.partly_granted;
        (
            usize::try_from(granted).unwrap(),
            frame.awarded.unwrap().ore,
        )
    }

    fn stop(self, runtime: &tokio::runtime::Runtime) {
        runtime.block_on(self.service.stop()).unwrap();
        self.host.close().unwrap();
    }
}

/// Gives every application the same scores.
async fn assess_all(handler: &Session) {
    for application in tildeling::client::all_applications(handler, CALL)
        .await
        .unwrap()
    {
        let criteria = &<WorkTraining as domain::scheme::Scheme>::PROFILE.criteria;
        let scores = criteria.iter().map(|criterion| v1::CriterionScore {
            criterion: criterion.code.to_owned(),
            points: 50,
            reason: "Ikke vurdert i regnearket.".to_owned(),
        });
        let request = v1::RecordAssessmentRequest {
            application: application.name,
            etag: application.etag,
            scores: scores.collect(),
        };
        handler
            .assessments()
            .record_assessment(request)
            .await
            .unwrap();
    }
}

/// Two rows as Norwegian Excel saves them: one is good, the other has an amount that can be read in
/// two ways.
const EXCEL: &str = "\u{feff}prosjektnummer;prosjekttittel;prosjektansvarlig_navn;\
    organisasjonsnummer;kommunenummer;sokt_belop;tildelt_belop\r\n\
    1;Verkstedet;Huset;958935420;0301;1 200 000,00;\r\n\
    2;Kaféen;Huset;958935420;0301;250.000;\r\n";

#[test]
fn an_import_can_be_tried_and_a_call_that_is_not_there_is_told_once() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let trial = Trial::start(&runtime);
    runtime.block_on(async {
        let rows = |dry_run| trial.rows(mapping("nfr.toml"), EXCEL.as_bytes().to_vec(), dry_run);
        let told = rows(true).await.all::<WorkTraining>().await.unwrap_err();
        assert_eq!(
            told.to_string(),
            format!("{CALL} is no call of this service")
        );
        trial.open_call().await;
        for (dry_run, stored) in [(true, 0), (false, 1), (true, 1)] {
            let outcome = rows(dry_run).await.all::<WorkTraining>().await.unwrap();
            let known = usize::from(stored == 1 && dry_run);
            assert_eq!((outcome.submitted, outcome.known), (1 - known, known));
            let [fault] = &outcome.rejected[..] else {
                panic!("{:?}", outcome.rejected)
            };
            assert_eq!((fault.line, &*fault.column), (3, "sokt_belop"));
            let handler = trial.session("handler", Role::CaseHandler).await;
            let all = tildeling::client::all_applications(&handler, CALL).await;
            assert_eq!(all.unwrap().len(), stored);
        }
    });
    trial.stop(&runtime);
}

#[test]
fn norwegian_applications_go_through_a_whole_round() {
    let Some(bytes) = shared("nfr_soknader_sample.csv") else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let trial = Trial::start(&runtime);
    runtime.block_on(async {
        trial.open_call().await;
        let first = trial.import(mapping("nfr.toml"), bytes.clone()).await;
        // What the data holds: institutes of hospitals with the number 0, a sum of nothing, a row
        // without a municipality.
        let rejected = |column: &str| first.rejected.iter().filter(|row| row.column == column).count();
        let by_column = ["organisasjonsnummer", "sokt_belop", "kommunenummer"].map(rejected);
        assert_eq!(by_column, [49, 1, 1], "{:?}", first.rejected);
        assert_eq!(
            first.submitted + first.rejected.len(),
            171,
            "{:?}",
            first.rejected
        );
        assert_eq!(
            first.above_request.len(),
            5,
            "in six real cases more was granted than applied for; one of them has no organisation number"
        );
        let again = trial.import(mapping("nfr.toml"), bytes).await;
        assert_eq!(
            (again.submitted, again.known),
            (0, first.submitted),
            "a second run finds the first one's"
        );
        let (granted, awarded) = trial.decide().await;
        assert!(granted > 0 && granted < first.submitted);
        assert_eq!(
            awarded, BUDGET_ORE,
            "the last one gets what is left: the sum is exact to the øre"
        );
    });
    trial.stop(&runtime);
}

#[test]
fn swedish_applications_without_numbers_go_through_a_whole_round() {
    let Some(bytes) = shared("myh_applications_2020_2025.csv") else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let trial = Trial::start(&runtime);
    runtime.block_on(async {
        trial.open_call().await;
        let imported = trial.import(mapping("myh.toml"), bytes).await;
        // Six calls in one file: the mapping takes one year.
        assert_eq!(imported.left_out, 7_641 - 1_482);
        assert_eq!(imported.submitted + imported.rejected.len(), 1_482);
        assert!(
            imported
                .rejected
                .iter()
                .all(|row| row.column == "est_sek_sought"),
            "{:?}",
            imported.rejected
        );
        let (granted, awarded) = trial.decide().await;
        assert!(granted > 0 && granted < imported.submitted);
        assert_eq!(awarded, BUDGET_ORE);
    });
    trial.stop(&runtime);
}
