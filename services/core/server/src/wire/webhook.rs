//! Webhooks.

use casework::webhook::{Delete, ListWebhooks, Register, Replay, Rotate, WithSecret};
use contract::names::{ResourceName, SchemeName, WebhookName};
use contract::webhook::{after, secret, url};
use contract::{SchemeContract, inward as read, v1};
use domain::identifiers::WebhookId;
use domain::violations::Violations;
use domain::webhook::{Webhook, WebhookSecret};

use super::{Inward, inward, respond};

inward! {
    RegisterWebhookRequest => Register |from, faults| {
        id: webhook::<S>(faults, &from.name),
        url: url(faults, "url", &from.url),
        secret: secret(faults, "secret", &from.secret),
    }
    RotateWebhookSecretRequest => Rotate |from, faults| {
        webhook: webhook::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        secret: secret(faults, "secret", &from.secret),
    }
    DeleteWebhookRequest => Delete |from, faults| {
        webhook: webhook::<S>(faults, &from.name),
    }
    ReplayWebhookRequest => Replay |from, faults| {
        webhook: webhook::<S>(faults, &from.name),
        after: after::<S>(faults, &from.after),
    }
}

respond! {
    |_step, shown: WithSecret, outward| {
        webhook: Some(outward.webhook(shown.webhook)),
        secret: revealed(shown.secret),
    }
    for Register => RegisterWebhookResponse, Rotate => RotateWebhookSecretResponse;

    |_step, shown: WithSecret, outward| {
        webhook: Some(outward.webhook(shown.webhook)),
    }
    for Replay => ReplayWebhookResponse;

    |_step, webhooks: Vec<Webhook>, outward| {
        webhooks: webhooks.into_iter().map(|one| outward.webhook(one)).collect(),
    }
    for ListWebhooks => ListWebhooksResponse;

    |_step, _deleted: (), _outward| {}
    for Delete => DeleteWebhookResponse;
}

impl<S: SchemeContract> Inward<S> for ListWebhooks {
    type Message = v1::ListWebhooksRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let organisation =
            faults.parse_optional("organisation_number", &message.organisation_number);
        let read = parent.and(organisation);
        faults.finish(read.map(|organisation| Self { organisation }))
    }
}

fn webhook<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<WebhookId> {
    WebhookName::read(faults, "name", text, S::PROFILE.code).map(|name| name.webhook)
}

fn revealed(secret: Option<WebhookSecret>) -> String {
    secret.map_or_else(String::new, |secret| secret.reveal())
}
