//! The smallest scheme there can be: one question, one criterion, one frame.

use std::sync::OnceLock;

use contract::SchemeContract;
use domain::allocation::division::{PlanRule, SubFramePlan};
use domain::application::claim::Claim;
use domain::application::{Draft, Placement};
use domain::call::Call;
use domain::findings::Finding;
use domain::grant::{Condition, GrantPart, PlannedInstalment};
use domain::identifiers::MunicipalityNumber;
use domain::money::Money;
use domain::report::{IndicatorValue, Measured, PlannedReport, ReportDue, ReportKind};
use domain::rules::{RuleBook, RuleError, RuleValues};
use domain::scheme::{
    Case, CriterionProfile, Decided, Functions, IndicatorProfile, ReportRule, Reported, Rule,
    Scheme, SchemeProfile,
};
use domain::tags::FormTags;
use domain::violations::Violations;
use serde::{Deserialize, Serialize};
use text::{Catalogue, Language};

#[derive(Debug, Clone, Copy)]
pub struct TestScheme;

/// The applicant's form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub purpose: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicators {
    pub persons: i64,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct FormMessage {
    #[prost(string, tag = "1")]
    pub purpose: String,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct IndicatorsMessage {
    #[prost(int64, tag = "1")]
    pub persons: i64,
}

impl prost::Name for FormMessage {
    const NAME: &'static str = "Form";
    const PACKAGE: &'static str = "tildeling.test_scheme.v1";
}

impl prost::Name for IndicatorsMessage {
    const NAME: &'static str = "Indicators";
    const PACKAGE: &'static str = "tildeling.test_scheme.v1";
}

impl From<Form> for FormMessage {
    fn from(form: Form) -> Self {
        Self {
            purpose: form.purpose,
        }
    }
}

impl TryFrom<FormMessage> for Form {
    type Error = Violations;

    fn try_from(from: FormMessage) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let purpose = faults.text("purpose", &from.purpose, 200_000);
        faults.finish(purpose.map(|purpose| Form { purpose }))
    }
}

impl From<Indicators> for IndicatorsMessage {
    fn from(indicators: Indicators) -> Self {
        Self {
            persons: indicators.persons,
        }
    }
}

impl TryFrom<IndicatorsMessage> for Indicators {
    type Error = Violations;

    fn try_from(from: IndicatorsMessage) -> Result<Self, Violations> {
        Ok(Self {
            persons: from.persons,
        })
    }
}

impl SchemeContract for TestScheme {
    type FormMessage = FormMessage;
    type IndicatorsMessage = IndicatorsMessage;
}

const RULES: &str = r#"
    [[value]]
    id = "weight_quality"
    value = 100
    unit = "percent"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "account.waiting_days"
    value = 10
    unit = "days"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "acceptance.days"
    value = 21
    unit = "days"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "settlement.by_line"
    value = false
    unit = "flag"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "acceptance.revised_budget"
    value = true
    unit = "flag"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "appeal.kinds"
    value = ["MUNICIPALITY", "FOUNDATION", "COMPANY", "VOLUNTARY_ORGANISATION"]
    unit = "text"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "lapse.notice_days"
    value = 14
    unit = "days"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "tags.plan_line"
    value = "tests"
    unit = "text"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "tags.goals"
    value = ["g4"]
    unit = "text"
    from = 2000-01-01
    source = "configurable"
"#;

const SENTENCES: &str = "
scheme-title = The test scheme
scheme-purpose = To be tested.
scheme-target-group = Tests.
scheme-goal-criteria = None.
scheme-follow-up = None.
criterion-quality = Quality
sub-frame-all = All
indicator-persons = Persons
plan-line-tests = Tests
target-group-people = People
measure-test = Test
finding-test-purpose-empty-words = The purpose says nothing.
";

const OTHERWISE: [(&str, &str); 2] = [
    ("The test scheme", "Prøveordningen"),
    ("says nothing", "sier ingenting"),
];

impl Scheme for TestScheme {
    type Form = Form;
    type Indicators = Indicators;

