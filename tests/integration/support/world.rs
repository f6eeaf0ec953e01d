//! A service of one scheme on a fresh database, with a clock to turn.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::calendar::TurnableClock;
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use server::config::{
    CheckpointSetup, Files, HostConfig, LogFormat, Logins, Notifications, SignIn,
};
use server::host::Host;
use server::sign_in::EmbeddedIssuer;
use server::{RunningService, Start, StartError};
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Postgres, Transaction};
use tonic::transport::{Channel, Endpoint};

use super::cluster::Database;
use super::person::{Person, Who};
use super::schemes::TestScheme;

/// A running service and what a test needs around it.
pub struct World<S> {
    pub service: RunningService,
    pub clock: TurnableClock,
    pub channel: Channel,
    scheme: PhantomData<S>,
    pub issuer: Arc<EmbeddedIssuer>,
    pub host: Host,
    owner: PgPool,
    /// The organisation that acts as the first applicant: its successor, after one.
    first: AtomicU32,
    // Last: it is removed when it is out of use.
    database: Option<Database>,
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

impl<S: TestScheme> World<S> {
    /// On a fresh database of the tests' server.
    pub async fn start() -> Self {
        Self::with_files(Files::default()).await
    }

    /// On a fresh database, with a place of documents' contents and a virus scanner.
    pub async fn with_files(files: Files) -> Self {
        let database = Database::fresh::<S>().await;
        let mut world = Self::with(database.logins(), files, Notifications::default(), None).await;
        world.database = Some(database);
        world
    }

    /// On a fresh database, sending notifications.
    pub async fn with_notifications(notifications: Notifications) -> Self {
        let database = Database::fresh::<S>().await;
        let mut world = Self::with(database.logins(), Files::default(), notifications, None).await;
        world.database = Some(database);
        world
    }

    /// On a fresh database, making checkpoints.
    pub async fn with_checkpoints(checkpoints: CheckpointSetup) -> Self {
        let database = Database::fresh::<S>().await;
        let mut world = Self::signing(database.logins(), checkpoints).await;
        world.database = Some(database);
        world
    }

    /// On a database of the test's own, making checkpoints.
    pub async fn signing(database: Logins, checkpoints: CheckpointSetup) -> Self {
        let (files, notifications) = (Files::default(), Notifications::default());
        Self::with(database, files, notifications, Some(checkpoints)).await
    }

    /// On a database of the test's own.
    pub async fn on(database: Logins) -> Self {
        Self::with(database, Files::default(), Notifications::default(), None).await
    }

    /// Tries to start a service with these sign-ins.
    pub async fn tried(database: Logins) -> Result<RunningService, StartError> {
        let host = Self::host(database, Files::default(), Notifications::default(), None);
        let clock = TurnableClock::at(at(S::begins()));
        S::serve(&host, Start::local(Arc::new(clock))).await
    }

    fn host(
        database: Logins,
        files: Files,
        notifications: Notifications,
        checkpoints: Option<CheckpointSetup>,
    ) -> Host {
        // For the issuer's key, which is read here and not again.
        let folder = tempfile::tempdir().unwrap();
        let config = HostConfig {
            data_dir: folder.path().to_owned(),
            install: false,
            log: String::new(),
            log_format: LogFormat::Human,
            connections_max: 8,
            sign_in: SignIn::Embedded,
            databases: vec![(S::CODE.to_owned(), database)],
            files,
            notifications,
            checkpoints,
            metrics: None,
        };
        Host::open(&config, &[S::CODE]).unwrap()
    }

    async fn with(
        database: Logins,
        files: Files,
        notifications: Notifications,
        checkpoints: Option<CheckpointSetup>,
    ) -> Self {
        let host = Self::host(database, files, notifications, checkpoints);
        let owner = host.database(S::CODE).await.unwrap().owner.unwrap();
        let owner = PgPoolOptions::new()
            .max_connections(4)
            .connect_lazy_with(owner);
        let clock = TurnableClock::at(at(S::begins()));
        let service = S::serve(&host, Start::local(Arc::new(clock.clone())))
            .await
            .unwrap();
        let channel = Endpoint::from_shared(format!("http://{}", service.address()))
            .unwrap()
            .connect()
            .await
            .unwrap();
        Self {
            service,
            clock,
            channel,
            scheme: PhantomData,
            issuer: Arc::new(host.issuer().unwrap().clone()),
            host,
            owner,
            first: AtomicU32::new(1),
            database: None,
        }
    }

