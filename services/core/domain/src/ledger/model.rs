//! Random years of the ledger against a small model that only adds up.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Account, BudgetItem, GrantKey, Position, Posting, Stage, postings};
use crate::identifiers::ChapterPost;

/// The call's budget year; the two after it need authority.
const YEAR: i32 = 2026;
const YEARS: [i32; 3] = [2026, 2027, 2028];
const FRAMES: [&str; 2] = ["local", "national"];

/// One thing that happens. Amounts are øre; a place that does not exist changes nothing.
#[derive(Debug, Clone)]
enum Happens {
    Vote(i64),
    Authorise(usize, i64),
    Frame(usize, i64),
    Promise(usize, Vec<(usize, i64)>),
    Attest(usize, usize),
    Stop(usize, usize),
    Pay(usize, usize),
    Return(usize, usize),
    Reduce(usize, usize, i64),
    Repay(usize, usize),
    Lapse(usize),
}

fn happens() -> impl Strategy<Value = Happens> {
    let (grant, place) = (0..4_usize, 0..3_usize);
    let one = (grant.clone(), place);
    prop_oneof![
        2 => (-200..600_i64).prop_map(Happens::Vote),
        1 => (1..3_usize, -100..300_i64).prop_map(|(year, ore)| Happens::Authorise(year, ore)),
        2 => (0..2_usize, 0..500_i64).prop_map(|(frame, ore)| Happens::Frame(frame, ore)),
        4 => (0..2_usize, prop::collection::vec((0..3_usize, 1..150_i64), 1..4))
            .prop_map(|(frame, plan)| Happens::Promise(frame, plan)),
        3 => one.clone().prop_map(|(grant, place)| Happens::Attest(grant, place)),
        1 => one.clone().prop_map(|(grant, place)| Happens::Stop(grant, place)),
        3 => one.clone().prop_map(|(grant, place)| Happens::Pay(grant, place)),
        1 => one.clone().prop_map(|(grant, place)| Happens::Return(grant, place)),
        2 => (one.clone(), 0..150_i64)
            .prop_map(|((grant, place), ore)| Happens::Reduce(grant, place, ore)),
        1 => one.prop_map(|(grant, place)| Happens::Repay(grant, place)),
        1 => grant.prop_map(Happens::Lapse),
    ]
}

/// The model: what is voted, framed and planned, and sums over it.
#[derive(Debug, Clone, Default)]
struct Model {
    voted: i64,
    authority: BTreeMap<i32, i64>,
    frames: [i64; 2],
    grants: Vec<ModelGrant>,
}

#[derive(Debug, Clone)]
struct ModelGrant {
    frame: usize,
    plan: Vec<(i32, Stage, i64)>,
}

impl Model {
    /// Changes the model; `None` where there is nothing to change.
    fn after(&self, happens: &Happens) -> Option<Self> {
        let mut model = self.clone();
        let moved = |model: &mut Self, grant: &usize, place: &usize, from, to| {
            let (_, stage, _) = model.grants.get_mut(*grant)?.plan.get_mut(*place)?;
            (*stage == from).then(|| *stage = to)
        };
        match happens {
            Happens::Vote(ore) => model.voted += ore,
            Happens::Authorise(year, ore) => {
                *model.authority.entry(YEARS[*year]).or_default() += ore;
            }
            Happens::Frame(frame, ore) => model.frames[*frame] = *ore,
            Happens::Promise(frame, plan) => model.grants.push(ModelGrant {
                frame: *frame,
                plan: plan
                    .iter()
                    .map(|(year, ore)| (YEARS[*year], Stage::Committed, *ore))
                    .collect(),
            }),
            Happens::Attest(grant, place) => {
                moved(&mut model, grant, place, Stage::Committed, Stage::Attested)?;
            }
            Happens::Stop(grant, place) => {
                moved(&mut model, grant, place, Stage::Attested, Stage::Committed)?;
            }
            Happens::Pay(grant, place) => {
                moved(&mut model, grant, place, Stage::Attested, Stage::Paid)?;
            }
            Happens::Return(grant, place) => {
                moved(&mut model, grant, place, Stage::Paid, Stage::Committed)?;
            }
            Happens::Repay(grant, place) => {
                moved(&mut model, grant, place, Stage::Paid, Stage::Repaid)?;
            }
            Happens::Reduce(grant, place, ore) => {
                let one = model.grants.get_mut(*grant)?.plan.get_mut(*place)?;
                if one.1 != Stage::Committed || *ore > one.2 {
                    return None;
                }
                one.2 = *ore;
            }
            Happens::Lapse(grant) => {
                let plan = &mut model.grants.get_mut(*grant)?.plan;
                if plan.iter().any(|(_, stage, _)| *stage != Stage::Committed) {
                    return None;
                }
                plan.clear();
            }
        }
        Some(model)
    }

