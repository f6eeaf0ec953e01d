//! The form.

use contract::fields::{choice, count, each_once, narrow, unique};
use contract::user_run_centres::v1 as pb;
use contract::{money, same_variants};
use domain::violations::Violations;

use super::{ACTIVITIES_MAX, PEOPLE_MAX};
use crate::form::{
    Activity, Articles, BudgetLine, CooperationAgreement, Form, Frame, FunderKind, Funding,
    Membership, OrganisationType, OtherApplication, RelatedOrganisation, Relation,
    SignatoryCapacity, Signature, VoluntaryRegistration,
};

const NAME_MAX: usize = 200;
const TEXT_MAX: usize = 4_000;
const TARGET_GROUP_MAX: usize = 2_000;
const RELATED_MAX: usize = 30;
const AGREEMENTS_MAX: usize = 50;
const OTHER_APPLICATIONS_MAX: usize = 30;
const COUNTIES_MAX: usize = 30;
const MEMBERS_MAX: i32 = 10_000_000;
const BRANCHES_MAX: i32 = 10_000;
const HOURS_OF_A_WEEK: i32 = 168;
const BUDGET_LINES_MAX: usize = 40;
const FUNDING_MAX: usize = 20;

same_variants!(pb: OrganisationType {
    InterestOrganisation, UserRunCentre, NextOfKinCentre, SelfHelpGroup, RegionalCentre
});
same_variants!(pb: Frame { National, LocalRegional });
same_variants!(pb: Relation { Parent, Sister, Daughter });
same_variants!(pb: FunderKind { State, County, Municipality, Private, Own });
same_variants!(pb: SignatoryCapacity { Chair, Procuration });

impl TryFrom<pb::Form> for Form {
    type Error = Violations;

    fn try_from(form: pb::Form) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let read = read_form(&mut faults, form);
        faults.finish(read)
    }
}

fn read_form(faults: &mut Violations, form: pb::Form) -> Option<Form> {
    let organisation_type = choice(faults, "organisation_type", form.organisation_type);
    let frame = choice(faults, "frame", form.frame);
    let registration = match form.voluntary_registration {
        Some(given) => faults
            .within("voluntary_registration", |faults| {
                registration(faults, &given)
            })
            .map(Some),
        None => Some(None),
    };
    let articles = faults
        .required("articles", form.articles)
        .and_then(|given| faults.within("articles", |faults| articles(faults, &given)));
    let membership = faults
        .required("membership", form.membership)
        .and_then(|given| faults.within("membership", |faults| membership(faults, &given)));
    let related_organisations = related(faults, form.related_organisations);
    let activities = activities(faults, form.activities);
    let cooperation_agreements = agreements(faults, form.cooperation_agreements);
    let other_applications = other_applications(faults, form.other_applications);
    let control_measures = faults.text("control_measures", &form.control_measures, TEXT_MAX);
    let signature = faults
        .required("signature", form.signature)
        .and_then(|given| faults.within("signature", |faults| signature(faults, &given)));
    Some(Form {
        organisation_type: organisation_type?,
        frame: frame?,
        voluntary_registration: registration?,
        articles: articles?,
        membership: membership?,
        related_organisations: related_organisations?,
        activities: activities?,
        cooperation_agreements: cooperation_agreements?,
        other_applications: other_applications?,
        control_measures: control_measures?,
        institution_based: form.institution_based,
        signature: signature?,
    })
}

fn registration(
    faults: &mut Violations,
    given: &pb::VoluntaryRegistration,
) -> Option<VoluntaryRegistration> {
    let organisation_number = faults.parse("organisation_number", &given.organisation_number);
    let registered = faults.date("registered_date", &given.registered_date);
    Some(VoluntaryRegistration {
        organisation_number: organisation_number?,
        registered: registered?,
    })
}

fn articles(faults: &mut Violations, given: &pb::Articles) -> Option<Articles> {
    let purpose_clause = faults.line("purpose_clause", &given.purpose_clause, NAME_MAX);
    Some(Articles {
        purpose_clause: purpose_clause?,
        ideal_purpose: given.ideal_purpose,
        core_business_user_involvement: given.core_business_user_involvement,
    })
}

