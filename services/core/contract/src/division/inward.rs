//! A division in a request: read field by field, as far as a mask names them.

use allocation::Rounding;
use domain::allocation::division::{
    Collar, GroupQuota, Grouping, Part, PlanRule, ReservedPart, SubFrameChange, WHOLE,
};
use domain::money::Money;
use domain::violations::Violations;

use crate::inward::{self, Mask};
use crate::{money, v1};

/// The most years of support that have a ceiling.
const YEARS_MAX: usize = 20;
/// The most classes that can have first claims.
const CLASSES_MAX: usize = 50;
/// The most groupings of one division.
const GROUPINGS_MAX: usize = 4;
/// The most quotas of one division.
const QUOTAS_MAX: usize = 200;
/// The most reserved parts of one division.
const RESERVED_MAX: usize = 50;
/// The most limits between size classes.
const LIMITS_MAX: usize = 20;
/// More inhabitants than any municipality has.
const INHABITANTS_MAX: i32 = 10_000_000;
/// The largest rise of a collar: a hundredfold.
const RISE_MAX: i32 = 1_000_000;

/// Fields that an update of a division can name, below `division.`.
pub(crate) const CHANGEABLE: [&str; 11] = [
    "division.rule",
    "division.step",
    "division.rounding",
    "division.collar",
    "division.floor",
    "division.cap",
    "division.yearly_ceilings",
    "division.first_claims",
    "division.grouping",
    "division.quotas",
    "division.reserved",
];

/// Reads what the mask names of a division into a change of it. Paths of faults begin with
/// `division.`.
pub(crate) fn changes(
    faults: &mut Violations,
    mask: &Mask,
    division: Option<v1::Division>,
) -> Option<SubFrameChange> {
    let from = division.unwrap_or_default();
    faults.within("division", |faults| {
        let rule = mask.field("division.rule", || rule(faults, &from));
        let step = mask.field("division.step", || {
            money::positive(faults, "step", from.step)
        });
        let rounding = mask.field("division.rounding", || rounding(faults, from.rounding));
        let collar = mask.field("division.collar", || collar(faults, from.collar));
        let floor = mask.field("division.floor", || {
            money::optional(faults, "floor", from.floor)
        });
        let cap = mask.field("division.cap", || money::optional(faults, "cap", from.cap));
        let yearly_ceilings = mask.field("division.yearly_ceilings", || {
            ceilings(faults, from.yearly_ceilings)
        });
        let first_claims = mask.field("division.first_claims", || {
            first_claims(faults, &from.first_claims)
        });
        let grouping = mask.field("division.grouping", || grouping(faults, from.grouping));
        let quotas = mask.field("division.quotas", || quotas(faults, from.quotas));
        let reserved = mask.field("division.reserved", || reserved(faults, from.reserved));
        Some(SubFrameChange {
            rule: rule?,
            step: step?,
            rounding: rounding?,
            collar: collar?,
            floor: floor?,
            cap: cap?,
            yearly_ceilings: yearly_ceilings?,
            first_claims: first_claims?,
            grouping: grouping?,
            quotas: quotas?,
            reserved: reserved?,
            ..SubFrameChange::default()
        })
    })
}

/// The rule with its basic amount, which only one rule has.
fn rule(faults: &mut Violations, from: &v1::Division) -> Option<PlanRule> {
    let chosen = inward::choice(faults, "rule", from.rule, |rule| {
        (rule != v1::PlanRule::Unspecified).then_some(rule)
    });
    if chosen == Some(v1::PlanRule::BasePlusProportional) {
        let base = money::positive(faults, "base", from.base)?;
        return Some(PlanRule::BasePlusProportional { base });
    }
    let base = money::optional(faults, "base", from.base);
    if chosen.is_some() && base.flatten().is_some() {
        faults.add(
            "base",
            "belongs to PLAN_RULE_BASE_PLUS_PROPORTIONAL only; leave it out",
        );
        return None;
    }
    match chosen? {
        v1::PlanRule::Ranked => Some(PlanRule::Ranked),
        v1::PlanRule::Proportional => Some(PlanRule::Proportional),
        v1::PlanRule::EqualAwards => Some(PlanRule::EqualAwards),
        v1::PlanRule::EqualLosses => Some(PlanRule::EqualLosses),
        v1::PlanRule::ByScore => Some(PlanRule::ByScore),
        v1::PlanRule::Unspecified | v1::PlanRule::BasePlusProportional => None,
    }
}

