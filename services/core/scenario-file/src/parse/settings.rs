//! The fields of a scenario beside its applicants.

use super::fault::{Problem, shown};
use super::fields::{Fields, Names, Settings, scalar};
use super::json::Spot;
use super::numbers;
use allocation::Amount;
use allocation::draw::Draw;
use allocation::places::Method;
use allocation::scenario::{
    Collar, Damping, FloorsCut, PaidBy, Quota, Reserved, Rounding, Rule, Tail, WeightBy,
};

const ROUNDINGS: Names<Rounding> = &[
    ("none", Rounding::None),
    ("sainte_lague", Rounding::SainteLague),
    ("largest_remainder", Rounding::LargestRemainder),
    ("down", Rounding::Down),
];

const TAILS: Names<Tail> = &[
    ("stop", Tail::Stop),
    ("partial", Tail::Partial),
    ("offer_reduced", Tail::OfferReduced),
    ("skip", Tail::Skip),
];

const WEIGHTS: Names<WeightBy> = &[
    ("weight", WeightBy::Weight),
    ("score", WeightBy::Score),
    ("weight_times_claim", WeightBy::WeightTimesClaim),
    ("score_times_claim", WeightBy::ScoreTimesClaim),
];

const PAYERS: Names<PaidBy> = &[
    ("everyone", PaidBy::Everyone),
    ("those_above", PaidBy::ThoseAbove),
];

const CUTS: Names<FloorsCut> = &[("proportional", FloorsCut::Proportional)];

const RULES: [&str; 10] = [
    "proportional",
    "constrained_equal_awards",
    "constrained_equal_losses",
    "talmud",
    "weighted_proportional",
    "weighted_equal_awards",
    "base_proportional",
    "ranked",
    "knapsack",
    "apportionment",
];

const METHODS: Names<Method> = &[
    ("sainte_lague", Method::SainteLague),
    ("modified_sainte_lague", Method::ModifiedSainteLague),
    ("largest_remainder", Method::LargestRemainder),
    ("dhondt", Method::Dhondt),
    ("huntington_hill", Method::HuntingtonHill),
    ("adams", Method::Adams),
    ("dean", Method::Dean),
];

const DAMPERS: [&str; 3] = ["collar", "growth_guarantee", "floor_then_scale"];

