//! Freed money is divided again: no award is lowered, nothing is overspent, applicants who declined
//! stay out, the order holds.

use proptest::prelude::*;

use super::needed_tests::{TAILS, round, rounds};
use super::tests::{PROPORTIONAL, RANKED, competitors, divide, told};
use super::*;
use crate::allocation::award::{AwardReason, Decision};
use allocation::Tail;

/// Returns how the decided applications stand: those at these places have ended, the others wait.
fn cases(competitors: &[Competitor], awards: &[Award], ended: &[usize]) -> Vec<WaitingCase> {
    let case = |(place, (competitor, award)): (usize, (&Competitor, &Award))| WaitingCase {
        competitor: competitor.clone(),
        award: award.clone(),
        status: match award.amount > Money::ZERO && ended.contains(&place) {
            true => WaitingStatus::Ended,
            false => WaitingStatus::Waiting,
        },
    };
    let pairs = competitors.iter().zip(awards);
    pairs.enumerate().map(case).collect()
}

/// Returns what the awards of some come to.
fn sum(cases: &[WaitingCase], status: WaitingStatus) -> i64 {
    cases
        .iter()
        .filter(|one| one.status == status)
        .map(|one| one.award.amount.ore())
        .sum()
}

/// Returns what is freed of a frame of so many kroner, and what was left of it.
fn left(budget: i64, cases: &[WaitingCase]) -> Money {
    Money::from_ore(budget * 100 - sum(cases, WaitingStatus::Waiting))
}

fn follow(
    plan: &SubFramePlan,
    (tail_rule, to_everybody): (Tail, bool),
    (budget, texts): (i64, &str),
    ended: &[usize],
) -> Vec<Award> {
    let competitors = competitors(texts);
    let (frozen, awards) = divide(plan, tail_rule, budget, &competitors);
    let cases = cases(&competitors, &awards, ended);
    let first = Run::read(&frozen.document).unwrap();
    let follow_up = FollowUp {
        first: &first,
        tail_rule,
        to_everybody,
        left: left(budget, &cases),
        today: "2026-09-01".parse().unwrap(),
    };
    follow_up.divide("national", &cases).unwrap().1
}

#[test]
fn what_is_freed_goes_down_the_list_or_to_everybody() {
    use Tail::{Partial, Skip, Stop};
    let (list, all) = (false, true);
    let cases = [
        // The first declines: the next on the list gets its money, and who got a part before keeps
        // exactly that.
        (
            (Stop, list),
            (200, "90:1:100 80:1:100 70:1:100"),
            "0 RELEASED, 100, 100",
        ),
        (
            (Partial, list),
            (150, "90:1:100 80:1:100 70:1:60"),
            "0 RELEASED, 50 PARTLY_FUNDED_LAST, 60",
        ),
        // The same by the scheme's rule: who got a part comes first.
        (
            (Partial, all),
            (150, "90:1:100 80:1:100 70:1:60"),
            "0 RELEASED, 100, 50 PARTLY_FUNDED_LAST",
        ),
        // The tail rules hold on the waiting list too.
        (
            (Stop, list),
            (100, "90:1:100 80:1:150 70:1:50"),
            "0 RELEASED, 0 FRAME_TOO_SMALL, 0 FRAME_TOO_SMALL",
        ),
        (
            (Skip, list),
            (100, "90:1:100 80:1:150 70:1:50"),
            "0 RELEASED, 0 DID_NOT_FIT, 50",
        ),
    ];
    for (way, round, expected) in cases {
        let awards = follow(&RANKED, way, round, &[0]);
        assert_eq!(told(&awards), expected, "{way:?} {round:?}");
    }
    let shared = follow(
        &PROPORTIONAL,
        (Stop, all),
        (150, "90:1:100 80:1:100 70:1:100"),
        &[0],
    );
    assert_eq!(told(&shared), "0 RELEASED, 75 RAISED, 75 RAISED");
}

#[test]
fn what_a_person_decided_or_what_cannot_rise_stays() {
    let competitors = competitors("90:1:100 80:1:100 70:1:100 60:1:100");
    let (frozen, mut awards) = divide(&RANKED, Tail::Stop, 200, &competitors);
    awards[2].reason = Some(AwardReason::Person {
        actor: "kari".into(),
        text: "Tiltaket er alt finansiert.".into(),
    });
    let mut cases = cases(&competitors, &awards, &[0]);
    cases[2].status = WaitingStatus::Fixed;
    let follow_up = FollowUp {
        first: &Run::read(&frozen.document).unwrap(),
        tail_rule: Tail::Stop,
        to_everybody: false,
        left: left(200, &cases),
        today: "2026-09-01".parse().unwrap(),
    };
    let (_, after) = follow_up.divide("national", &cases).unwrap();
    assert_eq!(told(&after), "0 RELEASED, 100, 0 ADJUSTED, 100");
    assert_eq!(after[0].decision(), Decision::Released);
    let raised: Vec<bool> = after.iter().map(Award::is_raised).collect();
    assert_eq!(raised, [false, false, false, true]);
    // A second time: who is out stays out, and what the first follow-up gave stands.
    for (case, award) in cases.iter_mut().zip(after) {
        case.award = award;
    }
    cases[3].status = WaitingStatus::Ended;
    let again = FollowUp {
        left: left(200, &cases),
        ..follow_up
    };
    let (_, after) = again.divide("national", &cases).unwrap();
    assert_eq!(told(&after), "0 RELEASED, 100, 0 ADJUSTED, 0 RELEASED");
}

