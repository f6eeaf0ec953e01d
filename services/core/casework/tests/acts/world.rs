//! A database of its own for each test, a clock to turn, and people to act.

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use allocation::Tail;
use casework::application::ApplicationView;
use casework::application::{ApplicationKey, CaseAt};
use casework::{Actor, CaseError, Run, Runner};
use chrono::{DateTime, Utc};
use domain::application::{Applicant, ContactPerson, Draft, DraftChanges};
use domain::calendar::{Clock, TurnableClock};
use domain::call::{Call, CallTerms};
use domain::caller::Caller;
use domain::identifiers::{ApplicationId, CallId, OrganisationNumber};
use domain::money::Money;
use domain::organisation::ApplicantKind;
use domain::randomness::SeededRandomness;
use domain::scheme::Scheme;
use embedded_postgres::{Options, Server};
use sqlx::{Connection, PgConnection, PgPool};
use store::pool::PoolSettings;
use text::Language;

pub use crate::callers::{administrator, applicant, assessor, case_handler, portal, staff};
use crate::pilot::{Form, Pilot};
use crate::steps;
use crate::tied::untied;

/// Expects a refusal of one kind.
macro_rules! refused {
    ($result:expr, $pattern:pat $(if $guard:expr)?) => {
        match $result {
            Err(casework::CaseError::Refused($pattern)) $(if $guard)? => {}
            other => panic!("expected {}, not {other:?}", stringify!($pattern)),
        }
    };
}

/// One server for all runs of the tests of one user, kept between them: a database a test costs
/// milliseconds, a cluster half a second.
static SERVER: LazyLock<Server> = LazyLock::new(|| std::thread::spawn(prepare).join().unwrap());

fn prepare() -> Server {
    let user = std::fs::metadata("/proc/self").unwrap().uid();
    let folder: PathBuf = std::env::temp_dir().join(format!("tildeling-acts-{user}"));
    let server = Server::start(Options {
        ..Options::new(folder)
    })
    .unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for name in left_behind(&server).await {
            server.drop_database(&name).await.unwrap();
        }
        let template = database("template");
        server.ensure_database(&template).await.unwrap();
        let pool = store::pool::open(server.options(&template), PoolSettings::default());
        let pool = pool.await.unwrap();
        store::migrate::migrate(&pool, Pilot::PROFILE.code, None)
            .await
            .unwrap();
        appropriate(&pool).await;
        pool.close().await;
    });
    server
}

/// Records the appropriation that the calls here draw on.
async fn appropriate(pool: &PgPool) {
    let runner = Runner::new(
        pool.clone(),
        Pilot::PROFILE.code,
        crate::letters::TYPESETTER,
    );
    let actor = Actor {
        caller: administrator(),
        now: at("2026-01-02T11:00:00Z"),
        chance: Arc::new(SeededRandomness::new(2)),
    };
    let step = Arc::new(steps::appropriate(2026, Money::kroner(1_000_000_000)));
    runner.run::<Pilot, _, _>(actor, step).await.unwrap();
}

/// A name no other run uses at the same time: `acts_<process>_<name>`.
fn database(name: &str) -> String {
    format!("acts_{}_{name}", std::process::id())
}

