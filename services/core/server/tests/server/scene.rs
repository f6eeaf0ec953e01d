//! The common ground of the tests: a host with a database, a service on it, people with tokens,
//! requests.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use clap::Parser;
use contract::v1;
use domain::calendar::{Clock, TurnableClock};
use domain::caller::Role;
use domain::randomness::{Randomness, SystemRandomness, uuid_v7};
use prost::Name;
use server::config::ServiceFlags;
use server::host::Host;
use server::{RunningService, Start, start};
use tonic::metadata::MetadataValue;
use tonic::transport::Channel;
use tonic::{Request, Status};
use tonic_types::{ErrorDetails, StatusExt};

use crate::logs;
use crate::scheme::{FormMessage, TestScheme};

/// One host for all tests of a process. Its data folder is the target's, so that nothing is left
/// elsewhere; the embedded server is shared by all processes that use it, and stops with the last.
static HOST: LazyLock<Host> = LazyLock::new(|| {
    logs::keep();
    let folder = host_folder();
    std::fs::create_dir_all(&folder).unwrap();
    // PostgreSQL's user must be able to walk to it.
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    let flags = ServiceFlags::parse_from([
        "server".as_ref(),
        "--no-install".as_ref(),
        "--dev".as_ref(),
        "--data-dir".as_ref(),
        folder.as_os_str(),
    ]);
    let (_, config) = flags.check("test-scheme", &|_| None).unwrap();
    Host::open(&config, &["test-scheme"]).unwrap()
});

/// The host's data folder.
pub fn host_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("server")
}

/// The host; opening it blocks.
pub async fn host() -> &'static Host {
    tokio::task::spawn_blocking(|| &*HOST).await.unwrap()
}

/// A moment before the deadline of [`Scene::open_call`].
pub fn noon() -> DateTime<Utc> {
    "2026-02-01T11:00:00Z".parse().unwrap()
}

/// A service, its clock, and a call of its own.
pub struct Scene {
    pub service: RunningService,
    pub clock: TurnableClock,
    pub channel: Channel,
}

impl Scene {
    pub async fn begin() -> Self {
        let clock = TurnableClock::at(noon());
        let service = start::<TestScheme>(host().await, Start::local(Arc::new(clock.clone())))
            .await
            .unwrap();
        let channel = Channel::from_shared(format!("http://{}", service.address()))
            .unwrap()
            .connect()
            .await
            .unwrap();
        Self {
            service,
            clock,
            channel,
        }
    }

    pub fn staff(&self, person: &str, role: Role) -> String {
        HOST.issuer()
            .unwrap()
            .staff_token(person, &[role], self.clock.now(), &SystemRandomness)
            .unwrap()
    }

    pub fn portal(&self, organisation: &str) -> String {
        let organisation = organisation.parse().unwrap();
        HOST.issuer()
            .unwrap()
            .organisation_token(&organisation, self.clock.now(), &SystemRandomness)
            .unwrap()
    }

    /// An open call with a name of its own, and its etag.
    pub async fn open_call(&self) -> v1::Call {
        let administrator = self.staff("ada", Role::SchemeAdministrator);
        let mut schemes = self.schemes();
        let call = call(&format!("schemes/test-scheme/calls/{}", unique()));
        let create = v1::CreateCallRequest { call: Some(call) };
        let created = schemes
            .create_call(signed(create, &administrator))
            .await
            .unwrap();
        let created = created.into_inner().call.unwrap();
        let appropriate = v1::RecordAppropriationRequest {
            parent: "schemes/test-scheme".to_owned(),
            change: Some(v1::AppropriationChange {
                id: uuid(),
                chapter_post: "0765.71".to_owned(),
                year: 2026,
                authority: false,
                kind: v1::AppropriationChangeKind::Voted.into(),
                amount: Some(v1::Money { ore: 100_000_000 }),
                source: "Prop. 1 S".to_owned(),
            }),
        };
        let mut finance =
            v1::finance_service_client::FinanceServiceClient::new(self.channel.clone());
        finance
            .record_appropriation(signed(appropriate, &administrator))
            .await
            .unwrap();
        let open = v1::OpenCallRequest {
            name: created.name,
            etag: created.etag,
        };
        let opened = schemes
            .open_call(signed(open, &administrator))
            .await
            .unwrap();
        opened.into_inner().call.unwrap()
    }