/// A person's amount goes into the later run as it was set: that is what the later run came to, and
/// what is said of it.
#[test]
fn what_a_person_set_is_what_the_later_run_came_to() {
    let competitors = competitors("90:1:100 80:1:100 70:1:100");
    let (frozen, mut awards) = divide(&RANKED, Tail::Stop, 200, &competitors);
    awards[1].amount = Money::kroner(60);
    awards[1].reason = Some(AwardReason::Person {
        actor: "kari".into(),
        text: "Tiltaket er delvis finansiert.".into(),
    });
    let mut cases = cases(&competitors, &awards, &[0]);
    cases[1].status = WaitingStatus::Fixed;
    let follow_up = FollowUp {
        first: &Run::read(&frozen.document).unwrap(),
        tail_rule: Tail::Stop,
        to_everybody: false,
        left: left(200, &cases),
        today: "2026-09-01".parse().unwrap(),
    };
    let (run, after) = follow_up.divide("national", &cases).unwrap();
    let run = Run::read(&run.document).unwrap();
    assert_eq!(
        (after[1].calculated, after[1].amount),
        (Money::kroner(60), Money::kroner(60))
    );
    let runs = [("national".to_owned(), run)];
    assert_eq!(
        crate::allocation::decision::unaccounted(&runs, &after),
        Vec::<String>::new()
    );
    let said = explain(&runs[0].1, &after[1], true);
    let carried = |line: &Explanation| {
        matches!(line, Explanation::Step { code, .. }
        if *code == "ADJUSTED_BEFORE")
    };
    assert!(said.iter().any(carried), "{said:?}");
}

/// Returns what must hold of a follow-up; the first that does not.
fn broken(cases: &[WaitingCase], awards: &[Award], left: Money) -> Option<&'static str> {
    let mut more = 0;
    for (case, award) in cases.iter().zip(awards) {
        let before = case.award.amount;
        match case.status {
            WaitingStatus::Ended if award.amount > Money::ZERO => return Some("came back"),
            WaitingStatus::Ended => {}
            _ if award.amount < before => return Some("lowered"),
            WaitingStatus::Fixed if award.amount != before => return Some("moved"),
            WaitingStatus::Fixed | WaitingStatus::Waiting => {
                more += award.amount.ore() - before.ore()
            }
        }
        if award.amount > award.claimed || !award.is_explained() {
            return Some("above the claim, or unexplained");
        }
    }
    (more > left.ore()).then_some("overspent")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nobody_is_lowered_and_nothing_overspent(
        (entrants, budget, tail) in rounds(),
        ended in prop::collection::vec(0_usize..9, 1..4),
        (to_everybody, proportional) in (prop::bool::ANY, prop::bool::ANY),
    ) {
        let competitors = round(&entrants);
        let tail = TAILS[tail];
        let plan = if proportional { PROPORTIONAL } else { RANKED };
        let (frozen, awards) = divide(&plan, tail, budget, &competitors);
        let cases = cases(&competitors, &awards, &ended);
        let left = left(budget, &cases);
        let follow_up = FollowUp {
            first: &Run::read(&frozen.document).unwrap(),
            tail_rule: tail,
            to_everybody,
            left,
            today: "2026-09-01".parse().unwrap(),
        };
        let (frozen, after) = follow_up.divide("national", &cases).unwrap();
        prop_assert_eq!(broken(&cases, &after, left), None);
        prop_assert!(Run::verify(&frozen.document).verified);
    }
}

/// Negative control: the rule run anew without those who declined, as if no applicant had been told
/// anything, is caught lowering an award.
#[test]
fn the_property_catches_a_run_that_forgets_what_was_told() {
    let competitors = competitors("90:1:100 80:1:100 70:1:30");
    let (frozen, awards) = divide(&RANKED, Tail::Skip, 130, &competitors);
    assert_eq!(told(&awards), "100, 0 DID_NOT_FIT, 30");
    let cases = cases(&competitors, &awards, &[0]);
    let left = left(130, &cases);
    let mut forgetful = Run::read(&frozen.document).unwrap().scenario;
    forgetful
        .applicants
        .retain(|one| one.id != competitors[0].application.to_string());
    forgetful.budget = (120 * 100).into();
    let anew = Run::of(forgetful).unwrap();
    let mut after = awards.clone();
    after[0].amount = Money::ZERO;
    after[0].reason.clone_from(&awards[1].reason);
    for award in &mut after[1..] {
        let share = anew.result.award(&award.application.to_string()).unwrap();
        award.amount = share.amount.into();
        award.reason.clone_from(&awards[1].reason);
    }
    assert_eq!(broken(&cases, &after, left), Some("lowered"));
}
