use chrono::NaiveDate;

use super::{Direction, Entry, Reader, system_id, write_journal, write_structure};
use crate::specimen;

fn text(written: Vec<u8>) -> String {
    String::from_utf8(written).unwrap()
}

fn journal(reader: Reader, entries: &[Entry]) -> String {
    let creator = specimen::extraction().creator;
    let day = |day| NaiveDate::from_ymd_opt(2016, 3, day).unwrap();
    let mut out = Vec::new();
    write_journal(&mut out, reader, &creator, (day(1), day(31)), entries).unwrap();
    text(out)
}

#[test]
fn an_id_is_the_same_every_time_and_a_uuid() {
    let id = system_id("schemes/rental-housing");
    assert_eq!(id, system_id("schemes/rental-housing"));
    assert_ne!(id, system_id("schemes/work-training"));
    assert_eq!(id.len(), 36);
    assert_eq!(&id[14..15], "8");
    assert!("89ab".contains(&id[19..20]));
}

#[test]
fn a_title_that_is_withheld_is_not_in_the_public_journal() {
    let entries = specimen::archived();
    let withheld = entries.iter().find(|one| !one.ground.is_empty()).unwrap();
    let (own, public) = (
        journal(Reader::Authority, &entries),
        journal(Reader::Public, &entries),
    );
    assert!(own.contains(&withheld.title));
    assert!(!public.contains(&withheld.title));
    assert!(public.contains(&withheld.public_title));
    assert!(public.contains(&withheld.ground));
}

#[test]
fn a_case_holds_its_entries_and_their_files() {
    let (extraction, entries) = (specimen::extraction(), specimen::archived());
    let mut out = Vec::new();
    write_structure(&mut out, &extraction, &entries).unwrap();
    let written = text(out);
    for entry in &entries {
        assert!(written.contains(&system_id(&entry.name)));
        for file in &entry.files {
            assert!(written.contains(&file.sha256), "{}", file.name);
            assert!(written.contains(&file.path));
        }
    }
    assert_eq!(
        written.matches("Organinternt").count(),
        entries
            .iter()
            .filter(|one| one.direction == Direction::Internal)
            .count()
    );
    assert!(written.contains("<saksaar>2016</saksaar>"));
    assert!(written.contains("<sakssekvensnummer>42</sakssekvensnummer>"));
}
