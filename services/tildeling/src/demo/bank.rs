//! The bank of the demonstration. It reads nothing but the file it gets, and answers as banks do:
//! with a status (pain.002) and a notification of what was booked (camt.054).

use anyhow::Context;
use interchange::amount::parse;

/// The bank.
#[derive(Debug, Default)]
pub struct Bank {
    /// Files answered so far.
    files: usize,
    /// The account that was paid from last.
    account: String,
}

/// The bank's answers to one file.
#[derive(Debug)]
pub struct Answers {
    /// The status, where a payment is rejected.
    pub status: Option<Vec<u8>>,
    /// What was booked.
    pub notification: Vec<u8>,
}

impl Answers {
    /// True if a payment was rejected or came back.
    pub fn came_back(&self) -> bool {
        self.status.is_some()
    }
}

/// A payment of a file.
struct Payment<'f> {
    id: &'f str,
    amount: &'f str,
}

impl Bank {
    /// Answers a file on a day. In the first file with three payments, the bank rejects the last,
    /// and the one before it comes back after it was booked.
    pub fn answer(&mut self, file: &[u8], day: &str) -> anyhow::Result<Answers> {
        let file = std::str::from_utf8(file)?;
        let message_id = between(file, "<MsgId>", "</MsgId>")?;
        let account = after(after(file, "<DbtrAcct>")?, "<Othr>")?;
        let account = between(account, "<Id>", "<")?;
        let mut payments = file
            .split("<CdtTrfTxInf>")
            .skip(1)
            .map(|one| {
                Ok(Payment {
                    id: between(one, "<EndToEndId>", "<")?,
                    amount: between(one, "<InstdAmt Ccy=\"NOK\">", "<")?,
                })
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        self.files += 1;
        let strict = self.files == 1 && payments.len() >= 3;
        let rejected = payments.pop_if(|_| strict);
        let returned = payments.last().filter(|_| strict);
        account.clone_into(&mut self.account);
        let bookings = payments.iter().map(|one| entry(one, day, Booked::Out));
        let returns = returned.map(|one| entry(one, day, Booked::Returned));
        let entries: String = bookings.chain(returns).collect();
        let time = format!("{day}T16:00:00");
        Ok(Answers {
            status: rejected.map(|one| status(&one, message_id, &time).into_bytes()),
            notification: self.notification(message_id, &time, &entries),
        })
    }

    /// Tells of money that came in from others on a day: each with the reference that the payer
    /// gave, and the amount as the bank writes it.
    pub fn credit(&mut self, money: &[(String, String)], day: &str) -> Vec<u8> {
        self.files += 1;
        let entries = money.iter().map(|(id, amount)| {
            let payment = Payment { id, amount };
            entry(&payment, day, Booked::In)
        });
        let entries: String = entries.collect();
        self.notification(&format!("IN-{day}"), &format!("{day}T16:00:00"), &entries)
    }

    fn notification(&self, of: &str, time: &str, entries: &str) -> Vec<u8> {
        let (number, account) = (self.files, &self.account);
        let notification = format!(
            "{HEAD}<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">\n\
             <BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>NOTICE-{of}</MsgId>\
             <CreDtTm>{time}</CreDtTm></GrpHdr>\n<Ntfctn><Id>{number}</Id>\
             <CreDtTm>{time}</CreDtTm><Acct><Id><Othr><Id>{account}</Id></Othr></Id></Acct>\n\
             {entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"
        );
        notification.into_bytes()
    }
}

/// The way in which money is booked.
#[derive(Debug, Clone, Copy)]
enum Booked {
    /// Out of our account.
    Out,
    /// Back to it, as a return.
    Returned,
    /// Into it, from another.
    In,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A status that rejects one payment of a file.
fn status(payment: &Payment<'_>, message_id: &str, time: &str) -> String {
    let id = payment.id;
    format!(
        "{HEAD}<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">\n\
         <CstmrPmtStsRpt><GrpHdr><MsgId>STATUS-{message_id}</MsgId><CreDtTm>{time}</CreDtTm>\
         </GrpHdr>\n<OrgnlGrpInfAndSts><OrgnlMsgId>{message_id}</OrgnlMsgId>\
         <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\n\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>{message_id}-1</OrgnlPmtInfId><TxInfAndSts>\
         <OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd>\
         </Rsn><AddtlInf>Ugyldig kontonummer</AddtlInf></StsRsnInf></TxInfAndSts>\
         </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n"
    )
}

/// An entry of a notification.
fn entry(payment: &Payment<'_>, day: &str, booked: Booked) -> String {
    let Payment { id, amount } = payment;
    let returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Konto avsluttet</AddtlInf></RtrInf>";
    let (direction, family, reason, tag) = match booked {
        Booked::Out => ("DBIT", "ICDT", "", "U"),
        Booked::Returned => ("CRDT", "RCDT", returned, "I"),
        Booked::In => ("CRDT", "RCDT", "", "I"),
    };
    format!(
        "<Ntry><Amt Ccy=\"NOK\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>\
         <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd>\
         <Fmly><Cd>{family}</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>\
         <TxDtls><Refs><AcctSvcrRef>{tag}-{id}</AcctSvcrRef><EndToEndId>{id}</EndToEndId></Refs>\
         <Amt Ccy=\"NOK\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{reason}</TxDtls>\
         </NtryDtls></Ntry>\n"
    )
}

/// What a notification books out, less what it books in, øre.
pub fn booked_out(notification: &[u8]) -> anyhow::Result<i64> {
    let text = std::str::from_utf8(notification)?;
    text.split("<Ntry>").skip(1).try_fold(0, |sum, entry| {
        let amount = parse(between(entry, "<Amt Ccy=\"NOK\">", "<")?)?.ore();
        Ok(match between(entry, "<CdtDbtInd>", "<")? {
            "DBIT" => sum + amount,
            _ => sum - amount,
        })
    })
}

/// The control sum of a file of payments, øre.
pub fn control_sum(file: &[u8]) -> anyhow::Result<i64> {
    let text = std::str::from_utf8(file)?;
    Ok(parse(between(text, "<CtrlSum>", "<")?)?.ore())
}

fn after<'t>(text: &'t str, start: &str) -> anyhow::Result<&'t str> {
    let found = text.split_once(start).map(|(_, rest)| rest);
    found.with_context(|| format!("the bank's file has no {start}"))
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> anyhow::Result<&'t str> {
    let rest = after(text, start)?;
    let found = rest.split_once(end).map(|(found, _)| found);
    found.with_context(|| format!("the bank's file does not end {start}"))
}

/// A notification of one booking, for tests.
#[cfg(test)]
pub fn notification_of(amount: domain::money::Money) -> Vec<u8> {
    let amount = interchange::amount::decimal(amount);
    let payment = Payment {
        id: "RH-2026-00001/1",
        amount: &amount,
    };
    entry(&payment, "2026-03-20", Booked::Out).into_bytes()
}
