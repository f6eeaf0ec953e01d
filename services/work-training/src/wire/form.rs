//! The form.

use contract::fields::{choice, count, narrow, unique};
use contract::work_training::v1 as pb;
use contract::{money, same_variants};
use domain::violations::Violations;

use crate::form::{
    BudgetLine, Cooperation, CooperationKind, DeMinimisAward, EconomicActivity, Form, FunderKind,
    Funding, OtherApplication, OtherScheme, ParticipantGroup, Participants, Party, Project, Stage,
    TargetGroup,
};

const NAME_MAX: usize = 200;
const TEXT_MAX: usize = 4_000;
const REASON_MAX: usize = 2_000;
const YEARS_MAX: i32 = 20;
const GROUPS_MAX: usize = 10;
const PARTICIPANTS_MAX: i32 = 100_000;
const PLACES_MAX: i32 = 10_000;
const HOURS_WEEK_MAX: i32 = 60;
const WEEKS_MAX: i32 = 156;
const COOPERATIONS_MAX: usize = 30;
const LABOUR_HOURS_MAX: i32 = 100_000;
const BUDGET_LINES_MAX: usize = 60;
const FUNDING_MAX: usize = 30;
const AWARDS_MAX: usize = 100;
const EURO_CENTS_MAX: i64 = 1_000_000_000_000;
const OTHER_APPLICATIONS_MAX: usize = 30;

same_variants!(pb: Stage { New, Continuation });
same_variants!(pb: TargetGroup { DrugProblems, FormerPrisoners, Youth, Homeless, Refugees, Other });
same_variants!(pb: Party { Municipality, Nav });
same_variants!(pb: CooperationKind { Agreement, Intent });
same_variants!(pb: FunderKind { State, Local, Private, Own });
same_variants!(pb: OtherScheme { SocialEntrepreneurship, PovertyProjects, Other });

impl TryFrom<pb::Form> for Form {
    type Error = Violations;

    fn try_from(form: pb::Form) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let read = read_form(&mut faults, form);
        faults.finish(read)
    }
}

fn read_form(faults: &mut Violations, form: pb::Form) -> Option<Form> {
    let voluntary_registered =
        faults.optional_date("voluntary_register_date", &form.voluntary_register_date);
    let project = faults
        .required("project", form.project)
        .and_then(|given| faults.within("project", |faults| project(faults, &given)));
    let participants = faults
        .required("participants", form.participants)
        .and_then(|given| faults.within("participants", |faults| participants(faults, given)));
    let cooperations = cooperations(faults, form.cooperations);
    let budget = budget(faults, form.budget);
    let funding = funding(faults, form.funding);
    let economic_activity = faults
        .required("economic_activity", form.economic_activity)
        .and_then(|given| {
            let reason = faults.text("economic_activity.reason", &given.reason, REASON_MAX);
            reason.map(|reason| EconomicActivity {
                economic: given.economic,
                reason,
            })
        });
    let de_minimis_awards = awards(faults, form.de_minimis_awards);
    let other_applications = other_applications(faults, form.other_applications);
    Some(Form {
        private_foundation: form.private_foundation,
        voluntary_registered: voluntary_registered?,
        project: project?,
        participants: participants?,
        cooperations: cooperations?,
        budget: budget?,
        funding: funding?,
        economic_activity: economic_activity?,
        de_minimis_awards: de_minimis_awards?,
        other_applications: other_applications?,
    })
}

fn project(faults: &mut Violations, given: &pb::Project) -> Option<Project> {
    let activity_key = faults.code("activity_key", &given.activity_key);
    let name = faults.line("name", &given.name, NAME_MAX);
    let stage = choice(faults, "stage", given.stage);
    let year = count(faults, "year", given.year, 1..=YEARS_MAX);
    let start = faults.date("start_date", &given.start_date);
    let method_novelty = faults.optional_text("method_novelty", &given.method_novelty, TEXT_MAX);
    let work_path = faults.text("work_path", &given.work_path, TEXT_MAX);
    Some(Project {
        activity_key: activity_key?,
        name: name?,
        stage: stage?,
        year: year?,
        start: start?,
        method_novelty: method_novelty?,
        work_path: work_path?,
        direct_offer: given.direct_offer,
        ordinary_operation: given.ordinary_operation,
        commercial: given.commercial,
        institution_based: given.institution_based,
    })
}