/// Databases of runs that have ended.
async fn left_behind(server: &Server) -> Vec<String> {
    let options = server.options("postgres");
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    let names: Vec<String> =
        sqlx::query_scalar(r"select datname from pg_database where datname like 'acts\_%'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    connection.close().await.unwrap();
    let runs = |name: &String| {
        let process = name.split('_').nth(1).unwrap_or_default();
        PathBuf::from("/proc").join(process).exists()
    };
    names.into_iter().filter(|name| !runs(name)).collect()
}

/// A fresh database, and a clock that stands at noon on 1 February 2026.
pub struct World {
    /// The database as its owner sees it; the runner signs in as a service does.
    pub pool: PgPool,
    pub runner: Runner,
    pub clock: TurnableClock,
    chance: Arc<SeededRandomness>,
    database: String,
    tied: AtomicBool,
}

impl Drop for World {
    /// Removes the database, and cuts off all that still use it.
    fn drop(&mut self) {
        let name = self.database.clone();
        let ties = *self.tied.get_mut() && !std::thread::panicking();
        let remove = move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let mut differences = Vec::new();
                if ties {
                    differences = untied(SERVER.options(&name)).await;
                }
                SERVER.drop_database(&name).await.unwrap();
                differences
            })
        };
        // The test's own runtime cannot wait in a drop.
        let differences = std::thread::spawn(remove).join().unwrap();
        assert!(
            differences.is_empty(),
            "the ledger is not where the money is: {differences:?}"
        );
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The deadline of the calls here: midnight after 15 February 2026 in Norway, less a second.
pub const DEADLINE: &str = "2026-02-15T22:59:59Z";

impl World {
    pub async fn new() -> World {
        // Starting the server blocks: not on a thread that other tests wait for.
        tokio::task::spawn_blocking(|| LazyLock::force(&SERVER))
            .await
            .unwrap();
        Self::of(&database("template"), at("2026-02-01T11:00:00Z"), 1).await
    }

    /// A world that begins where a closed one stopped; its ids are others'.
    pub async fn copy_of(closed: &World, seed: u64) -> World {
        Self::of(&closed.database, closed.clock.now(), seed).await
    }

    async fn of(template: &str, now: DateTime<Utc>, seed: u64) -> World {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = database(&COUNT.fetch_add(1, Ordering::Relaxed).to_string());
        SERVER.create_from_template(&name, template).await.unwrap();
        let settings = PoolSettings {
            connections_max: 8,
            ..PoolSettings::default()
        };
        let pool = store::pool::open(SERVER.options(&name), settings)
            .await
            .unwrap();
        let service = store::pool::open(SERVER.application_options(&name), settings);
        World {
            runner: Runner::new(
                service.await.unwrap(),
                Pilot::PROFILE.code,
                crate::letters::TYPESETTER,
            ),
            pool,
            clock: TurnableClock::at(now),
            chance: Arc::new(SeededRandomness::new(seed)),
            database: name,
            tied: AtomicBool::new(true),
        }
    }

    pub fn actor(&self, caller: &Caller) -> Actor {
        Actor {
            caller: caller.clone(),
            now: self.clock.now(),
            chance: self.chance.clone(),
        }
    }

    /// Runs a step.
    pub async fn take<T, K>(
        &self,
        caller: &Caller,
        step: T,
    ) -> Result<<T as Run<Pilot, K>>::Answer, CaseError>
    where
        T: Run<Pilot, K>,
    {
        self.runner.run(self.actor(caller), Arc::new(step)).await
    }

    pub fn id(&self) -> ApplicationId {
        ApplicationId::generate(self.clock.now(), self.chance.as_ref())
    }

