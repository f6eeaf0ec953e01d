//! The house: which crate may use which. The arrow is written down once, here, and `cargo metadata`
//! holds us to it.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::MetadataCommand;

/// Each of our crates with those of ours it may use. Schemes never see each other.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("allocation", &[]),
    ("insight", &["text", "allocation"]),
    ("scenario-file", &["text", "allocation", "insight"]),
    (
        "domain",
        &["text", "allocation", "insight", "scenario-file"],
    ),
    ("interchange", &["text", "domain"]),
    ("letter", &["text", "domain"]),
    ("courier", &["domain"]),
    (
        "contract",
        &["text", "allocation", "insight", "scenario-file", "domain"],
    ),
    ("embedded-postgres", &[]),
    // It checks what the others write, with code of its own.
    ("audit", &[]),
    (
        "store",
        &[
            "text",
            "allocation",
            "insight",
            "scenario-file",
            "domain",
            "embedded-postgres",
        ],
    ),
    // The embedded server and the auditor's check are for its tests.
    (
        "casework",
        &[
            "text",
            "allocation",
            "insight",
            "scenario-file",
            "domain",
            "audit",
            "interchange",
            "embedded-postgres",
            "store",
            "letter",
        ],
    ),
    (
        "server",
        &[
            "text",
            "allocation",
            "insight",
            "scenario-file",
            "domain",
            "interchange",
            "contract",
            "embedded-postgres",
            "store",
            "letter",
            "courier",
            "casework",
        ],
    ),
    ("testing", &["text", "allocation", "domain"]),
    ("rental-housing", SCHEME),
    ("child-next-of-kin", SCHEME),
    ("user-run-centres", SCHEME),
    ("work-training", SCHEME),
    (
        "tildeling",
        &[
            "text",
            "allocation",
            "insight",
            "scenario-file",
            "domain",
            "audit",
            "interchange",
            "contract",
            "embedded-postgres",
            "server",
            "rental-housing",
            "child-next-of-kin",
            "user-run-centres",
            "work-training",
        ],
    ),
];

/// Crates that a scheme's crate may use; the steps of casework where it has services of its own.
const SCHEME: &[&str] = &[
    "text",
    "allocation",
    "insight",
    "scenario-file",
    "domain",
    "contract",
    "store",
    "casework",
    "server",
    "testing",
];

/// Foreign crates that a crate of ours must never use directly.
const NEVER: &[(&str, &[&str])] = &[
    ("text", &["tokio", "sqlx", "tonic", "chrono"]),
    (
        "allocation",
        &["tokio", "sqlx", "tonic", "chrono", "rand", "fluent-bundle"],
    ),
    ("insight", &["tokio", "sqlx", "tonic", "chrono"]),
    ("scenario-file", &["tokio", "sqlx", "tonic", "chrono"]),
    ("interchange", &["tokio", "sqlx", "tonic", "prost"]),
    ("domain", &["tokio", "sqlx", "tonic", "prost", "typst"]),
    ("letter", &["tokio", "sqlx", "tonic", "prost"]),
    ("courier", &["sqlx", "tonic", "prost"]),
    ("contract", &["sqlx", "store"]),
    ("store", &["tonic", "prost"]),
    ("casework", &["tonic", "prost"]),
    ("tildeling", &["sqlx"]),
];

/// Our crates with what each uses directly, build and tests included.
fn crates() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo metadata reads the workspace");
    metadata
        .packages
        .iter()
        .map(|package| {
            let uses = package
                .dependencies
                .iter()
                .map(|dependency| dependency.name.clone())
                .collect();
            (package.name.to_string(), uses)
        })
        .collect()
}

/// Returns the breaches of the arrow, as sentences.
fn faults(crates: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let ours: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    let mut faults = Vec::new();
    for (name, uses) in crates.iter().filter(|(name, _)| *name != "tests") {
        let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| known == name) else {
            faults.push(format!(
                "{name} has no place in the house: give it one here and in services/README.md"
            ));
            continue;
        };
        for used in uses
            .iter()
            .filter(|used| ours.contains(used.as_str()) && !allowed.contains(&used.as_str()))
        {
            faults.push(format!("{name} may not use {used}"));
        }
        for (_, never) in NEVER.iter().filter(|(known, _)| known == name) {
            for used in uses.iter().filter(|used| never.contains(&used.as_str())) {
                faults.push(format!("{name} must never know {used}"));
            }
        }
    }
    faults
}

#[test]
fn crates_use_only_what_stands_to_their_left() {
    assert_eq!(faults(&crates()), Vec::<String>::new());
}

#[test]
fn an_arrow_that_runs_back_is_found() {
    let mut crates = crates();
    crates
        .entry("domain".into())
        .or_default()
        .insert("store".into());
    crates
        .entry("rental-housing".into())
        .or_default()
        .insert("work-training".into());
    crates
        .entry("allocation".into())
        .or_default()
        .insert("tokio".into());
    crates.insert("elsewhere".into(), BTreeSet::new());
    assert_eq!(faults(&crates).len(), 4);
}
