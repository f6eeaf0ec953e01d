//! Applications that must be in order before the decision: what is found at submission, and what
//! stops a proposal and an approval on the facts of their day.

use casework::CaseError;
use casework::allocation::AllocationKey;
use casework::application::{ApplicationKey, ApplicationView};
use domain::allocation::Allocation;
use domain::assessment::CriterionScore;
use domain::call::CallTerms;
use domain::findings::Severity;
use domain::identifiers::{AllocationId, CallId};
use domain::money::Money;
use domain::names;
use domain::refusal::Refusal;
use domain::report::Report;

use crate::journey::{allocation_as_read, decision_maker, finance, report_as_read, seen};
use crate::pilot::{Form, Indicators};
use crate::reports::paid_round;
use crate::steps;
use crate::world::{
    World, administrator, applicant, as_read, assessor, at, case_handler, draft, terms,
};

pub fn second_call() -> CallId {
    "pilot-2027".parse().unwrap()
}

/// The findings of a check on earlier grants: the severity of the overdue report, and the facts.
type Found = (Option<Severity>, Option<String>);

impl World {
    /// A second call, open until a day.
    pub async fn open_second(&self, deadline: &str) {
        let terms = CallTerms {
            title: "Forsøk 2027".to_owned(),
            grant_year: 2027,
            deadline: at(deadline),
            report_due: "2028-04-01".parse().unwrap(),
            ..terms()
        };
        let money = steps::appropriate(2027, Money::kroner(2_000_000));
        self.take(&finance(), money).await.unwrap();
        let create = steps::create_call(&second_call(), &terms);
        let call = self.take(&administrator(), create).await.unwrap();
        self.take(&administrator(), steps::open_call(&call))
            .await
            .unwrap();
    }

    pub async fn second_draft(&self, organisation: u32) -> ApplicationView<Form> {
        let case = ApplicationKey {
            call: second_call(),
            application: self.id(),
        };
        let create = steps::create(&case, &draft(organisation));
        self.take(&applicant(organisation), create).await.unwrap()
    }

    async fn found(&self, organisation: u32) -> Found {
        let case = ApplicationKey {
            call: second_call(),
            application: self.id(),
        };
        let check = steps::check(&case, &draft(organisation));
        let checked = self.take(&applicant(organisation), check).await.unwrap();
        let find = |code| checked.findings.iter().find(|finding| finding.code == code);
        let overdue = find("APPLICATION_REPORT_OVERDUE").map(|finding| finding.severity);
        let facts = find("PILOT_EARLIER_RECIPIENT").map(|finding| format!("{:?}", finding.args));
        (overdue, facts)
    }

    /// The second call, closed and assessed, as an allocation to be proposed.
    pub async fn second_allocation(
        &self,
        cases: &[&ApplicationView<Form>],
        now: &str,
    ) -> Allocation {
        self.clock.set(at(now));
        let get = steps::get_call(&second_call());
        let call = self.take(&administrator(), get).await.unwrap();
        let close = steps::close_call(&call);
        self.take(&administrator(), close).await.unwrap();
        for case in cases {
            let scores = ["need", "quality"].map(|criterion| CriterionScore {
                criterion: criterion.to_owned(),
                points: 80,
                reason: "as described".to_owned(),
            });
            let record = steps::record(&as_read(case), &scores);
            self.take(&assessor("aud"), record).await.unwrap();
        }
        let key = AllocationKey {
            call: second_call(),
            allocation: AllocationId::try_from(self.id().uuid()).unwrap(),
        };
        self.created(&steps::create_allocation(&key)).await.unwrap()
    }

    async fn delivered(&self, case: &ApplicationKey, organisation: u32) -> Report<Indicators> {
        let written = self
            .write_report(case, organisation, (300_000, 300_000, 3))
            .await;
        self.submit_report(&written, organisation).await.unwrap()
    }

    async fn sent_back(&self, report: &Report<Indicators>) {
        let back = steps::return_report(&report_as_read(report), "Sign the accounts.");
        self.on_report(&case_handler(), back).await.unwrap();
    }

    pub async fn approve_second(&self, allocation: &Allocation) -> Result<Allocation, CaseError> {
        let at = allocation_as_read(allocation);
        self.take(&decision_maker(), steps::approve(&at, &seen(allocation)))
            .await
            .map(|approved| approved.answer)
    }
}

