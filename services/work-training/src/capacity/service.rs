//! `CapacityService`, beside the services that every scheme has.

use contract::work_training::v1::capacity_service_server::{
    CapacityService, CapacityServiceServer,
};
use server::dispatcher::Dispatcher;
use server::{Own, Services, limited, table};
use sqlx::migrate::Migrator;

use super::list_purchases::ListPurchases;
use super::record_occupancy::RecordOccupancy;
use super::record_purchase::RecordPurchase;
use super::summarise_capacity::SummariseCapacity;
use crate::WorkTraining;

/// The handlers, at the scheme's dispatcher.
struct Handlers {
    dispatcher: Dispatcher<WorkTraining>,
}

/// Returns what only this scheme has: `server::run_with::<WorkTraining>(capacity::own())`.
#[must_use]
pub fn own() -> Own<WorkTraining> {
    Own {
        services: beside,
        tables: Some(tables),
    }
}

/// Returns the migrations of the tables of bought places.
#[must_use]
pub fn tables() -> Migrator {
    sqlx::migrate!("../../migrations/work_training")
}

fn beside(services: Services<WorkTraining>) -> Services<WorkTraining> {
    let handlers = Handlers {
        dispatcher: services.dispatcher().clone(),
    };
    services.with(|routed| routed.and(limited!(CapacityServiceServer::new(handlers))))
}

// Places that are bought are a register of the scheme's own: those who may record and read register
// entries may record and read them, and those who may sum indicators may sum them.
table! {
    impl CapacityService for Handlers, scheme WorkTraining {
        record_purchase as record_entries => RecordPurchase;
        record_occupancy as record_entries => RecordOccupancy;
        list_purchases as list_entries => ListPurchases;
        summarise_capacity as sum_indicators => SummariseCapacity;
    }
}
