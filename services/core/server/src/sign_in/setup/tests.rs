//! Sign-in files, good and faulty.

use std::path::PathBuf;

use super::*;

/// A file with an issuer of each kind.
const GOOD: &str = include_str!("../../../../../../docs/sign-in.toml");

fn faults(text: &str) -> Vec<String> {
    Trust::parse(text, PathBuf::from("/nowhere"))
        .err()
        .unwrap_or_default()
}

/// The example with one text replaced by another.
fn with(old: &str, new: &str) -> Vec<String> {
    assert!(GOOD.contains(old), "{old}");
    faults(&GOOD.replacen(old, new, 1))
}

#[test]
fn the_example_of_the_documentation_is_good() {
    assert_eq!(faults(GOOD), Vec::<String>::new());
}

/// What is replaced, by what, and what is told of it.
const FAULTS: [(&str, &str, &str); 20] = [
    ("[rights]", "[wrongs]", "holds \"wrongs\""),
    ("kind = \"entra\"", "kind = \"saml\"", "issuer 2"),
    ("tenants =", "tenant =", "unknown field `tenant`"),
    (
        "\"case_handler\", \"assessor\"",
        "\"king\"",
        "\"king\" is neither a role nor a set",
    ),
    (
        "[\"case_handler\", \"assessor\"]",
        "[\"leader\"]",
        "a circle",
    ),
    (
        "[\"auditor\"]",
        "[\"auditor\", \"finance\"]",
        "must not meet",
    ),
    (
        "[\"scheme_administrator\"]",
        "[\"scheme_administrator\", \"decision_maker\"]",
        "scheme_administrator and decision_maker must not meet",
    ),
    (
        "[\"operator\"]",
        "[\"operator\", \"finance\"]",
        "operator and another role",
    ),
    (
        "discovery = \"https://maskinporten.no",
        "discovery = \"http://maskinporten.no",
        "not https",
    ),
    (
        "issuer = \"https://ansattporten.no\"",
        "issuer = \"https://maskinporten.no/\"",
        "stands 2",
    ),
    ("tenants = [\"", "tenants = [\"x", "each a UUID"),
    (
        "export_organisations = [\"",
        "export_organisations = [\"1",
        "no organisation number",
    ),
    ("levels = [\"high\"]", "levels = []", "levels: "),
    (
        "audience = [\"https://tildeling.example.no\"]",
        "audience = [\"unspecified\"]",
        "audience",
    ),
    (
        "kind = \"maskinporten\"",
        "kind = \"maskinporten\"\nalgorithms = [\"HS256\"]",
        "HS256",
    ),
    (
        "kind = \"maskinporten\"",
        "kind = \"maskinporten\"\ntenants = []",
        "means nothing",
    ),
    (
        "kind = \"maskinporten\"",
        "kind = \"maskinporten\"\nkeys = \"k.json\"",
        "either",
    ),
    (
        "kind = \"maskinporten\"",
        "kind = \"maskinporten\"\nkeys_kept_hours = 1",
        "24 to 720",
    ),
    (
        "kind = \"entra\"",
        "kind = \"entra\"\nlifetime_max_seconds = 0",
        "86400",
    ),
    (
        "[rights]",
        "authorities = \"none.pem\"\n[rights]",
        "none.pem",
    ),
];

#[test]
fn each_fault_says_what_and_where() {
    for (old, new, told) in FAULTS {
        let faults = with(old, new);
        assert!(
            faults.iter().any(|fault| fault.contains(told)),
            "{new}: {faults:?}"
        );
    }
    assert!(faults("[[issuer]")[0].contains("no TOML"));
    assert!(faults("")[0].contains("no issuer"));
}

#[test]
fn every_fault_is_told_at_once() {
    let text = GOOD
        .replacen("[\"auditor\"]", "[\"emperor\"]", 1)
        .replacen("levels = [\"high\"]", "levels = []", 1)
        .replacen(
            "https://maskinporten.no/.well",
            "http://maskinporten.no/.well",
            1,
        );
    assert_eq!(faults(&text).len(), 3);
}
