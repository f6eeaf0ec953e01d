//! The export of a case, and a log that shows one reader another history.

use ::audit::check::LogEntry;
use ::audit::export::{Export, ExportFault};
use ::audit::note::{Checkpoint, Key, NoteFault};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::randomness::SeededRandomness;
use domain::step::StepName;
use sha2::{Digest, Sha256};

use super::made::{History, checkpoint};

const CASE: &str = "calls/2026/applications/1";

/// A log's key of the tests' own.
struct Log(Ed25519KeyPair);

impl Log {
    fn new(seed: u8) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
    }

    fn key(&self) -> Key {
        Key::new("log", self.0.public_key().as_ref().try_into().unwrap())
    }

    /// A signed note over entries.
    fn note(&self, entries: &[LogEntry]) -> String {
        let unsigned = checkpoint(entries).to_string();
        let text = unsigned.split_once("\n\n").unwrap().0.to_owned() + "\n";
        let named = [b"log\n\x01", self.0.public_key().as_ref()].concat();
        let id = &Sha256::digest(named)[..4];
        let signature = self.0.sign(text.as_bytes());
        let signature = STANDARD.encode([id, signature.as_ref()].concat());
        format!("{text}\n\u{2014} log {signature}\n")
    }
}

/// What a reader with a checkpoint of before is told of an export.
fn told(export: &Export, log: &Log, known: Option<&str>) -> Vec<String> {
    let known = known.map(|note| Checkpoint::read(note).unwrap());
    let report = export.check(&log.key(), known.as_ref()).unwrap();
    report.findings.iter().map(ToString::to_string).collect()
}

fn grown(history: &History, seed: u64) -> History {
    let mut grown = history.clone();
    let chance = SeededRandomness::new(seed);
    for chain in [0, 1, 2, 1] {
        grown.step(chain, StepName::UpdateApplication, &chance);
    }
    grown
}

fn export(history: &History, log: &Log, since: u64) -> Export {
    let note = log.note(&history.entries);
    Export::of(&history.chains[1], &history.entries, &note, &[since]).unwrap()
}

#[test]
fn a_forked_log_is_found_by_the_reader_that_holds_a_checkpoint() {
    let log = Log::new(1);
    for round in 0..100 {
        let before = History::of(&[3, 4, 5], |_| false, round);
        let (shown, hidden) = (grown(&before, 1_000 + round), grown(&before, 2_000 + round));
        let later = grown(&shown, 3_000 + round);
        let size = |history: &History| history.entries.len() as u64;
        let known = log.note(&shown.entries);
        assert_eq!(
            told(&export(&later, &log, size(&shown)), &log, Some(&known)),
            [""; 0]
        );
        assert_eq!(told(&export(&shown, &log, 1), &log, Some(&known)), [""; 0]);
        for forked in [hidden.clone(), grown(&hidden, 4_000 + round)] {
            let told = told(&export(&forked, &log, size(&shown)), &log, Some(&known));
            assert!(told.len() == 1 && told[0].contains("forked"), "{told:?}");
        }
        let older = told(&export(&before, &log, 1), &log, Some(&known));
        assert!(older.len() == 1 && older[0].contains("older"), "{older:?}");
        let without = told(&export(&later, &log, 1), &log, Some(&known));
        assert!(
            without.len() == 1 && without[0].contains("no proof"),
            "{without:?}"
        );
    }
}

#[test]
fn an_export_is_checked_alone_and_every_change_of_it_shows() {
    let (log, other) = (Log::new(1), Log::new(2));
    let history = History::of(&[3, 4, 5], |chain| chain == 1, 9);
    let made = export(&history, &log, 2);
    assert_eq!(told(&made, &log, None), [""; 0]);
    let text = serde_json::to_string_pretty(&made).unwrap();
    assert_eq!(Export::read(&text).unwrap(), made);
    let by_other = made.check(&other.key(), None).unwrap_err();
    assert!(matches!(
        by_other,
        ExportFault::Checkpoint(NoteFault::OtherKey { .. })
    ));
    for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
        assert!(
            matches!(Export::read(&text[..cut]), Err(ExportFault::NoExport(_))),
            "{cut}"
        );
    }
    // Each hexadecimal digit and each digit of a number, one by one.
    let (mut changed, mut places) = (text.clone().into_bytes(), 0);
    for at in 0..changed.len() {
        let was = changed[at];
        // The proofs from sizes that this reader has no checkpoint of are not looked at.
        let before = String::from_utf8_lossy(&changed[..at]).into_owned();
        let is_looked_at = !before.contains("\"consistency\"") || before.contains("\"checkpoint\"");
        if !was.is_ascii_digit() || !is_looked_at {
            continue;
        }
        places += 1;
        changed[at] = if was == b'1' { b'2' } else { b'1' };
        let read = Export::read(std::str::from_utf8(&changed).unwrap());
        let fits = read.and_then(|one| one.check(&log.key(), None));
        let fits = fits.is_ok_and(|report| report.findings.is_empty());
        assert!(!fits, "after {before}");
        changed[at] = was;
    }
    assert!(places > 500, "{places}");
    let erased = told(&made, &log, None);
    assert_eq!(erased, [""; 0]);
    // A party's export, without who acted and what the staff wrote.
    let mut events = history.chains[1].clone();
    for event in &mut events {
        event.withhold_person();
        event.withhold_content();
    }
    let note = log.note(&history.entries);
    let party = Export::of(&events, &history.entries, &note, &[]).unwrap();
    assert_eq!(told(&party, &log, None), [""; 0]);
    assert!(
        !serde_json::to_string(&party)
            .unwrap()
            .contains("person 5\"")
    );
    assert!(text.contains("person 5\"") && text.contains(CASE));
}