    /// Runs SQL that no act would: what a person with a database client, or another version of the
    /// program, could have done.
    pub async fn meddle(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.pool).await.unwrap();
    }

    /// Runs SQL past the triggers, as the superuser of the cluster can.
    pub async fn forge(&self, sql: &'static str) {
        let mut forging = self.pool.begin().await.unwrap();
        for sql in ["set local session_replication_role = replica", sql] {
            sqlx::query(sql).execute(&mut *forging).await.unwrap();
        }
        forging.commit().await.unwrap();
    }

    /// Closes the connections to the database.
    pub async fn close(&self) {
        tokio::join!(self.pool.close(), self.runner.pool().close());
    }

    /// Lets the ledger differ from the nouns when the test ends: it was meddled with.
    pub fn untie(&self) {
        self.tied.store(false, Ordering::Relaxed);
    }

    /// Waits until readers of events are shown what has been committed: until no transaction that
    /// was running is running any more, in any database of the server.
    pub async fn settle(&self) {
        let now: String = sqlx::query_scalar("select pg_current_xact_id()::text")
            .fetch_one(&self.pool)
            .await
            .unwrap();
        let passed = "select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8";
        let wait = async {
            while !sqlx::query_scalar::<_, bool>(passed)
                .bind(&now)
                .fetch_one(&self.pool)
                .await
                .unwrap()
            {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), wait)
            .await
            .unwrap();
    }

    /// A call that is open.
    pub async fn open_call(&self) -> Call {
        let administrator = administrator();
        let create = steps::create_call(&call_id(), &terms());
        let call = self.take(&administrator, create).await.unwrap();
        let open = steps::open_call(&call);
        self.take(&administrator, open).await.unwrap()
    }

    /// A draft of an organisation.
    pub async fn draft(&self, organisation: u32) -> ApplicationView<Form> {
        let case = ApplicationKey {
            call: call_id(),
            application: self.id(),
        };
        let (caller, draft) = (applicant(organisation), draft(organisation));
        self.take(&caller, steps::create(&case, &draft))
            .await
            .unwrap()
    }

    /// An application that has been sent in.
    pub async fn submitted(&self, organisation: u32) -> ApplicationView<Form> {
        let draft = self.draft(organisation).await;
        self.submit(organisation, &draft).await
    }

    pub async fn submit(
        &self,
        organisation: u32,
        draft: &ApplicationView<Form>,
    ) -> ApplicationView<Form> {
        let caller = applicant(organisation);
        self.take(&caller, steps::submit(&as_read(draft)))
            .await
            .unwrap()
    }
}

/// The application as the view shows it.
pub fn as_read(view: &ApplicationView<Form>) -> CaseAt {
    CaseAt {
        case: case_of(view),
        revision: view.application.revision,
    }
}

pub fn case_of(view: &ApplicationView<Form>) -> ApplicationKey {
    ApplicationKey {
        call: view.application.call.clone(),
        application: view.application.id,
    }
}

pub fn call_id() -> CallId {
    "pilot-2026".parse().unwrap()
}

pub fn terms() -> CallTerms {
    CallTerms {
        title: "Forsøk 2026".to_owned(),
        grant_year: 2026,
        chapter_post: "0765.71".parse().unwrap(),
        deadline: at(DEADLINE),
        rules_date: "2026-01-01".parse().unwrap(),
        sub_frames: vec![
            ("national".to_owned(), Money::kroner(1_000_000)),
            ("local".to_owned(), Money::kroner(500_000)),
        ],
        acceptance_days: 21,
        report_due: "2027-04-01".parse().unwrap(),
        tail_rule: Tail::Stop,
        previous_call: None,
        appeal_money: vec![domain::appeal::AppealMoney::Left],
    }
}

pub fn draft(organisation: u32) -> Draft<Form> {
    Draft {
        applicant: Applicant {
            organisation: OrganisationNumber::invented(organisation),
            name: format!("Lag {organisation}"),
            kind: ApplicantKind::VoluntaryOrganisation,
            municipality: "0301".parse().unwrap(),
            invented_number: false,
        },
        requested: Money::kroner(120_000),
        last_year: None,
        letter_language: Language::Bokmal,
        contact: Some(ContactPerson {
            name: "Kari Nordmann".to_owned(),
            email: format!("lag{organisation}@example.org"),
            phone: "22 00 00 00".to_owned(),
        }),
        address: None,
        form: Form {
            places: 10,
            local: false,
        },
    }
}

/// The change of a draft to another amount.
pub fn asking(kroner: i64) -> DraftChanges<Form> {
    DraftChanges {
        applicant: None,
        requested: Some(Money::kroner(kroner)),
        last_year: None,
        letter_language: None,
        contact: None,
        address: None,
        form: None,
    }
}

/// The change of a draft to another number of local places.
pub fn with_places(places: i64) -> DraftChanges<Form> {
    let form = Some(Form {
        places,
        local: true,
    });
    DraftChanges {
        applicant: None,
        requested: None,
        last_year: None,
        letter_language: None,
        contact: None,
        address: None,
        form,
    }
}
