use std::borrow::Cow;

use allocation::Tail;
use text::Language;

use super::*;
use crate::allocation::award::{AwardReason, Decision};
use crate::allocation::division::PlanRule;
use crate::application::claim::{Claim, ClaimStep};
use crate::application::{Applicant, Placement, ScoreMilli};
use crate::call::{CallState, CallTerms};
use crate::identifiers::{CaseReference, OrganisationNumber};
use crate::organisation::ApplicantKind;
use crate::step::{Revision, StepRecord};
use crate::texts;

pub(super) fn call(tail_rule: Tail) -> Call {
    let at = chrono::DateTime::UNIX_EPOCH;
    Call {
        id: "2026".parse().unwrap(),
        terms: CallTerms {
            title: "Test".into(),
            grant_year: 2026,
            chapter_post: "0765.71".parse().unwrap(),
            deadline: at,
            rules_date: at.date_naive(),
            sub_frames: vec![],
            acceptance_days: 28,
            report_due: at.date_naive(),
            tail_rule,
            previous_call: None,
            appeal_money: vec![crate::appeal::AppealMoney::Left],
        },
        sub_frames: vec![],
        state: CallState::Closed {
            rule_hash: "ab".repeat(32),
            draw_commitment: "cd".repeat(32),
        },
        draw_key: None,
        last_step: StepRecord {
            actor: "kari".into(),
            at,
            reason: String::new(),
        },
        revision: Revision::FIRST,
        created: at,
        updated: at,
    }
}

pub(super) const RANKED: SubFramePlan =
    SubFramePlan::by("national", PlanRule::Ranked).in_classes(&["continuing", "new"]);

pub(super) const PROPORTIONAL: SubFramePlan = SubFramePlan::by("national", PlanRule::Proportional);

/// A competitor written as `score:class:requested/claim(minimum)`, kroner; claim and minimum may be
/// left out.
fn competitor((place, text): (u32, &str)) -> Competitor {
    let [score, class, amounts] = text.split(':').collect::<Vec<_>>()[..] else {
        panic!("{text}")
    };
    let (amounts, minimum) = amounts.split_once('(').unwrap_or((amounts, "0)"));
    let (requested, claim) = amounts.split_once('/').unwrap_or((amounts, amounts));
    let kroner = |text: &str| Money::kroner(text.parse().unwrap());
    let claim = kroner(claim);
    let id = format!("00000000-0000-7000-8000-{place:012}");
    Competitor {
        application: id.parse().unwrap(),
        case_reference: CaseReference::new("TS", 2026, place).unwrap(),
        applicant: Applicant {
            organisation: OrganisationNumber::invented(place),
            name: format!("No. {place}"),
            kind: ApplicantKind::VoluntaryOrganisation,
            municipality: "0301".parse().unwrap(),
            invented_number: true,
        },
        requested: kroner(requested),
        last_year: None,
        new_entrant: true,
        claim: Claim {
            amount: claim,
            useful_minimum: kroner(minimum.trim_end_matches(')')),
            steps: vec![
                ClaimStep::amount("ceiling", claim, vec![("ceiling", claim.into())], &[]),
                ClaimStep::amount("lower_of", claim, vec![], &[]),
            ],
        },
        placement: Placement::new("national", class.parse().unwrap()),
        score: ScoreMilli(score.parse::<i64>().unwrap() * 1_000),
    }
}

pub(super) fn competitors(texts: &str) -> Vec<Competitor> {
    (1..)
        .zip(texts.split_whitespace())
        .map(competitor)
        .collect()
}

pub(super) fn divide(
    plan: &SubFramePlan,
    tail: Tail,
    budget: i64,
    competitors: &[Competitor],
) -> (SubFrameRun, Vec<Award>) {
    let frame = Frame {
        call: &call(tail),
        plan,
        budget: Money::kroner(budget),
        draw: &Draw::committed("test"),
        today: "2026-06-01".parse().unwrap(),
        adopted: None,
    };
    frame.divide(competitors).unwrap()
}

/// Returns what the awards are, as `kroner CODE`, divided by `, `.
pub(super) fn told(awards: &[Award]) -> String {
    let tell = |award: &Award| {
        let code = award.reason.as_ref().map_or("", AwardReason::code);
        format!("{} {code}", award.amount.in_kroner().normalize())
    };
    let lines: Vec<String> = awards.iter().map(tell).collect();
    lines.join(", ").replace(" ,", ",").trim_end().to_owned()
}