fn membership(faults: &mut Violations, given: &pb::Membership) -> Option<Membership> {
    let share = count(
        faults,
        "user_share_of_board_percent",
        given.user_share_of_board_percent,
        0..=100,
    );
    let members = count(faults, "members", given.members, 0..=MEMBERS_MAX);
    let local_branches = count(
        faults,
        "local_branches",
        given.local_branches,
        0..=BRANCHES_MAX,
    );
    let counties = each_once(faults, "counties", &given.counties, 0..=COUNTIES_MAX);
    Some(Membership {
        user_share_of_board_percent: share?,
        members: members?,
        local_branches: local_branches?,
        counties: counties?,
    })
}

fn related(
    faults: &mut Violations,
    given: Vec<pb::RelatedOrganisation>,
) -> Option<Vec<RelatedOrganisation>> {
    const LIST: &str = "related_organisations";
    faults.list_size(LIST, given.len(), 0..=RELATED_MAX)?;
    let read = faults.each(LIST, given, |faults, one| {
        let organisation_number = faults.parse("organisation_number", &one.organisation_number);
        let name = faults.line("name", &one.name, NAME_MAX);
        let relation = choice(faults, "relation", one.relation);
        Some(RelatedOrganisation {
            organisation_number: organisation_number?,
            name: name?,
            relation: relation?,
        })
    })?;
    let numbers: Vec<_> = read.iter().map(|one| &one.organisation_number).collect();
    unique(faults, LIST, ".organisation_number", &numbers)?;
    Some(read)
}

fn activities(faults: &mut Violations, given: Vec<pb::Activity>) -> Option<Vec<Activity>> {
    const LIST: &str = "activities";
    faults.list_size(LIST, given.len(), 1..=ACTIVITIES_MAX)?;
    let read = faults.each(LIST, given, activity)?;
    let keys: Vec<_> = read.iter().map(|activity| &activity.key).collect();
    unique(faults, LIST, ".key", &keys)?;
    Some(read)
}

fn activity(faults: &mut Violations, given: pb::Activity) -> Option<Activity> {
    let key = faults.code("key", &given.key);
    let name = faults.line("name", &given.name, NAME_MAX);
    let goal = faults.text("goal", &given.goal, TEXT_MAX);
    let target_group = faults.text("target_group", &given.target_group, TARGET_GROUP_MAX);
    let users_planned = count(faults, "users_planned", given.users_planned, 0..=PEOPLE_MAX);
    let opening_hours_week = count(
        faults,
        "opening_hours_week",
        given.opening_hours_week,
        0..=HOURS_OF_A_WEEK,
    );
    let budget = budget(faults, given.budget);
    let funding = funding(faults, given.funding);
    let applied = money::positive(faults, "applied", given.applied);
    Some(Activity {
        key: key?,
        name: name?,
        goal: goal?,
        target_group: target_group?,
        users_planned: users_planned?,
        opening_hours_week: opening_hours_week?,
        in_norway: given.in_norway,
        budget: budget?,
        funding: funding?,
        applied: applied?,
    })
}

fn budget(faults: &mut Violations, given: Vec<pb::BudgetLine>) -> Option<Vec<BudgetLine>> {
    const LIST: &str = "budget";
    faults.list_size(LIST, given.len(), 1..=BUDGET_LINES_MAX)?;
    let read = faults.each(LIST, given, |faults, line| {
        let code = faults.code("code", &line.code);
        let description = faults.line("description", &line.description, NAME_MAX);
        let amount = money::required(faults, "amount", line.amount);
        Some(BudgetLine {
            code: code?,
            description: description?,
            amount: amount?,
        })
    })?;
    let codes: Vec<_> = read.iter().map(|line| &line.code).collect();
    unique(faults, LIST, ".code", &codes)?;
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
            confirmed: part.confirmed,
            requires_equal_municipal_contribution: part.requires_equal_municipal_contribution,
        })
    })
}

fn agreements(
    faults: &mut Violations,
    given: Vec<pb::CooperationAgreement>,
) -> Option<Vec<CooperationAgreement>> {
    const LIST: &str = "cooperation_agreements";
    faults.list_size(LIST, given.len(), 0..=AGREEMENTS_MAX)?;
    let read = faults.each(LIST, given, |faults, one| {
        let municipality = faults.parse("municipality_number", &one.municipality_number);
        let signed = faults.optional_date("signed_date", &one.signed_date);
        Some(CooperationAgreement {
            municipality: municipality?,
            signed: signed?,
        })
    })?;
    let municipalities: Vec<_> = read.iter().map(|one| &one.municipality).collect();
    unique(faults, LIST, ".municipality_number", &municipalities)?;
    Some(read)
}

