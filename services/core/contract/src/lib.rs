//! The contract: generated protobuf code (never committed) and the conversions between it and the domain, one file a noun.

mod scheme;

pub use generated::tildeling::*;
pub use scheme::{SchemeContract, pack_form, pack_indicators, unpack_form, unpack_indicators};

/// The compiled contract with its comments, as an encoded `google.protobuf.FileDescriptorSet`: what reflection serves.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/descriptor_set.bin"));

/// The packages of the contract: `tildeling.v1` is [`v1`](crate::v1), `tildeling.<scheme>.v1` is `<scheme>::v1`.
#[expect(
    missing_docs,
    clippy::allow_attributes,
    clippy::too_many_lines,
    reason = "written by tonic-prost-build: packages have no comment in a .proto, and its own lint attributes and long functions are not ours"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/packages.rs"));
}
