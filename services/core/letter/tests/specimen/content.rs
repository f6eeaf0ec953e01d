//! Conditions of both schemes, calculation and assessments.

use domain::application::claim::ClaimStep;
use domain::application::{Applicant, ScoreMilli};
use domain::assessment::{Assessment, CriterionScore};
use domain::decision::DecisionNumber;
use domain::findings::args;
use domain::grant::{
    BudgetLine, ChangeNumber, ChangeState, Condition, FaultClass, GrantChange, RecoveryClaim,
    RecoveryNotice, Wanted,
};
use domain::identifiers::OrganisationNumber;
use domain::letter::{Answered, Broken, Recovered};
use domain::money::Money;
use domain::obligation::{
    BreachKind, Claim, Obligation, ObligationState, PlannedObligation, WriteOff,
};
use domain::organisation::ApplicantKind;
use domain::step::StepRecord;
use rust_decimal::Decimal;

use super::{CENTRES, date, noon};

/// The duties to repay for as many dwellings: 5 % a year over 20 years.
pub fn duties(units: u32, granted: Money) -> Vec<Obligation> {
    let plan = WriteOff {
        share_per_year: Decimal::new(5, 2),
        years: 20,
        at_once_below: None,
        left_at_end: Money::ZERO,
    };
    let weights = vec![Money::kroner(1); units as usize];
    let duty = |(number, amount): (u32, Money)| {
        let area = Decimal::new(i64::from(410 + number * 7), 1);
        let title = args([("number", number.into()), ("area", area.into())]);
        PlannedObligation::new("dwelling", title, amount, plan.clone())
    };
    let amounts = (1..).zip(granted.split(&weights));
    Obligation::plan(amounts.map(duty).collect())
}

/// The same duty, broken after three years and 364 days.
pub fn broken(mut duty: Obligation) -> Obligation {
    let record = StepRecord {
        actor: "kari".into(),
        at: noon(),
        reason: "Salget er tinglyst.".into(),
    };
    let claim = Claim {
        breach: BreachKind::Sale,
        on: date("2021-03-14"),
        completed_years: 3,
        amount: duty.left(3),
        documents: Vec::new(),
        record,
    };
    let began = date("2017-03-15");
    duty.state = ObligationState::Claimed { began, claim };
    duty
}

pub fn dwellings(units: u32, granted: Money) -> Vec<Condition> {
    let mut conditions = vec![
        Condition::new(
            "purpose",
            args([("units", units.into()), ("granted", granted.into())]),
            "Forskrift om tilskudd til utleieboliger, FOR-2011-02-23-192 § 2",
        ),
        Condition::new(
            "completion",
            args([("date", date("2018-06-30").into())]),
            "Husbanken, veileder HB 8.B.20, kap. 4.8",
        ),
    ];
    for group in ["substance_dependency", "mental_illness", "young"] {
        conditions.push(Condition::new(
            "target_group",
            args([("group", group.into())]),
            "Forskrift om tilskudd til utleieboliger, FOR-2011-02-23-192 § 2",
        ));
    }
    for number in 1..=units {
        conditions.push(Condition::new(
            "unit_amount",
            args([
                ("number", number.into()),
                ("area", Decimal::new(i64::from(410 + number * 7), 1).into()),
                ("amount", Money::kroner(412_500).into()),
            ]),
            "Husbanken, veileder HB 8.B.20, kap. 4.5",
        ));
    }
    conditions.extend([
        Condition::new(
            "payment",
            Vec::new(),
            "Husbanken, veileder HB 8.B.20, kap. 4.8",
        ),
        Condition::new(
            "proportional_reduction",
            args([("approved", Money::kroner(48_250_000).into())]),
            "Husbanken, veileder HB 8.B.20, kap. 4.8",
        ),
        Condition::new("duty_to_notify", Vec::new(), "configurable"),
        Condition::new(
            "acceptance",
            args([("date", date("2017-04-12").into())]),
            "configurable",
        ),
    ]);
    conditions
}

pub fn activities(granted: Money) -> Vec<Condition> {
    let source = "DT-0055 (tilskudd.dfo.no)";
    let names = [
        "Åpent værested med varm mat, fem dager i uken",
        "Likepersonkurs",
        "Pårørendegruppe på kveldstid",
        "Turgruppe",
        "Snekkerverksted",
        "Bandøving og konserter",
        "Telefonvakt i helger og høytider for mennesker som nettopp er skrevet ut",
        "Brukerråd",
        "Samarbeid med kommunen om boligoppfølging",
        "Kvinnegruppe",
        "Sommerleir for hele familien",
        "Rekruttering og opplæring av frivillige",
    ];
    let mut conditions = vec![Condition::new(
        "purpose",
        args([("granted", granted.into())]),
        source,
    )];
    conditions.extend(names.map(|name| {
        Condition::new(
            "activity",
            args([
                ("activity", name.into()),
                ("amount", Money::kroner(granted.ore() / 100 / 12).into()),
            ]),
            source,
        )
    }));
    for code in [
        "no_repurposing",
        "in_norway",
        "no_double_funding",
        "proportional_reduction",
    ] {
        conditions.push(Condition::new(code, Vec::new(), source));
    }
    conditions.push(Condition::new(
        "acceptance",
        args([("date", date("2017-04-12").into())]),
        source,
    ));
    for code in [
        "payment",
        "budget_reservation",
        "control",
        "breach",
        "new_application",
    ] {
        conditions.push(Condition::new(code, Vec::new(), source));
    }
    conditions
}

