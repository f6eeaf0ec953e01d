//! Mutations of a history in memory: each is found, and its first event is named. The full number is
//! tried by `just tamper`.

use ::audit::event::{Content, Event, Person};
use ::audit::note::Checkpoint;
use domain::randomness::{Randomness, SeededRandomness, random_bytes};
use domain::step::StepName;

use super::made::{History, checkpoint};

/// A number below a bound.
fn below(chance: &dyn Randomness, bound: usize) -> usize {
    let drawn = u64::from_be_bytes(random_bytes::<8>(chance));
    usize::try_from(drawn % bound as u64).unwrap()
}

/// Changes one bit of a text, or adds a letter to an empty one.
fn change(text: &mut String, at: usize) {
    let mut bytes = std::mem::take(text).into_bytes();
    match bytes.len() {
        0 => bytes.push(b'x'),
        length => bytes[at % length] ^= 1,
    }
    *text = String::from_utf8_lossy(&bytes).into_owned();
}

fn change_optional(text: &mut Option<String>, at: usize) {
    match text {
        Some(text) if at.is_multiple_of(2) => change(text, at),
        Some(_) => *text = None,
        None => *text = Some(String::new()),
    }
}

/// Flips something of one field. Returns false where the event has no such field.
fn flip(event: &mut Event, field: usize, at: usize) -> bool {
    let (byte, bit) = (at % 16, 1_u8 << (at / 16 % 8));
    match field {
        0 => event.cursor ^= 1 << (at % 62),
        1 => change_optional(&mut event.call, at),
        2 => event.sequence ^= 1 << (at % 62),
        3 => change(&mut event.resource, at),
        4 => change(&mut event.step, at),
        5 => event.by_staff ^= true,
        6 => change_optional(&mut event.organisation, at),
        7 => event.at ^= 1 << (at % 62),
        8 => event.from_revision ^= 1 << (at % 62),
        9 => event.commitment[2 * byte] ^= bit,
        10 => event.previous[2 * byte + 1] ^= bit,
        11 => event.hash[byte] ^= bit,
        12 => event.format ^= 1 << (at % 14),
        13 | 14 => match &mut event.person {
            Person::Named { actor, .. } if field == 13 => change(actor, at),
            Person::Named {
                salt: Some(salt), ..
            } => salt[byte] ^= bit,
            Person::Named { .. } | Person::Withheld(_) => return false,
        },
        _ => match &mut event.content {
            Content::Shown { payload, .. } if field == 15 => change(payload, at),
            Content::Shown { reason, .. } if field == 16 => change(reason, at),
            Content::Shown { salt, .. } if field == 17 => salt[byte] ^= bit,
            Content::Shown { request_hash, .. } => request_hash[byte] ^= bit,
            // Something is put in the place of what was erased.
            content => *content = Content::stored(None, "{}".into(), String::new(), [0; 32]),
        },
    }
    true
}

/// Changes a history in one way; returns the chain and the number of the first event that does not
/// fit then.
fn mutate(history: &mut History, chance: &dyn Randomness) -> Option<(usize, usize)> {
    let chain = below(chance, history.chains.len());
    let length = history.chains[chain].len();
    let (at, drawn) = (below(chance, length), below(chance, 1 << 20));
    let other = below(chance, history.chains.len());
    let events = &mut history.chains[chain];
    match below(chance, 7) {
        0 | 1 => {
            if !flip(&mut events[at], below(chance, 19), drawn) {
                return None;
            }
        }
        2 => {
            events.remove(at);
        }
        3 => {
            let mut inserted = events[at].clone();
            inserted.sequence += 1;
            inserted.previous = inserted.hash;
            events.insert(at + 1, inserted);
            for later in &mut events[at + 2..] {
                later.sequence += 1;
            }
            return Some((chain, at + 2));
        }
        4 => {
            let second = (at + 1 + below(chance, length)) % length;
            let (first, second) = (at.min(second), at.max(second));
            events.swap(first, second);
            // Half of the time the numbers stay in order.
            if drawn.is_multiple_of(2) {
                let number = events[first].sequence;
                events[first].sequence = events[second].sequence;
                events[second].sequence = number;
            }
            return (first != second).then_some((chain, first + 1));
        }
        5 => {
            let name = events[0].chain.clone();
            events.truncate(at);
            history.ends.retain(|(chain, ..)| *chain != name);
            if let Some(last) = history.chains[chain].last() {
                history.ends.push((name, last.sequence, last.hash));
            }
        }
        _ => {
            // One event takes the place of another, in all but its links.
            let from = below(chance, history.chains[other].len());
            let mut put = history.chains[other][from].clone();
            let old = &mut history.chains[chain][at];
            put.chain.clone_from(&old.chain);
            (put.sequence, put.previous) = (old.sequence, old.previous);
            if (put.person == old.person && put.content == old.content)
                || (chain, at) == (other, from)
            {
                return None;
            }
            *old = put;
        }
    }
    Some((chain, at + 1))
}