    fn sum(&self, of: impl Fn(&ModelGrant, i32, Stage) -> bool) -> i64 {
        let plans = self.grants.iter().flat_map(|grant| {
            let of = &of;
            let mine = grant.plan.iter();
            mine.filter(move |(year, stage, _)| of(grant, *year, *stage))
        });
        plans.map(|(_, _, ore)| ore).sum()
    }

    fn left_of_frame(&self, frame: usize) -> i64 {
        self.frames[frame] - self.sum(|grant, _, _| grant.frame == frame)
    }

    fn left_of_authority(&self, year: i32) -> i64 {
        self.authority.get(&year).unwrap_or(&0) - self.sum(|_, of, _| of == year)
    }

    fn within_limits(&self) -> bool {
        let frames: i64 = self.frames.iter().sum();
        self.voted >= frames
            && (0..2).all(|frame| self.left_of_frame(frame) >= 0)
            && YEARS[1..]
                .iter()
                .all(|year| self.left_of_authority(*year) >= 0)
    }
}

/// The ledger: a balance for each account, and the one rule.
#[derive(Debug, Clone, Default)]
struct Book(BTreeMap<Account, i64>);

impl Book {
    /// Posts all or none; whether all accounts hold.
    fn post(&mut self, postings: &[Posting]) -> bool {
        let mut after = self.0.clone();
        for posting in postings {
            assert!(posting.amount.is_positive());
            *after.entry(posting.from.clone()).or_default() -= posting.amount.ore();
            *after.entry(posting.to.clone()).or_default() += posting.amount.ore();
        }
        let unlimited =
            |account: &Account| matches!(account, Account::Vote(_) | Account::AuthorityVote(_));
        let holds = after
            .iter()
            .all(|(account, ore)| *ore >= 0 || unlimited(account));
        if holds {
            self.0 = after;
        }
        holds
    }

    fn at(&self, account: &Account) -> i64 {
        self.0.get(account).copied().unwrap_or(0)
    }
}

fn chapter_post() -> ChapterPost {
    "0765.71".parse().unwrap()
}

fn item(year: i32) -> BudgetItem {
    BudgetItem {
        chapter_post: chapter_post(),
        year,
    }
}

fn frame(frame: usize) -> Account {
    Account::Frame {
        item: item(YEAR),
        call: "2026".parse().unwrap(),
        sub_frame: FRAMES[frame].to_owned(),
    }
}

fn key(place: usize, grant: &ModelGrant) -> GrantKey {
    let id = format!("01890a5d-ac96-774b-bcce-b3020000000{place}");
    GrantKey {
        call: "2026".parse().unwrap(),
        sub_frame: FRAMES[grant.frame].to_owned(),
        grant: id.parse().unwrap(),
    }
}

fn position(grant: Option<&ModelGrant>) -> Position {
    let mut position = Position::default();
    for (year, stage, ore) in grant.iter().flat_map(|grant| &grant.plan) {
        position.add(*year, *stage, *ore);
    }
    position
}

