//! The form. Every fault of every field is noted, none hides another.

use contract::fields::{choice, choices, count, date_text, narrow, optional_choice};
use contract::rental_housing::v1 as pb;
use contract::v1::Money as MoneyMessage;
use contract::{money, same_variants};
use domain::money::Money;
use domain::violations::Violations;

use super::UNITS_MAX;
use crate::form::{
    Agreement, AgreementKind, CostKind, CostLine, Economy, FinancingPlan, Form,
    MarketValueException, Measure, OtherGrant, OtherGrantKind, Owner, Project, QualityGain,
    Recommendation, Setting, TargetGroup, Unit,
};

/// The longest text of the form.
const TEXT_MAX: usize = 4_000;

same_variants!(pb: Measure { NewBuild, Purchase, Upgrade, AllocationRight });
same_variants!(pb: Owner { Municipality, MunicipalUndertaking, HealthTrust, Other });
same_variants!(pb: AgreementKind { None, Allocation, Referral });
same_variants!(pb: Recommendation { NotNeeded, Recommended, NotRecommended, NotGiven });
same_variants!(pb: TargetGroup {
    SubstanceDependency, MentalIllness, IntellectualDisability, Refugee, WeakEconomy, Young,
    OtherDisadvantaged,
});
same_variants!(pb: QualityGain { UniversalDesign, Energy, Other });
same_variants!(pb: CostKind {
    Building, Land, ExistingMass, Price, Fees, SharedDebt, Improvement, Upgrade,
});
same_variants!(pb: MarketValueException { District, AddedQualities });
same_variants!(pb: OtherGrantKind { InvestmentGrant, Other });

fn project(faults: &mut Violations, form: &pb::Form) -> Option<Project> {
    let municipality = faults.parse("municipality_number", &form.municipality_number);
    let property = faults.parse_optional("property_number", &form.property_number);
    let measure = choice(faults, "measure", form.measure);
    let owner = choice(faults, "owner", form.owner);
    let need_announced = faults.optional_date("need_announced_date", &form.need_announced_date);
    let quality_gains = choices(faults, "quality_gains", &form.quality_gains, 0..=3);
    let takeover = faults.optional_date("takeover_date", &form.takeover_date);
    let completion = faults.date("completion_date", &form.completion_date);
    let levels = count(
        faults,
        "subcontractor_levels",
        form.subcontractor_levels,
        0..=10,
    );
    Some(Project {
        municipality: municipality?,
        property: property?,
        measure: measure?,
        owner: owner?,
        developer: form.developer,
        private_partner: form.private_partner,
        need_announced: need_announced?,
        programme_municipality: form.programme_municipality,
        quality_gains: quality_gains?,
        takeover: takeover?,
        completion: completion?,
        builder_centrally_approved: form.builder_centrally_approved,
        subcontractor_levels: levels?,
    })
}

fn agreement(faults: &mut Violations, form: &pb::Form) -> Option<Agreement> {
    let kind = choice(faults, "agreement", form.agreement);
    let years = count(faults, "agreement_years", form.agreement_years, 0..=99);
    let recommendation = choice(
        faults,
        "municipality_recommendation",
        form.municipality_recommendation,
    );
    let (kind, years) = (kind?, years?);
    if kind == AgreementKind::None && years > 0 {
        faults.add(
            "agreement_years",
            "must be 0 without an agreement; name the agreement, or take the years away",
        );
        return None;
    }
    Some(Agreement {
        kind,
        years,
        registered_clause: form.registered_clause,
        recommendation: recommendation?,
    })
}

fn unit(faults: &mut Violations, unit: &pb::Unit) -> Option<Unit> {
    let area = faults.number("primary_area_dm2", unit.primary_area_dm2, 500..=50_000);
    if area.is_some_and(|area| area % 10 != 0) {
        faults.add(
            "primary_area_dm2",
            "must be a multiple of 10: square metres with one decimal; round it",
        );
    }
    let rooms = faults.number("rooms", unit.rooms, 1..=20);
    let monthly_rent = money::required(faults, "monthly_rent", unit.monthly_rent);
    let target_groups = choices(faults, "target_groups", &unit.target_groups, 1..=7);
    Some(Unit {
        primary_area_dm2: u32::try_from(area?).ok()?,
        rooms: u32::try_from(rooms?).ok()?,
        monthly_rent: monthly_rent?,
        target_groups: target_groups?,
    })
}

