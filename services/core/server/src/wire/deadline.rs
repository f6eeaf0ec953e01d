//! Moves of last days.

use casework::deadline::{ListDeadlineMoves, MoveDeadlines, Moved};
use contract::deadline::{asked, cases, seen};
use contract::names::{ResourceName, SchemeName};
use contract::v1::deadline_service_server::DeadlineService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::deadline::MovedDeadlines;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, application_key, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] DeadlineService for Handlers<S>, scheme S {
        move_deadlines => casework::deadline::MoveDeadlines;
        list_deadline_moves => casework::deadline::ListDeadlineMoves;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListDeadlineMoves";

impl<S: SchemeContract> Inward<S> for MoveDeadlines {
    type Message = v1::MoveDeadlinesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut found = Violations::new();
        let faults = &mut found;
        let asked = asked::<S>(faults, message.r#move);
        let cases = cases::<S>(faults, &message.applications);
        let reason = read::reason(faults, "reason", &message.reason);
        let seen = seen(faults, &message.seen);
        let read = (|| {
            let (id, call, asked) = asked?;
            Some(Self {
                id,
                call,
                asked,
                cases: cases?.into_iter().map(application_key).collect(),
                reason: reason?,
                dry_run: message.dry_run,
                seen: seen?,
            })
        })();
        found.finish(read)
    }
}

respond! {
    |_step, moved: Moved, outward| {
        r#move: Some(outward.deadline_move(&moved.deadlines)),
        seen: moved.seen,
    }
    for MoveDeadlines => MoveDeadlinesResponse;
}

impl<S: SchemeContract> Inward<S> for ListDeadlineMoves {
    type Message = v1::ListDeadlineMovesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        faults.finish(parent.and(page).map(|page| Self { page }))
    }
}

impl<S: SchemeContract> Respond<S> for ListDeadlineMoves {
    type Answer = Listed<MovedDeadlines, i64>;
    type Response = v1::ListDeadlineMovesResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.iter();
        let rows = rows.map(|one| (one.number, outward.deadline_move(one)));
        let parent = format!("schemes/{}", S::PROFILE.code);
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (moves, next_page_token) = page.answer(rows, more);
        Self::Response {
            moves,
            next_page_token,
        }
    }
}
