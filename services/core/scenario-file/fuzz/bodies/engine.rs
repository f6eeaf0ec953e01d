//! Bytes as a scenario: it is divided or its contradictions are named; the checker accepts what the
//! engine gives; the order of the input changes no byte; a result that an applicant changed is
//! refused.

use allocation::check::check;
use allocation::places::Method;
use allocation::{
    Allocation, Amount, Applicant, Collar, Conflict, Damping, Draw, Error, FloorsCut, PaidBy,
    Quota, Reserved, Rounding, Rule, Scenario, Tail, WeightBy, allocate,
};
use insight::explain::{Style, lines};
use insight::{counterfactuals, prices};
use scenario_file::{publish, verify};
use text::Language;

/// Divides the scenario that the bytes make.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let scenario = scenario(&mut bytes);
    let choice = bytes.below(250);
    let allocation = match allocate(&scenario) {
        Ok(allocation) => allocation,
        Err(Error::Conflicts(conflicts)) => return named(&conflicts),
        Err(bug) => panic!("{bug} {scenario:?}"),
    };
    assert_eq!(check(&scenario, &allocation), Ok(()));
    let mut turned = scenario.clone();
    let count = turned.applicants.len().max(1);
    turned.applicants.rotate_left(choice % count);
    turned.groups.reverse();
    turned.reserved.reverse();
    assert_eq!(
        Ok(&allocation),
        allocate(&turned).as_ref(),
        "the order of the list matters"
    );
    tampered(&scenario, &allocation, choice);
    if choice % 16 == 0 {
        published(&scenario, &allocation, choice);
    }
    if let Some(award) = allocation
        .awards
        .get(choice % count)
        .filter(|_| choice % 8 == 1)
    {
        let said = lines(
            &allocation,
            &scenario,
            award,
            Style::Money,
            Language::Nynorsk,
        );
        assert!(!said.is_empty());
        let _ = counterfactuals(&scenario, &allocation, &award.id);
        assert!(prices(&scenario).is_ok(), "what can be divided has prices");
    }
}

fn named(conflicts: &[Conflict]) {
    assert!(!conflicts.is_empty(), "neither divided nor in conflict");
    for conflict in conflicts {
        assert!(!insight::conflict(conflict, Style::Plain, 1, Language::Bokmal).is_empty());
    }
}

/// Money moved from one applicant to another is refused where the checker sees each award's place:
/// everywhere but in knapsacks and amounts that were cut or not rounded at all.
fn tampered(scenario: &Scenario, allocation: &Allocation, choice: usize) {
    let count = allocation.awards.len();
    let mut wrong = allocation.clone();
    wrong.certificate.spent += 1.into();
    assert!(check(scenario, &wrong).is_err(), "a sum that was changed");
    let seen = match scenario.rule {
        Rule::Ranked(_) | Rule::Apportionment { .. } => scenario.damping.is_none(),
        Rule::Knapsack => false,
        _ => matches!(
            scenario.rounding,
            Rounding::SainteLague | Rounding::LargestRemainder
        ),
    };
    if count < 2 || !seen {
        return;
    }
    let from = choice % count;
    let to = (from + 1 + choice / 16 % (count - 1)) % count;
    let mut moved = allocation.clone();
    moved.awards[from].amount -= scenario.step;
    moved.awards[to].amount += scenario.step;
    assert!(
        check(scenario, &moved).is_err(),
        "money moved from {from} to {to}"
    );
}

/// A published allocation is verified, and no digit of it can be changed.
fn published(scenario: &Scenario, allocation: &Allocation, choice: usize) {
    let text = publish(scenario, allocation, Style::Plain, Language::English);
    let again = verify(&text).map(|again| again.run_hash);
    assert_eq!(again.as_ref(), Ok(&allocation.run_hash), "{scenario:?}");
    let digits: Vec<usize> = text
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let at = digits[choice * 31 % digits.len()];
    let mut changed = text.into_bytes();
    changed[at] = if changed[at] == b'9' {
        b'8'
    } else {
        changed[at] + 1
    };
    assert!(
        verify(&String::from_utf8_lossy(&changed)).is_err(),
        "byte {at}"
    );
}