fn units(faults: &mut Violations, form: &pb::Form) -> Option<Vec<Unit>> {
    faults.list_size("units", form.units.len(), 1..=200)?;
    faults.each("units", &form.units, unit)
}

fn cost_line(faults: &mut Violations, line: &pb::CostLine) -> Option<CostLine> {
    let kind = choice(faults, "kind", line.kind);
    let amount = money::required(faults, "amount", line.amount);
    Some(CostLine {
        kind: kind?,
        amount: amount?,
    })
}

fn financing(faults: &mut Violations, plan: Option<pb::FinancingPlan>) -> Option<FinancingPlan> {
    let plan = faults.required("financing", plan)?;
    faults.within("financing", |faults| {
        let loan = money::required(faults, "loan", plan.loan);
        let grant = money::required(faults, "grant", plan.grant);
        let own = money::required(faults, "own", plan.own);
        let other = money::required(faults, "other", plan.other);
        Some(FinancingPlan {
            loan: loan?,
            grant: grant?,
            own: own?,
            other: other?,
        })
    })
}

fn other_grant(faults: &mut Violations, grant: &pb::OtherGrant) -> Option<OtherGrant> {
    let kind = choice(faults, "kind", grant.kind);
    let scheme = faults.line("scheme", &grant.scheme, 200);
    let amount = money::positive(faults, "amount", grant.amount);
    Some(OtherGrant {
        kind: kind?,
        scheme: scheme?,
        amount: amount?,
        same_units: grant.same_units,
    })
}

/// Net income may be a loss: bounded on both sides.
fn cash_flows(faults: &mut Violations, flows: &[MoneyMessage]) -> Option<Vec<Money>> {
    faults.list_size("yearly_cash_flows", flows.len(), 1..=60)?;
    let most = Money::MAX.ore();
    let read: Vec<_> = flows
        .iter()
        .enumerate()
        .map(|(at, flow)| {
            faults.number(
                &format!("yearly_cash_flows[{at}].ore"),
                flow.ore,
                -most..=most,
            )
        })
        .collect();
    read.into_iter()
        .map(|ore| ore.map(Money::from_ore))
        .collect()
}

fn economy(faults: &mut Violations, form: &pb::Form) -> Option<Economy> {
    let costs = faults
        .list_size("costs", form.costs.len(), 1..=30)
        .and_then(|_| faults.each("costs", &form.costs, cost_line));
    let market_value = match form.market_value {
        None => Some(None),
        given @ Some(_) => money::positive(faults, "market_value", given).map(Some),
    };
    let exception = optional_choice(
        faults,
        "market_value_exception",
        form.market_value_exception,
    );
    let financing = financing(faults, form.financing);
    let yearly_cash_flows = cash_flows(faults, &form.yearly_cash_flows);
    let other_grants = faults
        .list_size("other_grants", form.other_grants.len(), 0..=10)
        .and_then(|_| faults.each("other_grants", &form.other_grants, other_grant));
    Some(Economy {
        costs: costs?,
        market_value: market_value?,
        market_value_exception: exception?,
        financing: financing?,
        yearly_cash_flows: yearly_cash_flows?,
        other_grants: other_grants?,
        investment_grant_possible: form.investment_grant_possible,
    })
}

fn setting(faults: &mut Violations, form: &pb::Form) -> Option<Setting> {
    let net_addition = count(faults, "net_addition", form.net_addition, 0..=UNITS_MAX);
    let challenge = faults.text("housing_challenge", &form.housing_challenge, TEXT_MAX);
    let environment = faults.text("living_environment", &form.living_environment, TEXT_MAX);
    let follow_up = faults.optional_text("follow_up_services", &form.follow_up_services, TEXT_MAX);
    Some(Setting {
        net_addition: net_addition?,
        housing_challenge: challenge?,
        living_environment: environment?,
        child_friendly: form.child_friendly,
        follow_up_services: follow_up?,
        housing_first: form.housing_first,
    })
}

