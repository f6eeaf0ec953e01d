//! A division in an answer, whole.

use allocation::Rounding;
use domain::allocation::division::{
    Collar, Division, GroupQuota, Grouping, Part, PlanRule, ReservedPart,
};

use crate::outward::count;
use crate::v1;

impl From<PlanRule> for v1::PlanRule {
    fn from(rule: PlanRule) -> Self {
        match rule {
            PlanRule::Ranked => v1::PlanRule::Ranked,
            PlanRule::Proportional => v1::PlanRule::Proportional,
            PlanRule::EqualAwards => v1::PlanRule::EqualAwards,
            PlanRule::EqualLosses => v1::PlanRule::EqualLosses,
            PlanRule::ByScore => v1::PlanRule::ByScore,
            PlanRule::BasePlusProportional { .. } => v1::PlanRule::BasePlusProportional,
        }
    }
}

impl From<Rounding> for v1::StepRounding {
    fn from(rounding: Rounding) -> Self {
        match rounding {
            Rounding::SainteLague => v1::StepRounding::SainteLague,
            Rounding::LargestRemainder => v1::StepRounding::LargestRemainder,
            Rounding::Down => v1::StepRounding::Down,
            // No plan has it: `Division::faults` refuses it.
            Rounding::None => v1::StepRounding::Unspecified,
        }
    }
}

impl From<Collar> for v1::Collar {
    fn from(collar: Collar) -> Self {
        v1::Collar {
            down_basis_points: collar.down.map(count),
            up_basis_points: collar.up.map(count),
        }
    }
}

impl From<Part> for v1::Part {
    fn from(part: Part) -> Self {
        match part {
            Part::Amount(amount) => v1::Part {
                amount: Some(amount.into()),
                basis_points: 0,
            },
            Part::Share(points) => v1::Part {
                amount: None,
                basis_points: count(points),
            },
        }
    }
}

impl From<&Grouping> for v1::Grouping {
    fn from(grouping: &Grouping) -> Self {
        let (kind, limits, code) = match grouping {
            Grouping::County => (v1::GroupingKind::County, &[][..], ""),
            Grouping::MunicipalitySize { limits } => {
                (v1::GroupingKind::MunicipalitySize, limits.as_slice(), "")
            }
            Grouping::NewEntrant => (v1::GroupingKind::NewEntrant, &[][..], ""),
            Grouping::Scheme(code) => (v1::GroupingKind::Scheme, &[][..], code.as_str()),
        };
        v1::Grouping {
            kind: kind.into(),
            size_limits: limits.iter().copied().map(count).collect(),
            code: code.to_owned(),
        }
    }
}

impl From<&Division> for v1::Division {
    fn from(division: &Division) -> Self {
        let base = match division.rule {
            PlanRule::BasePlusProportional { base } => Some(base.into()),
            _ => None,
        };
        v1::Division {
            rule: v1::PlanRule::from(division.rule).into(),
            base,
            step: Some(division.step.into()),
            rounding: v1::StepRounding::from(division.rounding).into(),
            collar: (!division.collar.is_open()).then(|| division.collar.into()),
            floor: division.floor.map(Into::into),
            cap: division.cap.map(Into::into),
            yearly_ceilings: division
                .yearly_ceilings
                .iter()
                .map(|most| (*most).into())
                .collect(),
            first_claims: division.first_claims.iter().copied().map(count).collect(),
            grouping: division.grouping.iter().map(Into::into).collect(),
            quotas: division.quotas.iter().map(quota_outward).collect(),
            reserved: division.reserved.iter().map(reserved_outward).collect(),
        }
    }
}

fn quota_outward(quota: &GroupQuota) -> v1::GroupQuota {
    v1::GroupQuota {
        path: quota.path.clone(),
        least: quota.least.map(Into::into),
        most: quota.most.map(Into::into),
    }
}

fn reserved_outward(reserved: &ReservedPart) -> v1::ReservedPart {
    v1::ReservedPart {
        path: reserved.path.clone(),
        part: Some(reserved.part.into()),
        released_from_date: reserved
            .released_from
            .map(|day| day.to_string())
            .unwrap_or_default(),
    }
}