fn participants(faults: &mut Violations, given: pb::Participants) -> Option<Participants> {
    let groups = groups(faults, given.groups);
    let places = count(faults, "places", given.places, 1..=PLACES_MAX);
    let hours_week = count(faults, "hours_week", given.hours_week, 1..=HOURS_WEEK_MAX);
    let duration_weeks = count(
        faults,
        "duration_weeks",
        given.duration_weeks,
        1..=WEEKS_MAX,
    );
    Some(Participants {
        groups: groups?,
        places: places?,
        hours_week: hours_week?,
        duration_weeks: duration_weeks?,
    })
}

fn groups(
    faults: &mut Violations,
    given: Vec<pb::ParticipantGroup>,
) -> Option<Vec<ParticipantGroup>> {
    faults.list_size("groups", given.len(), 1..=GROUPS_MAX)?;
    let read = faults.each("groups", given, |faults, one| {
        let group = choice(faults, "group", one.group);
        let participants = count(
            faults,
            "participants",
            one.participants,
            1..=PARTICIPANTS_MAX,
        );
        Some(ParticipantGroup {
            group: group?,
            participants: participants?,
        })
    })?;
    let named: Vec<_> = read.iter().map(|one| one.group).collect();
    unique(faults, "groups", ".group", &named)?;
    Some(read)
}

fn cooperations(faults: &mut Violations, given: Vec<pb::Cooperation>) -> Option<Vec<Cooperation>> {
    faults.list_size("cooperations", given.len(), 0..=COOPERATIONS_MAX)?;
    faults.each("cooperations", given, |faults, one| {
        let party = choice(faults, "party", one.party);
        let municipality = faults.parse("municipality_number", &one.municipality_number);
        let kind = choice(faults, "kind", one.kind);
        let signed = faults.optional_date("signed_date", &one.signed_date);
        let labour_hours = count(
            faults,
            "labour_hours",
            one.labour_hours,
            0..=LABOUR_HOURS_MAX,
        );
        Some(Cooperation {
            party: party?,
            municipality: municipality?,
            kind: kind?,
            signed: signed?,
            recruitment: one.recruitment,
            competence: one.competence,
            labour_hours: labour_hours?,
        })
    })
}

fn budget(faults: &mut Violations, given: Vec<pb::BudgetLine>) -> Option<Vec<BudgetLine>> {
    faults.list_size("budget", given.len(), 1..=BUDGET_LINES_MAX)?;
    let read = faults.each("budget", given, |faults, line| {
        let code = faults.code("code", &line.code);
        let description = faults.line("description", &line.description, NAME_MAX);
        let amount = money::required(faults, "amount", line.amount);
        Some(BudgetLine {
            code: code?,
            description: description?,
            amount: amount?,
            ordinary_operation: line.ordinary_operation,
        })
    })?;
    let codes: Vec<_> = read.iter().map(|line| &line.code).collect();
    unique(faults, "budget", ".code", &codes)?;
    Some(read)
}

fn funding(faults: &mut Violations, given: Vec<pb::Funding>) -> Option<Vec<Funding>> {
    faults.list_size("funding", given.len(), 0..=FUNDING_MAX)?;
    faults.each("funding", given, |faults, part| {
        let funder = faults.line("funder", &part.funder, NAME_MAX);
        let kind = choice(faults, "kind", part.kind);
        let amount = money::positive(faults, "amount", part.amount);
        Some(Funding {
            funder: funder?,
            kind: kind?,
            amount: amount?,
        })
    })
}