fn rounding(faults: &mut Violations, number: i32) -> Option<Rounding> {
    inward::choice(faults, "rounding", number, |rounding| match rounding {
        v1::StepRounding::Unspecified => None,
        v1::StepRounding::SainteLague => Some(Rounding::SainteLague),
        v1::StepRounding::LargestRemainder => Some(Rounding::LargestRemainder),
        v1::StepRounding::Down => Some(Rounding::Down),
    })
}

fn collar(faults: &mut Violations, collar: Option<v1::Collar>) -> Option<Collar> {
    let Some(from) = collar else {
        return Some(Collar::default());
    };
    faults.within("collar", |faults| {
        let mut points = |field: &str, given: Option<i32>, most: i32| match given {
            Some(points) => faults
                .number(field, points, 0..=most)
                .and_then(|points| u32::try_from(points).ok())
                .map(Some),
            None => Some(None),
        };
        // What falls by more than all there was is nothing.
        let down = points(
            "down_basis_points",
            from.down_basis_points,
            i32::try_from(WHOLE).unwrap_or(i32::MAX),
        );
        let up = points("up_basis_points", from.up_basis_points, RISE_MAX);
        Some(Collar {
            down: down?,
            up: up?,
        })
    })
}

fn ceilings(faults: &mut Violations, from: Vec<v1::Money>) -> Option<Vec<Money>> {
    faults.list_size("yearly_ceilings", from.len(), 0..=YEARS_MAX)?;
    faults.each("yearly_ceilings", from, |faults, amount| {
        faults.money("ore", amount.ore)
    })
}

fn first_claims(faults: &mut Violations, from: &[i32]) -> Option<Vec<u32>> {
    faults.list_size("first_claims", from.len(), 0..=CLASSES_MAX)?;
    let most = i32::try_from(CLASSES_MAX).unwrap_or(i32::MAX);
    let classes: Vec<Option<u32>> = from
        .iter()
        .enumerate()
        .map(|(at, class)| {
            crate::fields::count(faults, &format!("first_claims[{at}]"), *class, 1..=most)
        })
        .collect();
    let classes: Vec<u32> = classes.into_iter().collect::<Option<_>>()?;
    crate::fields::unique(faults, "first_claims", "", &classes)?;
    Some(classes)
}

fn grouping(faults: &mut Violations, from: Vec<v1::Grouping>) -> Option<Vec<Grouping>> {
    faults.list_size("grouping", from.len(), 0..=GROUPINGS_MAX)?;
    faults.each("grouping", from, |faults, one| {
        let kind = inward::choice(faults, "kind", one.kind, |kind| {
            (kind != v1::GroupingKind::Unspecified).then_some(kind)
        });
        let limits = limits(faults, kind, &one.size_limits);
        let code = match kind {
            Some(v1::GroupingKind::Scheme) => faults.code("code", &one.code),
            Some(_) if !one.code.is_empty() => {
                faults.add("code", "belongs to GROUPING_KIND_SCHEME only; leave it out");
                None
            }
            None if !one.code.is_empty() => faults.code("code", &one.code),
            Some(_) | None => Some(String::new()),
        };
        let (limits, code) = (limits?, code?);
        match kind? {
            v1::GroupingKind::Unspecified => None,
            v1::GroupingKind::County => Some(Grouping::County),
            v1::GroupingKind::MunicipalitySize => Some(Grouping::MunicipalitySize { limits }),
            v1::GroupingKind::NewEntrant => Some(Grouping::NewEntrant),
            v1::GroupingKind::Scheme => Some(Grouping::Scheme(code)),
        }
    })
}

