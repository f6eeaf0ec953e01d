use allocation::{Applicant as Entrant, Rule, Scenario};

use super::*;
use crate::allocation::award::Decision;
use crate::application::Applicant;
use crate::identifiers::{MunicipalityNumber, OrganisationNumber};
use crate::organisation::ApplicantKind;

fn application(n: u32) -> ApplicationId {
    format!("01890a5d-ac96-774b-bcce-b30209{n:06}")
        .parse()
        .unwrap()
}

/// Claims 100, 200 and 300 of 301 øre, divided equally: 100, 101 and 100 at the least.
fn run() -> Run {
    let entrant = |(n, claim)| Entrant::new(application(n).to_string(), claim);
    let list = [(1, 100), (2, 200), (3, 300)].map(entrant);
    Run::of(Scenario::new(
        301,
        Rule::ConstrainedEqualAwards,
        list.to_vec(),
    ))
    .unwrap()
}

fn awards(run: &Run) -> Vec<Award> {
    (1..=3)
        .map(|n| {
            let share = run.result.award(&application(n).to_string()).unwrap();
            let amount = Money::from(share.amount);
            Award {
                application: application(n),
                case_reference: CaseReference::new("PT", 2026, n).unwrap(),
                applicant: Applicant {
                    organisation: OrganisationNumber::invented(n),
                    name: format!("Organisation {n}"),
                    kind: ApplicantKind::VoluntaryOrganisation,
                    municipality: MunicipalityNumber::try_from("0301".to_owned()).unwrap(),
                    invented_number: true,
                },
                sub_frame: "national".to_owned(),
                requested: Money::from(share.trace.claim),
                claimed: Money::from(share.trace.claim),
                notified: Money::ZERO,
                calculated: amount,
                amount,
                reason: None,
            }
        })
        .collect()
}

/// The third award lowered to 50 øre.
fn adjusted(run: &Run) -> Vec<Award> {
    let mut awards = awards(run);
    awards[2].amount = Money::from_ore(50);
    awards[2].reason = Some(AwardReason::Person {
        actor: "kari".to_owned(),
        text: "the municipality pays the rest".to_owned(),
    });
    awards
}

fn document(run: &Run, awards: &[Award]) -> DecisionDocument {
    let sum = |of: fn(&Award) -> Money| total(awards.iter().map(of));
    let result = SubFrameResult {
        sub_frame: "national".to_owned(),
        budget: Money::from_ore(301),
        calculated: sum(|award| award.calculated),
        awarded: sum(|award| award.amount),
        granted: 0,
        partly_granted: 3,
        refused: 0,
    };
    DecisionDocument::of(&run_hash([run.result.run_hash.as_str()]), &[result], awards)
}

#[test]
fn the_hash_covers_what_a_person_changed() {
    let run = run();
    let before = document(&run, &awards(&run));
    let after = document(&run, &adjusted(&run));
    assert_eq!(before.run_hash, after.run_hash, "the run is the same");
    let hash = |document: &DecisionDocument| decision_hash(&document.text());
    assert_ne!(hash(&before), hash(&after));
    let other = |change: fn(&mut AwardReason)| {
        let mut awards = adjusted(&run);
        change(awards[2].reason.as_mut().unwrap());
        hash(&document(&run, &awards))
    };
    let reason = other(|reason| {
        if let AwardReason::Person { text, .. } = reason {
            text.push('!');
        }
    });
    let person = other(|reason| {
        if let AwardReason::Person { actor, .. } = reason {
            *actor = "ola".to_owned();
        }
    });
    assert!(reason != hash(&after) && person != hash(&after) && reason != person);
    assert_eq!(after.totals(), (Money::from_ore(301), Money::from_ore(251)));
    assert_eq!(after.faults(&[run]), []);
}

