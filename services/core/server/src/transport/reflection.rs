//! The contract as reflection tells it: without the services that this server does not serve.

use prost::Message;
use prost_types::FileDescriptorProto;

/// A set of file descriptors, each left as it was encoded: decoding one would drop its options.
#[derive(Clone, PartialEq, Message)]
struct EncodedFiles {
    #[prost(bytes = "vec", repeated, tag = "1")]
    file: Vec<Vec<u8>>,
}

/// Returns the contract's descriptors without the files whose services are all served elsewhere.
///
/// # Errors
/// [`prost::DecodeError`] if the contract's descriptors cannot be read.
pub(super) fn served(services: &[&str]) -> Result<Vec<u8>, prost::DecodeError> {
    let mut files = EncodedFiles::decode(contract::FILE_DESCRIPTOR_SET)?;
    let mut kept = Vec::new();
    for encoded in files.file {
        let file = FileDescriptorProto::decode(encoded.as_slice())?;
        let mut declared = file
            .service
            .iter()
            .map(|service| format!("{}.{}", file.package(), service.name()));
        let is_elsewhere = !file.service.is_empty()
            && !declared.any(|service| services.contains(&service.as_str()));
        if !is_elsewhere {
            kept.push(encoded);
        }
    }
    files.file = kept;
    Ok(files.encode_to_vec())
}

#[cfg(test)]
mod tests {
    use prost_types::FileDescriptorSet;

    use super::*;

    #[test]
    fn files_of_services_that_are_served_elsewhere_are_left_out() {
        const CAPACITY: &str = "tildeling/work_training/v1/capacity_service.proto";
        let files = |services: &[&str]| -> Vec<String> {
            let set = served(services).unwrap();
            let set = FileDescriptorSet::decode(set.as_slice()).unwrap();
            set.file.iter().map(|file| file.name().to_owned()).collect()
        };
        let scheme = "tildeling.v1.SchemeService";
        let without = files(&[scheme]);
        assert!(!without.iter().any(|file| file == CAPACITY));
        assert!(
            without
                .iter()
                .any(|file| file == "tildeling/v1/scheme_service.proto")
        );
        assert!(
            without
                .iter()
                .any(|file| file == "tildeling/work_training/v1/form.proto"),
            "a file without services stays"
        );
        let with = files(&[scheme, "tildeling.work_training.v1.CapacityService"]);
        assert!(with.iter().any(|file| file == CAPACITY));
    }
}
