//! The part of the State's standard chart of accounts that grants use.
//!
//! Source: DFØ, standard kontoplan for statlige virksomheter (circular R-102), as the tax
//! administration publishes it for SAF-T.

/// An account of the standard chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandardAccount {
    /// Its code.
    pub code: &'static str,
    /// Its name in bokmål.
    pub name: &'static str,
}

const fn account(code: &'static str, name: &'static str) -> StandardAccount {
    StandardAccount { code, name }
}

/// The accounts, in order of code as text.
pub const STATE_CHART: &[StandardAccount] = &[
    account(
        "193",
        "Bankinnskudd - for oppgjørskonto og arbeidskonto - inn (bruttobudsjetterte virksomheter)",
    ),
    account(
        "194",
        "Bankinnskudd - for oppgjørskonto og arbeidskonto - ut (bruttobudsjetterte virksomheter)",
    ),
    account(
        "195",
        "Bankinnskudd - for oppgjørskonto og arbeidskonto - inn og ut \
            (bruttobudsjetterte virksomheter)",
    ),
    account("1998", "Tilskuddsforvaltning (motpost konto 859 og 879)"),
    account("240", "Leverandørgjeld"),
    account(
        "250",
        "Gjeld vedrørende tilskuddsforvaltning og andre overføringer fra staten",
    ),
    account(
        "251",
        "Gjeld vedrørende tilskuddsforvaltning og andre overføringer fra staten, fortsettelse",
    ),
    account("255", "Motpost konto 250-251"),
    account("870", "Tilskudd til kommuner"),
    account("871", "Tilskudd til fylkeskommuner"),
    account("872", "Tilskudd til ikke-finansielle foretak"),
    account("873", "Tilskudd til finansielle foretak"),
    account("874", "Tilskudd til husholdninger"),
    account("876", "Tilskudd til ideelle organisasjoner"),
    account("877", "Tilskudd til statsforvaltningen"),
    account("878", "Tilskudd til utlandet"),
    account("879", "Avregning kontogruppe 87"),
];

/// The account with a code.
pub(super) fn find(code: &str) -> Option<&'static StandardAccount> {
    STATE_CHART.iter().find(|account| account.code == code)
}
