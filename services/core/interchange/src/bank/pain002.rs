//! pain.002: the status of a file of ours, its blocks and its payments.

use std::collections::VecDeque;

use super::amounts::{account, nok, provided};
use super::error::Fault;
use super::source::{Event, Path};
use super::{About, Entry, Outcome, Reason};

/// The state of reading.
pub(super) struct Reading {
    original_message: String,
    group: Status,
    block_id: String,
    block: Status,
    payment: Status,
    end_to_end_id: Option<String>,
    bank_reference: Option<String>,
    account: Option<String>,
}

/// A status with its reason; the first reason given counts, texts are joined.
#[derive(Default)]
struct Status {
    code: Option<String>,
    reason: Reason,
}

impl Status {
    /// The outcome; none where the payments below say it.
    fn outcome(self) -> Option<Outcome> {
        let code = self.code?;
        Some(match code.as_str() {
            "ACCP" | "ACSP" | "ACSC" | "ACCC" | "ACTC" | "ACWC" | "ACWP" | "ACFC" => {
                Outcome::Accepted
            }
            "PDNG" | "RCVD" => Outcome::Pending,
            "RJCT" | "CANC" => Outcome::Rejected(self.reason),
            "PART" => return None,
            _ => Outcome::Unknown(code),
        })
    }

    fn reason(&mut self, text: &str, is_code: bool) {
        if is_code {
            if self.reason.code.is_empty() {
                text.clone_into(&mut self.reason.code);
            }
        } else {
            if !self.reason.text.is_empty() {
                self.reason.text.push(' ');
            }
            self.reason.text.push_str(text);
        }
    }
}

impl Reading {
    pub(super) fn new() -> Self {
        Self {
            original_message: String::new(),
            group: Status::default(),
            block_id: String::new(),
            block: Status::default(),
            payment: Status::default(),
            end_to_end_id: None,
            bank_reference: None,
            account: None,
        }
    }

    pub(super) fn event(
        &mut self,
        event: &Event,
        path: Path<'_>,
        ready: &mut VecDeque<Entry>,
    ) -> Result<(), Fault> {
        match event {
            Event::Open if path.ends_with("/OrgnlPmtInfAndSts") => {
                self.block = Status::default();
                self.block_id.clear();
            }
            Event::Open if path.ends_with("/TxInfAndSts") => {
                self.flush_block(ready);
                self.payment = Status::default();
                self.end_to_end_id = None;
                self.bank_reference = None;
                self.account = None;
            }
            Event::Leaf(text) => self.leaf(text, path)?,
            Event::Close if path.ends_with("/OrgnlGrpInfAndSts") => {
                if self.original_message.is_empty() {
                    return Err(Fault::Missing("OrgnlGrpInfAndSts/OrgnlMsgId"));
                }
                let about = About::File(self.original_message.clone());
                push(std::mem::take(&mut self.group), about, None, ready);
            }
            Event::Close if path.ends_with("/OrgnlPmtInfAndSts") => self.flush_block(ready),
            Event::Close if path.ends_with("/TxInfAndSts") => {
                if self.payment.code.is_none() {
                    return Err(Fault::Missing("TxInfAndSts/TxSts"));
                }
                let about = About::Payment {
                    end_to_end_id: self.end_to_end_id.take(),
                    bank_reference: self.bank_reference.take(),
                };
                let status = std::mem::take(&mut self.payment);
                push(status, about, self.account.take(), ready);
            }
            Event::End if self.original_message.is_empty() => {
                return Err(Fault::Missing("OrgnlGrpInfAndSts"));
            }
            _ => {}
        }
        Ok(())
    }

    /// Tells a block's status once, before the payments in it.
    fn flush_block(&mut self, ready: &mut VecDeque<Entry>) {
        let about = About::Block {
            message_id: self.original_message.clone(),
            payment_information_id: self.block_id.clone(),
        };
        push(std::mem::take(&mut self.block), about, None, ready);
    }

    fn leaf(&mut self, text: &str, path: Path<'_>) -> Result<(), Fault> {
        let to = |end: &str| path.ends_with(end);
        if to("/OrgnlGrpInfAndSts/OrgnlMsgId") {
            text.clone_into(&mut self.original_message);
        } else if to("/OrgnlGrpInfAndSts/GrpSts") {
            self.group.code = Some(text.to_owned());
        } else if to("/OrgnlPmtInfAndSts/OrgnlPmtInfId") {
            text.clone_into(&mut self.block_id);
        } else if to("/OrgnlPmtInfAndSts/PmtInfSts") {
            self.block.code = Some(text.to_owned());
        } else if to("/TxInfAndSts/OrgnlEndToEndId") {
            self.end_to_end_id = provided(text);
        } else if to("/TxInfAndSts/AcctSvcrRef") {
            self.bank_reference = provided(text);
        } else if to("/TxInfAndSts/TxSts") {
            self.payment.code = Some(text.to_owned());
        } else if to("/OrgnlTxRef/Amt/InstdAmt") {
            nok(text, path)?;
        } else if to("/DbtrAcct/Id/IBAN") || to("/DbtrAcct/Id/Othr/Id") {
            self.account = Some(account(text));
        } else {
            let levels = [
                ("/OrgnlGrpInfAndSts", &mut self.group),
                ("/OrgnlPmtInfAndSts", &mut self.block),
                ("/TxInfAndSts", &mut self.payment),
            ];
            for (level, status) in levels {
                let code = ["/Rsn/Cd", "/Rsn/Prtry"]
                    .iter()
                    .any(|end| to(&format!("{level}/StsRsnInf{end}")));
                if code || to(&format!("{level}/StsRsnInf/AddtlInf")) {
                    status.reason(text, code);
                }
            }
        }
        Ok(())
    }
}

fn push(status: Status, about: About, account: Option<String>, ready: &mut VecDeque<Entry>) {
    if let Some(outcome) = status.outcome() {
        ready.push_back(Entry {
            about,
            outcome,
            account,
        });
    }
}
