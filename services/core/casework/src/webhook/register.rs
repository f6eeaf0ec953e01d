use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::identifiers::WebhookId;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use domain::webhook::{UrlFault, WEBHOOKS_MAX, WebhookSecret, WebhookUrl, is_public, too_many};
use serde::Serialize;
use tokio::net::lookup_host;
use tokio::time::timeout;

use super::rows::{self, WithSecret};
use crate::actor::Actor;
use crate::error::{CaseError, not_found};
use crate::runner::{Run, Runner, kind};
use crate::standing::require_standing;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// A name is looked up within this time; otherwise it is judged when it is called.
const LOOKED_UP_WITHIN: Duration = Duration::from_secs(3);

/// Registers a webhook, which receives what its organisation is told from then on. The secret is
/// shown in the answer and in that of a repetition, until it is rotated.
///
/// # Errors
/// [`InvalidFields`](Refusal::InvalidFields) when the address is on the inside of the network;
/// [`RulesNotMet`](Refusal::RulesNotMet) when the organisation has too many, or was taken over;
/// [`IdTaken`](Refusal::IdTaken).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// The id, made by the client.
    pub id: WebhookId,
    /// The address.
    pub url: WebhookUrl,
    /// The secret; one is made when `None`.
    #[serde(skip)]
    pub secret: Option<WebhookSecret>,
}

/// A kind of its own: the address is judged by the setup and looked up, then the record.
impl<S: Scheme> Run<S, Register> for Register {
    const STEP: StepName = StepName::RegisterWebhook;
    type Answer = WithSecret;

    async fn run(self: Arc<Self>, runner: &Runner, actor: Actor) -> Result<WithSecret, CaseError> {
        actor.may(StepName::RegisterWebhook)?;
        let loopback = runner.calls_loopback();
        let admitted = self.url.admit(loopback);
        let admitted = match admitted {
            Ok(()) => leads_outside(&self.url, loopback).await,
            refused => refused,
        };
        admitted.map_err(|fault| {
            Refusal::InvalidFields(vec![FieldViolation {
                field: "url".to_owned(),
                description: fault.to_string(),
            }])
        })?;
        let store = Arc::new(Store(Self::clone(&self)));
        <Store as Run<S, kind::Record>>::run(store, runner, actor).await
    }
}

/// Looks a name up, and judges what it leads to now. A name that leads nowhere may lead somewhere
/// tomorrow: every connection is judged again.
async fn leads_outside(url: &WebhookUrl, loopback: bool) -> Result<(), UrlFault> {
    let Some((name, port)) = url.to_look_up() else {
        return Ok(());
    };
    let Ok(Ok(found)) = timeout(LOOKED_UP_WITHIN, lookup_host((name, port))).await else {
        return Ok(());
    };
    let may = |ip: IpAddr| is_public(ip) || (loopback && ip.is_loopback());
    let mut found = found.peekable();
    if found.peek().is_none() || found.any(|at| may(at.ip())) {
        return Ok(());
    }
    Err(UrlFault::Inside)
}

/// The transaction of [`Register`].
#[derive(Serialize)]
struct Store(Register);

impl<S: Scheme> Record<S> for Store {
    const STEP: StepName = StepName::RegisterWebhook;
    type Answer = WithSecret;

    async fn record(&self, context: &mut Context<'_>) -> Result<WithSecret, CaseError> {
        let Register { id, url, secret } = &self.0;
        let name = names::webhook(*id);
        let Some(own) = context.actor.caller.organisation().cloned() else {
            return Err(not_found(name));
        };
        require_standing(context.db, &own).await?;
        rows::lock_organisation(context.db, &own).await?;
        if let Some(existing) = rows::find(context.db, *id).await? {
            let same_secret = secret.as_ref().is_none_or(|one| *one == existing.secret);
            let same = existing.webhook.organisation == own && same_secret && !existing.deleted;
            if same && context.was_created(&name).await? {
                return Ok(existing.shown(Revision::FIRST));
            }
            return Err(CaseError::Refused(Refusal::IdTaken { resource: name }));
        }
        if rows::count(context.db, &own).await? >= WEBHOOKS_MAX {
            let refused = Refusal::RulesNotMet(vec![too_many()]);
            return Err(CaseError::Refused(refused));
        }
        let made = || WebhookSecret::generate(context.actor.chance.as_ref());
        let secret = secret.clone().unwrap_or_else(made);
        rows::insert(
            context.db,
            (*id, &own),
            url.as_str(),
            &secret,
            context.actor.now,
        )
        .await?;
        let subject = Subject::webhook(*id, &own);
        let event = context.event(&subject, Revision::NONE, "", &());
        context.append(&[event]).await?;
        let stored = rows::find(context.db, *id).await?;
        let stored = stored.ok_or_else(|| not_found(name))?;
        Ok(stored.shown(Revision::FIRST))
    }
}
