//! The values that look wrong to the walk and are right, each with the reason. A line that excepts
//! nothing fails the test.

use crate::walk::Wrong;

/// Values that are accepted.
#[derive(Debug)]
pub struct Exception {
    /// The request's message; `*` for every one.
    request: &'static str,
    /// The field's path, as violations write it. `*` at the beginning stands for anything before.
    path: &'static str,
    /// The fault of the value; `*` for everything.
    what: &'static str,
    /// Why it is right.
    #[expect(
        dead_code,
        reason = "for the reader of this list, and shown when a line excepts nothing"
    )]
    why: &'static str,
}

impl Exception {
    pub fn covers(&self, request: &str, wrong: &Wrong) -> bool {
        let path = self
            .path
            .strip_prefix('*')
            .map_or_else(|| wrong.path == self.path, |end| wrong.path.ends_with(end));
        path && (self.request == "*" || self.request == request)
            && (self.what == "*" || self.what == wrong.what)
    }
}

const fn except(
    request: &'static str,
    path: &'static str,
    what: &'static str,
    why: &'static str,
) -> Exception {
    Exception {
        request,
        path,
        what,
        why,
    }
}

/// Free text holds what people write.
const FREE_TEXT: &str = "free text: any words are right";

/// A field that other methods need and this one does not.
const NOT_LOOKED_AT: &str =
    "a creation has no revision to start from; the contract says the field is ignored";

pub const EXCEPTIONS: &[Exception] = &[
    except("*", "reason", "nonsense", FREE_TEXT),
    except("*", "call.title", "nonsense", FREE_TEXT),
    except("*", "scenario.name", "nonsense", FREE_TEXT),
    except("*", "scenarios[0].name", "nonsense", FREE_TEXT),
    except("*", "*organisation_name", "nonsense", FREE_TEXT),
    except("*", "*contact.name", "nonsense", FREE_TEXT),
    except("*", "*address.lines[0]", "nonsense", FREE_TEXT),
    except("*", "*address.place", "nonsense", FREE_TEXT),
    except("*", "report.narrative", "nonsense", FREE_TEXT),
    except("*", "goal_assessment", "nonsense", FREE_TEXT),
    except("*", "*certificate.auditor_name", "nonsense", FREE_TEXT),
    except("*", "*certificate.standard", "nonsense", FREE_TEXT),
    except("*", "*certificate.findings", "nonsense", FREE_TEXT),
    except("*", "asked_by", "nonsense", FREE_TEXT),
    except("*", "ground", "nonsense", FREE_TEXT),
    except("*", "public_title", "nonsense", FREE_TEXT),
    except("*", "protected_title", "nonsense", FREE_TEXT),
    except(
        "SetJournalTitlesRequest",
        "ground",
        "absent",
        "nothing needs to be withheld; the step asks where something is",
    ),
    except("*", "scores[0].reason", "nonsense", FREE_TEXT),
    except(
        "*",
        "report.accounts[0].line",
        "nonsense",
        "a budget line is named as the applicant's budget names it",
    ),
    except(
        "*",
        "lines[0].code",
        "nonsense",
        "a line is named as the application's budget names it; another one is told by the step",
    ),
    except(
        "*",
        "lines[0].line",
        "nonsense",
        "a line is named as the accounts name it; another one is told by the step",
    ),
    except("*", "lines[0].reason", "nonsense", FREE_TEXT),
    except(
        "AcceptReportRequest",
        "lines[0].reason",
        "absent",
        "a line that is accepted as a whole needs no reason; the step asks where it is not",
    ),
    except(
        "RecommendReportRequest",
        "lines[0].reason",
        "absent",
        "a line that is accepted as a whole needs no reason; the step asks where it is not",
    ),
    except(
        "MoveDeadlinesRequest",
        "seen",
        "absent",
        "a trial has seen nothing yet; the step asks where it is none",
    ),
    except(
        "ProposeSuccessionRequest",
        "seen",
        "absent",
        "a trial has seen nothing yet; the step asks where it is none",
    ),
    except(
        "SupplyFactsRequest",
        "registration.reference",
        "nonsense",
        FREE_TEXT,
    ),
    except("*", "entries[0].source", "nonsense", FREE_TEXT),
    except("*", "change.source", "nonsense", FREE_TEXT),
    except("*", "reference", "nonsense", FREE_TEXT),
    except("GiveReasonsRequest", "text", "nonsense", FREE_TEXT),
    except(
        "CorrectDecisionRequest",
        "wrong_text",
        "nonsense",
        FREE_TEXT,
    ),
    except(
        "CorrectDecisionRequest",
        "right_text",
        "nonsense",
        FREE_TEXT,
    ),
    except("LodgeAppealRequest", "text", "nonsense", FREE_TEXT),
    except("AnswerRecoveryRequest", "answer", "nonsense", FREE_TEXT),
    except(
        "RecordBreachRequest",
        "fault_class",
        "unspecified",
        "left out, the recipient was in good faith",
    ),
    except("RequestChangeRequest", "content", "nonsense", FREE_TEXT),
    except("RequestChangeRequest", "partner", "nonsense", FREE_TEXT),
    except(
        "RequestChangeRequest",
        "budget[0].code",
        "nonsense",
        "a line is named as the application's budget names it; another one is told by the step",
    ),
    except("*", "payer.name", "nonsense", FREE_TEXT),
    except("*", "payer.customer_id", "nonsense", FREE_TEXT),
    except("*", "payer.agreement_id", "nonsense", FREE_TEXT),
    except(
        "*",
        "receipts[0].end_to_end_id",
        "nonsense",
        "an id of no payment is told receipt by receipt, not as a fault of form",
    ),
    except(
        "UpdateCallRequest",
        "reason",
        "absent",
        "required once the call is open, which its state says and not its form",
    ),
    except(
        "WatchEventsRequest",
        "after_cursor",
        "huge",
        "a cursor grows without bound; one that lies ahead gets what comes after it",
    ),
    except(
        "ListWebhooksRequest",
        "organisation_number",
        "absent",
        "an organisation lists its own; the step asks the staff for one",
    ),
    except(
        "SumIndicatorsRequest",
        "group_by",
        "unspecified",
        "left out, there are no groups",
    ),
    except("CreateCallRequest", "call.etag", "*", NOT_LOOKED_AT),
    except(
        "CheckApplicationRequest",
        "application.etag",
        "*",
        NOT_LOOKED_AT,
    ),
    except(
        "CreateApplicationRequest",
        "application.etag",
        "*",
        NOT_LOOKED_AT,
    ),
];