fn other_applications(
    faults: &mut Violations,
    given: Vec<pb::OtherApplication>,
) -> Option<Vec<OtherApplication>> {
    const LIST: &str = "other_applications";
    faults.list_size(LIST, given.len(), 0..=OTHER_APPLICATIONS_MAX)?;
    faults.each(LIST, given, |faults, one| {
        let scheme = faults.line("scheme", &one.scheme, NAME_MAX);
        let activity_key = if one.activity_key.is_empty() {
            Some(None)
        } else {
            faults.code("activity_key", &one.activity_key).map(Some)
        };
        let amount = money::positive(faults, "amount", one.amount);
        Some(OtherApplication {
            scheme: scheme?,
            activity_key: activity_key?,
            amount: amount?,
        })
    })
}

fn signature(faults: &mut Violations, given: &pb::Signature) -> Option<Signature> {
    let name = faults.line("name", &given.name, NAME_MAX);
    let capacity = choice(faults, "capacity", given.capacity);
    Some(Signature {
        name: name?,
        capacity: capacity?,
    })
}

/// A date as the contract carries it; empty when there is none.
fn date_text(date: Option<chrono::NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

impl From<Form> for pb::Form {
    fn from(form: Form) -> Self {
        pb::Form {
            organisation_type: pb::OrganisationType::from(form.organisation_type).into(),
            frame: pb::Frame::from(form.frame).into(),
            voluntary_registration: form.voluntary_registration.map(|one| {
                pb::VoluntaryRegistration {
                    organisation_number: one.organisation_number.into(),
                    registered_date: one.registered.to_string(),
                }
            }),
            articles: Some(pb::Articles {
                purpose_clause: form.articles.purpose_clause,
                ideal_purpose: form.articles.ideal_purpose,
                core_business_user_involvement: form.articles.core_business_user_involvement,
            }),
            membership: Some(form.membership.into()),
            related_organisations: form
                .related_organisations
                .into_iter()
                .map(|one| pb::RelatedOrganisation {
                    organisation_number: one.organisation_number.into(),
                    name: one.name,
                    relation: pb::Relation::from(one.relation).into(),
                })
                .collect(),
            activities: form.activities.into_iter().map(Into::into).collect(),
            cooperation_agreements: form
                .cooperation_agreements
                .into_iter()
                .map(|one| pb::CooperationAgreement {
                    municipality_number: one.municipality.into(),
                    signed_date: date_text(one.signed),
                })
                .collect(),
            other_applications: form
                .other_applications
                .into_iter()
                .map(|one| pb::OtherApplication {
                    scheme: one.scheme,
                    activity_key: one.activity_key.unwrap_or_default(),
                    amount: Some(one.amount.into()),
                })
                .collect(),
            control_measures: form.control_measures,
            institution_based: form.institution_based,
            signature: Some(pb::Signature {
                name: form.signature.name,
                capacity: pb::SignatoryCapacity::from(form.signature.capacity).into(),
            }),
        }
    }
}

impl From<Membership> for pb::Membership {
    fn from(membership: Membership) -> Self {
        pb::Membership {
            user_share_of_board_percent: narrow(membership.user_share_of_board_percent),
            members: narrow(membership.members),
            local_branches: narrow(membership.local_branches),
            counties: membership.counties.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Activity> for pb::Activity {
    fn from(activity: Activity) -> Self {
        pb::Activity {
            key: activity.key,
            name: activity.name,
            goal: activity.goal,
            target_group: activity.target_group,
            users_planned: narrow(activity.users_planned),
            opening_hours_week: narrow(activity.opening_hours_week),
            in_norway: activity.in_norway,
            budget: activity
                .budget
                .into_iter()
                .map(|line| pb::BudgetLine {
                    code: line.code,
                    description: line.description,
                    amount: Some(line.amount.into()),
                })
                .collect(),
            funding: activity
                .funding
                .into_iter()
                .map(|part| pb::Funding {
                    funder: part.funder,
                    kind: pb::FunderKind::from(part.kind).into(),
                    amount: Some(part.amount.into()),
                    confirmed: part.confirmed,
                    requires_equal_municipal_contribution: part
                        .requires_equal_municipal_contribution,
                })
                .collect(),
            applied: Some(activity.applied.into()),
        }
    }
}
