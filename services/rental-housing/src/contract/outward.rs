//! To the messages.

use contract::rental_housing::v1 as pb;
use contract::v1::Money as MoneyMessage;

use crate::form::{CostLine, FinancingPlan, Form, OtherGrant, Unit};
use crate::indicators::Indicators;

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

/// Back to the contract's width: what was read from it, fits.
fn narrow(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A date as the contract carries it; empty where there is none.
fn told_date(date: Option<chrono::NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
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
            need_announced_date: told_date(project.need_announced),
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
            takeover_date: told_date(project.takeover),
            completion_date: told_date(Some(project.completion)),
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
        }
    }
}

impl From<Indicators> for pb::Indicators {
    fn from(indicators: Indicators) -> Self {
        pb::Indicators {
            in_use: indicators
                .in_use
                .into_iter()
                .map(|line| pb::UnitsInUse {
                    target_group: pb::TargetGroup::from(line.target_group).into(),
                    units: narrow(line.units),
                })
                .collect(),
            vacant: narrow(indicators.vacant),
            other_use: narrow(indicators.other_use),
            sold: narrow(indicators.sold),
        }
    }
}
