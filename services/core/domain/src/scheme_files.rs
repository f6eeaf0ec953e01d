//! The files of a scheme, compiled into its crate.

/// Writes [`Scheme::rules`](crate::scheme::Scheme::rules) and
/// [`Scheme::messages`](crate::scheme::Scheme::messages) into an `impl Scheme`: `rules.toml` and
/// `messages/` of the crate are compiled in and parsed at first use.
///
/// `$reads` states the rule values that the crate reads; see [`Reads`](crate::rules::Reads). The
/// tests of the crate parse both, so that a fault cannot reach a running program.
#[macro_export]
macro_rules! scheme_files {
    ($reads:expr) => {
        fn rules() -> &'static $crate::rules::RuleBook {
            static BOOK: ::std::sync::LazyLock<$crate::rules::RuleBook> =
                ::std::sync::LazyLock::new(|| {
                    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules.toml"));
                    $crate::rules::RuleBook::parse(text, $reads).unwrap_or_else(|faults| {
                        panic!("rules.toml of {}: {faults:?}", env!("CARGO_PKG_NAME"))
                    })
                });
            &BOOK
        }

        fn messages() -> &'static $crate::text::Catalogue {
            static MESSAGES: ::std::sync::LazyLock<$crate::text::Catalogue> =
                ::std::sync::LazyLock::new(|| {
                    use $crate::text::Language::{Bokmal, English, Nynorsk};
                    macro_rules! file {
                        ($language:literal) => {
                            include_str!(concat!(
                                env!("CARGO_MANIFEST_DIR"),
                                "/messages/",
                                $language,
                                ".ftl"
                            ))
                        };
                    }
                    let files = [
                        (Bokmal, file!("nb")),
                        (Nynorsk, file!("nn")),
                        (English, file!("en")),
                    ];
                    $crate::text::Catalogue::new(&files).unwrap_or_else(|fault| {
                        panic!("messages of {}: {fault}", env!("CARGO_PKG_NAME"))
                    })
                });
            &MESSAGES
        }
    };
}
