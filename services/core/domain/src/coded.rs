//! Enums of the schemes' forms, where each variant has one code everywhere.

/// Defines an enum whose variants have one code everywhere: in rule books, letters, stored forms
/// and cases.
///
/// ```
/// domain::coded! {
///     /// The two frames of a budget.
///     pub Frame {
///         /// For the whole country.
///         National = "national",
///         /// For a part of it.
///         Local = "local",
///     }
/// }
/// assert_eq!(Frame::National.code(), "national");
/// assert_eq!(Frame::from_code("local"), Some(Frame::Local));
/// assert_eq!(Frame::ALL.len(), 2);
/// assert_eq!(Frame::CODES, ["national", "local"]);
/// ```
#[macro_export]
macro_rules! coded {
    ($(#[$doc:meta])* pub $name:ident { $($(#[$variant_doc:meta])* $variant:ident =
        $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize,
            ::serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// All of them, in the contract's order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The codes of all of them, in the same order.
            pub const CODES: &'static [&'static str] = &[$($code,)+];

            /// The code, as rule books, catalogues and stored forms write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $($name::$variant => $code,)+
                }
            }

            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}
