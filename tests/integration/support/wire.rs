//! The wire: any method of the contract, its messages written and read as JSON. What goes out is
//! what any other client would send.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use prost::Message;
use prost_reflect::{
    DescriptorPool, DynamicMessage, MessageDescriptor, MethodDescriptor, SerializeOptions,
};
use serde_json::Value;
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};

/// The contract.
pub static CONTRACT: LazyLock<DescriptorPool> =
    LazyLock::new(|| DescriptorPool::decode(contract::FILE_DESCRIPTOR_SET).unwrap());

/// Every method of the life cycle by its name, which no two services share.
pub static METHODS: LazyLock<BTreeMap<String, MethodDescriptor>> = LazyLock::new(|| {
    let services = CONTRACT
        .services()
        .filter(|service| service.package_name().starts_with("tildeling."));
    let methods: Vec<MethodDescriptor> = services
        .flat_map(|service| service.methods().collect::<Vec<_>>())
        .collect();
    let count = methods.len();
    let by_name: BTreeMap<String, MethodDescriptor> = methods
        .into_iter()
        .map(|method| (method.name().to_owned(), method))
        .collect();
    assert_eq!(by_name.len(), count, "two methods share a name");
    by_name
});

/// The names of the methods that every scheme has.
pub fn life_cycle() -> impl Iterator<Item = &'static str> {
    let shared = METHODS
        .iter()
        .filter(|(_, method)| method.parent_service().package_name() == "tildeling.v1");
    shared.map(|(name, _)| name.as_str())
}

/// The path of a method: `/tildeling.v1.ApplicationService/GetApplication`.
pub fn path(method: &MethodDescriptor) -> http::uri::PathAndQuery {
    let service = method.parent_service();
    format!("/{}/{}", service.full_name(), method.name())
        .parse()
        .unwrap()
}

/// A message from JSON. The contract's own field names; numbers may be numbers.
pub fn message(descriptor: MessageDescriptor, json: &Value) -> DynamicMessage {
    let name = descriptor.full_name().to_owned();
    DynamicMessage::deserialize(descriptor, json)
        .unwrap_or_else(|problem| panic!("{name} cannot be {json}: {problem}"))
}

/// JSON from a message: every field, the default ones too, so that tests can ask for them.
pub fn json(message: &DynamicMessage) -> Value {
    let options = SerializeOptions::new()
        .use_proto_field_name(true)
        .stringify_64_bit_integers(false)
        .skip_default_fields(false);
    message
        .serialize_with_options(serde_json::value::Serializer, &options)
        .unwrap()
}

/// Encodes and decodes messages of one method.
#[derive(Debug, Clone)]
pub struct Dynamic {
    pub answer: MessageDescriptor,
}

impl Codec for Dynamic {
    type Encode = DynamicMessage;
    type Decode = DynamicMessage;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        self.clone()
    }

    fn decoder(&mut self) -> Self {
        self.clone()
    }
}

impl Encoder for Dynamic {
    type Item = DynamicMessage;
    type Error = Status;

    fn encode(&mut self, item: DynamicMessage, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        item.encode(buffer)
            .map_err(|problem| Status::internal(problem.to_string()))
    }
}

impl Decoder for Dynamic {
    type Item = DynamicMessage;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<DynamicMessage>, Status> {
        DynamicMessage::decode(self.answer.clone(), buffer)
            .map(Some)
            .map_err(|problem| Status::internal(problem.to_string()))
    }
}
