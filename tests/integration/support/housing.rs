//! Rounds of rental housing whose dwellings are as large as a test needs them.

use domain::caller::Role;
use serde_json::{Value, json};

use super::round::only;
use super::schemes::Rental;
use super::world::{World, at};

/// A round of the rules of a day, whose applicants build as many dwellings as they say, each for
/// the kroner that they ask for it.
pub struct Round {
    pub rules: &'static str,
    pub projects: Vec<Vec<i64>>,
}

impl Round {
    fn call(&self, world: &World<Rental>) -> Value {
        let mut call = world.call_to_create();
        call["rules_date"] = self.rules.into();
        call["sub_frames"][0]["budget"]["ore"] = 40_000_000_000_i64.into();
        call
    }

    /// The application of the n-th applicant: the areas of its dwellings are as the kroner are.
    fn application(&self, world: &World<Rental>, n: u32) -> Value {
        let mut application = world.application_to_create(n);
        let units = &self.projects[usize::try_from(n - 1).unwrap()];
        let ore = units.iter().sum::<i64>() * 100;
        application["requested"]["ore"] = ore.into();
        let form = &mut application["form"];
        let unit = form["units"][0].clone();
        let dwellings = units.iter().map(|kroner| {
            let mut dwelling = unit.clone();
            dwelling["primary_area_dm2"] = (kroner / 50).clamp(500, 20_000).into();
            dwelling
        });
        form["units"] = dwellings.collect();
        form["net_addition"] = units.len().into();
        // A fifth of the cost, and no income: the grant is what is asked for.
        let cost = 5 * ore;
        form["costs"][0]["amount"]["ore"] = cost.into();
        form["market_value"]["ore"] = cost.into();
        form["yearly_cash_flows"] = json!([{ "ore": 0 }]);
        form["financing"] = json!({
            "loan": { "ore": cost / 2 }, "grant": { "ore": ore },
            "own": { "ore": cost - cost / 2 - ore }, "other": { "ore": 0 },
        });
        application
    }

    /// Plays the round to its grants, each accepted; gives the world.
    pub async fn granted(&self) -> World<Rental> {
        let world = World::<Rental>::start().await;
        let administrator = world.administrator();
        let request = json!({ "call": self.call(&world) });
        let created = only(administrator.call("CreateCall", request).await.unwrap());
        world.appropriate(&created).await;
        let opened = world.step(&administrator, "OpenCall", &created).await;
        opened.unwrap();
        let count = u32::try_from(self.projects.len()).unwrap();
        for n in 1..=count {
            let own = world.applicant(n);
            let create = json!({ "application": self.application(&world, n) });
            let draft = only(own.call("CreateApplication", create).await.unwrap());
            world.step(&own, "SubmitApplication", &draft).await.unwrap();
        }
        world.close_call().await;
        for n in 1..=count {
            world.assess(&world.case_handler(), n, 80).await.unwrap();
        }
        let proposed = world.proposed().await;
        world.approve(&proposed).await.unwrap();
        world
    }
}

/// The final cost of the n-th grant, delivered: it came out as it was approved.
pub async fn cost_delivered(world: &World<Rental>, n: u32) -> Value {
    world.accepted(n).await;
    let own = world.applicant(n);
    let name = format!("{}/reports/final-cost", world.grant_name(n));
    let report = own.call("GetReport", json!({ "name": name })).await;
    let mut report = only(report.unwrap());
    let budget = world.grant(n).await["budget"].clone();
    let lines = budget.as_array().unwrap().iter();
    let accounts = lines.map(|line| json!({ "line": line["code"], "actual": line["amount"] }));
    report["accounts"] = accounts.collect();
    report["moved_to_equity"] = json!({ "ore": 0 });
    world.certify(&own, &mut report).await;
    let mask = "accounts,financing,movedToEquity,certificate";
    let update = json!({ "report": report, "update_mask": mask });
    let written = only(own.call("UpdateReport", update).await.unwrap());
    world.step(&own, "SubmitReport", &written).await.unwrap()
}

/// The grant of the n-th applicant, running: its final cost is accepted.
pub async fn running(world: &World<Rental>, n: u32) -> Value {
    let sent = cost_delivered(world, n).await;
    // Two persons, as a large grant needs.
    let (kari, siri) = (
        world.case_handler(),
        world.staff("siri", &[Role::CaseHandler]),
    );
    let goals = || json!({ "goal_assessment": "Dokumentert." });
    let recommended = world.step_with(&kari, "RecommendReport", &sent, goals());
    let recommended = recommended.await.unwrap();
    let accepted = world.step_with(&siri, "AcceptReport", &recommended, goals());
    accepted.await.unwrap();
    let more = json!({ "reason": "Vilkårene er dokumentert." });
    world.document_payment(&world.grant(n).await).await;
    let settled = world.grant(n).await;
    let active = world
        .step_with(&kari, "ActivateGrant", &settled, more)
        .await;
    active.unwrap()
}

/// Pays everything that is due; the bank books it on a day, which is today then.
pub async fn pay(world: &World<Rental>, booked: &str) {
    world.clock.set(at(&format!("{booked}T10:00:00Z")));
    let finn = world.finance();
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    finn.call("AttestPayments", due).await.unwrap();
    world.approve_payments(1).await;
    let basis = json!({ "parent": world.call_name() });
    let basis = finn.stream("ExportPayments", vec![basis]).await.unwrap();
    let payments = basis
        .iter()
        .flat_map(|part| part["payments"].as_array().unwrap());
    let receipts: Value = payments
        .map(|payment| {
            json!({
                "end_to_end_id": payment["end_to_end_id"], "amount": payment["amount"],
                "booked_date": booked,
            })
        })
        .collect();
    let receipts = json!({ "parent": world.call_name(), "receipts": receipts });
    finn.call("ImportReceipts", receipts).await.unwrap();
}
