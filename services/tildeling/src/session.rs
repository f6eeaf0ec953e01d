//! Calls to a service: a channel, and who signs each call.

use std::sync::Arc;

use contract::v1::allocation_service_client::AllocationServiceClient;
use contract::v1::application_service_client::ApplicationServiceClient;
use contract::v1::assessment_service_client::AssessmentServiceClient;
use contract::v1::event_service_client::EventServiceClient;
use contract::v1::finance_service_client::FinanceServiceClient;
use contract::v1::grant_service_client::GrantServiceClient;
use contract::v1::register_service_client::RegisterServiceClient;
use contract::v1::reporting_service_client::ReportingServiceClient;
use contract::v1::scheme_service_client::SchemeServiceClient;
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
    /// Assessments.
    assessments: AssessmentServiceClient,
    /// Allocations.
    allocations: AllocationServiceClient,
    /// Grants.
    grants: GrantServiceClient,
    /// Reports.
    reporting: ReportingServiceClient,
    /// Exports and payments.
    finance: FinanceServiceClient,
    /// Events.
    events: EventServiceClient,
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

/// Opens a channel to an address, `http://127.0.0.1:50051`.
///
/// # Errors
/// When the address is none, or nobody listens there.
pub async fn connect(address: &str) -> anyhow::Result<Channel> {
    let endpoint = Endpoint::from_shared(address.to_owned()).map_err(|_| {
        anyhow::anyhow!("{address:?} is no address; write one as in http://127.0.0.1:50051")
    })?;
    endpoint.connect().await.map_err(|problem| {
        anyhow::anyhow!(
            "nobody answers on {address} ({problem}); start the services with `tildeling serve`"
        )
    })
}
