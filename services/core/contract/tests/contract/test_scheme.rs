//! The smallest scheme there can be: its form and its indicators ask who applies.

use std::sync::LazyLock;

use contract::{SchemeContract, v1};
use domain::allocation::division::{PlanRule, SubFramePlan};
use domain::application::claim::Claim;
use domain::application::{Applicant, Draft, Placement};
use domain::call::Call;
use domain::findings::Finding;
use domain::grant::{Condition, GrantPart, PlannedInstalment};
use domain::identifiers::MunicipalityNumber;
use domain::report::{IndicatorValue, PlannedReport};
use domain::rules::{RuleBook, RuleError, RuleValues};
use domain::scheme::{
    Case, CriterionProfile, Decided, Functions, ReportRule, Reported, Rule, Scheme, SchemeProfile,
};
use domain::tags::FormTags;
use text::{Catalogue, Language};

#[derive(Debug, Clone, Copy)]
pub struct TestScheme;

static RULES: LazyLock<RuleBook> = LazyLock::new(|| {
    RuleBook::parse(
        r#"
        [[value]]
        id = "weight_quality"
        value = 100
        unit = "percent"
        from = 2015-01-01
        source = "configurable"

        [[value]]
        id = "rates"
        value = { central = "0.40", other = [1, 2] }
        unit = "share"
        from = 2015-01-01
        source = "configurable"

        [[value]]
        id = "account.waiting_days"
        value = 10
        unit = "days"
        from = 2015-01-01
        source = "configurable"

        [[value]]
        id = "acceptance.days"
        value = 21
        unit = "days"
        from = 2015-01-01
        source = "configurable"

        [[value]]
        id = "settlement.by_line"
        value = false
        unit = "flag"
        from = 2015-01-01
        source = "configurable"

        [[value]]
        id = "acceptance.revised_budget"
        value = true
        unit = "flag"
        from = 2015-01-01
        source = "configurable"

        [[value]]
        id = "appeal.kinds"
        value = ["MUNICIPALITY", "FOUNDATION", "COMPANY", "VOLUNTARY_ORGANISATION"]
        unit = "text"
        from = 2015-01-01
        source = "configurable"

        [[value]]
        id = "lapse.notice_days"
        value = 14
        unit = "days"
        from = 2015-01-01
        source = "configurable"

    [[value]]
    id = "tags.plan_line"
    value = "user_influence"
    unit = "text"
    from = 2000-01-01
    source = "configurable"

    [[value]]
    id = "tags.goals"
    value = ["g4"]
    unit = "text"
    from = 2000-01-01
    source = "configurable"
        "#,
        &[],
    )
    .unwrap()
});

static MESSAGES: LazyLock<Catalogue> = LazyLock::new(|| {
    const NB: &str = "scheme-title = Prøveordningen\nscheme-purpose = Å prøve.\n\
        scheme-target-group = Ingen.\nscheme-goal-criteria = Ingen.\nscheme-follow-up = Ingen.\n\
        criterion-quality = Kvalitet\nsub-frame-national = Nasjonal\n";
    const EN: &str = "scheme-title = The test scheme\nscheme-purpose = To test.\n\
        scheme-target-group = Nobody.\nscheme-goal-criteria = None.\nscheme-follow-up = None.\n\
        criterion-quality = Quality\nsub-frame-national = National\n";
    Catalogue::new(&[
        (Language::Bokmal, NB),
        (Language::Nynorsk, NB),
        (Language::English, EN),
    ])
    .unwrap()
});

impl SchemeContract for TestScheme {
    type FormMessage = v1::Applicant;
    type IndicatorsMessage = v1::Applicant;
}

impl Scheme for TestScheme {
    type Form = Applicant;
    type Indicators = Applicant;

    const PROFILE: SchemeProfile = SchemeProfile {
        code: "test-scheme",
        case_prefix: "TS",
        manager: "Ingen",
        legal_basis: &[],
        criteria: &[CriterionProfile {
            code: "quality",
            citation: "configurable",
        }],
        attachment_kinds: &["project_description"],
        document_kinds: &["auditor_certificate"],
        funding_sources: &["own"],
        indicators: &[],
        target_groups: &["users_and_next_of_kin"],
        measures: &["user_run_centre"],
        budget_lines: &[],
    };

    const RULES: &'static [Rule<Applicant>] = &[rule];

    const DECISION_RULES: &'static [Rule<Applicant>] = &[];

    const REPORT_RULES: &'static [ReportRule<Applicant, Applicant>] = &[report_rule];

    const FUNCTIONS: Functions<Applicant, Applicant> = Functions {
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
            measure: "user_run_centre",
            target_groups: vec![("users_and_next_of_kin", 1)],
        },
        budget: |_| Vec::new(),
    };

    fn rules() -> &'static RuleBook {
        &RULES
    }

    fn messages() -> &'static Catalogue {
        &MESSAGES
    }
}

fn frame_plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    rules.integer("weight_quality")?;
    Ok(vec![SubFramePlan::by("national", PlanRule::Ranked)])
}

fn placement(_: &Draft<Applicant>, _: &RuleValues) -> Result<Placement, RuleError> {
    Ok(Placement::new("national", 1))
}

fn rule(_: &Case<'_, Applicant>, _: &RuleValues) -> Result<Vec<Finding>, RuleError> {
    Ok(Vec::new())
}

fn claim(_: &Call, draft: &Draft<Applicant>, _: &RuleValues) -> Result<Claim, RuleError> {
    Ok(Claim {
        amount: draft.requested,
        useful_minimum: draft.requested,
        steps: Vec::new(),
    })
}

fn conditions(_: &Decided<'_, Applicant>, _: &RuleValues) -> Result<Vec<Condition>, RuleError> {
    Ok(Vec::new())
}

fn payment_plan(
    _: &Decided<'_, Applicant>,
    _: &RuleValues,
) -> Result<Vec<PlannedInstalment>, RuleError> {
    Ok(Vec::new())
}

fn report_plan(
    _: &Decided<'_, Applicant>,
    _: &RuleValues,
) -> Result<Vec<PlannedReport>, RuleError> {
    Ok(Vec::new())
}

fn report_rule(
    _: &Reported<'_, Applicant, Applicant>,
    _: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    Ok(Vec::new())
}

fn totals(_: &Applicant, _: &MunicipalityNumber) -> Vec<IndicatorValue> {
    Vec::new()
}
