//! All services of a scheme.

use std::sync::Arc;

use contract::SchemeContract;
use contract::shared::{
    SharedAllocationService, SharedAppealService, SharedApplicationService,
    SharedAssessmentService, SharedDeadlineService, SharedDocumentService, SharedEventService,
    SharedFinanceService, SharedGrantService, SharedJournalService, SharedNotificationService,
    SharedRecoveryService, SharedRegisterService, SharedReportingService, SharedRetentionService,
    SharedSampleService, SharedSchemeService, SharedSuccessionService,
};
use contract::v1::allocation_service_server::AllocationServiceServer;
use contract::v1::appeal_service_server::AppealServiceServer;
use contract::v1::application_service_server::ApplicationServiceServer;
use contract::v1::assessment_service_server::AssessmentServiceServer;
use contract::v1::deadline_service_server::DeadlineServiceServer;
use contract::v1::document_service_server::DocumentServiceServer;
use contract::v1::event_service_server::EventServiceServer;
use contract::v1::finance_service_server::FinanceServiceServer;
use contract::v1::grant_service_server::GrantServiceServer;
use contract::v1::journal_service_server::JournalServiceServer;
use contract::v1::notification_service_server::NotificationServiceServer;
use contract::v1::recovery_service_server::RecoveryServiceServer;
use contract::v1::register_service_server::RegisterServiceServer;
use contract::v1::reporting_service_server::ReportingServiceServer;
use contract::v1::retention_service_server::RetentionServiceServer;
use contract::v1::sample_service_server::SampleServiceServer;
use contract::v1::scheme_service_server::SchemeServiceServer;
use contract::v1::succession_service_server::SuccessionServiceServer;

use crate::dispatcher::Dispatcher;
use crate::limited;
use crate::services::{Routed, Services};

/// The handlers of one scheme, at their dispatcher.
pub(crate) struct Handlers<S> {
    pub(crate) dispatcher: Dispatcher<S>,
}

/// The handlers of one scheme, by service.
struct Shared {
    schemes: SharedSchemeService,
    applications: SharedApplicationService,
    appeals: SharedAppealService,
    assessments: SharedAssessmentService,
    allocations: SharedAllocationService,
    grants: SharedGrantService,
    reporting: SharedReportingService,
    documents: SharedDocumentService,
    finance: SharedFinanceService,
    recoveries: SharedRecoveryService,
    registers: SharedRegisterService,
    deadlines: SharedDeadlineService,
    journal: SharedJournalService,
    retention: SharedRetentionService,
    samples: SharedSampleService,
    successions: SharedSuccessionService,
    notifications: SharedNotificationService,
    events: SharedEventService,
}

/// Adds every service that all schemes have.
pub(crate) fn add_all<S: SchemeContract>(services: Services<S>) -> Services<S> {
    let handlers = Arc::new(Handlers {
        dispatcher: services.dispatcher().clone(),
    });
    let shared = Shared {
        schemes: SharedSchemeService(handlers.clone()),
        applications: SharedApplicationService(handlers.clone()),
        appeals: SharedAppealService(handlers.clone()),
        assessments: SharedAssessmentService(handlers.clone()),
        allocations: SharedAllocationService(handlers.clone()),
        grants: SharedGrantService(handlers.clone()),
        reporting: SharedReportingService(handlers.clone()),
        documents: SharedDocumentService(handlers.clone()),
        finance: SharedFinanceService(handlers.clone()),
        recoveries: SharedRecoveryService(handlers.clone()),
        registers: SharedRegisterService(handlers.clone()),
        deadlines: SharedDeadlineService(handlers.clone()),
        journal: SharedJournalService(handlers.clone()),
        retention: SharedRetentionService(handlers.clone()),
        samples: SharedSampleService(handlers.clone()),
        successions: SharedSuccessionService(handlers.clone()),
        notifications: SharedNotificationService(handlers.clone()),
        events: SharedEventService(handlers),
    };
    services.with(|routed| route(routed, shared))
}

/// Adds the services. It knows no scheme, so that the generated servers are compiled here, once.
fn route(routed: Routed, shared: Shared) -> Routed {
    routed
        .and(limited!(SchemeServiceServer::new(shared.schemes)))
        .and(limited!(ApplicationServiceServer::new(shared.applications)))
        .and(limited!(AppealServiceServer::new(shared.appeals)))
        .and(limited!(AssessmentServiceServer::new(shared.assessments)))
        .and(limited!(AllocationServiceServer::new(shared.allocations)))
        .and(limited!(GrantServiceServer::new(shared.grants)))
        .and(limited!(ReportingServiceServer::new(shared.reporting)))
        .and(limited!(DocumentServiceServer::new(shared.documents)))
        .and(limited!(FinanceServiceServer::new(shared.finance)))
        .and(limited!(RecoveryServiceServer::new(shared.recoveries)))
        .and(limited!(RegisterServiceServer::new(shared.registers)))
        .and(limited!(DeadlineServiceServer::new(shared.deadlines)))
        .and(limited!(JournalServiceServer::new(shared.journal)))
        .and(limited!(RetentionServiceServer::new(shared.retention)))
        .and(limited!(SampleServiceServer::new(shared.samples)))
        .and(limited!(SuccessionServiceServer::new(shared.successions)))
        .and(limited!(NotificationServiceServer::new(
            shared.notifications
        )))
        .and(limited!(EventServiceServer::new(shared.events)))
}
