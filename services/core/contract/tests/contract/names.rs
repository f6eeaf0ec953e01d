//! Resource names: what is written is read back, and one resource has one spelling.

use std::str::FromStr;

use contract::names::{
    AllocationName, ApplicationName, AttachmentName, CallName, GrantName, NameError, ReportName,
    ResourceName, SchemeName, SchemeOrCall,
};
use contract::page;
use contract::parents::{CallOrAll, ReportsOf};
use domain::identifiers::CaseReference;
use domain::violations::Violations;
use proptest::prelude::*;
use uuid::Uuid;

const SLUG: &str = "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?";

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>()
        .prop_map(Uuid::from_u128)
        .prop_filter("reserved", |uuid| !uuid.is_nil() && !uuid.is_max())
}

/// Checks that what is written is read back as the same, and a name that is read is written as it
/// was.
fn leads_back<N>(name: &N, write: impl Fn(&N) -> String) -> Result<(), String>
where
    N: ResourceName + FromStr<Err = NameError> + PartialEq + std::fmt::Debug,
{
    let text = write(name);
    match text.parse::<N>() {
        Ok(read) if read == *name && read.to_string() == text => Ok(()),
        Ok(read) => Err(format!("{text} was read as {read}")),
        Err(error) => Err(format!("{text}: {error}")),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(scheme in SLUG, call in SLUG, one in uuid(), other in uuid(),
        report in SLUG) {
        let call: domain::identifiers::CallId = call.parse().unwrap();
        let (one, other) = (one.to_string(), other.to_string());
        let names = [
            leads_back(&SchemeName { scheme: scheme.clone() }, ToString::to_string),
            leads_back(&CallName { scheme: scheme.clone(), call: call.clone() },
                ToString::to_string),
            leads_back(&ApplicationName { scheme: scheme.clone(), call: call.clone(),
                application: one.parse().unwrap() }, ToString::to_string),
            leads_back(
                &AttachmentName {
                    scheme: scheme.clone(),
                    call: call.clone(),
                    application: one.parse().unwrap(),
                    attachment: other.parse().unwrap(),
                },
                ToString::to_string,
            ),
            leads_back(&AllocationName { scheme: scheme.clone(), call: call.clone(),
                allocation: one.parse().unwrap() }, ToString::to_string),
            leads_back(&GrantName { scheme: scheme.clone(), call: call.clone(),
                grant: one.parse().unwrap() }, ToString::to_string),
            leads_back(
                &ReportName { scheme, call, grant: one.parse().unwrap(),
                    report: report.parse().unwrap() },
                ToString::to_string,
            ),
        ];
        for name in names {
            prop_assert_eq!(name, Ok(()));
        }
    }
}

fn application() -> ApplicationName {
    "schemes/s/calls/c/applications/01890a5d-ac96-774b-bcce-b302099a8057"
        .parse()
        .unwrap()
}

/// Negative control: writers that lose or add something are caught by the same property.
#[test]
fn the_property_catches_wrong_writers() {
    let right = application();
    assert_eq!(leads_back(&right, ToString::to_string), Ok(()));
    type Writer = fn(&ApplicationName) -> String;
    let wrong: [Writer; 4] = [
        |name| name.to_string().replace('-', ""),
        |name| name.to_string().to_uppercase(),
        |name| format!("/{name}"),
        |name| name.to_string().replace("/calls/c", "/calls/d"),
    ];
    for writer in wrong {
        assert!(leads_back(&right, writer).is_err(), "{}", writer(&right));
    }
}

#[test]
fn other_texts_are_no_names() {
    for text in [
        "",
        "/",
        "schemes",
        "schemes/",
        "schemes//calls/c",
        "schemes/s/calls/c/",
        "schemes/s/calls/C",
        "schemes/S/calls/c",
        "calls/c/schemes/s",
        "schemes/s/calls/c/applications/01890a5d-ac96-774b-bcce-b302099a8057",
        "//schemes/s/calls/c",
        "schemes/s/calls/../c",
    ] {
        assert!(text.parse::<CallName>().is_err(), "{text:?}");
    }
    let error = "schemes/s/calls/c/applications/7".parse::<ApplicationName>();
    let told = error.unwrap_err().to_string();
    assert!(told.contains("{application} is wrong"), "{told}");
}

#[test]
fn a_parent_can_be_of_two_kinds() {
    let scheme: SchemeOrCall = "schemes/s".parse().unwrap();
    assert!(matches!(scheme, SchemeOrCall::Scheme(_)));
    let call: SchemeOrCall = "schemes/s/calls/c".parse().unwrap();
    assert!(matches!(call, SchemeOrCall::Call(_)));
    let call: ReportsOf = "schemes/s/calls/c".parse().unwrap();
    assert!(matches!(call, ReportsOf::Calls(CallOrAll::Call(_))));
    let text = "schemes/s/calls/c/grants/01890a5d-ac96-774b-bcce-b302099a8057";
    let grant: ReportsOf = text.parse().unwrap();
    assert!(matches!(grant, ReportsOf::Grant(_)));
    assert_eq!(grant.to_string(), text);
    for all in ["schemes/s", "schemes/s/calls/-"] {
        let all: ReportsOf = all.parse().unwrap();
        assert!(matches!(all, ReportsOf::Calls(CallOrAll::All(_))));
        assert_eq!(all.to_string(), "schemes/s/calls/-");
    }
    for wrong in [
        "schemes/s/calls",
        "schemes/s/calls/-/grants/-",
        "schemes/s/calls/-/calls/-",
    ] {
        assert!(wrong.parse::<ReportsOf>().is_err(), "{wrong}");
    }
}

#[test]
fn a_name_of_another_scheme_is_told_so() {
    let mut faults = Violations::new();
    let text = application().to_string();
    assert!(ApplicationName::read(&mut faults, "name", &text, "s").is_some());
    assert!(ApplicationName::read(&mut faults, "name", &text, "other").is_none());
    let told = faults.to_string();
    assert!(
        told.starts_with("name: is of another scheme") && told.contains("schemes/other"),
        "{told}"
    );
}

/// A client may write a UUID in capitals; the token it was given still fits.
#[test]
fn a_page_token_fits_every_spelling_of_its_parent() {
    let text = "schemes/test-scheme/calls/c/allocations/01890A5D-AC96-774B-BCCE-B302099A8057";
    let parent: AllocationName = text.parse().unwrap();
    let case: CaseReference = "TS-2026-00042".parse().unwrap();
    let token = page::token("ListAwards", &parent, &case);
    let read = |parent: &str| {
        let mut faults = Violations::new();
        let parent = AllocationName::read(&mut faults, "parent", parent, "test-scheme");
        let page = page::read(&mut faults, "ListAwards", parent.as_ref(), 10, &token);
        faults.finish(page)
    };
    for spelling in [text, parent.to_string().as_str()] {
        assert_eq!(read(spelling).unwrap().after, Some(case.clone()));
    }
    let other = text.replace("/c/", "/d/");
    assert!(read(&other).is_err());
}