/// Bytes taken from the front; noughts when there are none left.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    /// A number below `end`, which is at most 256.
    fn below(&mut self, end: usize) -> usize {
        usize::from(self.next()) % end
    }

    /// Small mostly, now and then around a power of two up to the largest that there is.
    fn number(&mut self) -> i64 {
        let byte = self.next();
        match byte {
            0..=199 => i64::from(byte),
            200..=250 => i64::from(byte - 200) * 1_000 + i64::from(self.next()),
            _ => (1_i64 << (self.next() % 63)) + i64::from(self.next()) - 1,
        }
    }

    fn amount(&mut self) -> Amount {
        self.number().into()
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let there = self.next() > 170;
        there.then(|| value(self))
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

fn scenario(bytes: &mut Bytes<'_>) -> Scenario {
    let rule = rule(bytes);
    let count = bytes.below(9);
    let applicants = (0..count).map(|place| applicant(bytes, place)).collect();
    let mut scenario = Scenario::new(bytes.amount(), rule, applicants);
    scenario.rounding = bytes.one(&[
        Rounding::SainteLague,
        Rounding::LargestRemainder,
        Rounding::None,
        Rounding::Down,
    ]);
    scenario.step = bytes.maybe(Bytes::amount).unwrap_or(Amount::new(1));
    scenario.threshold = bytes.maybe(|b| i64::from(b.next()).into());
    scenario.useful_minimum = bytes.maybe(Bytes::amount);
    scenario.damping = bytes.maybe(damping);
    let ceilings = bytes.maybe(|b| b.below(4)).unwrap_or(0);
    scenario.yearly_ceilings = (0..ceilings).map(|_| bytes.amount()).collect();
    let quotas = bytes.maybe(|b| b.below(5)).unwrap_or(0);
    scenario.groups = (0..quotas).map(|_| quota(bytes)).collect();
    let frames = bytes.maybe(|b| b.below(3)).unwrap_or(0);
    scenario.reserved = (0..frames).map(|_| reserved(bytes)).collect();
    scenario.as_of = bytes.maybe(date);
    scenario.draw = bytes.maybe(|b| Draw::committed(b.next().to_string()));
    scenario.authority = bytes.maybe(Bytes::amount);
    scenario.rules = bytes.maybe(|b| b.next().to_string());
    // Last, so that what earlier bytes mean stays what it was.
    scenario.floors_cut = bytes.maybe(|_| FloorsCut::Proportional);
    scenario.concern_cap = bytes.maybe(Bytes::amount);
    for applicant in &mut scenario.applicants {
        applicant.concern = bytes.maybe(|b| b.one(&["m", "n"]).to_owned());
    }
    scenario
}

fn rule(bytes: &mut Bytes<'_>) -> Rule {
    let by = [
        WeightBy::Weight,
        WeightBy::Score,
        WeightBy::WeightTimesClaim,
        WeightBy::ScoreTimesClaim,
    ];
    let tails = [Tail::Stop, Tail::Partial, Tail::OfferReduced, Tail::Skip];
    match bytes.below(12) {
        0 | 1 => Rule::Proportional,
        2 => Rule::ConstrainedEqualAwards,
        3 => Rule::ConstrainedEqualLosses,
        4 => Rule::Talmud,
        5 => Rule::WeightedProportional(bytes.one(&by)),
        6 => Rule::WeightedEqualAwards(bytes.one(&by)),
        7 => Rule::BaseProportional {
            base: bytes.amount(),
        },
        8 | 9 => Rule::Ranked(bytes.one(&tails)),
        10 => Rule::Knapsack,
        _ => Rule::Apportionment {
            method: bytes.one(&Method::ALL),
            threshold: None,
        },
    }
}

fn damping(bytes: &mut Bytes<'_>) -> Damping {
    let points = |b: &mut Bytes<'_>| u32::from(b.next()) * 50;
    match bytes.below(3) {
        0 => Damping::Collar(Collar {
            down: bytes.maybe(points),
            up: bytes.maybe(points),
        }),
        1 => Damping::GrowthGuarantee {
            below: bytes.amount(),
            paid_by: bytes.one(&[PaidBy::Everyone, PaidBy::ThoseAbove]),
        },
        _ => Damping::FloorThenScale {
            down: points(bytes),
        },
    }
}

fn path(bytes: &mut Bytes<'_>) -> Vec<String> {
    let depth = bytes.below(3);
    (0..depth)
        .map(|_| bytes.one(&["a", "b", "c"]).to_owned())
        .collect()
}

fn date(bytes: &mut Bytes<'_>) -> String {
    format!("2026-10-0{}", 1 + bytes.below(9))
}

fn quota(bytes: &mut Bytes<'_>) -> Quota {
    Quota {
        path: path(bytes),
        min: bytes.maybe(Bytes::amount),
        max: bytes.maybe(Bytes::amount),
    }
}

fn reserved(bytes: &mut Bytes<'_>) -> Reserved {
    Reserved {
        path: path(bytes),
        amount: bytes.amount(),
        released_from: bytes.maybe(date),
    }
}

fn applicant(bytes: &mut Bytes<'_>, place: usize) -> Applicant {
    let claim = bytes.amount();
    let mut applicant = Applicant::new(place.to_string(), claim);
    // One byte says whether there is anything beside weight and score, so that short inputs say
    // much.
    let more = bytes.next();
    applicant.weight = (more & 1 > 0).then(|| bytes.number().into());
    applicant.score = (more & 2 > 0).then(|| i64::from(bytes.next() % 8).into());
    applicant.last_year = (more & 4 > 0).then(|| bytes.amount());
    applicant.inhabitants = (more & 4 > 0).then(|| bytes.next().into());
    applicant.priority_class = (more & 8 > 0).then(|| u32::from(bytes.next() % 4));
    if more & 16 > 0 {
        applicant.group = path(bytes);
    }
    if more & 32 > 0 {
        // In the right order mostly, or there would be little but conflicts.
        let most = bytes.amount();
        applicant.max = bytes.maybe(|_| most);
        applicant.min = bytes.maybe(|b| b.amount().min(most).min(claim));
    }
    if more & 64 > 0 {
        applicant.committed = bytes.maybe(|b| b.amount().min(claim));
        applicant.notified = bytes.maybe(|b| b.amount().min(claim));
        applicant.headroom = bytes.maybe(Bytes::amount);
        applicant.useful_minimum = bytes.maybe(Bytes::amount);
        applicant.year = bytes.maybe(|b| u32::from(b.next() % 5));
    }
    if more & 128 > 0 {
        applicant.tie_key = Some(bytes.next().to_string());
    }
    applicant
}
