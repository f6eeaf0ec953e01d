//! The contract: generated protobuf code (never committed) and the conversions between it and the
//! domain, one file a noun.
//!
//! Inward, functions read fields and messages as domain values and note every fault; the server
//! makes steps of what they read. Outward, [`Outward`] writes domain values as messages, in the
//! language of the one who asked. What a field
//! must meet stands in its comment in the `.proto` and is enforced here and only here;
//! `server/tests/requests` walks every field of every request.

pub mod allocation;
pub mod appeal;
pub mod application;
pub mod assessment;
pub mod attachment;
pub mod bank_file;
pub mod budget;
pub mod call;
mod certificate;
pub mod contact;
pub mod deadline;
pub mod decision;
mod division;
pub mod document;
pub mod document_names;
mod due;
pub mod estimate;
pub mod event;
pub mod explanation;
pub mod fairness;
pub mod fields;
pub mod finance;
mod finding;
pub mod form;
pub mod grant;
pub mod grant_budget;
pub mod grant_change;
pub mod history;
pub mod indicators;
pub mod inward;
pub mod journal;
mod late;
pub mod money;
pub mod names;
pub mod notification;
pub mod obligation;
mod outward;
pub mod page;
pub mod parents;
mod posting;
pub mod recovery;
pub mod register;
pub mod report;
pub mod retention;
pub mod sample;
pub mod scheme;
pub mod settlement;
pub mod simulation;
pub mod state_aid;
pub mod succession;
mod tags;
pub mod upload;
pub mod webhook;

pub use generated::tildeling::*;
pub use outward::{Outward, timestamp};
pub use scheme::{SchemeContract, pack_form, pack_indicators, unpack_form, unpack_indicators};

/// The compiled contract with its comments, as an encoded `google.protobuf.FileDescriptorSet`: what
/// reflection serves.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/descriptor_set.bin"));

/// The packages of the contract: `tildeling.v1` is [`v1`](crate::v1), `tildeling.<scheme>.v1` is
/// `<scheme>::v1`.
#[expect(
    missing_docs,
    clippy::allow_attributes,
    clippy::large_enum_variant,
    clippy::too_many_lines,
    reason = "written by tonic-prost-build: packages have no comment in a .proto, \
        and its own lint attributes, long functions and facts beside chunks are not ours"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/packages.rs"));
}

/// Handlers of the services that all schemes have, behind a pointer: a generated server of them is
/// compiled once, and not once for each scheme.
pub mod shared {
    use std::future::Future;
    use std::pin::Pin;
    use std::sync::Arc;

    use tonic::codegen::BoxStream;
    use tonic::{Request, Response, Status, Streaming};

    type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<Response<T>, Status>> + Send + 'a>>;

    include!(concat!(env!("OUT_DIR"), "/shared.rs"));
}
