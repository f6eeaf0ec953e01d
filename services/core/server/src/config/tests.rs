//! Setups, good and faulty.

use super::*;

fn flags(arguments: &[&str]) -> ServiceFlags {
    let own = ["service", "--dev"].iter().chain(arguments);
    ServiceFlags::parse_from(own)
}

fn nothing(_: &str) -> Option<String> {
    None
}

#[test]
fn the_defaults_are_good() {
    let (listen, host) = flags(&["--data-dir", "/x"])
        .check("test", &nothing)
        .unwrap();
    assert_eq!(listen.to_string(), "127.0.0.1:50051");
    assert_eq!((host.install, host.connections_max), (true, 20));
    assert_eq!(host.log_format, LogFormat::Human);
    assert!(host.databases.is_empty());
}

#[test]
fn every_fault_is_named_at_once() {
    let arguments = [
        "--data-dir=/x",
        "--listen=localhost",
        "--database-url=mysql://secret@x/y",
        "--log=info,=",
        "--log-format=xml",
        "--connections-max=0",
        "--metrics=9000",
        "--documents=s4://x",
        "--documents-endpoint=localhost",
        "--scanner=clamd",
    ];
    let environment = |name: &str| match name {
        "TILDELING_TEST_SCHEME_DATABASE_URL" => Some("postgres//nonsense".to_owned()),
        "AWS_ACCESS_KEY_ID" => Some("secret".to_owned()),
        _ => None,
    };
    let faults = flags(&arguments)
        .check("test-scheme", &environment)
        .unwrap_err();
    for setting in [
        "--listen (TILDELING_LISTEN)",
        "--database-url (DATABASE_URL)",
        "--log (TILDELING_LOG)",
        "--log-format (TILDELING_LOG_FORMAT)",
        "--connections-max (TILDELING_CONNECTIONS_MAX)",
        "--metrics (TILDELING_METRICS)",
        "TILDELING_TEST_SCHEME_DATABASE_URL",
        "--documents (TILDELING_DOCUMENTS)",
        "--documents-endpoint (TILDELING_DOCUMENTS_ENDPOINT)",
        "AWS_SECRET_ACCESS_KEY",
        "--scanner (TILDELING_SCANNER)",
    ] {
        let named = faults
            .iter()
            .filter(|fault| fault.starts_with(setting))
            .count();
        assert_eq!(named, 1, "{setting} in {faults}");
    }
    assert_eq!(faults.iter().count(), 11, "{faults}");
    assert!(
        !faults.to_string().contains("secret"),
        "a URL can hold a password"
    );
}

#[test]
fn the_schemes_own_variable_wins() {
    let own =
        |name: &str| (name == "TILDELING_A_DATABASE_URL").then(|| "postgres://h/own".to_owned());
    let flags = flags(&["--data-dir=/x", "--database-url=postgres://h/general"]);
    let database = |scheme: &str| {
        let (_, host) = flags.check(scheme, &own).unwrap();
        host.databases[0]
            .1
            .service
            .get_database()
            .map(str::to_owned)
    };
    assert_eq!(database("a").as_deref(), Some("own"));
    assert_eq!(database("b").as_deref(), Some("general"));
}

#[test]
fn two_schemes_do_not_share_a_database() {
    let same = |_: &str| Some("postgres://h:5432/same".to_owned());
    let mut faults = ConfigFaults::default();
    let flags = flags(&["--data-dir=/x"]).host;
    let _config = flags.read(
        &mut faults,
        Some(SignIn::Embedded),
        &["a", "b"],
        None,
        &same,
    );
    assert_eq!(
        faults.to_string(),
        "TILDELING_B_DATABASE_URL names the database of a; each scheme needs one of its own"
    );
}

#[test]
fn one_database_for_several_schemes_is_refused() {
    let flags = flags(&["--data-dir=/x"]).host;
    let read = |variables: &'static [&str]| {
        let own = move |name: &str| {
            let set = variables.contains(&name);
            set.then(|| format!("postgres://h/{}", name.to_lowercase()))
        };
        let mut faults = ConfigFaults::default();
        let general = Some("postgres://h/general");
        let config = flags.read(
            &mut faults,
            Some(SignIn::Embedded),
            &["a", "b"],
            general,
            &own,
        );
        faults.finish(config)
    };
    assert_eq!(
        read(&["TILDELING_A_DATABASE_URL"]).unwrap_err().to_string(),
        "--database-url (DATABASE_URL) names one database, and each of 2 schemes needs one of \
         its own; set TILDELING_B_DATABASE_URL, or unset DATABASE_URL to use the embedded \
         PostgreSQL"
    );
    let both = read(&["TILDELING_A_DATABASE_URL", "TILDELING_B_DATABASE_URL"]);
    assert_eq!(both.unwrap().databases.len(), 2, "each has its own");
}

#[test]
fn documents_are_in_a_bucket_where_one_is_named() {
    let arguments = [
        "--data-dir=/x",
        "--documents=s3://tildeling/documents/",
        "--documents-endpoint=http://127.0.0.1:9000",
        "--documents-region=eu-north-1",
        "--scanner=unix:/run/clamav/clamd.ctl",
    ];
    let key = |name: &str| name.starts_with("AWS_").then(|| "given".to_owned());
    let (_, host) = flags(&arguments).check("test", &key).unwrap();
    let shown = format!("{:?}", host.files);
    assert!(
        shown.contains("tildeling") && shown.contains("\"documents\""),
        "{shown}"
    );
    assert!(shown.contains("/run/clamav/clamd.ctl"), "{shown}");
    let lonely = ["--data-dir=/x", "--documents-region=eu-north-1"];
    let faults = flags(&lonely).check("test", &nothing).unwrap_err();
    assert!(
        faults.to_string().starts_with("--documents-region"),
        "{faults}"
    );
}
