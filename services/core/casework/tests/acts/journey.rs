//! The way from applications to grants, walked by the tests of what comes after.

use casework::CaseError;
use casework::Run;
use casework::allocation::{AllocationKey, Create};
use casework::application::{ApplicationKey, CaseAt};
use casework::call::Update;
use casework::decision::Scope;
use casework::grant::GrantView;
use casework::ledger::WithLeft;
use casework::report::{ReportKey, ReportView};
use chrono::TimeDelta;
use domain::allocation::Allocation;
use domain::allocation::award::Award;
use domain::allocation::decision::SeenHashes;
use domain::assessment::CriterionScore;
use domain::call::{Call, CallChanges};
use domain::caller::{Caller, Role};
use domain::grant::Grant;
use domain::identifiers::AllocationId;
use domain::money::Money;
use domain::page::Page;
use domain::report::ReportChanges;
use domain::report::{AccountLine, Report};
use domain::step::Revision;

use crate::pilot::{Form, Indicators, Pilot};
use crate::steps::{self, AllocationAt};
use crate::world::{
    World, administrator, applicant, as_read, assessor, at, call_id, case_handler, case_of, draft,
    staff,
};

/// An application: how many places it asks for (10 000 kr each), and its points. Its organisation
/// has the number of its place in the list, from 1.
pub type Asked = (i64, u8);

/// Four applications to the national frame of a million, which holds 100 places. The tail rule is
/// `stop`.
pub const ROUND: [Asked; 4] = [(50, 90), (40, 80), (20, 70), (10, 60)];

/// An answer that shows a noun, with or without what is left.
pub trait Shown<V> {
    fn shown(self) -> V;
}

impl Shown<GrantView> for GrantView {
    fn shown(self) -> Self {
        self
    }
}

impl Shown<ReportView<Indicators>> for ReportView<Indicators> {
    fn shown(self) -> Self {
        self
    }
}

impl<V> Shown<V> for WithLeft<V> {
    fn shown(self) -> V {
        self.answer
    }
}

pub fn first_page<K>(size: u32) -> Page<K> {
    Page { size, after: None }
}

pub fn decision_maker() -> Caller {
    staff("bjarne", &[Role::DecisionMaker])
}

pub fn finance() -> Caller {
    staff("frida", &[Role::Finance])
}

pub fn key_of(allocation: &Allocation) -> AllocationKey {
    AllocationKey {
        call: allocation.call.clone(),
        allocation: allocation.id,
    }
}

pub fn allocation_as_read(allocation: &Allocation) -> AllocationAt {
    (key_of(allocation), allocation.revision)
}

/// The hashes that an approver reads on an allocation.
pub fn seen(allocation: &Allocation) -> SeenHashes {
    SeenHashes {
        run: allocation.run_hash.clone(),
        decision: allocation.decision_hash(),
    }
}

pub fn grant_as_read(grant: &Grant) -> CaseAt {
    CaseAt {
        case: ApplicationKey {
            call: grant.call.clone(),
            application: grant.id,
        },
        revision: grant.revision,
    }
}

pub fn report_as_read(report: &Report<Indicators>) -> (ReportKey, Revision) {
    (
        ReportKey {
            case: ApplicationKey {
                call: report.call.clone(),
                application: report.grant,
            },
            report: report.id.clone(),
        },
        report.revision,
    )
}

impl World {
    /// A closed call with these applications submitted, in their order.
    pub async fn closed_round(&self, asked: &[Asked]) -> Vec<ApplicationKey> {
        self.open_call().await;
        let mut cases = Vec::new();
        for (organisation, (places, _)) in (1..).zip(asked) {
            let mut draft = draft(organisation);
            draft.requested = Money::kroner(places * 10_000);
            draft.form = Form {
                places: *places,
                local: false,
            };
            let case = ApplicationKey {
                call: call_id(),
                application: self.id(),
            };
            let view = self
                .take(&applicant(organisation), steps::create(&case, &draft))
                .await
                .unwrap();
            cases.push(case_of(&self.submit(organisation, &view).await));
        }
        self.clock.set(at("2026-02-16T09:00:00Z"));
        let administrator = crate::world::administrator();
        let get = steps::get_call(&call_id());
        let call = self.take(&administrator, get).await.unwrap();
        let close = steps::close_call(&call);
        self.take(&administrator, close).await.unwrap();
        cases
    }

