//! A scheme of the tests' own: a rate for each place, two sub-frames, two criteria.

use std::sync::LazyLock;

use domain::allocation::division::{PlanRule, Release, SubFramePlan};
use domain::application::claim::{Claim, ClaimStep};
use domain::application::{Draft, Placement};
use domain::call::Call;
use domain::findings::{Finding, when};
use domain::grant::{BudgetLine, Condition, GrantPart, PlannedInstalment};
use domain::identifiers::MunicipalityNumber;
use domain::money::Money;
use domain::report::{IndicatorValue, Measured, PlannedReport, ReportDue, ReportKind};
use domain::rules::{RuleBook, RuleError, RuleValues};
use domain::scheme::{
    Case, CriterionProfile, Decided, Functions, IndicatorProfile, ReportRule, Rule, Scheme,
    SchemeProfile,
};
use domain::tags::FormTags;
use serde::{Deserialize, Serialize};
use text::{Catalogue, Language};

use crate::certificates::report_rule;

/// Trial places. Weights that are not the whole from 2030 on, and no values before 2015.
#[derive(Debug, Clone, Copy)]
pub struct Pilot;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub places: i64,
    pub local: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Indicators {
    /// Reached in the period.
    pub people: i64,
    /// Open on the day of the report, where the report says it.
    pub places_open: Option<i64>,
    /// Found since the start.
    pub found: i64,
    /// True if the municipality has the offer.
    pub offer: bool,
}

const RULES: &str = include_str!("pilot.toml");

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::parse(RULES, &[]).unwrap());

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let sources = [Language::Bokmal, Language::Nynorsk, Language::English].map(|it| (it, MESSAGES));
    Catalogue::new(&sources).unwrap()
});

const MESSAGES: &str = "
finding-pilot-no-places = There is no place.
finding-pilot-plan-missing = There is no plan.
finding-pilot-earlier-recipient = There has been a grant before.
step-rate = { $places } places.
scheme-title = Trial places
scheme-purpose = More places.
scheme-follow-up = A report each year.
criterion-need = Need
criterion-quality = Quality
condition-report = A report is due.
";

impl Scheme for Pilot {
    type Form = Form;
    type Indicators = Indicators;

    const PROFILE: SchemeProfile = SchemeProfile {
        code: "pilot",
        case_prefix: "PT",
        manager: "Directorate of Trials",
        legal_basis: &[],
        criteria: &[
            CriterionProfile {
                code: "need",
                citation: "configurable",
            },
            CriterionProfile {
                code: "quality",
                citation: "configurable",
            },
        ],
        attachment_kinds: &["plan", "accounts"],
        document_kinds: &["accounts", "auditor_certificate", "project_report"],
        funding_sources: &[],
        indicators: &[
            indicator("people", Measured::Flow),
            indicator("places_open", Measured::Stock),
            indicator("found", Measured::Cumulative),
            indicator("municipalities_with_offer", Measured::Stock),
        ],
        target_groups: &["young", "old"],
        measures: &["local", "national"],
        budget_lines: &[],
    };

    const RULES: &'static [Rule<Form>] = &[rule];

    const DECISION_RULES: &'static [Rule<Form>] = &[running];

    const REPORT_RULES: &'static [ReportRule<Form, Indicators>] = &[report_rule];

    const FUNCTIONS: Functions<Form, Indicators> = Functions {
        frame_plan,
        placement,
        claim,
        conditions,
        payment_plan,
        documents: crate::documents::required,
        report_plan,
        settlement_parts: |decided, _| Ok(vec![GrantPart::whole(decided.granted)]),
        obligations: |_, _| Ok(Vec::new()),
        payment_facts: |_, _| Ok(Vec::new()),
        totals,
        institution_based: |_| None,
        emptied: Clone::clone,
        state_aid: |_, _| Ok(None),
        tags,
        budget,
    };

    fn rules() -> &'static RuleBook {
        &BOOK
    }

    fn messages() -> &'static Catalogue {
        &CATALOGUE
    }
}

/// Of each place two parts are for the young and one for the old, and one more part for the young.
fn tags(form: &Form) -> FormTags {
    let places = u32::try_from(form.places).unwrap_or(1);
    FormTags {
        measure: if form.local { "local" } else { "national" },
        target_groups: vec![("young", 2 * places + 1), ("old", places)],
    }
}

/// Of each place nine parts are wages and one is rent.
fn budget(form: &Form) -> Vec<BudgetLine> {
    let line = |code: &str, title: &str, rate: i64| BudgetLine {
        code: code.to_owned(),
        title: title.to_owned(),
        amount: Money::kroner(rate * form.places),
    };
    vec![line("wages", "Wages", 9_000), line("rent", "Rent", 1_000)]
}

