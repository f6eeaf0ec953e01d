//! The applicants of an allocation, column by column.

use std::collections::{BTreeMap, BTreeSet};

use allocation::{Amount, Score};
use chrono::NaiveDate;
use insight::metrics::{Municipality, NO_GROUP, Panel};

use super::{Subject, ahead, names_a_criterion};
use crate::allocation::award::Award;
use crate::identifiers::{ApplicationId, MunicipalityNumber};
use crate::municipalities;
use crate::organisation::ApplicantKind;

/// One row an award, in the order of the subject's awards.
#[derive(Debug)]
pub(super) struct Columns {
    claim: Vec<i64>,
    award: Vec<i64>,
    municipality: Vec<u32>,
    county: Vec<u32>,
    kind: Vec<u32>,
    new_entrant: Vec<bool>,
    last_year: Vec<Option<i64>>,
    notice_days: Vec<i32>,
    committed_years: Vec<u8>,
    indicative: Vec<[Option<i64>; 2]>,
    recommended: Vec<i64>,
    deviation_reasoned: Vec<bool>,
    refusal_reasoned: Vec<bool>,
    institution_based: Vec<bool>,
    score: Vec<i64>,
    municipalities: Vec<Municipality>,
    counties: Vec<String>,
    /// The codes of the kinds of applicant, in the contract's order.
    pub kinds: Vec<String>,
}

/// The municipalities that exist today, their counties, and the place of each number among them.
struct Places {
    municipalities: Vec<Municipality>,
    counties: Vec<String>,
    at: BTreeMap<MunicipalityNumber, u32>,
}

impl Columns {
    pub(super) fn of(subject: &Subject) -> Self {
        let places = Places::today();
        let applicants = Applicants::of(subject);
        let each = |value: &dyn Fn(&Award) -> i64| -> Vec<i64> {
            subject.awards.iter().map(value).collect()
        };
        let awards = || subject.awards.iter();
        let place = |award: &Award| places.of(&award.applicant.municipality);
        let municipality: Vec<u32> = awards().map(place).collect();
        let county = |town: &u32| {
            let town = places.municipalities.get(*town as usize);
            town.map_or(NO_GROUP, |town| town.county)
        };
        let kind = |award: &Award| {
            let at = ApplicantKind::ALL
                .iter()
                .position(|kind| *kind == award.applicant.kind);
            position(at)
        };
        let by_person = |award: &Award| award.adjusted_by().is_some();
        Self {
            claim: each(&|award| award.claimed.ore()),
            award: each(&|award| award.amount.ore()),
            county: municipality.iter().map(county).collect(),
            municipality,
            kind: awards().map(kind).collect(),
            new_entrant: awards()
                .map(|award| {
                    let known = subject.earlier.contains(&award.applicant.organisation);
                    !known && applicants.last_year(award).is_none()
                })
                .collect(),
            last_year: awards().map(|award| applicants.last_year(award)).collect(),
            notice_days: notice_days(subject),
            committed_years: committed_years(subject, &applicants),
            indicative: indicative(subject),
            recommended: each(&|award| award.calculated.ore()),
            deviation_reasoned: awards().map(by_person).collect(),
            refusal_reasoned: awards().map(names_a_criterion).collect(),
            institution_based: institution_based(subject),
            score: awards().map(|award| applicants.standing(award)).collect(),
            municipalities: places.municipalities,
            counties: places.counties,
            kinds: ApplicantKind::ALL.iter().map(ToString::to_string).collect(),
        }
    }

    /// The columns as the engine's figures take them; `kinds` are the names to use for the kinds of
    /// applicant.
    pub(super) fn panel<'a>(&'a self, subject: &'a Subject, kinds: &'a [String]) -> Panel<'a> {
        let remembered = self.last_year.iter().any(Option::is_some);
        Panel {
            claim: &self.claim,
            award: &self.award,
            municipality: &self.municipality,
            county: &self.county,
            kind: &self.kind,
            new_entrant: &self.new_entrant,
            last_year: if remembered { &self.last_year } else { &[] },
            notice_days: &self.notice_days,
            committed_years: &self.committed_years,
            indicative: &self.indicative,
            recommended: &self.recommended,
            deviation_reasoned: &self.deviation_reasoned,
            refusal_reasoned: &self.refusal_reasoned,
            score: &self.score,
            municipalities: &self.municipalities,
            counties: &self.counties,
            kinds,
            size_limits: &subject.size_limits,
            institution_based: &self.institution_based,
            // No applicant's band is kept.
            band: &[],
        }
    }
}

