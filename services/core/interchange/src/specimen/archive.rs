//! A case of an archive: an entry each way, one with a title that is withheld, one without a file.

use domain::journal::Direction;

use super::{day, time};
use crate::noark::{Case, Creator, Entry, Extraction, StoredFile};

/// A case.
#[must_use]
pub fn archived_case() -> Case {
    Case {
        name: "schemes/rental-housing/calls/2016/applications/01890a5d-ac96-774b-bcce-b302099a8057"
            .into(),
        reference: "RH-2016-00042".into(),
        title: "Tilskudd til utleieboliger: Ærfugldalen & Åsgård kommune".into(),
        party: ("974760673".into(), "Ærfugldalen & Åsgård kommune".into()),
    }
}

/// The extraction of the case.
#[must_use]
pub fn extraction() -> Extraction {
    Extraction {
        creator: Creator {
            number: "942114184".parse().expect("an organisation number"),
            name: "Husbanken".into(),
        },
        scheme: "Tilskudd til utleieboliger".into(),
        case: archived_case(),
        opened: time(),
        opened_by: "Ærfugldalen & Åsgård kommune".into(),
        closed: false,
        made: time(),
        made_by: "kari".into(),
    }
}

/// The entries of the case.
#[must_use]
pub fn archived() -> Vec<Entry> {
    let ways = [
        (Direction::Incoming, "Søknad om tilskudd", 2),
        (Direction::Internal, "Vurdering av søknad", 0),
        (Direction::Outgoing, "Vedtak om tilskudd", 1),
        (Direction::Incoming, "Vedlegg til saken", 1),
    ];
    let entries = ways.into_iter().zip(1_u32..);
    entries
        .map(|((direction, public, files), number)| entry(direction, public, files, number))
        .collect()
}

fn entry(direction: Direction, public: &str, files: usize, number: u32) -> Entry {
    let case = archived_case();
    let withheld = number == 4;
    Entry {
        name: format!("{}/journalEntries/{number}", case.name),
        number,
        sequence: 1_000 + i64::from(number),
        direction,
        public_title: public.into(),
        title: if withheld {
            format!("{public}: Leiekontrakt Ola Nordmann.pdf")
        } else {
            public.into()
        },
        ground: if withheld {
            "offentleglova § 13".into()
        } else {
            String::new()
        },
        at: time(),
        day: day(6, 1),
        handler: if direction == Direction::Incoming {
            String::new()
        } else {
            "kari".into()
        },
        files: (1..=files)
            .map(|place| file(&case, number, place))
            .collect(),
        case,
    }
}

fn file(case: &Case, number: u32, place: usize) -> StoredFile {
    StoredFile {
        name: format!("{}/{number}/{place}", case.name),
        title: format!("Fil {place} <utkast> & mer"),
        path: format!("dokumenter/{number}-{place}.pdf"),
        media_type: "application/pdf".into(),
        sha256: "ab".repeat(32),
        size: 1_000 * place,
    }
}
