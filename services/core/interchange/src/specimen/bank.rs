//! Payments for a bank, and its answers.

use super::{NAMES, account, payment, time};
use crate::amount::decimal;
use crate::pain001::{Order, Payer, Version};
use crate::payment::{BankPayment, Payment};

/// The payments, checked.
#[must_use]
pub fn bank_payments() -> Vec<BankPayment> {
    (0..NAMES.len())
        .map(|number| BankPayment::check(payment(number)).expect("a payment for a bank"))
        .collect()
}

/// The head of a payment file, without groups.
#[must_use]
pub fn order() -> Order {
    Order {
        version: Version::V09,
        message_id: "RH-2026-B0001".to_owned(),
        created: time(),
        payer: Payer {
            name: "Husbanken".to_owned(),
            customer_id: "00012345".to_owned(),
            agreement_id: "HB001".to_owned(),
            account: account(99),
            bic: "DNBANOKKXXX".to_owned(),
        },
        groups: Vec::new(),
    }
}

/// The outcome of a payment, for the bank of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Booked out.
    Paid,
    /// Came back with reason AC04.
    Returned,
}

/// A camt.054 for our account of some payments, one entry of one transaction each.
#[must_use]
pub fn camt054(version: &str, answers: &[(&BankPayment, Answer)]) -> String {
    let entries: String = answers
        .iter()
        .map(|(payment, answer)| entry(version, payment.payment(), *answer))
        .collect();
    let account = account(99);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}\">\
         <BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>BANK-1</MsgId>\
         <CreDtTm>2026-07-01T08:00:00</CreDtTm></GrpHdr><Ntfctn><Id>N1</Id>\
         <CreDtTm>2026-07-01T08:00:00</CreDtTm>\
         <Acct><Id><Othr><Id>{account}</Id></Othr></Id></Acct>{entries}</Ntfctn>\
         </BkToCstmrDbtCdtNtfctn></Document>\n"
    )
}

fn entry(version: &str, payment: &Payment, answer: Answer) -> String {
    let (amount, id) = (decimal(payment.amount), &payment.end_to_end_id);
    let (direction, family, reason) = match answer {
        Answer::Paid => ("DBIT", "ICDT", ""),
        Answer::Returned => (
            "CRDT",
            "RCDT",
            "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Konto avsluttet</AddtlInf></RtrInf>",
        ),
    };
    let (status, own_amount) = if version == "02" {
        let amount = format!("<AmtDtls><TxAmt><Amt Ccy=\"NOK\">{amount}</Amt></TxAmt></AmtDtls>");
        ("BOOK".to_owned(), amount)
    } else {
        let amount = format!("<Amt Ccy=\"NOK\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>");
        ("<Cd>BOOK</Cd>".to_owned(), amount)
    };
    format!(
        "<Ntry><Amt Ccy=\"NOK\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>\
         <Sts>{status}</Sts><BookgDt><Dt>2026-07-01</Dt></BookgDt>\
         <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly>\
         </Domn></BkTxCd><NtryDtls><TxDtls><Refs><AcctSvcrRef>B1</AcctSvcrRef>\
         <EndToEndId>{id}</EndToEndId></Refs>{own_amount}{reason}</TxDtls></NtryDtls></Ntry>"
    )
}

/// A pain.002 that takes the first payment and refuses the others.
#[must_use]
pub fn pain002(version: &str, payments: &[BankPayment]) -> String {
    let statuses: String = payments
        .iter()
        .enumerate()
        .map(|(number, payment)| {
            let (status, reason) = if number == 0 {
                ("ACCP", "")
            } else {
                let reason = "<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn>\
                     <AddtlInf>Ugyldig konto</AddtlInf></StsRsnInf>";
                ("RJCT", reason)
            };
            let id = &payment.payment().end_to_end_id;
            format!(
                "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId>\
                 <TxSts>{status}</TxSts>{reason}</TxInfAndSts>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}\">\
         <CstmrPmtStsRpt><GrpHdr><MsgId>BANK-2</MsgId>\
         <CreDtTm>2026-06-15T08:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>RH-2026-B0001</OrgnlMsgId>\
         <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>RH-2026-B0001-1</OrgnlPmtInfId>{statuses}\
         </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n"
    )
}