fn found(history: &History, checkpoints: &[Checkpoint]) -> Vec<(String, i64)> {
    let findings = history.check(checkpoints).findings;
    findings
        .into_iter()
        .map(|one| (one.chain, one.sequence))
        .collect()
}

/// Tries mutations, each on the history as it was.
fn try_mutations(count: usize, seed: u64) {
    println!("seed {seed}");
    let chance = SeededRandomness::new(seed);
    let lengths = [1, 2, 3, 4, 5, 6, 7, 8];
    let whole = History::of(&lengths, |chain| chain % 3 == 2, seed);
    let signed = [checkpoint(&whole.entries[..9]), checkpoint(&whole.entries)];
    assert_eq!(found(&whole, &signed), [], "the control");
    let mut tried = 0;
    while tried < count {
        let mut mutated = whole.clone();
        let Some((chain, number)) = mutate(&mut mutated, &chance) else {
            continue;
        };
        tried += 1;
        let name = format!("calls/2026/applications/{chain}");
        let named = [(name, i64::try_from(number).unwrap())];
        assert_eq!(
            found(&mutated, &signed),
            named,
            "mutation {tried} of seed {seed}"
        );
    }
}

#[test]
fn mutations_are_found_and_named() {
    try_mutations(3_000, 11);
}

#[test]
#[ignore = "the full number, by `just tamper`"]
fn sixty_thousand_mutations_are_found_and_named() {
    for seed in 1..=6 {
        try_mutations(10_000, seed);
    }
}

/// Ten thousand erasures, each under a disposal, and one that is not.
#[test]
fn ten_thousand_erasures_leave_the_chains_valid() {
    let lengths = [100; 100];
    let mut history = History::of(&lengths, |_| true, 3);
    let signed = [checkpoint(&history.entries)];
    let report = history.check(&signed);
    assert_eq!((report.erased, report.findings), (10_000, Vec::new()));
    let chance = SeededRandomness::new(4);
    history.step(17, StepName::UpdateApplication, &chance);
    history.chains[17][101].content = Content::Erased;
    let alone = ("calls/2026/applications/17".to_owned(), 102);
    assert_eq!(found(&history, &signed), [alone]);
}

/// Changes of the log are found by the checkpoint over it.
#[test]
fn the_log_is_held_against_its_checkpoints() {
    let whole = History::of(&[3, 4], |_| false, 5);
    let signed = [checkpoint(&whole.entries)];
    let log = |history: &History| {
        let found = found(history, &signed);
        found.iter().any(|(chain, _)| chain == "log")
    };
    assert!(!log(&whole));
    let mut cut = whole.clone();
    cut.entries.pop();
    assert!(log(&cut));
    let mut swapped = whole.clone();
    swapped.entries.swap(0, 1);
    assert!(log(&swapped));
    let mut changed = whole.clone();
    changed.entries[2].sequence += 1;
    assert!(log(&changed));
    let mut grown = whole.clone();
    grown.step(0, StepName::UpdateApplication, &SeededRandomness::new(6));
    assert_eq!(found(&grown, &signed), []);
}