#[test]
fn a_document_is_read_as_it_was_written_and_in_no_other_way() {
    let run = run();
    let document = document(&run, &adjusted(&run));
    let text = document.text();
    assert_eq!(DecisionDocument::read(&text), Ok(document));
    let spaced = text.replacen(':', ": ", 1);
    assert_eq!(
        DecisionDocument::read(&spaced),
        Err(DecisionError::NotCanonical)
    );
    for other in [
        "",
        "{}",
        &text.replace(DECISION_FORMAT, "tildeling-decision/0"),
    ] {
        assert!(matches!(
            DecisionDocument::read(other),
            Err(DecisionError::Unreadable(_))
        ));
    }
}

/// A change that a document must not survive.
type Tamper = fn(&mut DecisionDocument);

/// Every single change to a document contradicts its run, and the fault names what was changed.
#[test]
fn tampering_is_named() {
    let run = run();
    let whole = document(&run, &adjusted(&run));
    let told = |change: fn(&mut DecisionDocument)| {
        let mut document = whole.clone();
        change(&mut document);
        let faults = document.faults(std::slice::from_ref(&run));
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        told.join("; ")
    };
    let cases: [(Tamper, &str); 12] = [
        (
            |it| it.run_hash = "00".repeat(32),
            "the decision names run 00",
        ),
        (|it| it.sub_frames.clear(), "0 sub-frames, there are 1 runs"),
        (
            |it| it.sub_frames[0].budget = Money::from_ore(300),
            "national: the budget is 3, ",
        ),
        (
            |it| it.sub_frames[0].calculated = Money::from_ore(251),
            "national: calculated is 2.51",
        ),
        (
            |it| it.sub_frames[0].decided = Money::from_ore(301),
            "national: decided is 3.01",
        ),
        (
            |it| it.sub_frames[0].decided = Money::from_ore(302),
            "3.02 is decided of 3.01",
        ),
        (
            |it| it.adjusted.clear(),
            "national: decided is 2.51, the runs give 3.01",
        ),
        (
            |it| it.adjusted[0].calculated = Money::from_ore(99),
            "PT-2026-00003: calculated is 0.99",
        ),
        (
            |it| it.adjusted[0].decided = Money::from_ore(60),
            "national: decided is 2.51",
        ),
        (
            |it| it.adjusted[0].decided = Money::from_ore(301),
            "3.01 is decided, at most 3 could be",
        ),
        (
            |it| it.adjusted[0].sub_frame = "local".to_owned(),
            "PT-2026-00003: the run of sub-frame local",
        ),
        (
            |it| it.adjusted[0].reason.clear(),
            "PT-2026-00003: is adjusted without a reason",
        ),
    ];
    for (change, expected) in cases {
        let told = told(change);
        assert!(told.contains(expected), "{expected:?} is not in {told:?}");
    }
    let twice = told(|it| it.adjusted.push(it.adjusted[0].clone()));
    assert!(
        twice.contains("PT-2026-00003: is adjusted more than once"),
        "{twice}"
    );
}

#[test]
fn an_award_that_neither_run_nor_person_accounts_for_is_named() {
    let run = run();
    let runs = [("national".to_owned(), run.clone())];
    assert_eq!(unaccounted(&runs, &awards(&run)), Vec::<String>::new());
    assert_eq!(unaccounted(&runs, &adjusted(&run)), Vec::<String>::new());
    let mut silent = adjusted(&run);
    silent[2].reason = None;
    assert_eq!(unaccounted(&runs, &silent), [application(3).to_string()]);
    let mut calculated = awards(&run);
    calculated[0].calculated = Money::from_ore(1);
    calculated[0].amount = Money::from_ore(1);
    assert_eq!(
        unaccounted(&runs, &calculated),
        [application(1).to_string()]
    );
    let missing = &awards(&run)[..2];
    assert_eq!(unaccounted(&runs, missing), [application(3).to_string()]);
    assert_eq!(missing[0].decision(), Decision::Granted, "the control");
}