impl TryFrom<pb::Form> for Form {
    type Error = Violations;

    fn try_from(form: pb::Form) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let project = project(&mut faults, &form);
        let agreement = agreement(&mut faults, &form);
        let units = units(&mut faults, &form);
        let economy = economy(&mut faults, &form);
        let setting = setting(&mut faults, &form);
        let read = (|| {
            Some(Form {
                project: project?,
                agreement: agreement?,
                units: units?,
                economy: economy?,
                setting: setting?,
            })
        })();
        faults.finish(read)
    }
}

impl From<Unit> for pb::Unit {
    fn from(unit: Unit) -> Self {
        pb::Unit {
            primary_area_dm2: narrow(unit.primary_area_dm2),
            rooms: narrow(unit.rooms),
            monthly_rent: Some(unit.monthly_rent.into()),
            target_groups: unit
                .target_groups
                .into_iter()
                .map(|group| pb::TargetGroup::from(group).into())
                .collect(),
        }
    }
}

impl From<OtherGrant> for pb::OtherGrant {
    fn from(grant: OtherGrant) -> Self {
        pb::OtherGrant {
            kind: pb::OtherGrantKind::from(grant.kind).into(),
            scheme: grant.scheme,
            amount: Some(grant.amount.into()),
            same_units: grant.same_units,
        }
    }
}

impl From<CostLine> for pb::CostLine {
    fn from(line: CostLine) -> Self {
        pb::CostLine {
            kind: pb::CostKind::from(line.kind).into(),
            amount: Some(line.amount.into()),
        }
    }
}

impl From<FinancingPlan> for pb::FinancingPlan {
    fn from(plan: FinancingPlan) -> Self {
        pb::FinancingPlan {
            loan: Some(plan.loan.into()),
            grant: Some(plan.grant.into()),
            own: Some(plan.own.into()),
            other: Some(plan.other.into()),
        }
    }
}

impl From<Form> for pb::Form {
    fn from(form: Form) -> Self {
        let Form {
            project,
            agreement,
            units,
            economy,
            setting,
        } = form;
        pb::Form {
            municipality_number: project.municipality.into(),
            property_number: project.property.map(String::from).unwrap_or_default(),
            measure: pb::Measure::from(project.measure).into(),
            owner: pb::Owner::from(project.owner).into(),
            developer: project.developer,
            private_partner: project.private_partner,
            need_announced_date: date_text(project.need_announced),
            programme_municipality: project.programme_municipality,
            agreement: pb::AgreementKind::from(agreement.kind).into(),
            agreement_years: narrow(agreement.years),
            registered_clause: agreement.registered_clause,
            municipality_recommendation: pb::Recommendation::from(agreement.recommendation).into(),
            units: units.into_iter().map(pb::Unit::from).collect(),
            net_addition: narrow(setting.net_addition),
            quality_gains: project
                .quality_gains
                .into_iter()
                .map(|gain| pb::QualityGain::from(gain).into())
                .collect(),
            costs: economy.costs.into_iter().map(pb::CostLine::from).collect(),
            market_value: economy.market_value.map(MoneyMessage::from),
            market_value_exception: economy
                .market_value_exception
                .map(pb::MarketValueException::from)
                .unwrap_or_default()
                .into(),
            financing: Some(economy.financing.into()),
            yearly_cash_flows: economy
                .yearly_cash_flows
                .into_iter()
                .map(MoneyMessage::from)
                .collect(),
            takeover_date: date_text(project.takeover),
            completion_date: date_text(Some(project.completion)),
            other_grants: economy
                .other_grants
                .into_iter()
                .map(pb::OtherGrant::from)
                .collect(),
            investment_grant_possible: economy.investment_grant_possible,
            housing_challenge: setting.housing_challenge,
            living_environment: setting.living_environment,
            child_friendly: setting.child_friendly,
            follow_up_services: setting.follow_up_services,
            builder_centrally_approved: project.builder_centrally_approved,
            subcontractor_levels: narrow(project.subcontractor_levels),
            housing_first: setting.housing_first,
        }
    }
}
