//! Answers of a bank, as a client sends them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::schemes::TestScheme;

/// The messages of a bank's file.
pub fn bank_file<S: TestScheme>(content: &str) -> Vec<Value> {
    let chunks = content.as_bytes().chunks(256 * 1024);
    let chunks = chunks.map(|chunk| json!({ "chunk": STANDARD.encode(chunk) }));
    std::iter::once(json!({ "parent": S::name() }))
        .chain(chunks)
        .collect()
}

/// A pain.002 on single payments of a file of ours.
pub fn status_report(message_id: &str, payments: &[(&str, &str)]) -> String {
    let statuses: String = payments
        .iter()
        .map(|(id, status)| {
            format!(
                "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>\
                 <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">\
         <CstmrPmtStsRpt><GrpHdr><MsgId>STATUS-{message_id}</MsgId></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{message_id}</OrgnlMsgId></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>{message_id}-1</OrgnlPmtInfId>{statuses}\
         </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}
