//! The facts that the retention of a case follows from.

use chrono::{DateTime, Utc};
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber};
use domain::retention::{CaseFacts, Erasure, KeptReason, NOT_COUNTED};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::application::rows::erasure;

/// Which cases to read.
#[derive(Debug, Clone, Copy)]
pub(in crate::retention) struct FactsOf<'a> {
    /// The call; `None` for all.
    pub(in crate::retention) call: Option<&'a CallId>,
    /// Only these, erased or in a disposal as they may be; without either when empty.
    pub(in crate::retention) cases: &'a [ApplicationId],
    /// Those after this one, by call and case.
    pub(in crate::retention) after: Option<&'a (CallId, ApplicationId)>,
    /// The most items.
    pub(in crate::retention) limit: i64,
    /// The person whose interests are told.
    pub(in crate::retention) person: &'a str,
}

/// A case with its facts.
#[derive(Debug, Clone)]
pub(in crate::retention) struct FactsRow {
    pub(in crate::retention) call: CallId,
    pub(in crate::retention) application: ApplicationId,
    pub(in crate::retention) case_reference: CaseReference,
    pub(in crate::retention) organisation: OrganisationNumber,
    pub(in crate::retention) facts: CaseFacts,
    /// Money was claimed back of it.
    pub(in crate::retention) claimed: bool,
    /// The person has declared an interest in it.
    pub(in crate::retention) of_interest: bool,
    pub(in crate::retention) erased: Option<Erasure>,
}

/// Reads cases with their facts, by call and case.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn page(
    db: &mut PgConnection,
    of: FactsOf<'_>,
) -> Result<Vec<FactsRow>, StoreError> {
    let cases: Vec<Uuid> = of.cases.iter().map(|id| id.uuid()).collect();
    let not_counted = NOT_COUNTED.map(|step| step.name().to_owned());
    let rows = sqlx::query_as!(
        Facts,
        "select p.call_id, p.application_id, p.case_reference, p.organisation_number, \
             p.state_name as \"state!\", g.state_name as \"grant_state?\", c.deadline, \
             c.state_name = 'open' as \"call_open!\", p.erased, p.disposal_id, \
             coalesce((select max(e.at) from casework.event e
                 where e.chain = 'calls/' || p.call_id || '/applications/' || p.application_id
                     and e.step <> all($6)), p.updated) as \"last_step!\",
             exists (select from casework.case_hold h where h.call_id = p.call_id
                 and h.application_id = p.application_id and h.released is null) as \"held!\",
             exists (select from casework.interest i where i.call_id = p.call_id
                 and i.application_id = p.application_id and i.person = $7) as \"of_interest!\",
             exists (select from casework.recovery r where r.call_id = p.call_id
                 and r.grant_id = p.application_id and r.claim is not null) as \"claimed!\",
             array_remove(array[
                 case when (g.state_name = 'closed' and exists (select from casework.instalment i
                         where i.call_id = p.call_id and i.grant_id = p.application_id
                             and i.state_name in ('planned', 'attested', 'approved')))
                     or exists (select from casework.bank_entry b where b.call_id = p.call_id
                         and b.grant_id = p.application_id and b.state = 'open')
                     then 'payment_open' end,
                 case when exists (select from casework.decision d where d.call_id = p.call_id
                         and d.application_id = p.application_id and d.dispatched is null)
                     then 'letter_not_sent' end,
                 case when exists (select from casework.appeal a where a.call_id = p.call_id
                         and a.application_id = p.application_id
                         and a.state_name not in ('closed', 'withdrawn'))
                     then 'appeal_runs' end,
                 case when exists (select from casework.grant_change n where n.call_id = p.call_id
                         and n.grant_id = p.application_id and n.state_name = 'asked')
                     then 'change_waits' end,
                 case when exists (select from casework.obligation o where o.call_id = p.call_id
                         and o.grant_id = p.application_id and o.state_name = 'running')
                     then 'duty_runs' end,
                 case when exists (select from casework.recovery r where r.call_id = p.call_id
                         and r.grant_id = p.application_id and r.claim is null)
                     then 'money_owed' end], null) as \"running!\"
         from casework.application p
         join casework.call c on c.call_id = p.call_id
         left join casework.grant g on g.call_id = p.call_id and g.grant_id = p.application_id
         where ($1::text is null or p.call_id = $1)
             and (case when cardinality($2::uuid[]) > 0 then p.application_id = any($2)
                 else p.erased is null and not exists (select from casework.disposal_case o
                     where o.call_id = p.call_id and o.application_id = p.application_id
                         and o.outcome is null) end)
             and ($3::text is null or (p.call_id, p.application_id) > ($3, $4::uuid))
         order by p.call_id, p.application_id limit $5",
        of.call.map(CallId::as_str),
        &cases,
        of.after.map(|(call, _)| call.as_str()),
        of.after.map(|(_, application)| application.uuid()),
        of.limit,
        &not_counted,
        of.person,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Facts::read).collect()
}

struct Facts {
    call_id: String,
    application_id: Uuid,
    case_reference: String,
    organisation_number: String,
    state: String,
    grant_state: Option<String>,
    deadline: DateTime<Utc>,
    call_open: bool,
    erased: Option<DateTime<Utc>>,
    disposal_id: Option<Uuid>,
    last_step: DateTime<Utc>,
    held: bool,
    of_interest: bool,
    claimed: bool,
    running: Vec<String>,
}

impl Facts {
    fn read(self) -> Result<FactsRow, StoreError> {
        let at = Row::of("application", self.application_id);
        let running = self.running.iter();
        let running = running.map(|code| at.known("running", KeptReason::from_code(code)));
        Ok(FactsRow {
            call: at.column("call_id", self.call_id.try_into())?,
            application: at.column("application_id", self.application_id.try_into())?,
            case_reference: at.column("case_reference", self.case_reference.try_into())?,
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            facts: CaseFacts {
                state: self.state,
                grant: self.grant_state,
                deadline: self.deadline,
                call_open: self.call_open,
                last_step: self.last_step,
                running: running.collect::<Result<_, _>>()?,
                held: self.held,
            },
            claimed: self.claimed,
            of_interest: self.of_interest,
            erased: erasure::read(&at, self.erased, self.disposal_id)?,
        })
    }
}