pub fn steps(requested: Money) -> Vec<ClaimStep> {
    let calculated = Money::kroner(2_900_000);
    vec![
        ClaimStep::amount(
            "activity",
            calculated,
            args([
                ("activity", "Åpent værested".into()),
                ("cost", Money::kroner(3_600_000).into()),
                ("others", Money::kroner(700_000).into()),
                ("applied", requested.into()),
                ("cap", calculated.into()),
            ]),
            &["activity.cap", "formula.basic_amounts"],
        ),
        ClaimStep::amount(
            "lower_of_calculation_and_request",
            calculated,
            args([
                ("calculated", calculated.into()),
                ("requested", requested.into()),
            ]),
            &[],
        ),
    ]
}

pub fn assessment(assessor: &str, more: u8) -> Assessment {
    let reasons = [
        "Styret er valgt av brukerne, og tre av fem medlemmer har egen erfaring.",
        "Når 120 personer i uken.",
        "Det er få tilbud i regionen fra før.",
        "Målene er klare, men to av dem kan ikke måles slik de er skrevet.",
        "Avtale med kommunen er ikke signert.",
        "Har rapportert godt i tre år.",
    ];
    let points = [80, 75, 90, 55, 30, 85];
    let scores = CENTRES.criteria.iter().zip(reasons).zip(points);
    Assessment {
        assessor: assessor.to_owned(),
        scores: scores
            .map(|((criterion, reason), points)| CriterionScore {
                criterion: criterion.code.to_owned(),
                points: points + more,
                reason: reason.to_owned(),
            })
            .collect(),
        total: ScoreMilli(73_250),
        updated: noon(),
    }
}

/// An applicant with this name.
pub fn applicant(name: &str, kind: ApplicantKind) -> Applicant {
    Applicant {
        organisation: OrganisationNumber::invented(42),
        name: name.to_owned(),
        kind,
        municipality: "1902".parse().expect("a municipality"),
        invented_number: true,
    }
}

/// A change of every kind.
pub fn change(granted: Money) -> GrantChange {
    let line = |code: &str, title: &str, kroner| BudgetLine {
        code: code.to_owned(),
        title: title.to_owned(),
        amount: Money::kroner(kroner),
    };
    let lines = vec![
        line("wages", "Lønn til miljøarbeider", 900_000),
        line("rent", "", 150_000),
    ];
    let record = StepRecord {
        actor: "kari".to_owned(),
        at: noon(),
        reason: "Miljøarbeideren begynte et halvt år senere enn planlagt.".to_owned(),
    };
    GrantChange {
        number: ChangeNumber::FIRST,
        wanted: Wanted {
            budget: Some(lines.into()),
            ends: Some(date("2018-06-30")),
            content: Some("Værestedet holder åpent fire dager i uken.\nKurset utgår.".to_owned()),
            partner: Some("Frivilligsentralen på Bø".to_owned()),
            amount: Some(Money::kroner(granted.ore() / 200)),
        },
        granted,
        asked: record.clone(),
        state: ChangeState::Asked,
        answered: None,
    }
}

/// The answer to a change.
pub fn answered(change: &GrantChange) -> Answered<'_> {
    Answered {
        change,
        asked: date("2017-10-02"),
        budget: None,
        reason: "Endringen er i tråd med formålet.",
    }
}

/// A notice of recovery, its answer and the claim.
type Noticed = (RecoveryNotice, StepRecord, RecoveryClaim);

/// A claim with its notice and the answer.
pub fn recovery() -> Noticed {
    let words = [
        "Kurset ble ikke holdt.",
        "Vi holdt halve kurset i januar.",
        "Regnskapet viser at kurset ikke ble holdt. Vi varslet og fikk svar.",
    ];
    let amounts = (Money::kroner(120_000), Money::from_ore(11_850_050));
    noticed(amounts, words)
}

/// The claim after a sale, of all that is left of the broken duties.
pub fn sold(broken: &[&Obligation]) -> Noticed {
    let words = [
        "Salget er tinglyst.",
        "Vi fant ingen leietakere, og måtte selge.",
        "Salget er tinglyst, og boligene er ikke lenger til leie.",
    ];
    let claims = broken.iter().filter_map(|one| one.claim());
    let left = Money::saturating_sum(claims.map(|claim| claim.amount));
    noticed((left, left), words)
}

fn noticed((noticed, claimed): (Money, Money), [why, answer, ground]: [&str; 3]) -> Noticed {
    let record = |reason: &str| StepRecord {
        actor: "kari".to_owned(),
        at: noon(),
        reason: reason.to_owned(),
    };
    let notice = RecoveryNotice {
        amount: noticed,
        answer_by: date("2017-02-20"),
        duties: Vec::new(),
        fault: None,
        record: record(why),
    };
    let claim = RecoveryClaim {
        decision: DecisionNumber::FIRST,
        amount: claimed,
        fault: FaultClass::Negligence,
        pay_by: date("2017-04-05"),
        interest_from: Some(date("2017-03-15")),
        record: record(ground),
        lowered: Vec::new(),
    };
    (notice, record(answer), claim)
}

/// The facts of a letter that claims it.
pub fn recovered((notice, answer, claim): &Noticed) -> Recovered<'_> {
    Recovered {
        notice: Some(notice),
        answer: Some(answer),
        claim,
        paid: Money::kroner(900_000),
        to_repay: notice.amount,
        broken: None,
    }
}

/// The facts of a letter that claims what is left of duties after a sale.
pub fn sale<'a>(claimed: &'a Noticed, obligations: &'a [&'a Obligation]) -> Recovered<'a> {
    Recovered {
        paid: Money::saturating_sum(obligations.iter().map(|one| one.amount)),
        broken: Some(Broken {
            breach: BreachKind::Sale,
            on: date("2021-03-14"),
            obligations,
        }),
        ..recovered(claimed)
    }
}
