use super::*;
use tonic_types::ErrorDetails;

#[test]
fn a_refusal_says_each_fault_once() {
    let mut details = ErrorDetails::new();
    details.add_bad_request_violation("call.title", "is required");
    let message = "1 field(s) are not valid: call.title is required";
    let code = tonic::Code::InvalidArgument;
    let status = Status::with_error_details(code, message, details.clone());
    let said = told(status).to_string();
    assert_eq!(said.matches("is required").count(), 1, "{said}");
    details.add_bad_request_violation("", "and 3 more");
    let said = told(Status::with_error_details(code, message, details)).to_string();
    assert_eq!(
        said,
        "2 fields are not valid:\n  call.title: is required\n  and 3 more"
    );
}