/// The frozen runs' entry of each application: its sub-frame and how it entered.
struct Applicants<'a>(BTreeMap<&'a str, (usize, &'a allocation::Applicant)>);

impl<'a> Applicants<'a> {
    fn of(subject: &'a Subject) -> Self {
        let of_run = |(frame, (_, run)): (usize, &'a (String, crate::allocation::frame::Run))| {
            let applicants = run.scenario.applicants.iter();
            applicants.map(move |applicant| (applicant.id.as_str(), (frame, applicant)))
        };
        Self(subject.runs.iter().enumerate().flat_map(of_run).collect())
    }

    fn find(&self, award: &Award) -> Option<(usize, &'a allocation::Applicant)> {
        self.0.get(award.application.to_string().as_str()).copied()
    }

    fn last_year(&self, award: &Award) -> Option<i64> {
        self.find(award)
            .and_then(|(_, applicant)| applicant.last_year)
            .map(Amount::get)
    }

    fn is_promised(&self, award: &Award) -> bool {
        self.find(award)
            .is_some_and(|(_, applicant)| applicant.committed.is_some())
    }

    /// Equal for those alone who compete with equal scores in the same class of the same sub-frame.
    fn standing(&self, award: &Award) -> i64 {
        /// More than the highest score in thousandths of a point, and than there are classes.
        const RANGE: i64 = 1_000_000;
        self.find(award).map_or(-1, |(frame, applicant)| {
            let frame = i64::try_from(frame).unwrap_or(0);
            (frame * RANGE + i64::from(applicant.class()).min(RANGE - 1)) * RANGE
                + applicant.score.map_or(0, Score::get)
        })
    }
}

impl Places {
    fn today() -> Self {
        let known = || municipalities::today();
        let mut counties: Vec<String> = known().map(|(_, today)| today.county.to_owned()).collect();
        counties.sort_unstable();
        counties.dedup();
        let county = |name: &str| {
            position(
                counties
                    .binary_search_by(|county| county.as_str().cmp(name))
                    .ok(),
            )
        };
        Self {
            municipalities: known()
                .map(|(town, today)| Municipality {
                    name: town.name.to_owned(),
                    county: county(today.county),
                    inhabitants: today.population_2024.into(),
                })
                .collect(),
            at: known()
                .enumerate()
                .map(|(at, (town, _))| (town.number.clone(), position(Some(at))))
                .collect(),
            counties,
        }
    }

    /// The municipality with this number today, or the one that has come in its place; nowhere when
    /// it was divided among several.
    fn of(&self, number: &MunicipalityNumber) -> u32 {
        if let Some(at) = self.at.get(number) {
            return *at;
        }
        let heirs = municipalities::successors(number, NaiveDate::MAX);
        let mut places = heirs.iter().filter_map(|heir| self.at.get(heir));
        match (places.next(), places.next()) {
            (Some(only), None) => *only,
            _ => NO_GROUP,
        }
    }
}

/// Returns whether each is based in an institution; nothing where the form does not ask.
fn institution_based(subject: &Subject) -> Vec<bool> {
    let based = subject.institution_based.as_ref();
    let each = |based: &BTreeSet<ApplicationId>| {
        let awards = subject.awards.iter();
        awards
            .map(|award| based.contains(&award.application))
            .collect()
    };
    based.map_or_else(Vec::new, each)
}

/// Days from the decision to 1 January of the grant year, the same for all; nothing before the
/// decision.
fn notice_days(subject: &Subject) -> Vec<i32> {
    let begins = NaiveDate::from_ymd_opt(subject.grant_year, 1, 1);
    let days = subject
        .decided
        .as_ref()
        .zip(begins)
        .map(|(decided, begins)| {
            let days = begins.signed_duration_since(decided.on).num_days();
            i32::try_from(days).unwrap_or(i32::MAX)
        });
    days.map_or_else(Vec::new, |days| vec![days; subject.awards.len()])
}

/// Returns how many years each award binds money: to the year of its last planned payment, and at
/// least two where it was promised before. Nothing before the decision, which makes the payment
/// plans.
fn committed_years(subject: &Subject, applicants: &Applicants<'_>) -> Vec<u8> {
    let Some(decided) = &subject.decided else {
        return Vec::new();
    };
    let years = |award: &Award| {
        let last = decided.last_payment.get(&award.application);
        let planned = last.map_or(1, |last| last - subject.grant_year + 1);
        let promised = if applicants.is_promised(award) { 2 } else { 1 };
        u8::try_from(planned.max(promised)).unwrap_or(u8::MAX)
    };
    subject.awards.iter().map(years).collect()
}

/// Returns what the two years ahead would give each; nothing where such a year contradicts itself
/// in any sub-frame.
fn indicative(subject: &Subject) -> Vec<[Option<i64>; 2]> {
    let amounts: BTreeMap<String, Amount> = subject
        .awards
        .iter()
        .map(|award| (award.application.to_string(), award.amount.into()))
        .collect();
    let lowered = subject.awards.iter().filter(|award| award.is_lowered());
    let held: BTreeSet<String> = lowered.map(|award| award.application.to_string()).collect();
    let mut years: [BTreeMap<String, Amount>; 2] = Default::default();
    for (_, run) in &subject.runs {
        let Some(next) = ahead(run, &amounts, &held) else {
            return Vec::new();
        };
        for (year, next) in years.iter_mut().zip(next) {
            year.extend(next);
        }
    }
    let of = |award: &Award| {
        let id = award.application.to_string();
        years
            .each_ref()
            .map(|year| year.get(&id).map(|amount| amount.get()))
    };
    subject.awards.iter().map(of).collect()
}

/// A place in a list as the figures count it.
fn position(at: Option<usize>) -> u32 {
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or(NO_GROUP)
}