#[test]
fn every_cut_has_the_reason_that_made_it() {
    use Tail::{OfferReduced, Partial, Skip, Stop};
    let cases = [
        // All get everything.
        (Partial, 300, "90:1:100 80:1:200", "100, 200"),
        // The claim is below the request, and fits.
        (
            Partial,
            300,
            "90:1:100/60 80:1:200",
            "60 CLAIM_BELOW_REQUEST, 200",
        ),
        (
            Partial,
            300,
            "90:1:100/0 80:1:200",
            "0 NOTHING_CLAIMABLE, 200",
        ),
        // The four tails.
        (
            Stop,
            150,
            "90:1:100 80:1:100 70:1:50",
            "100, 0 RANKED_BELOW_LINE, 0 RANKED_BELOW_LINE",
        ),
        (
            Partial,
            150,
            "90:1:100 80:1:100 70:1:50",
            "100, 50 PARTLY_FUNDED_LAST, 0 RANKED_BELOW_LINE",
        ),
        (
            Skip,
            150,
            "90:1:100 80:1:100 70:1:50",
            "100, 0 DID_NOT_FIT, 50",
        ),
        (
            OfferReduced,
            150,
            "90:1:100 80:1:100(60) 70:1:100(40)",
            "100, 0 BELOW_USEFUL_MINIMUM, 50 PARTLY_FUNDED_LAST",
        ),
        // Partial does not ask what is of use.
        (
            Partial,
            150,
            "90:1:100 80:1:100(60)",
            "100, 50 PARTLY_FUNDED_LAST",
        ),
        // A claim below the request that is cut as well: the cut is what a reader must know.
        (Partial, 50, "90:1:100/80", "50 PARTLY_FUNDED_LAST"),
        // Classes.
        (Partial, 100, "50:1:100 90:2:100", "100, 0 CLASS_EXHAUSTED"),
        (
            Stop,
            150,
            "90:1:100 80:1:100 95:2:50",
            "100, 0 RANKED_BELOW_LINE, 0 CLASS_NOT_REACHED",
        ),
        // Money that fits no applicant of a class goes on to the next only where the tail rule
        // passes over.
        (
            Skip,
            150,
            "90:1:100 80:1:100 95:2:50",
            "100, 0 DID_NOT_FIT, 50",
        ),
        (Stop, 50, "90:1:100", "0 FRAME_TOO_SMALL"),
    ];
    for (tail, budget, texts, expected) in cases {
        let (_, awards) = divide(&RANKED, tail, budget, &competitors(texts));
        assert_eq!(told(&awards), expected, "{tail:?} {budget} {texts}");
    }
}

#[test]
fn a_tie_is_drawn_and_said_to_be() {
    let (_, awards) = divide(&RANKED, Tail::Stop, 100, &competitors("80:1:100 80:1:100"));
    let mut lines: Vec<&str> = vec![];
    let text = told(&awards);
    lines.extend(text.split(", "));
    lines.sort_unstable();
    assert_eq!(lines, ["0 RANKED_DRAWN", "100"]);
}

/// domain facts §15.4: five applications, 1.5 million, the sum exact to the øre.
#[test]
fn a_proportional_cut_sums_to_the_frame() {
    let texts = "0:1:500000 0:1:360000 0:1:350000 0:1:400000 0:1:500000";
    let (_, awards) = divide(&PROPORTIONAL, Tail::Stop, 1_500_000, &competitors(texts));
    let sum: i64 = awards.iter().map(|award| award.amount.ore()).sum();
    assert_eq!(sum, 150_000_000);
    let Some(AwardReason::Engine { code, args }) = &awards[0].reason else {
        panic!("{awards:?}")
    };
    assert_eq!(code, "PROPORTIONAL_CUT");
    // 1 500 000 / 2 110 000 = 71.09 %.
    let share = crate::findings::FindingValue::Decimal(rust_decimal::Decimal::new(7109, 2));
    assert_eq!(args[0], (Cow::Borrowed("share"), share));
    assert_eq!(awards[0].decision(), Decision::PartlyGranted);
}

#[test]
fn every_reason_and_explanation_is_a_sentence_in_every_language() {
    let texts_of = "90:1:100/60 80:1:100 80:1:100 70:1:80 60:2:10";
    for (plan, budget) in [(&RANKED, 200), (&RANKED, 10), (&PROPORTIONAL, 200)] {
        for tail in [Tail::Stop, Tail::Partial, Tail::OfferReduced, Tail::Skip] {
            let (run, awards) = divide(plan, tail, budget, &competitors(texts_of));
            let run = Run::read(&run.document).unwrap();
            for award in &awards {
                for language in Language::ALL {
                    let catalogues = [texts::catalogue()];
                    let mut said: Vec<String> = explain(&run, award, true)
                        .iter()
                        .map(|line| line.text(&catalogues, language))
                        .collect();
                    said.extend(
                        award
                            .reason
                            .iter()
                            .map(|reason| reason.text(&catalogues, language)),
                    );
                    for sentence in said {
                        assert!(
                            sentence.contains(' ') && !sentence.contains("{$"),
                            "{sentence}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_document_reads_back_and_repeats() {
    let entrants = competitors("90:1:100/60 80:1:100(40) 80:2:100");
    let (frozen, _) = divide(&RANKED, Tail::OfferReduced, 150, &entrants);
    let run = Run::read(&frozen.document).unwrap();
    assert_eq!(run.result.run_hash, frozen.run_hash);
    let repeat = Run::verify(&frozen.document);
    assert!(repeat.verified && repeat.run_hash == frozen.run_hash);
    // Another input gives another hash; another result is not what the inputs give.
    let other_input = Run::verify(
        &frozen
            .document
            .replace("\"score\":\"90000\"", "\"score\":\"90001\""),
    );
    assert!(!other_input.verified && other_input.run_hash != frozen.run_hash);
    let other_result = Run::verify(
        &frozen
            .document
            .replace("\"amount\":6000", "\"amount\":6001"),
    );
    assert!(!other_result.verified && other_result.run_hash == frozen.run_hash);
    assert_eq!(Drift::between(&run, &entrants), Drift::default());
    assert!(Run::read("{}").is_err());
}

#[test]
fn what_changed_since_the_run_is_named() {
    let before = competitors("90:1:100 80:1:100 70:1:100");
    let (frozen, _) = divide(&RANKED, Tail::Stop, 150, &before);
    let run = Run::read(&frozen.document).unwrap();
    let mut after = competitors("90:1:100 81:1:100 60:1:1 50:1:1");
    after.remove(2);
    let drift = Drift::between(&run, &after);
    assert_eq!(drift.changed, [before[1].application]);
    assert_eq!(drift.added, [after[2].application]);
    assert_eq!(drift.removed, [before[2].application.to_string()]);
}