fn frame_plan(_rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    let ranked = |code| SubFramePlan::by(code, PlanRule::Ranked);
    // Kept for local measures in the grant year; those that are late divide the rest.
    let local = SubFramePlan {
        release: Some(Release {
            to: "national",
            month: 12,
            day: 31,
        }),
        ..ranked("local")
    };
    Ok(vec![ranked("national"), local])
}

fn placement(draft: &Draft<Form>, _rules: &RuleValues) -> Result<Placement, RuleError> {
    let sub_frame = if draft.form.local {
        "local"
    } else {
        "national"
    };
    Ok(Placement::new(sub_frame, 1))
}

fn rule(case: &Case<'_, Form>, _rules: &RuleValues) -> Result<Vec<Finding>, RuleError> {
    let mut findings = Vec::new();
    let earlier = case.entries("earlier_recipient").count();
    let grants = case.facts.earlier_grants.iter();
    let facts = grants.flat_map(|grant| {
        let facts = [
            (grant.running, "running"),
            (grant.delivered, "delivered"),
            (grant.accepted, "accepted"),
        ];
        facts.into_iter().filter(|fact| fact.0).map(|fact| fact.1)
    });
    let facts: Vec<&str> = facts.collect();
    if earlier > 0 || !case.facts.earlier_grants.is_empty() {
        let finding = Finding::notice("PILOT_EARLIER_RECIPIENT", "configurable");
        findings.push(finding.with("facts", facts.join(" ")));
    }
    if case.draft.form.places == 0 {
        findings.push(Finding::blocking("PILOT_NO_PLACES", "configurable").on("form.places"));
    }
    let has_plan = case.attachment_kinds.iter().any(|kind| kind == "plan");
    if case.draft.form.places > 100 && !has_plan {
        findings.push(Finding::blocking("PILOT_PLAN_MISSING", "configurable"));
    }
    Ok(findings)
}

/// One at a time, on the day of the decision alone.
fn running(case: &Case<'_, Form>, _rules: &RuleValues) -> Result<Vec<Finding>, RuleError> {
    let running = case.facts.earlier_grants.iter().any(|grant| grant.running);
    Ok(when(running, || {
        Finding::blocking("PILOT_RUNNING", "configurable")
    }))
}

fn claim(_call: &Call, draft: &Draft<Form>, rules: &RuleValues) -> Result<Claim, RuleError> {
    let places = draft.form.places;
    let rate = rules.money("rate_per_place")?.value;
    let calculated = rate.times_count(places).unwrap();
    let amount = calculated.min(draft.requested);
    Ok(Claim {
        amount,
        useful_minimum: Money::ZERO,
        steps: vec![ClaimStep::amount(
            "rate",
            amount,
            vec![("places", places.into())],
            &["rate_per_place"],
        )],
    })
}

fn conditions(
    _decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<Condition>, RuleError> {
    Ok(vec![Condition::new("report", Vec::new(), "configurable")])
}

fn payment_plan(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<PlannedInstalment>, RuleError> {
    // Two thirds at once, what is left with the report.
    let first = Money::from_ore(decided.granted.ore() * 2 / 3);
    let last = Money::from_ore(decided.granted.ore() - first.ore());
    let due = decided.call.terms.report_due;
    let plan = [(decided.date, first), (due, last)];
    Ok(plan
        .into_iter()
        .map(|(due, amount)| PlannedInstalment {
            due,
            year: decided.call.terms.grant_year,
            amount,
        })
        .collect())
}

fn report_plan(
    decided: &Decided<'_, Form>,
    _rules: &RuleValues,
) -> Result<Vec<PlannedReport>, RuleError> {
    Ok(vec![PlannedReport {
        id: "final".parse().unwrap(),
        kind: ReportKind::Whole,
        due: ReportDue::On(decided.call.terms.report_due),
    }])
}

const fn indicator(code: &'static str, measured: Measured) -> IndicatorProfile {
    IndicatorProfile {
        code,
        unit: "units",
        measured,
    }
}

fn totals(indicators: &Indicators, municipality: &MunicipalityNumber) -> Vec<IndicatorValue> {
    let offer = indicators.offer.then(|| municipality.clone());
    vec![
        IndicatorValue::number("people", indicators.people),
        IndicatorValue::number_if_said("places_open", indicators.places_open),
        IndicatorValue::number("found", indicators.found),
        IndicatorValue::municipalities("municipalities_with_offer", offer),
    ]
}
