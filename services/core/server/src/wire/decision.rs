//! Decisions and their letters.

use casework::application::ApplicationKey;
use casework::decision::{
    Correct, DecisionKey, Dispatch, Dispatched, GetLetter, GiveReasons, LetterFile, ListDecisions,
    RecordDelivery, RequestReasons, Scope,
};
use casework::reversal::Reverse;
use contract::decision::{corrected, language, part, reasons, recorded, reversal_ground};
use contract::names::{CallOrApplication, DecisionName, ResourceName};
use contract::state_aid::euro_rate;
use contract::upload::CHUNK_BYTES_MAX;
use contract::v1::get_letter_response::Content;
use contract::v1::{self, GetLetterResponse};
use contract::{Outward, SchemeContract, inward as read, money};
use domain::decision::Decision;
use domain::event::hexadecimal;
use domain::violations::Violations;

use super::{RespondInParts, application as key, application_key, inward, respond};

inward! {
    ListDecisionsRequest => ListDecisions |from, faults| {
        key: key::<S>(faults, "parent", &from.parent),
    }
    GetLetterRequest => GetLetter |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        language: language(faults, "language", &from.language),
    }
    RecordDeliveryRequest => RecordDelivery |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        part: read::choice(faults, "part", from.part, part),
        arrival: recorded(faults, "arrival", from.arrival),
        on: faults.date("arrival_date", &from.arrival_date),
        reason: read::reason(faults, "reason", &from.reason),
    }
    CorrectDecisionRequest => Correct |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        wrong: corrected(faults, "wrong_text", &from.wrong_text),
        right: corrected(faults, "right_text", &from.right_text),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ReverseDecisionRequest => Reverse |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        amount: money::required(faults, "amount", from.amount),
        ground: read::choice(faults, "ground", from.ground, reversal_ground),
        euro_rate: euro_rate(faults, &from.euro_rate),
        reason: read::reason(faults, "reason", &from.reason),
    }
    RequestReasonsRequest => RequestReasons |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        received: faults.optional_date("receive_date", &from.receive_date),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
    GiveReasonsRequest => GiveReasons |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        text: reasons(faults, "text", &from.text),
    }
    DispatchDecisionsRequest => Dispatch |from, faults| {
        scope: CallOrApplication::read(faults, "name", &from.name, S::PROFILE.code).map(scope),
    }
}

respond! {
    |_step, found: Vec<Decision>, outward| {
        decisions: found.into_iter().map(|one| outward.decision(one)).collect(),
    }
    for ListDecisions => ListDecisionsResponse;

    |_step, decision: Decision, outward| {
        decision: Some(outward.decision(decision)),
    }
    for Correct => CorrectDecisionResponse,
        Reverse => ReverseDecisionResponse,
        RecordDelivery => RecordDeliveryResponse,
        RequestReasons => RequestReasonsResponse,
        GiveReasons => GiveReasonsResponse;

    |_step, sent: Dispatched, outward| {
        dispatch_date: sent.date.to_string(),
        dispatched_count: i32::try_from(sent.count).unwrap_or(i32::MAX),
        unprintable_letters: sent
            .unprintable
            .into_iter()
            .map(|one| v1::UnprintableLetter {
                decision: outward.decision_name(&one.decision).to_string(),
                characters: one.characters.into_iter().collect(),
            })
            .collect(),
    }
    for Dispatch => DispatchDecisionsResponse;
}

impl<S: SchemeContract> RespondInParts<S> for GetLetter {
    type Answer = LetterFile;
    type Part = GetLetterResponse;

    fn parts(
        &self,
        file: LetterFile,
        outward: &Outward<S>,
    ) -> impl Iterator<Item = Self::Part> + Send + 'static {
        let pdf = file.document.pdf;
        let unprintable = file.unprintable.into_iter();
        let facts = v1::LetterFile {
            decision: Some(outward.decision(file.decision)),
            size_bytes: i64::try_from(pdf.len()).unwrap_or(i64::MAX),
            sha256: hexadecimal(&file.document.sha256),
            unprintable: unprintable.filter(|_| outward.for_staff).collect(),
            language: file.language.to_string(),
        };
        let chunks: Vec<Vec<u8>> = pdf.chunks(CHUNK_BYTES_MAX).map(<[u8]>::to_vec).collect();
        std::iter::once(Content::Letter(facts))
            .chain(chunks.into_iter().map(Content::Chunk))
            .map(|content| GetLetterResponse {
                content: Some(content),
            })
    }
}

/// Reads the name of a decision of this scheme.
pub(super) fn named<S: SchemeContract>(
    faults: &mut Violations,
    field: &str,
    name: &str,
) -> Option<DecisionKey> {
    DecisionName::read(faults, field, name, S::PROFILE.code).map(decision_key)
}

fn decision_key(name: DecisionName) -> DecisionKey {
    DecisionKey {
        application: ApplicationKey {
            call: name.call,
            application: name.application,
        },
        number: name.decision,
    }
}

fn scope(name: CallOrApplication) -> Scope {
    match name {
        CallOrApplication::Call(name) => Scope::Call(name.call),
        CallOrApplication::Application(name) => Scope::Application(application_key(name)),
    }
}