    /// Stops its service, and leaves its database.
    pub async fn stopped(self) -> Database {
        self.service.stop().await.unwrap();
        self.database.unwrap()
    }

    /// A connection of its own.
    pub async fn another_channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.service.address()));
        endpoint.unwrap().connect().await.unwrap()
    }

    /// Its database, as its owner sees it.
    pub const fn pool(&self) -> &PgPool {
        &self.owner
    }

    /// Returns a caller who reads bokmål.
    pub fn person(&self, who: Who) -> Person {
        Person {
            who,
            language: "nb",
            gzip: false,
            deadline: None,
            channel: self.channel.clone(),
            issuer: Arc::clone(&self.issuer),
            clock: self.clock.clone(),
        }
    }

    /// Returns a member of the staff.
    pub fn staff(&self, name: &str, roles: &[Role]) -> Person {
        self.person(Who::Staff(name.to_owned(), roles.to_vec()))
    }

    /// The system of an organisation.
    pub fn organisation(&self, number: &OrganisationNumber) -> Person {
        self.person(Who::Organisation(number.clone()))
    }

    /// The system of the n-th applicant of [`TestScheme::application`], or of its successor.
    pub fn applicant(&self, n: u32) -> Person {
        let first = self.first.load(Ordering::Relaxed);
        let n = if n == 1 { first } else { n };
        self.organisation(&OrganisationNumber::invented(n))
    }

    /// Lets another organisation act as the first applicant from now on.
    pub fn succeed_first(&self, by: u32) {
        self.first.store(by, Ordering::Relaxed);
    }

    /// Returns a caller with a role.
    pub fn with_role(&self, role: Role) -> Person {
        match role {
            Role::Applicant => self.applicant(1),
            Role::FinanceClient => self.person(Who::FinanceSystem(OrganisationNumber::invented(9))),
            _ => self.staff(&format!("a {}", role.name()), &[role]),
        }
    }

    pub fn administrator(&self) -> Person {
        self.staff("astrid", &[Role::SchemeAdministrator])
    }

    pub fn case_handler(&self) -> Person {
        self.staff("kari", &[Role::CaseHandler])
    }

    pub fn assessor(&self, name: &str) -> Person {
        self.staff(name, &[Role::Assessor])
    }

    pub fn decision_maker(&self) -> Person {
        self.staff("berit", &[Role::DecisionMaker])
    }

    pub fn finance(&self) -> Person {
        self.staff("finn", &[Role::Finance])
    }

    pub fn auditor(&self) -> Person {
        self.staff("arne", &[Role::Auditor])
    }

    /// Runs SQL that no step would: what a person with a database client, or another version of the
    /// program, could have done.
    pub async fn meddle(&self, sql: &'static str) {
        sqlx::query(sql).execute(self.pool()).await.unwrap();
    }

    /// Begins a transaction that no trigger holds, as the superuser of the cluster can.
    pub async fn forging(&self) -> Transaction<'static, Postgres> {
        let past_triggers = "begin; set local session_replication_role = replica";
        store::pool::begin(self.pool(), past_triggers)
            .await
            .unwrap()
    }

    /// Runs SQL past the triggers.
    pub async fn forge(&self, sql: &'static str) {
        let mut forging = self.forging().await;
        sqlx::query(sql).execute(&mut *forging).await.unwrap();
        forging.commit().await.unwrap();
    }

    /// Waits until readers of events are shown what has been committed: until no transaction that
    /// was running is running any more, in any database of the server.
    pub async fn settle(&self) {
        let now: String = sqlx::query_scalar("select pg_current_xact_id()::text")
            .fetch_one(self.pool())
            .await
            .unwrap();
        let passed = "select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8";
        while !sqlx::query_scalar::<_, bool>(passed)
            .bind(&now)
            .fetch_one(self.pool())
            .await
            .unwrap()
        {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// The whole stored state as text, table by table and row by row: what must be unchanged when a
    /// request is refused.
    pub async fn stored(&self) -> String {
        let tables: Vec<String> = sqlx::query_scalar(
            "select format('%I.%I', schemaname, tablename) from pg_tables
             where schemaname not in ('pg_catalog', 'information_schema') order by 1",
        )
        .fetch_all(self.pool())
        .await
        .unwrap();
        let mut text = String::new();
        for table in tables {
            let sql = format!("select t::text from {table} t order by 1");
            let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .fetch_all(self.pool())
                .await
                .unwrap();
            text.push_str(&format!("{table}\n{}\n", rows.join("\n")));
        }
        text
    }
}