    pub async fn assess(&self, case: &ApplicationKey, points: u8) -> Result<(), CaseError> {
        let scores = ["need", "quality"].map(|criterion| CriterionScore {
            criterion: criterion.to_owned(),
            points,
            reason: "as described".to_owned(),
        });
        let view = self.take(&case_handler(), steps::get(case)).await.unwrap();
        self.take(&assessor("aud"), steps::record(&as_read(&view), &scores))
            .await
            .map(|_| ())
    }

    /// The same, assessed.
    pub async fn assessed_round(&self, asked: &[Asked]) -> Vec<ApplicationKey> {
        let cases = self.closed_round(asked).await;
        for (case, (_, points)) in cases.iter().zip(asked) {
            self.assess(case, *points).await.unwrap();
        }
        cases
    }

    pub fn allocation_key(&self) -> AllocationKey {
        AllocationKey {
            call: call_id(),
            allocation: AllocationId::try_from(self.id().uuid()).unwrap(),
        }
    }

    /// A new allocation by the case handler.
    pub async fn created(&self, new: &Create) -> Result<Allocation, CaseError> {
        self.take(&case_handler(), new.clone()).await
    }

    /// A new allocation of the round.
    pub async fn allocation(&self) -> Allocation {
        let new = steps::create_allocation(&self.allocation_key());
        self.created(&new).await.unwrap()
    }

    pub async fn propose(&self, allocation: &Allocation) -> Result<Allocation, CaseError> {
        let at = allocation_as_read(allocation);
        self.take(&case_handler(), steps::propose(&at)).await
    }

    pub async fn approve(&self, allocation: &Allocation) -> Result<Allocation, CaseError> {
        let at = allocation_as_read(allocation);
        self.take(&decision_maker(), steps::approve(&at, &seen(allocation)))
            .await
            .map(|approved| approved.answer)
    }

    /// A round decided, from applications to offers.
    pub async fn decided_round(&self, asked: &[Asked]) -> (Vec<ApplicationKey>, Allocation) {
        let cases = self.assessed_round(asked).await;
        let proposed = self.propose(&self.allocation().await).await.unwrap();
        let approved = self.approve(&proposed).await.unwrap();
        (cases, approved)
    }

    /// Takes a step on a grant; returns the grant as the caller sees it.
    pub async fn on_grant<T, K>(&self, caller: &Caller, step: T) -> Result<Grant, CaseError>
    where
        T: Run<Pilot, K, Answer: Shown<GrantView>>,
    {
        let answer = self.take(caller, step).await?;
        Ok(answer.shown().grant)
    }

    /// Takes a step on a report; returns the report as the caller sees it.
    pub async fn on_report<T, K>(
        &self,
        caller: &Caller,
        step: T,
    ) -> Result<Report<Indicators>, CaseError>
    where
        T: Run<Pilot, K, Answer: Shown<ReportView<Indicators>>>,
    {
        let answer = self.take(caller, step).await?;
        let ReportView(report) = answer.shown();
        Ok(report)
    }

    pub async fn grant(&self, case: &ApplicationKey) -> Grant {
        self.on_grant(&case_handler(), steps::get_grant(case))
            .await
            .unwrap()
    }

    /// The grant, its letters sent.
    pub async fn offer(&self, case: &ApplicationKey) -> Grant {
        self.dispatch(Scope::Application(case.clone())).await;
        self.grant(case).await
    }

    pub async fn accept(
        &self,
        case: &ApplicationKey,
        organisation: u32,
    ) -> Result<Grant, CaseError> {
        let offer = self.offer(case).await;
        let offer = self.with_budget(offer, organisation).await?;
        let account = "12345678903".parse().unwrap();
        let accept = steps::accept_grant(&offer, &account);
        self.on_grant(&applicant(organisation), accept).await
    }

    /// An offer that was sent and lapses: notice is given now, and the days to answer pass.
    pub async fn lapse(&self, case: &ApplicationKey) -> WithLeft<GrantView> {
        let at = grant_as_read(&self.offer(case).await);
        let notice = steps::notice_lapse(&at);
        let noticed = self.on_grant(&case_handler(), notice).await.unwrap();
        self.clock.advance(TimeDelta::days(15));
        let lapse = steps::lapse_grant(&grant_as_read(&noticed), "no answer");
        self.take(&case_handler(), lapse).await.unwrap()
    }

    /// A grant that can be paid.
    pub async fn activate(&self, case: &ApplicationKey, organisation: u32) -> Grant {
        let accepted = self.accept(case, organisation).await.unwrap();
        let at = grant_as_read(&accepted);
        self.on_grant(&case_handler(), steps::activate_grant(&at, "all in order"))
            .await
            .unwrap()
    }