fn limits(
    faults: &mut Violations,
    kind: Option<v1::GroupingKind>,
    from: &[i32],
) -> Option<Vec<u32>> {
    const FIELD: &str = "size_limits";
    match kind {
        Some(v1::GroupingKind::MunicipalitySize) => {
            faults.list_size(FIELD, from.len(), 1..=LIMITS_MAX)?;
        }
        Some(_) if !from.is_empty() => {
            faults.add(
                FIELD,
                "belong to GROUPING_KIND_MUNICIPALITY_SIZE only; leave them out",
            );
            return None;
        }
        _ => {
            faults.list_size(FIELD, from.len(), 0..=LIMITS_MAX)?;
        }
    }
    let limits: Vec<Option<u32>> = from
        .iter()
        .enumerate()
        .map(|(at, limit)| {
            crate::fields::count(
                faults,
                &format!("{FIELD}[{at}]"),
                *limit,
                1..=INHABITANTS_MAX,
            )
        })
        .collect();
    limits.into_iter().collect()
}

fn path(faults: &mut Violations, from: &[String]) -> Option<Vec<String>> {
    faults.list_size("path", from.len(), 1..=GROUPINGS_MAX)?;
    let names: Vec<Option<String>> = from
        .iter()
        .enumerate()
        .map(|(at, name)| faults.code(&format!("path[{at}]"), name))
        .collect();
    names.into_iter().collect()
}

/// A part of a frame: an amount or a share, one of the two.
fn part(faults: &mut Violations, field: &str, from: v1::Part) -> Option<Part> {
    if from.amount.is_none() && from.basis_points == 0 {
        faults.add(
            field,
            "says neither an amount nor a share; give one of them",
        );
        return None;
    }
    faults.within(field, |faults| {
        let most = i32::try_from(WHOLE).unwrap_or(i32::MAX);
        let amount = money::optional(faults, "amount", from.amount);
        let share = match from.basis_points {
            0 => Some(None),
            points => crate::fields::count(faults, "basis_points", points, 1..=most).map(Some),
        };
        match (amount?, share?) {
            (Some(_), Some(_)) => {
                faults.add(
                    "basis_points",
                    "stands beside an amount; give one of the two",
                );
                None
            }
            (Some(amount), None) => Some(Part::Amount(amount)),
            (None, share) => share.map(Part::Share),
        }
    })
}

fn quotas(faults: &mut Violations, from: Vec<v1::GroupQuota>) -> Option<Vec<GroupQuota>> {
    faults.list_size("quotas", from.len(), 0..=QUOTAS_MAX)?;
    faults.each("quotas", from, |faults, quota| {
        let path = path(faults, &quota.path);
        let mut bound = |field: &str, given: Option<v1::Part>| match given {
            Some(given) => part(faults, field, given).map(Some),
            None => Some(None),
        };
        let least = bound("least", quota.least);
        let most = bound("most", quota.most);
        Some(GroupQuota {
            path: path?,
            least: least?,
            most: most?,
        })
    })
}

fn reserved(faults: &mut Violations, from: Vec<v1::ReservedPart>) -> Option<Vec<ReservedPart>> {
    faults.list_size("reserved", from.len(), 0..=RESERVED_MAX)?;
    faults.each("reserved", from, |faults, reserved| {
        let path = path(faults, &reserved.path);
        let given = faults.required("part", reserved.part);
        let part = given.and_then(|given| part(faults, "part", given));
        let released_from =
            faults.optional_date("released_from_date", &reserved.released_from_date);
        Some(ReservedPart {
            path: path?,
            part: part?,
            released_from: released_from?,
        })
    })
}