impl Settings<'_> {
    /// Takes all fields of the document but `applicants`.
    pub(super) fn read(&mut self, line: usize, fields: &[(std::borrow::Cow<'_, str>, Spot<'_>)]) {
        let fields = Fields::new(line, fields);
        self.only(
            &fields,
            &[
                "budget",
                "step",
                "rounding",
                "rule",
                "threshold",
                "useful_minimum",
                "damping",
                "yearly_ceilings",
                "groups",
                "reserved",
                "as_of",
                "draw",
                "authority",
                "rules",
                "floors_cut",
                "concern_cap",
                "phase_in",
                "applicants",
                "name",
                "note",
            ],
        );
        if let Some(budget) = self.needed(&fields, "budget") {
            self.scenario.budget = budget;
        }
        if let Some(step) = self.number(&fields, "step") {
            self.scenario.step = step;
            if step == Amount::ZERO {
                self.fault(
                    &fields,
                    "step",
                    Problem::NotAllowed {
                        found: "0".into(),
                        allowed: "> 0".into(),
                    },
                );
            }
        }
        if let Some(rounding) = self.choice(&fields, "rounding", ROUNDINGS) {
            self.scenario.rounding = rounding;
        }
        self.scenario.threshold = self.number(&fields, "threshold");
        self.scenario.useful_minimum = self.number(&fields, "useful_minimum");
        self.scenario.authority = self.number(&fields, "authority");
        self.scenario.as_of = self.date(&fields, "as_of");
        self.scenario.rules = self.text(&fields, "rules");
        self.scenario.floors_cut = self.choice(&fields, "floors_cut", CUTS);
        self.scenario.concern_cap = self.number(&fields, "concern_cap");
        self.phase_in(&fields);
        self.rule(&fields);
        self.damping(&fields);
        self.ceilings(&fields);
        self.quotas(&fields);
        self.reserved(&fields);
        self.draw(&fields);
    }

    fn rule(&mut self, parent: &Fields<'_, '_>) {
        let Some(rule) = self.object(parent, "rule") else {
            return;
        };
        self.only(
            &rule,
            &["kind", "tail", "base", "weight_by", "method", "threshold"],
        );
        let by = self.choice(&rule, "weight_by", WEIGHTS).unwrap_or_default();
        let Some(kind) = self.kind(&rule, &RULES) else {
            return;
        };
        self.scenario.rule = match kind {
            "proportional" => Rule::Proportional,
            "constrained_equal_awards" => Rule::ConstrainedEqualAwards,
            "constrained_equal_losses" => Rule::ConstrainedEqualLosses,
            "talmud" => Rule::Talmud,
            "weighted_proportional" => Rule::WeightedProportional(by),
            "weighted_equal_awards" => Rule::WeightedEqualAwards(by),
            "base_proportional" => {
                let base = self.needed(&rule, "base").unwrap_or_default();
                Rule::BaseProportional { base }
            }
            "knapsack" => Rule::Knapsack,
            "apportionment" => {
                let method = self
                    .choice(&rule, "method", METHODS)
                    .unwrap_or(Method::SainteLague);
                let share = rule
                    .get("threshold")
                    .map(|spot| scalar(spot).and_then(numbers::fraction));
                let threshold = share.and_then(|share| {
                    share
                        .map_err(|problem| self.fault(&rule, "threshold", problem))
                        .ok()
                });
                Rule::Apportionment { method, threshold }
            }
            _ => Rule::Ranked(self.choice(&rule, "tail", TAILS).unwrap_or_default()),
        };
    }

    fn damping(&mut self, parent: &Fields<'_, '_>) {
        let Some(damping) = self.object(parent, "damping") else {
            return;
        };
        self.only(&damping, &["kind", "down", "up", "below", "paid_by"]);
        let Some(kind) = self.kind(&damping, &DAMPERS) else {
            return;
        };
        let down = self.percent(&damping, "down");
        let up = self.percent(&damping, "up");
        self.scenario.damping = Some(match kind {
            "collar" => Damping::Collar(Collar { down, up }),
            "growth_guarantee" => {
                let below = self.needed(&damping, "below").unwrap_or_default();
                let paid_by = self.choice(&damping, "paid_by", PAYERS).unwrap_or_default();
                Damping::GrowthGuarantee { below, paid_by }
            }
            _ => {
                if down.is_none() {
                    self.fault(&damping, "down", Problem::Missing);
                }
                Damping::FloorThenScale {
                    down: down.unwrap_or_default(),
                }
            }
        });
    }

    fn phase_in(&mut self, parent: &Fields<'_, '_>) {
        let Some(phase_in) = self.object(parent, "phase_in") else {
            return;
        };
        self.only(&phase_in, &["years"]);
        let Some(spot) = phase_in.get("years") else {
            return self.fault(&phase_in, "years", Problem::Missing);
        };
        match scalar(spot).and_then(|text| Ok((text, numbers::whole(text)?))) {
            Ok((text, years)) => {
                let allowed = (1..=insight::phase_in::MOST_YEARS)
                    .contains(&u32::try_from(years).unwrap_or(0));
                if !allowed {
                    let (found, allowed) =
                        (shown(text), format!("1–{}", insight::phase_in::MOST_YEARS));
                    return self.fault(&phase_in, "years", Problem::NotAllowed { found, allowed });
                }
                self.scenario.phase_in = u32::try_from(years).ok();
            }
            Err(problem) => self.fault(&phase_in, "years", problem),
        }
    }

    fn ceilings(&mut self, parent: &Fields<'_, '_>) {
        for (place, spot) in self.list(parent, "yearly_ceilings").iter().enumerate() {
            let path = format!("yearly_ceilings[{place}]");
            if let Some(ceiling) = self.units(spot, path) {
                self.scenario.yearly_ceilings.push(ceiling);
            }
        }
    }

    fn quotas(&mut self, parent: &Fields<'_, '_>) {
        for (place, spot) in self.list(parent, "groups").iter().enumerate() {
            let Some(fields) = self.fields(spot, format!("groups[{place}]")) else {
                continue;
            };
            self.only(&fields, &["path", "min", "max"]);
            let path = self.path(&fields);
            let min = self.number(&fields, "min");
            // The minimum joins before the maximum is read, since reading may make the unit finer.
            self.scenario.groups.push(Quota {
                path,
                min,
                max: None,
            });
            let max = self.number(&fields, "max");
            if let Some(quota) = self.scenario.groups.last_mut() {
                quota.max = max;
            }
        }
    }

    fn reserved(&mut self, parent: &Fields<'_, '_>) {
        for (place, spot) in self.list(parent, "reserved").iter().enumerate() {
            let Some(fields) = self.fields(spot, format!("reserved[{place}]")) else {
                continue;
            };
            self.only(&fields, &["path", "amount", "released_from"]);
            let path = self.path(&fields);
            let amount = self.needed(&fields, "amount").unwrap_or_default();
            let released_from = self.date(&fields, "released_from");
            self.scenario.reserved.push(Reserved {
                path,
                amount,
                released_from,
            });
        }
    }

    fn draw(&mut self, parent: &Fields<'_, '_>) {
        let Some(draw) = self.object(parent, "draw") else {
            return;
        };
        self.only(&draw, &["key", "commitment"]);
        let commitment = self.text(&draw, "commitment");
        match self.text(&draw, "key") {
            Some(key) => self.scenario.draw = Some(Draw { key, commitment }),
            None => self.fault(&draw, "key", Problem::Missing),
        }
    }
}