    const PROFILE: SchemeProfile = SchemeProfile {
        code: "test-scheme",
        case_prefix: "TS",
        manager: "Nobody",
        legal_basis: &[],
        criteria: &[CriterionProfile {
            code: "quality",
            citation: "configurable",
        }],
        attachment_kinds: &["plan"],
        document_kinds: &["accounts", "auditor_certificate"],
        funding_sources: &["own"],
        indicators: &[IndicatorProfile {
            code: "persons",
            unit: "persons",
            measured: Measured::Flow,
        }],
        target_groups: &["people"],
        measures: &["test"],
        budget_lines: &[],
    };

    const RULES: &'static [Rule<Form>] = &[rule];

    const DECISION_RULES: &'static [Rule<Form>] = &[];

    const REPORT_RULES: &'static [ReportRule<Form, Indicators>] = &[report_rule];

    const FUNCTIONS: Functions<Form, Indicators> = Functions {
        frame_plan,
        placement,
        claim,
        conditions,
        payment_plan,
        documents: |_, _| Ok(Vec::new()),
        report_plan,
        settlement_parts: |decided, _| Ok(vec![GrantPart::whole(decided.granted)]),
        obligations: |_, _| Ok(Vec::new()),
        payment_facts: |_, _| Ok(Vec::new()),
        totals,
        institution_based: |_| None,
        emptied: Clone::clone,
        state_aid: |_, _| Ok(None),
        tags: |_| FormTags {
            measure: "test",
            target_groups: vec![("people", 1)],
        },
        budget: |_| Vec::new(),
    };

    fn rules() -> &'static RuleBook {
        static BOOK: OnceLock<RuleBook> = OnceLock::new();
        BOOK.get_or_init(|| RuleBook::parse(RULES, &[]).unwrap())
    }

    fn messages() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        CATALOGUE.get_or_init(|| {
            let norwegian = OTHERWISE
                .iter()
                .fold(SENTENCES.to_owned(), |text, (english, norwegian)| {
                    text.replace(english, norwegian)
                });
            Catalogue::new(&[
                (Language::Bokmal, &norwegian),
                (Language::Nynorsk, &norwegian),
                (Language::English, SENTENCES),
            ])
            .unwrap()
        })
    }
}

fn frame_plan(_: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    Ok(vec![SubFramePlan::by("all", PlanRule::Ranked)])
}

fn placement(_: &Draft<Form>, _: &RuleValues) -> Result<Placement, RuleError> {
    Ok(Placement::new("all", 1))
}

fn rule(case: &Case<'_, Form>, _: &RuleValues) -> Result<Vec<Finding>, RuleError> {
    assert!(case.draft.form.purpose != "panic", "asked to");
    let empty = case.draft.form.purpose.contains("empty words");
    let finding = Finding::blocking("TEST_PURPOSE_EMPTY_WORDS", "configurable").on("form.purpose");
    Ok(empty.then_some(finding).into_iter().collect())
}

fn claim(_: &Call, draft: &Draft<Form>, _: &RuleValues) -> Result<Claim, RuleError> {
    Ok(Claim {
        amount: draft.requested,
        useful_minimum: Money::ZERO,
        steps: vec![],
    })
}

fn conditions(_: &Decided<'_, Form>, _: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    Ok(vec![])
}

fn payment_plan(
    decided: &Decided<'_, Form>,
    _: &RuleValues,
) -> Result<Vec<PlannedInstalment>, RuleError> {
    Ok(vec![PlannedInstalment {
        due: decided.date,
        year: decided.call.terms.grant_year,
        amount: decided.granted,
    }])
}

fn report_plan(
    decided: &Decided<'_, Form>,
    _: &RuleValues,
) -> Result<Vec<PlannedReport>, RuleError> {
    Ok(vec![PlannedReport {
        id: "final".parse().unwrap(),
        kind: ReportKind::Whole,
        due: ReportDue::On(decided.call.terms.report_due),
    }])
}

fn report_rule(
    _: &Reported<'_, Form, Indicators>,
    _: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    Ok(vec![])
}

fn totals(indicators: &Indicators, _: &MunicipalityNumber) -> Vec<IndicatorValue> {
    vec![IndicatorValue::number("persons", indicators.persons)]
}