    pub async fn awards(&self, allocation: &Allocation) -> Vec<Award> {
        let (key, page) = (key_of(allocation), first_page(500));
        let list = steps::list_awards(&key, &page);
        self.take(&case_handler(), list).await.unwrap().rows
    }

    pub async fn the_allocation(&self, allocation: &Allocation) -> Allocation {
        let get = steps::get_allocation(&key_of(allocation));
        self.take(&case_handler(), get).await.unwrap()
    }

    pub async fn report(&self, case: &ApplicationKey, organisation: u32) -> Report<Indicators> {
        let key = ReportKey {
            case: case.clone(),
            report: "final".parse().unwrap(),
        };
        self.on_report(&applicant(organisation), steps::get_report(&key))
            .await
            .unwrap()
    }

    /// The final report written: what was budgeted and what it cost, in kroner, and how many people
    /// were reached.
    pub async fn write_report(
        &self,
        case: &ApplicationKey,
        organisation: u32,
        (budget, actual, people): (i64, i64, i64),
    ) -> Report<Indicators> {
        let certificate = self.certificate(case, organisation, actual).await;
        let at = report_as_read(&self.report(case, organisation).await);
        let changes = ReportChanges {
            indicators: Some(Indicators {
                people,
                ..Indicators::default()
            }),
            accounts: Some(vec![AccountLine {
                line: "wages".to_owned(),
                budget: Money::kroner(budget),
                actual: Money::kroner(actual),
            }]),
            financing: None,
            moved_to_equity: None,
            certificate: Some(certificate),
            narrative: Some("We did it.".to_owned()),
        };
        self.on_report(
            &applicant(organisation),
            steps::update_report(&at, &changes),
        )
        .await
        .unwrap()
    }

    pub async fn submit_report(
        &self,
        report: &Report<Indicators>,
        organisation: u32,
    ) -> Result<Report<Indicators>, CaseError> {
        let at = report_as_read(report);
        self.on_report(&applicant(organisation), steps::submit_report(&at))
            .await
    }

    /// Returns what is promised of the national frame, øre, as the database has it.
    pub async fn committed(&self) -> i64 {
        let sql = "select f.budget_ore - a.balance_ore from casework.sub_frame f \
            join casework.ledger_account a on a.call_id = f.call_id and a.sub_frame = f.code \
            where f.code = 'national' and a.kind = 'frame'";
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }

    /// Posts an amount from the national frame to the local one, as a program without this ledger's
    /// code could.
    pub async fn post(&self, ore: i64) -> Result<(), sqlx::Error> {
        let sql = "insert into casework.posting \
            (debit_id, credit_id, amount_ore, chain, sequence, at) \
            select d.account_id, c.account_id, $1, h.chain, h.sequence, now() \
            from casework.ledger_account d, casework.ledger_account c, casework.chain_head h \
            where d.kind = 'frame' and d.sub_frame = 'local' \
            and c.kind = 'frame' and c.sub_frame = 'national' and h.chain = 'calls/pilot-2026'";
        sqlx::query(sql).bind(ore).execute(&self.pool).await?;
        Ok(())
    }

    /// Gives the frames of the call other budgets.
    pub async fn rebudget(&self, national: Money, local: Money) -> Result<Call, CaseError> {
        let read = steps::get_call(&call_id());
        let call = self.take(&administrator(), read).await.unwrap();
        let frames = [("national", national), ("local", local)];
        let change = Update {
            call: call.id,
            revision: call.revision,
            changes: CallChanges {
                sub_frames: Some(frames.map(|(code, ore)| (code.to_owned(), ore)).into()),
                ..CallChanges::default()
            },
            reason: "Nytt budsjett.".to_owned(),
        };
        self.take(&administrator(), change).await
    }

    /// The code of the database's refusal of a statement no act would run.
    pub async fn refused_in(&self, sql: &'static str) -> String {
        let refused = sqlx::query(sql).execute(&self.pool).await.unwrap_err();
        let refused = refused.into_database_error().unwrap();
        refused.code().unwrap().into_owned()
    }

    /// The constraint that refuses a statement no act would run.
    pub async fn refused_by(&self, sql: &'static str) -> String {
        let refused = sqlx::query(sql).execute(&self.pool).await.unwrap_err();
        let refused = refused.into_database_error().unwrap();
        refused.constraint().unwrap().to_owned()
    }
}