    pub fn schemes(&self) -> v1::scheme_service_client::SchemeServiceClient<Channel> {
        v1::scheme_service_client::SchemeServiceClient::new(self.channel.clone())
    }

    pub fn applications(
        &self,
    ) -> v1::application_service_client::ApplicationServiceClient<Channel> {
        v1::application_service_client::ApplicationServiceClient::new(self.channel.clone())
            .max_decoding_message_size(16 * 1024 * 1024)
    }

    pub fn finance(&self) -> v1::finance_service_client::FinanceServiceClient<Channel> {
        v1::finance_service_client::FinanceServiceClient::new(self.channel.clone())
    }

    pub fn events(&self) -> v1::event_service_client::EventServiceClient<Channel> {
        v1::event_service_client::EventServiceClient::new(self.channel.clone())
    }
}

/// 32 hexadecimal digits that no other test has.
pub fn unique() -> String {
    uuid_v7(noon(), &SystemRandomness as &dyn Randomness)
        .simple()
        .to_string()
}

pub fn uuid() -> String {
    uuid_v7(noon(), &SystemRandomness as &dyn Randomness).to_string()
}

pub fn signed<T>(message: T, token: &str) -> Request<T> {
    let mut request = Request::new(message);
    let value = MetadataValue::try_from(format!("Bearer {token}")).unwrap();
    request.metadata_mut().insert("authorization", value);
    request
}

pub fn in_language<T>(mut request: Request<T>, language: &'static str) -> Request<T> {
    let value = MetadataValue::from_static(language);
    request.metadata_mut().insert("accept-language", value);
    request
}

pub fn call(name: &str) -> v1::Call {
    v1::Call {
        name: name.to_owned(),
        title: "A call".to_owned(),
        grant_year: 2026,
        chapter_post: "0765.71".to_owned(),
        deadline_time: Some(contract::timestamp("2026-03-01T22:59:59Z".parse().unwrap())),
        rules_date: "2026-01-15".to_owned(),
        sub_frames: vec![v1::SubFrame {
            code: "all".to_owned(),
            budget: Some(v1::Money { ore: 100_000_000 }),
            committed: None,
        }],
        acceptance_days: 21,
        report_due_date: "2027-06-01".to_owned(),
        tail_rule: v1::TailRule::Stop.into(),
        ..v1::Call::default()
    }
}

/// An application of [`OURS`] in a call.
pub fn application(call: &v1::Call, purpose: &str) -> v1::Application {
    let form = FormMessage {
        purpose: purpose.to_owned(),
    };
    v1::Application {
        name: format!("{}/applications/{}", call.name, uuid()),
        applicant: Some(v1::Applicant {
            organisation_number: OURS.to_owned(),
            organisation_name: "Oslo kommune".to_owned(),
            kind: v1::ApplicantKind::Municipality.into(),
            municipality_number: "0301".to_owned(),
            invented_number: false,
        }),
        requested: Some(v1::Money { ore: 5_000_000 }),
        form: Some(prost_types::Any {
            type_url: FormMessage::type_url(),
            value: prost::Message::encode_to_vec(&form),
        }),
        ..v1::Application::default()
    }
}

/// Two organisations.
pub const OURS: &str = "958935420";
pub const THEIRS: &str = "944496394";

/// An error's reason, without its prefix.
pub fn reason(status: &Status) -> String {
    let details: ErrorDetails = status.get_error_details();
    details.error_info().map_or_else(
        || format!("no reason: {status:?}"),
        |info| info.reason.trim_start_matches("ERROR_REASON_").to_owned(),
    )
}