fn awards(faults: &mut Violations, given: Vec<pb::DeMinimisAward>) -> Option<Vec<DeMinimisAward>> {
    faults.list_size("de_minimis_awards", given.len(), 0..=AWARDS_MAX)?;
    faults.each("de_minimis_awards", given, |faults, one| {
        let organisation = faults.parse("organisation_number", &one.organisation_number);
        let giver = faults.line("giver", &one.giver, NAME_MAX);
        let awarded = faults.date("awarded_date", &one.awarded_date);
        let euro_cents = faults.number("euro_cents", one.euro_cents, 1..=EURO_CENTS_MAX);
        Some(DeMinimisAward {
            organisation: organisation?,
            giver: giver?,
            awarded: awarded?,
            euro_cents: euro_cents?,
        })
    })
}

fn other_applications(
    faults: &mut Violations,
    given: Vec<pb::OtherApplication>,
) -> Option<Vec<OtherApplication>> {
    const LIST: &str = "other_applications";
    faults.list_size(LIST, given.len(), 0..=OTHER_APPLICATIONS_MAX)?;
    faults.each(LIST, given, |faults, one| {
        let scheme = choice(faults, "scheme", one.scheme);
        let activity_key = faults.code("activity_key", &one.activity_key);
        Some(OtherApplication {
            scheme: scheme?,
            activity_key: activity_key?,
        })
    })
}

/// A date as the contract carries it; empty when there is none.
fn date_text(date: Option<chrono::NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

impl From<Form> for pb::Form {
    fn from(form: Form) -> Self {
        pb::Form {
            private_foundation: form.private_foundation,
            voluntary_register_date: date_text(form.voluntary_registered),
            project: Some(form.project.into()),
            participants: Some(form.participants.into()),
            cooperations: form.cooperations.into_iter().map(Into::into).collect(),
            budget: form
                .budget
                .into_iter()
                .map(|line| pb::BudgetLine {
                    code: line.code,
                    description: line.description,
                    amount: Some(line.amount.into()),
                    ordinary_operation: line.ordinary_operation,
                })
                .collect(),
            funding: form
                .funding
                .into_iter()
                .map(|part| pb::Funding {
                    funder: part.funder,
                    kind: pb::FunderKind::from(part.kind).into(),
                    amount: Some(part.amount.into()),
                })
                .collect(),
            economic_activity: Some(pb::EconomicActivity {
                economic: form.economic_activity.economic,
                reason: form.economic_activity.reason,
            }),
            de_minimis_awards: form
                .de_minimis_awards
                .into_iter()
                .map(|one| pb::DeMinimisAward {
                    organisation_number: one.organisation.into(),
                    giver: one.giver,
                    awarded_date: one.awarded.to_string(),
                    euro_cents: one.euro_cents,
                })
                .collect(),
            other_applications: form
                .other_applications
                .into_iter()
                .map(|one| pb::OtherApplication {
                    scheme: pb::OtherScheme::from(one.scheme).into(),
                    activity_key: one.activity_key,
                })
                .collect(),
        }
    }
}

impl From<Project> for pb::Project {
    fn from(project: Project) -> Self {
        pb::Project {
            activity_key: project.activity_key,
            name: project.name,
            stage: pb::Stage::from(project.stage).into(),
            year: narrow(project.year),
            start_date: project.start.to_string(),
            method_novelty: project.method_novelty,
            work_path: project.work_path,
            direct_offer: project.direct_offer,
            ordinary_operation: project.ordinary_operation,
            commercial: project.commercial,
            institution_based: project.institution_based,
        }
    }
}

impl From<Participants> for pb::Participants {
    fn from(participants: Participants) -> Self {
        pb::Participants {
            groups: participants
                .groups
                .into_iter()
                .map(|one| pb::ParticipantGroup {
                    group: pb::TargetGroup::from(one.group).into(),
                    participants: narrow(one.participants),
                })
                .collect(),
            places: narrow(participants.places),
            hours_week: narrow(participants.hours_week),
            duration_weeks: narrow(participants.duration_weeks),
        }
    }
}

impl From<Cooperation> for pb::Cooperation {
    fn from(one: Cooperation) -> Self {
        pb::Cooperation {
            party: pb::Party::from(one.party).into(),
            municipality_number: one.municipality.into(),
            kind: pb::CooperationKind::from(one.kind).into(),
            signed_date: date_text(one.signed),
            recruitment: one.recruitment,
            competence: one.competence,
            labour_hours: narrow(one.labour_hours),
        }
    }
}
