//! Moves of last days.

use domain::deadline::{DeadlineKind, DeadlineMove, MOVED_MAX, MovedDeadline, MovedDeadlines};
use domain::identifiers::{CallId, DeadlineMoveId};
use domain::violations::Violations;

use crate::fields::{sha256, unique};
use crate::names::{ApplicationName, CallName, DeadlineMoveName, ResourceName, SchemeName};
use crate::outward::Outward;
use crate::parents::CallOrAll;
use crate::{SchemeContract, inward, v1};

/// Reads a move: its id, its call, and what is asked.
pub fn asked<S: SchemeContract>(
    faults: &mut Violations,
    from: Option<v1::DeadlineMove>,
) -> Option<(DeadlineMoveId, Option<CallId>, DeadlineMove)> {
    let from = faults.required("move", from)?;
    faults.within("move", |faults| {
        let code = S::PROFILE.code;
        let name = DeadlineMoveName::read(faults, "name", &from.name, code);
        let parent = CallOrAll::read(faults, "parent", &from.parent, code);
        let kind = inward::choice(faults, "kind", from.kind, kind);
        let due_from = faults.date("due_from_date", &from.due_from_date);
        let due_to = faults.date("due_to_date", &from.due_to_date);
        let until = faults.date("until_date", &from.until_date);
        let asked = DeadlineMove {
            kind: kind?,
            due_from: due_from?,
            due_to: due_to?,
            until: until?,
        };
        Some((name?.id, parent?.call(), asked))
    })
}

/// Reads the names of cases, each once.
pub fn cases<S: SchemeContract>(
    faults: &mut Violations,
    names: &[String],
) -> Option<Vec<ApplicationName>> {
    const FIELD: &str = "applications";

    faults.list_size(FIELD, names.len(), 0..=MOVED_MAX)?;
    let read: Vec<Option<ApplicationName>> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let field = format!("{FIELD}[{at}]");
            ApplicationName::read(faults, &field, name, S::PROFILE.code)
        })
        .collect();
    let read: Vec<ApplicationName> = read.into_iter().collect::<Option<_>>()?;
    unique(faults, FIELD, "", &read)?;
    Some(read)
}

/// Reads the hash that a trial answered; empty where there is none.
pub fn seen(faults: &mut Violations, text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    sha256(faults, "seen", text)
}

fn kind(kind: v1::DeadlineKind) -> Option<DeadlineKind> {
    match kind {
        v1::DeadlineKind::Unspecified => None,
        v1::DeadlineKind::Completion => Some(DeadlineKind::Completion),
        v1::DeadlineKind::Acceptance => Some(DeadlineKind::Acceptance),
        v1::DeadlineKind::Report => Some(DeadlineKind::Report),
    }
}

impl From<DeadlineKind> for v1::DeadlineKind {
    fn from(kind: DeadlineKind) -> Self {
        match kind {
            DeadlineKind::Completion => Self::Completion,
            DeadlineKind::Acceptance => Self::Acceptance,
            DeadlineKind::Report => Self::Report,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A move of last days.
    #[must_use]
    pub fn deadline_move(&self, of: &MovedDeadlines) -> v1::DeadlineMove {
        let scheme = self.scheme();
        let parent = match &of.call {
            Some(call) => CallOrAll::Call(CallName {
                scheme: scheme.clone(),
                call: call.clone(),
            }),
            None => CallOrAll::All(SchemeName {
                scheme: scheme.clone(),
            }),
        };
        let name = DeadlineMoveName { scheme, id: of.id };
        let kind = of.asked.kind;
        v1::DeadlineMove {
            name: name.to_string(),
            parent: parent.to_string(),
            kind: v1::DeadlineKind::from(kind).into(),
            due_from_date: of.asked.due_from.to_string(),
            due_to_date: of.asked.due_to.to_string(),
            until_date: of.asked.until.to_string(),
            moved: of
                .moved
                .iter()
                .map(|one| self.moved_deadline(kind, one))
                .collect(),
            left_out: of.left_out,
            step: Some(self.step(&of.record, true)),
        }
    }

    fn moved_deadline(&self, kind: DeadlineKind, one: &MovedDeadline) -> v1::MovedDeadline {
        v1::MovedDeadline {
            resource: format!("schemes/{}/{}", self.scheme(), one.name(kind)),
            case_reference: one.case_reference.to_string(),
            organisation_number: one.organisation.to_string(),
            organisation_name: one.organisation_name.clone(),
            before_date: one.before.to_string(),
        }
    }
}
