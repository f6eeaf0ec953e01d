//! The way of a round, step by step: what a test needs to have behind it before it tries what it is
//! about.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::caller::Role;
use serde_json::{Value, json};

use super::fault::Fault;
use super::person::Person;
use super::schemes::TestScheme;
use super::world::World;

/// The call of these tests.
pub const CALL: &str = "autumn-2026";

/// The n-th id of one kind: ids are the client's to choose.
pub fn id(kind: u32, n: u32) -> String {
    format!("0192f000-{kind:04x}-7000-8000-{n:012x}")
}

/// The etag of a resource as last read.
pub fn etag(resource: &Value) -> &str {
    resource["etag"].as_str().unwrap()
}

/// The name of a resource.
pub fn name(resource: &Value) -> &str {
    resource["name"].as_str().unwrap()
}

/// Name and etag: what a step is sent with.
pub fn at(resource: &Value) -> Value {
    json!({ "name": name(resource), "etag": etag(resource) })
}

/// Name, etag and something more.
pub fn at_with(resource: &Value, more: Value) -> Value {
    let mut request = at(resource);
    let (Value::Object(request_fields), Value::Object(more)) = (&mut request, more) else {
        unreachable!("both are objects")
    };
    request_fields.extend(more);
    request
}

/// The hashes that an approver saw: of the run and of the decision.
pub fn seen(allocation: &Value) -> Value {
    json!({ "run_hash": allocation["run_hash"], "decision_hash": allocation["decision_hash"] })
}

impl<S: TestScheme> World<S> {
    pub fn call_name(&self) -> String {
        format!("{}/calls/{CALL}", S::name())
    }

    pub fn application_name(&self, n: u32) -> String {
        format!("{}/applications/{}", self.call_name(), id(1, n))
    }

    pub fn allocation_name(&self, n: u32) -> String {
        format!("{}/allocations/{}", self.call_name(), id(2, n))
    }

    pub fn grant_name(&self, n: u32) -> String {
        format!("{}/grants/{}", self.call_name(), id(1, n))
    }

    /// The call as the administrator writes it.
    pub fn call_to_create(&self) -> Value {
        let mut call = S::call();
        call["name"] = self.call_name().into();
        call
    }

    /// The application of the n-th applicant.
    pub fn application_to_create(&self, n: u32) -> Value {
        let mut application = S::application(n);
        application["name"] = self.application_name(n).into();
        application
    }

    /// A call that takes applications.
    pub async fn open_call(&self) -> Value {
        let administrator = self.administrator();
        let request = json!({ "call": self.call_to_create() });
        let created = administrator.call("CreateCall", request).await.unwrap();
        self.appropriate(&created["call"]).await;
        let opened = administrator
            .call("OpenCall", at(&created["call"]))
            .await
            .unwrap();
        opened["call"].clone()
    }

    /// Requests that record an appropriation which the frames of a call fit into, and authority for
    /// the year after.
    pub fn appropriations(&self, call: &Value) -> [Value; 2] {
        let frames = call["sub_frames"].as_array().unwrap();
        let ore = |frame: &Value| frame["budget"]["ore"].as_i64().unwrap();
        let ore = 10 * frames.iter().map(ore).sum::<i64>();
        let year = u32::try_from(call["grant_year"].as_i64().unwrap()).unwrap();
        [(year, false), (year + 1, true)].map(|(of, authority)| {
            let change = json!({
                "id": id(7, 2 * of + u32::from(authority)),
                "chapter_post": call["chapter_post"],
                "year": of,
                "authority": authority,
                "kind": "APPROPRIATION_CHANGE_KIND_VOTED",
                "amount": { "ore": ore },
                "source": "Prop. 1 S",
            });
            json!({ "parent": S::name(), "change": change })
        })
    }

    /// Records an appropriation that the frames of a call fit into, and authority for the year
    /// after.
    pub async fn appropriate(&self, call: &Value) {
        let astrid = self.administrator();
        for request in self.appropriations(call) {
            let recorded = astrid.call("RecordAppropriation", request).await;
            recorded.unwrap();
        }
    }

    /// Puts the n-th applicant into the registers.
    pub async fn register(&self, n: u32) {
        let entries = S::entries(n);
        if entries.as_array().unwrap().is_empty() {
            return;
        }
        self.record(json!({ "parent": S::name(), "entries": entries }))
            .await;
    }

