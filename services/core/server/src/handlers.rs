//! All services of a scheme.

use contract::SchemeContract;
use contract::v1::allocation_service_server::AllocationServiceServer;
use contract::v1::application_service_server::ApplicationServiceServer;
use contract::v1::assessment_service_server::AssessmentServiceServer;
use contract::v1::event_service_server::EventServiceServer;
use contract::v1::finance_service_server::FinanceServiceServer;
use contract::v1::grant_service_server::GrantServiceServer;
use contract::v1::register_service_server::RegisterServiceServer;
use contract::v1::reporting_service_server::ReportingServiceServer;
use contract::v1::scheme_service_server::SchemeServiceServer;

use crate::dispatcher::Dispatcher;
use crate::limited;
use crate::services::Services;

/// The handlers of one scheme, at their dispatcher.
pub(crate) struct Handlers<S> {
    pub(crate) dispatcher: Dispatcher<S>,
}

impl<S> Clone for Handlers<S> {
    fn clone(&self) -> Self {
        Self {
            dispatcher: self.dispatcher.clone(),
        }
    }
}

/// Adds every service that all schemes have.
pub(crate) fn add_all<S: SchemeContract>(services: Services<S>) -> Services<S> {
    let handlers = Handlers {
        dispatcher: services.dispatcher().clone(),
    };
    services
        .and(limited!(SchemeServiceServer::new(handlers.clone())))
        .and(limited!(ApplicationServiceServer::new(handlers.clone())))
        .and(limited!(AssessmentServiceServer::new(handlers.clone())))
        .and(limited!(AllocationServiceServer::new(handlers.clone())))
        .and(limited!(GrantServiceServer::new(handlers.clone())))
        .and(limited!(ReportingServiceServer::new(handlers.clone())))
        .and(limited!(FinanceServiceServer::new(handlers.clone())))
        .and(limited!(RegisterServiceServer::new(handlers.clone())))
        .and(limited!(EventServiceServer::new(handlers)))
}