/// The postings between two models.
fn between(before: &Model, after: &Model) -> Vec<Posting> {
    let mut all = Vec::new();
    let [vote, free] = [
        Account::Vote(item(YEAR)),
        Account::Appropriation(item(YEAR)),
    ];
    all.extend(Posting::of(vote, free.clone(), after.voted - before.voted));
    for year in &YEARS[1..] {
        let at = |model: &Model| model.authority.get(year).copied().unwrap_or(0);
        let (vote, free) = (
            Account::AuthorityVote(item(*year)),
            Account::Authority(item(*year)),
        );
        all.extend(Posting::of(vote, free, at(after) - at(before)));
    }
    for place in 0..2 {
        let change = after.frames[place] - before.frames[place];
        all.extend(Posting::of(free.clone(), frame(place), change));
    }
    for (place, grant) in after.grants.iter().enumerate() {
        let sides = (position(before.grants.get(place)), position(Some(grant)));
        let key = key(place, grant);
        all.extend(postings(&key, &chapter_post(), YEAR, (&sides.0, &sides.1)));
    }
    all
}

/// Plays what happens in both; the first difference, if there is one.
fn difference(happens: &[Happens], post: impl Fn(&mut Book, &[Posting]) -> bool) -> Option<String> {
    let (mut model, mut book) = (Model::default(), Book::default());
    for one in happens {
        let Some(after) = model.after(one).filter(|after| after.grants.len() <= 9) else {
            continue;
        };
        let (allowed, posted) = (
            after.within_limits(),
            post(&mut book, &between(&model, &after)),
        );
        if allowed != posted {
            return Some(format!(
                "{one:?}: the model says {allowed}, the ledger {posted}"
            ));
        }
        if allowed {
            model = after;
        }
        let frames: i64 = model.frames.iter().sum();
        let mut wanted = vec![
            (Account::Vote(item(YEAR)), -model.voted),
            (Account::Appropriation(item(YEAR)), model.voted - frames),
        ];
        wanted.extend((0..2).map(|place| (frame(place), model.left_of_frame(place))));
        for year in &YEARS[1..] {
            wanted.push((
                Account::Authority(item(*year)),
                model.left_of_authority(*year),
            ));
        }
        for (place, grant) in model.grants.iter().enumerate() {
            for (year, stage) in YEARS
                .iter()
                .flat_map(|year| Stage::ALL.map(|it| (*year, it)))
            {
                let plan = grant.plan.iter();
                let sum = plan.filter(|(of, at, _)| (*of, *at) == (year, stage));
                let (item, grant) = (item(year), key(place, grant));
                let account = Account::Grant { item, grant, stage };
                wanted.push((account, sum.map(|(_, _, ore)| ore).sum()));
            }
        }
        for (account, ore) in wanted {
            if book.at(&account) != ore {
                return Some(format!(
                    "{one:?}: {account:?} has {}, not {ore}",
                    book.at(&account)
                ));
            }
        }
        let sum: i64 = book.0.values().sum();
        if sum != 0 {
            return Some(format!("{one:?}: debits and credits differ by {sum}"));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_is_the_model(happens in prop::collection::vec(happens(), 1..24)) {
        prop_assert_eq!(difference(&happens, Book::post), None);
    }
}

/// The control: a ledger with a fault is found.
#[test]
fn a_ledger_that_forgets_is_not_the_model() {
    let happens = [
        Happens::Vote(500),
        Happens::Frame(0, 300),
        Happens::Promise(0, vec![(0, 200)]),
        Happens::Lapse(0),
        Happens::Promise(0, vec![(0, 250)]),
    ];
    assert_eq!(difference(&happens, Book::post), None);
    // Money of a lapsed offer that does not return to its frame.
    let forgets = |book: &mut Book, postings: &[Posting]| {
        let released = |posting: &Posting| matches!(posting.to, Account::Frame { .. });
        let from_grant = |posting: &Posting| posting.from.grant().is_some();
        let kept = postings
            .iter()
            .filter(|it| !(released(it) && from_grant(it)));
        book.post(&kept.cloned().collect::<Vec<_>>())
    };
    assert!(difference(&happens, forgets).is_some());
    // A ledger without the rule that accounts hold.
    let overdraws = |book: &mut Book, postings: &[Posting]| {
        for posting in postings {
            *book.0.entry(posting.from.clone()).or_default() -= posting.amount.ore();
            *book.0.entry(posting.to.clone()).or_default() += posting.amount.ore();
        }
        true
    };
    assert!(difference(&[Happens::Vote(100), Happens::Frame(1, 101)], overdraws).is_some());
}
