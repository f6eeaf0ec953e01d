//! `tildeling account`.

use clap::Subcommand;
use contract::v1;

use super::{Connection, plain, read_grant, told, whole_grant};
use crate::output::say;

/// Commands on the account that a grant is paid to.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows the account of a grant and every change of it, with the notices.
    Show {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
    },
    /// Asks to be paid to another account.
    Change {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The account, eleven digits.
        #[arg(long)]
        account: String,
        /// The person at the recipient who asks.
        #[arg(long)]
        asked_by: String,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
    /// Approves the account that was asked for: another person than the one who registered it.
    Approve {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The way in which the account was checked, such as a call back.
        #[arg(long)]
        checked: String,
    },
    /// Rejects or withdraws a change that is not in use yet.
    Reject {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Show { grant } => connection.with(grant, async |session| {
            show(&read_grant(&session, grant).await?)
        }),
        Command::Change {
            grant,
            account,
            asked_by,
            reason,
        } => connection.with(grant, async |session| {
            let request = v1::ChangeAccountRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                account_number: account.clone(),
                asked_by: asked_by.clone(),
                reason: reason.clone(),
            };
            let answer = session.grants().change_account(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Approve { grant, checked } => connection.with(grant, async |session| {
            let request = v1::ApproveAccountRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: checked.clone(),
            };
            let answer = session.grants().approve_account(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Reject { grant, reason } => connection.with(grant, async |session| {
            let request = v1::RejectAccountRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: reason.clone(),
            };
            let answer = session.grants().reject_account(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
    }
}

fn show(grant: &v1::Grant) -> anyhow::Result<()> {
    let shown = |account: &str| match account {
        "" => "not shown".to_owned(),
        account => account.to_owned(),
    };
    say!("{}: {}", grant.case_reference, shown(&grant.account_number))?;
    for change in &grant.account_changes {
        let state = plain(change.state().as_str_name(), "ACCOUNT_CHANGE_STATE_");
        let (number, account) = (change.number, shown(&change.account_number));
        say!(
            "  {number}. {account}, {state}, asked by {}",
            change.asked_by
        )?;
        if !change.use_from_date.is_empty() {
            say!("     paid to from {}", change.use_from_date)?;
        }
        say!("     {}", change.notice)?;
    }
    for block in &grant.payment_blocks {
        say!("  {}", block.text)?;
    }
    Ok(())
}
