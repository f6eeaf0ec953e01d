//! From the messages: every fault of every field is noted, none hides another.

use contract::fields::{choice, choices, count, optional_choice, unique};
use contract::money;
use contract::rental_housing::v1 as pb;
use contract::v1::Money as MoneyMessage;
use domain::money::Money;
use domain::violations::Violations;

use crate::form::{
    Agreement, AgreementKind, CostLine, Economy, FinancingPlan, Form, OtherGrant, Project, Setting,
    Unit,
};
use crate::indicators::{Indicators, UnitsInUse};

/// The most dwellings in one application.
const UNITS_MAX: i32 = 200;
/// The longest text of the form.
const TEXT_MAX: usize = 4_000;

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

fn units_in_use(faults: &mut Violations, line: &pb::UnitsInUse) -> Option<UnitsInUse> {
    let target_group = choice(faults, "target_group", line.target_group);
    let units = count(faults, "units", line.units, 0..=UNITS_MAX);
    Some(UnitsInUse {
        target_group: target_group?,
        units: units?,
    })
}

impl TryFrom<pb::Indicators> for Indicators {
    type Error = Violations;

    fn try_from(indicators: pb::Indicators) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let in_use = faults
            .list_size("in_use", indicators.in_use.len(), 0..=7)
            .and_then(|_| faults.each("in_use", &indicators.in_use, units_in_use));
        let groups: Vec<_> = in_use
            .iter()
            .flatten()
            .map(|line| line.target_group)
            .collect();
        // The fault it notes is what counts: nothing is finished with one.
        unique(&mut faults, "in_use", ".target_group", &groups);
        let vacant = count(&mut faults, "vacant", indicators.vacant, 0..=UNITS_MAX);
        let other_use = count(
            &mut faults,
            "other_use",
            indicators.other_use,
            0..=UNITS_MAX,
        );
        let sold = count(&mut faults, "sold", indicators.sold, 0..=UNITS_MAX);
        let read = (|| {
            Some(Indicators {
                in_use: in_use?,
                vacant: vacant?,
                other_use: other_use?,
                sold: sold?,
            })
        })();
        faults.finish(read)
    }
}