    /// Records entries, which another person confirms.
    pub async fn record(&self, request: Value) {
        let recorded = self.administrator().call("RecordEntries", request).await;
        let batch = recorded.unwrap()["batch"].clone();
        if batch == "" {
            return;
        }
        let arne = self.staff("arne", &[Role::SchemeAdministrator]);
        let confirmed = arne.call("ConfirmEntries", json!({ "name": batch })).await;
        confirmed.unwrap();
    }

    /// A draft of the n-th applicant.
    pub async fn draft(&self, n: u32) -> Value {
        self.register(n).await;
        let request = json!({ "application": self.application_to_create(n) });
        let created = self
            .applicant(n)
            .call("CreateApplication", request)
            .await
            .unwrap();
        created["application"].clone()
    }

    /// An application of the n-th applicant that has been sent in.
    pub async fn submitted(&self, n: u32) -> Value {
        let draft = self.draft(n).await;
        self.step(&self.applicant(n), "SubmitApplication", &draft)
            .await
            .unwrap()
    }

    /// A step on an application, grant, report, allocation or call: the resource as it is now.
    pub async fn step(&self, by: &Person, method: &str, on: &Value) -> Result<Value, Fault> {
        self.step_with(by, method, on, json!({})).await
    }

    /// A step that says something more.
    pub async fn step_with(
        &self,
        by: &Person,
        method: &str,
        on: &Value,
        more: Value,
    ) -> Result<Value, Fault> {
        let answer = by.call(method, at_with(on, more)).await?;
        Ok(only(answer))
    }

    /// The application of the n-th applicant as it reads it.
    pub async fn read(&self, n: u32) -> Value {
        let request = json!({ "name": self.application_name(n) });
        only(
            self.applicant(n)
                .call("GetApplication", request)
                .await
                .unwrap(),
        )
    }

    /// The grant of the n-th applicant as it reads it.
    pub async fn grant(&self, n: u32) -> Value {
        let request = json!({ "name": self.grant_name(n) });
        only(self.applicant(n).call("GetGrant", request).await.unwrap())
    }

    /// The messages that send a file of the n-th applicant.
    pub fn file(&self, n: u32, content: &[u8]) -> Vec<Value> {
        let facts = json!({
            "name": format!("{}/attachments/{}", self.application_name(n), id(3, 1)),
            "kind": S::data()["attachment_kind"],
            "file_name": "vedlegg.pdf",
            "media_type": "application/pdf",
        });
        let chunks = content
            .chunks(256 * 1024)
            .map(|chunk| json!({ "chunk": STANDARD.encode(chunk) }));
        std::iter::once(json!({ "attachment": facts }))
            .chain(chunks)
            .collect()
    }

    /// Closes the call, a second after its deadline.
    pub async fn close_call(&self) {
        let request = json!({ "name": self.call_name() });
        let administrator = self.administrator();
        let call = only(administrator.call("GetCall", request).await.unwrap());
        let deadline = super::world::at(call["deadline_time"].as_str().unwrap());
        self.clock.set(deadline + chrono::TimeDelta::seconds(1));
        self.step(&administrator, "CloseCall", &call).await.unwrap();
    }

    /// Scores for every criterion.
    pub fn scores(points: i32) -> Value {
        let scores = S::criteria().into_iter().map(|criterion| {
            json!({ "criterion": criterion, "points": points, "reason": "Godt begrunnet i søknaden." })
        });
        scores.collect()
    }

    /// Records an assessment of the n-th application as it stands.
    pub async fn assess(&self, by: &Person, n: u32, points: i32) -> Result<Value, Fault> {
        let application = only(
            by.call(
                "GetApplication",
                json!({ "name": self.application_name(n) }),
            )
            .await?,
        );
        let request = json!({
            "application": self.application_name(n),
            "etag": etag(&application),
            "scores": Self::scores(points),
        });
        by.call("RecordAssessment", request).await
    }

    /// Applications of the first `count` applicants, each a little worse than the one before,
    /// assessed, in a closed call.
    pub async fn assessed_round(&self, count: u32) {
        self.open_call().await;
        for n in 1..=count {
            self.submitted(n).await;
        }
        self.close_call().await;
        for (n, points) in (1..=count).zip((0..90).rev()) {
            self.assess(&self.case_handler(), n, points).await.unwrap();
        }
    }

    /// An allocation of the round, proposed.
    pub async fn proposed(&self) -> Value {
        let kari = self.case_handler();
        let request = json!({ "name": self.allocation_name(1) });
        let created = only(kari.call("CreateAllocation", request).await.unwrap());
        self.step(&kari, "ProposeAllocation", &created)
            .await
            .unwrap()
    }

