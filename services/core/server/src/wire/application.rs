//! Applications.

use casework::application::{
    self, ApplicationView, AttachmentKey, Checked, Create, Dismiss, Download, EstimateAward, Get,
    List, SendBack, Submit, Update, Upload, Withdraw,
};
use contract::application::{changed, state_name, whole};
use contract::names::{AttachmentName, CallName, ResourceName};
use contract::upload::CHUNK_BYTES_MAX;
use contract::v1::application_service_server::ApplicationService;
use contract::v1::download_attachment_response::Content;
use contract::v1::{Application, DownloadAttachmentResponse, EstimateAwardResponse};
use contract::{Outward, SchemeContract, inward as read, page};
use domain::application::Attachment;
use domain::identifiers::CaseReference;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Respond, RespondInParts, application as key, application_key, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] ApplicationService for Handlers<S>, scheme S {
        check_application => casework::application::Check<S::Form>;
        estimate_award => casework::application::EstimateAward;
        create_application => casework::application::Create<S::Form>;
        update_application => casework::application::Update<S::Form>;
        submit_application => casework::application::Submit;
        withdraw_application => casework::application::Withdraw;
        return_application => casework::application::SendBack;
        dismiss_application => casework::application::Dismiss;
        get_application => casework::application::Get;
        list_applications => casework::application::List;
        list_decisions => casework::decision::ListDecisions;
        dispatch_decisions => casework::decision::Dispatch;
        record_delivery => casework::decision::RecordDelivery;
        correct_decision => casework::decision::Correct;
        reverse_decision => casework::reversal::Reverse;
        request_reasons => casework::decision::RequestReasons;
        give_reasons => casework::decision::GiveReasons;
        [in] upload_attachment => casework::application::Upload;
        [out] download_attachment => casework::application::Download as DownloadAttachmentStream;
        [out] get_letter => casework::decision::GetLetter as GetLetterStream;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListApplications";

inward! {
    SubmitApplicationRequest => Submit |from, faults| {
        key: key::<S>(faults, "name", &from.name),
        revision: read::etag(faults, "etag", &from.etag),
    }
    WithdrawApplicationRequest => Withdraw |from, faults| {
        key: key::<S>(faults, "name", &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
    ReturnApplicationRequest => SendBack |from, faults| {
        key: key::<S>(faults, "name", &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
        complete_by: faults.date("complete_by_date", &from.complete_by_date),
    }
    DismissApplicationRequest => Dismiss |from, faults| {
        key: key::<S>(faults, "name", &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    GetApplicationRequest => Get |from, faults| {
        key: key::<S>(faults, "name", &from.name),
    }
    EstimateAwardRequest => EstimateAward |from, faults| {
        key: key::<S>(faults, "name", &from.name),
    }
    DownloadAttachmentRequest => Download |from, faults| {
        key: AttachmentName::read(faults, "name", &from.name, S::PROFILE.code).map(attachment_key),
    }
}

respond! {
    |_step, view: ApplicationView<S::Form>,
        outward| { application: Some(application(outward, view)) }
    for Create<S::Form> => CreateApplicationResponse,
        Update<S::Form> => UpdateApplicationResponse,
        Submit => SubmitApplicationResponse,
        Withdraw => WithdrawApplicationResponse,
        SendBack => ReturnApplicationResponse,
        Dismiss => DismissApplicationResponse,
        Get => GetApplicationResponse;

    |_step, checked: Checked, outward| {
        findings: outward.findings(&checked.findings),
        claim: checked.claim.map(|claim| outward.claim(&claim)),
    }
    for application::Check<S::Form> => CheckApplicationResponse;

    |step, stored: Attachment, outward| {
        attachment: Some({
            let key = step.application();
            let name = outward.application_name(&key.call, key.application);
            outward.attachment(&name, stored)
        }),
    }
    for Upload => UploadAttachmentResponse;
}

impl<S: SchemeContract> super::Inward<S> for application::Check<S::Form> {
    type Message = contract::v1::CheckApplicationRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let read = whole::<S>(&mut faults, message.application);
        faults.finish(read.map(|(name, draft)| Self {
            key: application_key(name),
            draft,
        }))
    }
}

impl<S: SchemeContract> super::Inward<S> for Create<S::Form> {
    type Message = contract::v1::CreateApplicationRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let read = whole::<S>(&mut faults, message.application);
        faults.finish(read.map(|(name, draft)| Self {
            key: application_key(name),
            draft,
        }))
    }
}

impl<S: SchemeContract> super::Inward<S> for Update<S::Form> {
    type Message = contract::v1::UpdateApplicationRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let read = changed::<S>(&mut faults, message.update_mask, message.application);
        faults.finish(read.map(|(name, revision, changes)| Self {
            key: application_key(name),
            revision,
            changes,
        }))
    }
}

impl<S: SchemeContract> super::Inward<S> for List {
    type Message = contract::v1::ListApplicationsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = CallName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let states = read::choices(&mut faults, "states", &message.states, state_name);
        let field = &message.organisation_number;
        let organisation = faults.parse_optional("organisation_number", field);
        let read = (|| {
            Some(Self {
                call: parent?.call,
                page: page?,
                states: states?,
                organisation: organisation?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Listed<ApplicationView<S::Form>, CaseReference>;
    type Response = contract::v1::ListApplicationsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|view| {
            let key = view.application.case_reference.clone();
            (key, application(outward, view))
        });
        let (applications, next_page_token) = PageOf {
            list: LIST,
            parent: &outward.call_name(&self.call).to_string(),
        }
        .answer(rows, more);
        Self::Response {
            applications,
            next_page_token,
        }
    }
}

impl<S: SchemeContract> Respond<S> for EstimateAward {
    type Answer = application::Estimated;
    type Response = EstimateAwardResponse;

    fn respond(&self, answer: Self::Answer, outward: &Outward<S>) -> Self::Response {
        outward.estimate(&answer.previous, &answer.estimate)
    }
}

impl<S: SchemeContract> RespondInParts<S> for Download {
    type Answer = (Attachment, Vec<u8>);
    type Part = DownloadAttachmentResponse;

    fn parts(
        &self,
        (facts, content): Self::Answer,
        outward: &Outward<S>,
    ) -> impl Iterator<Item = Self::Part> + Send + 'static {
        let key = &self.key.application;
        let name = outward.application_name(&key.call, key.application);
        messages(outward.attachment(&name, facts), content)
    }
}

/// Cuts a file into messages: the facts, then the bytes.
fn messages(
    facts: contract::v1::Attachment,
    content: Vec<u8>,
) -> impl Iterator<Item = DownloadAttachmentResponse> + Send + 'static {
    let chunks = content.len().div_ceil(CHUNK_BYTES_MAX);
    let chunk = move |at: usize| {
        let end = content.len().min((at + 1) * CHUNK_BYTES_MAX);
        Content::Chunk(content[at * CHUNK_BYTES_MAX..end].to_vec())
    };
    std::iter::once(Content::Attachment(facts))
        .chain((0..chunks).map(chunk))
        .map(|content| DownloadAttachmentResponse {
            content: Some(content),
        })
}

fn application<S: SchemeContract>(
    outward: &Outward<S>,
    view: ApplicationView<S::Form>,
) -> Application {
    let mut application = outward.application(view.application, view.late, view.attachments);
    if !view.score_visible {
        application.score_milli = 0;
    }
    application
}

pub(super) fn attachment_key(name: AttachmentName) -> AttachmentKey {
    AttachmentKey {
        application: casework::application::ApplicationKey {
            call: name.call,
            application: name.application,
        },
        attachment: name.attachment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_out_in_chunks() {
        let sizes = |bytes: usize| -> Vec<usize> {
            messages(contract::v1::Attachment::default(), vec![7; bytes])
                .skip(1)
                .map(|message| match message.content {
                    Some(Content::Chunk(chunk)) => chunk.len(),
                    other => panic!("{other:?}"),
                })
                .collect()
        };
        assert_eq!(sizes(1), [1]);
        assert_eq!(sizes(CHUNK_BYTES_MAX), [CHUNK_BYTES_MAX]);
        assert_eq!(sizes(CHUNK_BYTES_MAX + 1), [CHUNK_BYTES_MAX, 1]);
    }
}