/// The applications and codes of a refusal.
fn stopped<T: std::fmt::Debug>(result: Result<T, CaseError>) -> Vec<(String, String)> {
    match result {
        Err(CaseError::Refused(Refusal::NotInOrder(cases))) => cases
            .into_iter()
            .map(|(case, finding)| (case, finding.code.into_owned()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_three_facts_of_an_earlier_grant_are_separate() {
    let world = World::new().await;
    let cases = paid_round(&world, 1).await;
    world.clock.set(at("2026-12-01T12:00:00Z"));
    world.open_second("2027-12-15T22:59:59Z").await;
    let facts = async || world.found(1).await;
    let holds = |which: &str| Some(format!(r#"[("facts", Text("{which}"))]"#));
    // Nothing is due yet, and the project runs.
    assert_eq!(facts().await, (None, holds("running delivered accepted")));
    world.clock.set(at("2027-04-01T12:00:00Z"));
    assert_eq!(facts().await, (None, holds("running delivered accepted")));
    world.clock.set(at("2027-04-02T12:00:00Z"));
    let overdue = Some(Severity::BeforeDecision);
    assert_eq!(facts().await, (overdue, holds("")));
    let sent = world.delivered(&cases[0], 1).await;
    // Delivered, and waits for the authority.
    assert_eq!(facts().await, (None, holds("delivered")));
    let accept = steps::accept_report(&report_as_read(&sent), "Attained.");
    world.on_report(&case_handler(), accept).await.unwrap();
    assert_eq!(facts().await, (None, holds("delivered accepted")));
    // An offer that is not accepted does not run, and owes no report.
    assert_eq!(world.found(2).await, (None, holds("delivered accepted")));
    assert_eq!(world.found(7).await, (None, None));
}

#[tokio::test]
async fn what_must_be_in_order_stops_the_decision_and_not_the_submission() {
    let world = World::new().await;
    let cases = paid_round(&world, 1).await;
    world.clock.set(at("2027-05-01T12:00:00Z"));
    world.open_second("2027-05-15T22:59:59Z").await;
    let late = world.second_draft(1).await;
    let late = world.submit(1, &late).await;
    let submission = late.application.state.submission().unwrap();
    let found = |code| submission.notices.iter().find(|one| one.code == code);
    let overdue = found("APPLICATION_REPORT_OVERDUE").unwrap();
    assert_eq!(overdue.severity, Severity::BeforeDecision);
    let new = world.second_draft(7).await;
    let new = world.submit(7, &new).await;
    let allocation = world
        .second_allocation(&[&late, &new], "2027-05-17T09:00:00Z")
        .await;
    let name = names::application(&second_call(), late.application.id);
    let stops = [(name, "APPLICATION_REPORT_OVERDUE".to_owned())];
    assert_eq!(stopped(world.propose(&allocation).await), stops);
    let sent = world.delivered(&cases[0], 1).await;
    let proposed = world.propose(&allocation).await.unwrap();
    // The facts are read again when it is approved.
    world.sent_back(&sent).await;
    assert_eq!(stopped(world.approve_second(&proposed).await), stops);
    let back = world.report(&cases[0], 1).await;
    world.submit_report(&back, 1).await.unwrap();
    world.approve_second(&proposed).await.unwrap();
}

#[tokio::test]
async fn a_rule_of_the_scheme_judges_again_on_the_day_of_the_decision() {
    let world = World::new().await;
    paid_round(&world, 1).await;
    world.clock.set(at("2026-12-01T12:00:00Z"));
    world.open_second("2027-02-15T22:59:59Z").await;
    let draft = world.second_draft(1).await;
    let submitted = world.submit(1, &draft).await;
    let allocation = world
        .second_allocation(&[&submitted], "2027-02-17T09:00:00Z")
        .await;
    let codes = stopped(world.propose(&allocation).await);
    assert_eq!(codes[0].1, "PILOT_RUNNING");
    // Nothing is granted to it: nothing has to be in order.
    let id = submitted.application.id;
    let refuse = (Money::ZERO, "One project at a time.");
    let adjust = steps::adjust(&allocation_as_read(&allocation), id, refuse);
    world.take(&case_handler(), adjust).await.unwrap();
    let adjusted = world.the_allocation(&allocation).await;
    world.propose(&adjusted).await.unwrap();
}