    /// Approves a proposed allocation.
    pub async fn approve(&self, proposed: &Value) -> Result<Value, Fault> {
        self.step_with(
            &self.decision_maker(),
            "ApproveAllocation",
            proposed,
            seen(proposed),
        )
        .await
    }

    /// The first `count` applicants through to a decision.
    pub async fn decided_round(&self, count: u32) -> Value {
        self.assessed_round(count).await;
        let proposed = self.proposed().await;
        self.approve(&proposed).await.unwrap()
    }

    /// The grant of the n-th applicant as it reads it, its letters sent.
    pub async fn offer(&self, n: u32) -> Value {
        let request = json!({ "name": self.application_name(n) });
        let kari = self.case_handler();
        kari.call("DispatchDecisions", request).await.unwrap();
        self.grant(n).await
    }

    /// An offer to the n-th applicant as it can be accepted: with a revised budget approved where
    /// it needs one.
    pub async fn with_budget(&self, offer: Value, n: u32) -> Value {
        if offer["revised_budget_needed"] != true {
            return offer;
        }
        let (own, kari) = (self.applicant(n), self.case_handler());
        let submit = self.step_with(&own, "SubmitRevisedBudget", &offer, as_applied(&offer));
        let submitted = submit.await.unwrap();
        self.step(&kari, "ApproveRevisedBudget", &submitted)
            .await
            .unwrap()
    }

    /// The offer to the n-th applicant, accepted.
    pub async fn accepted(&self, n: u32) -> Value {
        let offer = self.offer(n).await;
        let offer = self.with_budget(offer, n).await;
        let (own, more) = (self.applicant(n), acceptance(&offer, n));
        let accepted = self.step_with(&own, "AcceptGrant", &offer, more).await;
        self.built_as_planned(accepted.unwrap(), n).await
    }

    /// The grant of the n-th applicant, running.
    pub async fn active(&self, n: u32) -> Value {
        let accepted = self.accepted(n).await;
        self.document_payment(&accepted).await;
        let more = json!({ "reason": "Vilkårene er dokumentert." });
        self.step_with(&self.case_handler(), "ActivateGrant", &accepted, more)
            .await
            .unwrap()
    }
}

impl<S: TestScheme> World<S> {
    /// The offer to the n-th applicant, lapsed: notice is given, and the days to answer pass.
    pub async fn lapsed(&self, n: u32) -> Value {
        let (kari, more) = (
            self.case_handler(),
            json!({ "reason": "Purret på telefon og brev." }),
        );
        let offer = self.offer(n).await;
        let noticed = self.step_with(&kari, "NoticeLapse", &offer, more.clone());
        let noticed = noticed.await.unwrap();
        self.clock.advance(chrono::TimeDelta::days(15));
        self.step_with(&kari, "LapseGrant", &noticed, more)
            .await
            .unwrap()
    }

    /// Approves everything that is attested, as the n-th batch.
    pub async fn approve_payments(&self, n: u32) -> Value {
        let name = format!("{}/batches/{}", self.call_name(), id(7, n));
        let request = json!({ "name": name });
        let approved = self.decision_maker().call("ApprovePayments", request).await;
        only(approved.unwrap())
    }
}

/// The payer of these tests.
pub fn payer() -> Value {
    json!({
        "name": "Testdirektoratet", "customer_id": "TESTKUNDE", "agreement_id": "TILSKUDD",
        "account_number": "15032080119", "bic": "DNBANOKK",
    })
}

/// The one resource of an answer: `{ "application": { … } }`, beside what frames have left.
pub fn only(answer: Value) -> Value {
    let Value::Object(fields) = answer else {
        unreachable!("an answer is an object")
    };
    let resource = fields.into_iter().find(|(name, _)| name != "left");
    resource.unwrap().1
}

/// A valid account number, another for each.
pub fn account(n: u32) -> String {
    (0..=9)
        .flat_map(|tail| (0..=9).map(move |check| format!("8601{n:05}{tail}{check}")))
        .find(|number| number.parse::<domain::identifiers::AccountNumber>().is_ok())
        .unwrap()
}

/// An acceptance of an offer as it was read, with an account.
pub fn acceptance(offer: &Value, n: u32) -> Value {
    json!({ "account_number": account(n), "terms": offer["terms"] })
}

/// A revised budget as high as it can be: the application's.
pub fn as_applied(offer: &Value) -> Value {
    json!({ "lines": offer["budget"] })
}

/// What is asked for when an account is changed.
pub fn another_account() -> Value {
    json!({ "account_number": account(3), "asked_by": "Kari Nordmann", "reason": "Ny bank." })
}
