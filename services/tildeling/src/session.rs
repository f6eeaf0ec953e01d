//! Calls to a service: a channel, and who signs each call.

use std::path::Path;
use std::sync::Arc;

use anyhow::ensure;
use contract::v1::allocation_service_client::AllocationServiceClient;
use contract::v1::appeal_service_client::AppealServiceClient;
use contract::v1::application_service_client::ApplicationServiceClient;
use contract::v1::assessment_service_client::AssessmentServiceClient;
use contract::v1::deadline_service_client::DeadlineServiceClient;
use contract::v1::document_service_client::DocumentServiceClient;
use contract::v1::event_service_client::EventServiceClient;
use contract::v1::finance_service_client::FinanceServiceClient;
use contract::v1::grant_service_client::GrantServiceClient;
use contract::v1::journal_service_client::JournalServiceClient;
use contract::v1::notification_service_client::NotificationServiceClient;
use contract::v1::recovery_service_client::RecoveryServiceClient;
use contract::v1::register_service_client::RegisterServiceClient;
use contract::v1::reporting_service_client::ReportingServiceClient;
use contract::v1::retention_service_client::RetentionServiceClient;
use contract::v1::sample_service_client::SampleServiceClient;
use contract::v1::scheme_service_client::SchemeServiceClient;
use contract::v1::succession_service_client::SuccessionServiceClient;
use server::host::issuer_key;
use server::sign_in::EmbeddedIssuer;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

/// Gives the token for a call.
pub type TokenSource = Arc<dyn Fn() -> Result<String, String> + Send + Sync>;

/// Puts a token on every call: a new one each time it is asked, so that none is too old.
#[derive(Clone)]
pub struct Signer {
    token: TokenSource,
    language: MetadataValue<Ascii>,
}

impl Interceptor for Signer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let token = (self.token)().map_err(Status::unauthenticated)?;
        let value = format!("Bearer {token}").parse();
        let value = value
            .map_err(|_| Status::unauthenticated("the token holds characters no header takes"))?;
        request.metadata_mut().insert("authorization", value);
        request
            .metadata_mut()
            .insert("accept-language", self.language.clone());
        Ok(request)
    }
}

/// A channel with a caller.
pub type Signed = InterceptedService<Channel, Signer>;

/// One caller's way to one scheme's services.
#[derive(Clone)]
pub struct Session {
    channel: Channel,
    signer: Signer,
}

macro_rules! clients {
    ($($(#[$doc:meta])* $name:ident: $client:ident,)+) => {
        impl Session {
            $($(#[$doc])*
            pub fn $name(&self) -> $client<Signed> {
                $client::with_interceptor(self.channel.clone(), self.signer.clone())
                    .max_decoding_message_size(16 * 1024 * 1024)
            })+
        }
    };
}

clients! {
    /// The scheme and its calls.
    scheme: SchemeServiceClient,
    /// Applications.
    applications: ApplicationServiceClient,
    /// Appeals.
    appeals: AppealServiceClient,
    /// Assessments.
    assessments: AssessmentServiceClient,
    /// Allocations.
    allocations: AllocationServiceClient,
    /// Grants.
    grants: GrantServiceClient,
    /// Reports.
    reporting: ReportingServiceClient,
    /// Documents.
    documents: DocumentServiceClient,
    /// Exports and payments.
    finance: FinanceServiceClient,
    /// Events.
    events: EventServiceClient,
    /// Moves of last days.
    deadlines: DeadlineServiceClient,
    /// The journal.
    journal: JournalServiceClient,
    /// Retention of cases, and disposals.
    retention: RetentionServiceClient,
    /// Samples for spot checks.
    samples: SampleServiceClient,
    /// Organisations taken over by others.
    successions: SuccessionServiceClient,
    /// Notifications and webhooks.
    notifications: NotificationServiceClient,
    /// Recoveries.
    recoveries: RecoveryServiceClient,
    /// Registers.
    registers: RegisterServiceClient,
}

impl Session {
    /// A session on a channel.
    pub fn new(channel: Channel, language: &'static str, token: TokenSource) -> Self {
        Self {
            channel,
            signer: Signer {
                token,
                language: MetadataValue::from_static(language),
            },
        }
    }

    /// The same channel, another caller.
    pub fn signed_by(&self, token: TokenSource) -> Self {
        Self {
            channel: self.channel.clone(),
            signer: Signer {
                token,
                ..self.signer.clone()
            },
        }
    }
}

/// Opens a channel to an address, `127.0.0.1:50051` or `http://127.0.0.1:50051`.
///
/// # Errors
/// The address is none or asks for TLS, or no service listens there.
pub async fn connect(address: &str) -> anyhow::Result<Channel> {
    let endpoint = endpoint(address)?;
    endpoint.connect().await.map_err(|_| {
        anyhow::anyhow!("no service answers on {address}; start them with `tildeling serve`")
    })
}

fn endpoint(address: &str) -> anyhow::Result<Endpoint> {
    let wrong =
        || anyhow::anyhow!("{address:?} is no address; write host and port, as in 127.0.0.1:50051");
    let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
    // Over plaintext the token could be read on the way.
    ensure!(
        !scheme.eq_ignore_ascii_case("https"),
        "{address}: this client does not speak TLS yet; use http:// on your own machine, or go \
         through a proxy there that speaks TLS"
    );
    ensure!(scheme.eq_ignore_ascii_case("http"), wrong());
    let endpoint = Endpoint::from_shared(format!("http://{rest}")).map_err(|_| wrong())?;
    let uri = endpoint.uri();
    ensure!(uri.host().is_some_and(|host| !host.is_empty()), wrong());
    Ok(endpoint)
}

/// The key that signs for the program that serves from a data folder. It is not made here: a token
/// signed with a new key is valid nowhere.
///
/// # Errors
/// The folder has no key, or it cannot be read.
pub fn issuer(data_dir: Option<&Path>) -> anyhow::Result<EmbeddedIssuer> {
    let folder = match data_dir {
        Some(folder) => folder.to_owned(),
        None => embedded_postgres::default_data_dir()?,
    };
    let key = issuer_key(&folder);
    ensure!(
        key.exists(),
        "{} has no sign-in key. `tildeling serve --dev` makes one when it starts; point --data-dir \
         or TILDELING_DATA_DIR at its data folder",
        folder.display()
    );
    Ok(EmbeddedIssuer::open(&key)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_no_scheme() {
        for address in [
            "127.0.0.1:50053",
            "http://127.0.0.1:50053",
            "HTTP://127.0.0.1:50053",
        ] {
            let uri = endpoint(address).unwrap().uri().to_string();
            assert_eq!(uri, "http://127.0.0.1:50053/", "{address}");
        }
        assert!(endpoint("localhost:50053").is_ok() && endpoint("[::1]:50053").is_ok());
    }

    #[test]
    fn what_is_no_address_says_so() {
        let told = |address| endpoint(address).unwrap_err().to_string();
        assert!(told("https://127.0.0.1:50053").contains("TLS"));
        for address in ["", "ftp://127.0.0.1:50053", "http://", "a b", ":50053"] {
            assert!(told(address).contains("127.0.0.1:50051"), "{address}");
        }
    }
}
