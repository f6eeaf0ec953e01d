//! The offers' way: accepted, declined, lapsed; paid, reported, closed.

use chrono::TimeDelta;
use domain::calendar::Clock;
use serde_json::{Value, json};
use tonic::Code;

use super::ore;
use crate::support::round::{acceptance, account, at_with, only, payer};
use crate::support::schemes::TestScheme;
use crate::support::world::{World, at};

fn states(listed: &Value, of: &str) -> Vec<String> {
    let listed = listed[of].as_array().unwrap();
    listed
        .iter()
        .map(|one| one["state"].as_str().unwrap().to_owned())
        .collect()
}

/// The first accepts, the second declines, the third never answers.
pub async fn answer_offers<S: TestScheme>(world: &World<S>) {
    let accepted = world.accepted(1).await;
    assert_eq!(accepted["state"], "GRANT_STATE_ACCEPTED");
    let committed = async || {
        let budget = json!({ "parent": world.call_name() });
        let budget = world
            .case_handler()
            .call("GetBudget", budget)
            .await
            .unwrap();
        budget["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| ore(&line["committed"]))
            .sum::<i64>()
    };
    let before = committed().await;
    let (second, third) = (world.grant(2).await, world.offer(3).await);
    let more = json!({ "reason": "Vi fikk det dekket et annet sted." });
    let declined = world
        .step_with(&world.applicant(2), "DeclineGrant", &second, more)
        .await
        .unwrap();
    assert_eq!(declined["state"], "GRANT_STATE_DECLINED");
    assert_eq!(committed().await, before - ore(&second["granted"]));
    let kari = world.case_handler();
    let more = json!({ "reason": "Purret på telefon og brev." });
    let early = world
        .step_with(&kari, "LapseGrant", &third, more.clone())
        .await
        .unwrap_err();
    assert_eq!(early.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let last_day = third["accept_by_date"].as_str().unwrap();
    world
        .clock
        .set(at(&format!("{last_day}T12:00:00Z")) + TimeDelta::days(1));
    let late = at_with(&third, acceptance(&third, 3));
    let late = world
        .applicant(3)
        .call("AcceptGrant", late)
        .await
        .unwrap_err();
    assert_eq!(late.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let silent = world.step_with(&kari, "LapseGrant", &third, more).await;
    assert_eq!(silent.unwrap_err().is(), early.is(), "not without a notice");
    let lapsed = world.lapsed(3).await;
    assert_eq!(lapsed["state"], "GRANT_STATE_LAPSED");
    assert_eq!(
        committed().await,
        before - ore(&second["granted"]) - ore(&third["granted"])
    );
}

pub async fn pay<S: TestScheme>(world: &World<S>) {
    let (kari, finn) = (world.case_handler(), world.finance());
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    let none = finn.call("AttestPayments", due.clone()).await.unwrap();
    assert_eq!(
        none["instalments"], 0,
        "nothing is attested before the conditions are met"
    );
    report_before_payment(world).await;
    let more = json!({ "reason": "Vilkårene er dokumentert." });
    let accepted = world.grant(1).await;
    world.document_payment(&accepted).await;
    let active = world
        .step_with(&kari, "ActivateGrant", &accepted, more)
        .await
        .unwrap();
    assert_eq!(active["state"], "GRANT_STATE_ACTIVE");
    let attested = finn.call("AttestPayments", due.clone()).await.unwrap();
    let planned = active["instalments"].as_array().unwrap();
    assert_eq!(attested["instalments"], planned.len());
    assert_eq!(attested["amount"], active["granted"]);
    let batch = world.approve_payments(1).await;
    assert_eq!(
        (&batch["payments"], &batch["amount"], &batch["approved_by"]),
        (&json!(planned.len()), &active["granted"], &json!("berit"))
    );
    let export = json!({ "name": batch["name"], "payer": payer() });
    let file = finn
        .stream("ExportBatch", vec![export.clone()])
        .await
        .unwrap();
    let again = world.auditor().stream("ExportBatch", vec![export]).await;
    assert_eq!(again.unwrap(), file, "the same bytes each time");
    let basis = json!({ "parent": world.call_name() });
    let basis = finn.stream("ExportPayments", vec![basis]).await.unwrap();
    let payments: Vec<Value> = basis
        .iter()
        .flat_map(|batch| batch["payments"].as_array().unwrap().clone())
        .collect();
    let sum: i64 = payments.iter().map(|payment| ore(&payment["amount"])).sum();
    assert_eq!(sum, ore(&active["granted"]));
    for payment in &payments {
        assert_eq!(payment["account_number"], account(1));
        assert_eq!(
            (&payment["attested_by"], &payment["approved_by"]),
            (&json!("finn"), &json!("berit"))
        );
        assert_eq!(
            (&payment["batch"], &payment["payment_approved_by"]),
            (&batch["name"], &json!("berit"))
        );
        assert_eq!(payment["chapter_post"], S::call()["chapter_post"]);
    }
    let receipts: Vec<Value> = payments
        .iter()
        .map(|payment| {
            json!({
                "end_to_end_id": payment["end_to_end_id"],
                "amount": payment["amount"],
                "booked_date": world.clock.today().to_string(),
            })
        })
        .collect();
    confirm(world, receipts, payments.len(), sum).await;
}

/// Confirms payments twice, and checks that they are paid once.
async fn confirm<S: TestScheme>(world: &World<S>, receipts: Vec<Value>, count: usize, sum: i64) {
    let finn = world.finance();
    let receipts = json!({ "parent": world.call_name(), "receipts": receipts });
    let taken = finn.call("ImportReceipts", receipts.clone()).await.unwrap();
    assert_eq!(
        (&taken["paid"], &taken["repeated_receipts"]),
        (&json!(count), &json!(0))
    );
    let again = finn.call("ImportReceipts", receipts).await.unwrap();
    assert_eq!(
        (&again["paid"], &again["repeated_receipts"]),
        (&json!(0), &json!(count))
    );
    let budget = finn
        .call("GetBudget", json!({ "parent": world.call_name() }))
        .await
        .unwrap();
    let paid: i64 = budget["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| ore(&line["paid"]))
        .sum();
    assert_eq!(paid, sum);
    the_ledger_ties(world, &budget).await;
    the_tags_tie(world, &budget).await;
}

/// Checks that the sums by tag come to the budget of the call, and that every tag has its titles.
async fn the_tags_tie<S: TestScheme>(world: &World<S>, budget: &Value) {
    let ask = json!({ "parent": world.call_name() });
    let answer = world.finance().call("SummarizeTags", ask).await.unwrap();
    let sums = answer["sums"].as_array().unwrap();
    let lines = budget["lines"].as_array().unwrap();
    for field in ["committed", "paid", "repaid", "released"] {
        let of_lines: i64 = lines.iter().map(|line| ore(&line["totals"][field])).sum();
        let of_tags: i64 = sums.iter().map(|sum| ore(&sum["amounts"][field])).sum();
        assert_eq!(of_tags, of_lines, "{field}");
        assert_eq!(ore(&answer["total"][field]), of_lines, "{field}");
    }
    assert!(!sums.is_empty());
    for code in ["plan_line", "goal", "target_group", "measure"] {
        for sum in sums {
            let code = &sum["tag"][code];
            assert!(!code["code"].as_str().unwrap().is_empty(), "{sum}");
            let title = code["title"].as_str().unwrap();
            assert!(!title.is_empty() && !title.contains('-'), "{code}");
        }
    }
    let mut only = json!({ "parent": format!("schemes/{}", S::CODE) });
    let group = &sums[0]["tag"]["target_group"]["code"];
    only["target_group"] = group.clone();
    let of_group = world.finance().call("SummarizeTags", only).await.unwrap();
    let sums = sums
        .iter()
        .filter(|sum| sum["tag"]["target_group"]["code"] == *group);
    let expected: i64 = sums.map(|sum| ore(&sum["amounts"]["committed"])).sum();
    assert_eq!(ore(&of_group["total"]["committed"]), expected);
}

/// Checks that postings, awards with their money, and the budget tell the same sums, and that the
/// postings are finance's and the auditor's to read.
pub async fn the_ledger_ties<S: TestScheme>(world: &World<S>, budget: &Value) {
    let parent = || vec![json!({ "parent": world.call_name() })];
    let finance = world.finance();
    let parts = finance.stream("ExportPostings", parent()).await.unwrap();
    let postings: Vec<&Value> = parts
        .iter()
        .flat_map(|part| part["postings"].as_array().unwrap())
        .collect();
    let number = |value: &Value| value.as_i64().unwrap();
    let ids: Vec<i64> = postings.iter().map(|one| number(&one["id"])).collect();
    assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
    assert_eq!(ids.last().copied(), Some(number(&budget["newest_posting"])));
    let entered = |kinds: &[&str]| -> i64 {
        let inside =
            |account: &Value| i64::from(kinds.contains(&account["kind"].as_str().unwrap()));
        let change =
            |one: &&Value| (inside(&one["debit"]) - inside(&one["credit"])) * ore(&one["amount"]);
        postings.iter().map(change).sum()
    };
    let totals = &budget["item"]["totals"];
    let committed = entered(&["committed", "attested", "paid", "repaid"]);
    let paid = entered(&["paid", "repaid"]);
    assert_eq!(
        (committed, paid),
        (ore(&totals["committed"]), ore(&totals["paid"]))
    );
    let appropriated = ore(&budget["item"]["appropriated"]);
    assert_eq!(appropriated, committed + ore(&budget["item"]["left"]));

    let parts = finance.stream("ExportAwards", parent()).await.unwrap();
    let (mut of_awards, mut of_payments) = (0, 0);
    for part in &parts {
        let (awards, money) = (part["awards"].as_array(), part["money"].as_array());
        assert_eq!(awards.unwrap().len(), money.unwrap().len());
        for movement in money
            .unwrap()
            .iter()
            .flat_map(|one| one["movements"].as_array().unwrap())
        {
            of_awards += ore(&movement["committed"]);
            of_payments += ore(&movement["paid"]);
        }
    }
    assert_eq!((of_awards, of_payments), (committed, paid));

    let auditor = world.auditor().stream("ExportPostings", parent()).await;
    assert_eq!(
        auditor.unwrap(),
        finance.stream("ExportPostings", parent()).await.unwrap()
    );
    let refused = world
        .case_handler()
        .stream("ExportPostings", parent())
        .await;
    assert_eq!(refused.unwrap_err().code, Code::PermissionDenied);
}

/// Writes, delivers and accepts the accounts that come before payment, where the scheme asks for
/// them.
async fn report_before_payment<S: TestScheme>(world: &World<S>) {
    for open in reports_of_first(world).await {
        if open["kind"] != "REPORT_KIND_ACCOUNTS" {
            continue;
        }
        let blocks = &world.grant(1).await["payment_blocks"];
        let blocks = blocks.as_array().unwrap().iter();
        assert!(
            blocks
                .into_iter()
                .any(|one| one["code"] == "PAYMENT_ACCOUNTS_NOT_SETTLED")
        );
        let sent = write_and_send(world, &open).await;
        let more = json!({ "goal_assessment": "Kostnaden er dokumentert." });
        world
            .step_with(&world.case_handler(), "AcceptReport", &sent, more)
            .await
            .unwrap();
        let settlement = &world.grant(1).await["settlement"];
        let explained = settlement["parts"][0]["explanation"].as_str().unwrap();
        assert!(!explained.is_empty());
    }
}

/// The reports of the first grant that are not delivered, in the order of its plan.
pub async fn reports_of_first<S: TestScheme>(world: &World<S>) -> Vec<Value> {
    let open = json!({
        "parent": world.grant_name(1), "page_size": 500, "states": ["REPORT_STATE_OPEN"],
    });
    let reports = world.applicant(1).call("ListReports", open).await.unwrap();
    let mut reports = reports["reports"].as_array().unwrap().clone();
    reports.sort_by_key(|report| report["number"].as_i64());
    reports
}

/// The grant is closed with its last report; a duty to repay outlives it, and then the walk of its
/// last day closes the grant.
async fn close<S: TestScheme>(world: &World<S>) {
    let reported = world.grant(1).await;
    if let Some(end) = reported["obligations"][0]["end_date"].as_str() {
        assert_eq!(reported["state"], "GRANT_STATE_ACTIVE");
        world.clock.set(at(&format!("{end}T11:00:00Z")));
        let scheme = json!({ "parent": S::name() });
        let walked = world.case_handler().call("WalkObligations", scheme).await;
        assert_eq!(walked.unwrap()["closed"], 1);
    }
    assert_eq!(world.grant(1).await["state"], "GRANT_STATE_CLOSED");
}

/// Every report of the first grant, the first of them sent back once; then the grant is closed and
/// its indicators are summed.
pub async fn report<S: TestScheme>(world: &World<S>) {
    let (applicant, kari) = (world.applicant(1), world.case_handler());
    let parent = json!({ "parent": world.grant_name(1), "page_size": 500 });
    let reports = reports_of_first(world).await;
    assert!(!reports.is_empty());
    for (place, open) in reports.iter().enumerate() {
        assert_eq!(open["state"], "REPORT_STATE_OPEN");
        world.clock.set(at(&format!(
            "{}T11:00:00Z",
            open["due_date"].as_str().unwrap()
        )));
        let mut sent = write_and_send(world, open).await;
        if place == 0 {
            let more = json!({ "reason": "Regnskapet er ikke signert." });
            let back = world
                .step_with(&kari, "ReturnReport", &sent, more)
                .await
                .unwrap();
            assert_eq!(back["state"], "REPORT_STATE_RETURNED");
            sent = world.step(&applicant, "SubmitReport", &back).await.unwrap();
        }
        assert_eq!(sent["state"], "REPORT_STATE_SUBMITTED");
        let more = json!({ "goal_assessment": "Målet er nådd." });
        let accepted = world
            .step_with(&kari, "AcceptReport", &sent, more)
            .await
            .unwrap();
        assert_eq!(accepted["state"], "REPORT_STATE_ACCEPTED");
    }
    let after = applicant.call("ListReports", parent).await.unwrap();
    assert!(
        states(&after, "reports")
            .iter()
            .all(|state| state == "REPORT_STATE_ACCEPTED")
    );
    close(world).await;
    let sums = kari
        .call("SumIndicators", json!({ "parent": world.call_name() }))
        .await
        .unwrap();
    let accepted = i64::try_from(reports.len()).unwrap();
    assert!(sums["reports"].as_i64().unwrap() >= accepted);
    for (code, value) in S::data()["sums"].as_object().unwrap() {
        let sums = sums["sums"].as_array().unwrap();
        let sum = sums.iter().find(|sum| sum["code"] == *code).unwrap();
        assert_eq!(
            sum["value"], *value,
            "{code} over {accepted} report(s) of a grant"
        );
    }
}

pub async fn write_and_send<S: TestScheme>(world: &World<S>, open: &Value) -> Value {
    let applicant = world.applicant(1);
    let data = S::data();
    let mut report = data["report"].clone();
    report["name"] = open["name"].clone();
    report["etag"] = open["etag"].clone();
    report["narrative"] = "Tiltaket gikk som planlagt.".into();
    world.certify(&applicant, &mut report).await;
    report["moved_to_equity"] = json!({ "ore": 0 });
    let mask = match open["kind"].as_str().unwrap() {
        "REPORT_KIND_ACCOUNTS" => "accounts,financing,movedToEquity,certificate",
        "REPORT_KIND_RESULTS" => "indicators,narrative",
        _ => "indicators,accounts,movedToEquity,certificate,narrative",
    };
    let update = json!({ "report": report, "update_mask": mask });
    let written = only(applicant.call("UpdateReport", update).await.unwrap());
    world
        .step(&applicant, "SubmitReport", &written)
        .await
        .unwrap()
}
