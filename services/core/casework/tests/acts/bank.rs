//! Answers of the bank: accepted, rejected, paid and returned payments, in any order and however
//! often, and what fits no payment.

use casework::application::ApplicationKey;
use casework::error::CaseError;
use casework::finance::{
    AttestPayments, ClearBankEntry, ConfirmAccount, ExportBatch, ImportBankFile, ImportedBankFile,
    ListBankEntries,
};
use domain::finance::{BankEntry, BankEntryState, PaymentBatch};
use domain::grant::{BankAnswerKind, Grant, InstalmentState};
use domain::refusal::Refusal;
use interchange::amount::decimal;
use interchange::pain001::{Payer, Version};

use crate::batches::{approve, attested, payer};
use crate::journey::{finance, first_page};
use crate::world::{World, call_id};

pub const ACCOUNT: &str = "15032080119";

/// One booking of a notification: the payment's id, its amount, the direction and a reference.
#[derive(Debug, Clone)]
pub struct Booking {
    pub id: String,
    pub amount: String,
    pub out: bool,
    pub reference: String,
}

impl Booking {
    pub fn of(batch: &PaymentBatch, number: usize, out: bool) -> Self {
        let payment = &batch.payments[number];
        Self {
            id: payment.end_to_end_id.clone(),
            amount: decimal(payment.amount),
            out,
            reference: format!("REF-{number}-{out}"),
        }
    }
}

/// A camt.054 of bookings on an account.
pub fn camt054(message_id: &str, account: &str, bookings: &[Booking]) -> String {
    let entries: String = bookings
        .iter()
        .map(|booking| {
            let Booking {
                id,
                amount,
                reference,
                ..
            } = booking;
            let (direction, reason) = if booking.out {
                ("DBIT", "")
            } else {
                let reason = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn>\
                              <AddtlInf>Konto avsluttet</AddtlInf></RtrInf>";
                ("CRDT", reason)
            };
            format!(
                "<Ntry><Amt Ccy=\"NOK\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>\
                 <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-20</Dt></BookgDt><NtryDtls><TxDtls>\
                 <Refs><AcctSvcrRef>{reference}</AcctSvcrRef><EndToEndId>{id}</EndToEndId></Refs>\
                 <Amt Ccy=\"NOK\">{amount}</Amt>{reason}</TxDtls></NtryDtls></Ntry>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">\
         <BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>{message_id}</MsgId></GrpHdr><Ntfctn>\
         <Acct><Id><Othr><Id>{account}</Id></Othr></Id></Acct>{entries}</Ntfctn>\
         </BkToCstmrDbtCdtNtfctn></Document>"
    )
}

/// A pain.002 on a batch: the status of the whole, and of single payments.
pub fn pain002(
    message_id: &str,
    batch: &PaymentBatch,
    group: &str,
    payments: &[(&str, &str)],
) -> String {
    let statuses: String = payments
        .iter()
        .map(|(id, status)| {
            format!(
                "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>\
                 <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>Ugyldig konto</AddtlInf>\
                 </StsRsnInf></TxInfAndSts>"
            )
        })
        .collect();
    let of = batch.message_id();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">\
         <CstmrPmtStsRpt><GrpHdr><MsgId>{message_id}</MsgId></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{of}</OrgnlMsgId><GrpSts>{group}</GrpSts>\
         </OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{of}-1</OrgnlPmtInfId>{statuses}\
         </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}

pub async fn import(world: &World, file: &str) -> Result<ImportedBankFile, CaseError> {
    let step = ImportBankFile::read(file.as_bytes()).unwrap();
    world.take(&finance(), step).await
}

/// The numbers of a file: taken, unchanged, open.
async fn imported(world: &World, file: &str) -> [usize; 3] {
    let file = import(world, file).await.unwrap().file;
    [
        BankEntryState::Taken,
        BankEntryState::Unchanged,
        BankEntryState::Open,
    ]
    .map(|state| file.count(|one| one.state == state))
}

pub async fn entries(world: &World, all: bool) -> Vec<BankEntry> {
    let page = first_page(500);
    let step = ListBankEntries { all, page };
    world.take(&finance(), step).await.unwrap().rows
}

/// The codes of what is open.
async fn open(world: &World) -> Vec<String> {
    let entries = entries(world, false).await.into_iter();
    entries
        .map(|entry| entry.problem.unwrap().code.into_owned())
        .collect()
}

pub async fn export(world: &World, batch: &PaymentBatch, payer: Payer) -> Result<(), CaseError> {
    let step = ExportBatch {
        call: call_id(),
        batch: batch.id,
        payer,
        version: Version::V09,
    };
    world.take(&finance(), step).await.map(drop)
}

/// Three payments of 200 000 kr at the bank.
pub async fn at_the_bank(world: &World) -> (Vec<ApplicationKey>, PaymentBatch) {
    let cases = attested(world).await;
    let batch = approve(world).await;
    export(world, &batch, payer()).await.unwrap();
    (cases, batch)
}

pub async fn attest(world: &World) -> usize {
    let step = AttestPayments {
        call: call_id(),
        grants: vec![],
        due_by: "2026-02-16".parse().unwrap(),
    };
    world.take(&finance(), step).await.unwrap().instalments
}

pub async fn confirm(world: &World, grant: &Grant) -> Result<Grant, CaseError> {
    let step = ConfirmAccount {
        key: ApplicationKey {
            call: grant.call.clone(),
            application: grant.id,
        },
        revision: grant.revision,
        reason: "The recipient confirmed it by telephone.".to_owned(),
    };
    world.on_grant(&finance(), step).await
}

fn clear(entry: &BankEntry, reason: &str) -> ClearBankEntry {
    ClearBankEntry {
        file: entry.file,
        number: entry.number,
        reason: reason.to_owned(),
    }
}

#[tokio::test]
async fn payments_are_accepted_and_booked_by_their_id() {
    let world = World::new().await;
    let (cases, batch) = at_the_bank(&world).await;
    let accepted = pain002("ST-1", &batch, "ACCP", &[]);
    assert_eq!(imported(&world, &accepted).await, [3, 0, 0]);
    let grant = world.grant(&cases[0]).await;
    let answer = grant.instalments[0].bank.clone().unwrap();
    assert_eq!(answer.kind, BankAnswerKind::Accepted);
    let bookings: Vec<_> = (0..3).map(|at| Booking::of(&batch, at, true)).collect();
    let paid = camt054("N-1", ACCOUNT, &bookings);
    assert_eq!(imported(&world, &paid).await, [3, 0, 0]);
    for case in &cases {
        let grant = world.grant(case).await;
        let first = &grant.instalments[0];
        assert!(matches!(first.state, InstalmentState::Paid { .. }));
        assert_eq!(first.bank.as_ref().unwrap().kind, BankAnswerKind::Booked);
    }
    // The same file again, and the same bookings in a file of their own.
    let again = import(&world, &paid).await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.file.count(|_| true), 3);
    let retold = camt054("N-2", ACCOUNT, &bookings);
    assert_eq!(imported(&world, &retold).await, [0, 3, 0]);
    for forged in [
        "update casework.bank_file set message_id = 'N-9'",
        "update casework.bank_entry set state = 'open', problem = '{}'",
        "delete from casework.bank_entry",
    ] {
        let refused = sqlx::query(forged).execute(&world.pool).await.unwrap_err();
        assert!(refused.to_string().contains("never changed"), "{refused}");
    }
    // The bank's id is one file's.
    let changed = paid.replace("2026-03-20", "2026-03-21");
    refused!(import(&world, &changed).await, Refusal::IdTaken { .. });
    assert_eq!(open(&world).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_fits_no_payment_moves_no_money_and_is_cleared_by_a_person() {
    let world = World::new().await;
    let (cases, batch) = at_the_bank(&world).await;
    let right = Booking::of(&batch, 0, true);
    let with = |change: fn(&mut Booking)| {
        let mut booking = right.clone();
        change(&mut booking);
        booking
    };
    let bookings = [
        with(|booking| booking.amount = "199999.99".to_owned()),
        with(|booking| booking.id = "PT-2026-00099/1".to_owned()),
        with(|booking| booking.id = "PT-2026-00001/1-2".to_owned()),
        with(|booking| booking.id = "PT-2026-00001/2".to_owned()),
        with(|booking| booking.id = "NOTPROVIDED".to_owned()),
    ];
    let file = camt054("N-1", ACCOUNT, &bookings);
    assert_eq!(imported(&world, &file).await, [0, 0, 5]);
    let other = camt054("N-2", "86011117947", std::slice::from_ref(&right));
    assert_eq!(imported(&world, &other).await, [0, 0, 1]);
    assert_eq!(
        open(&world).await,
        [
            "BANK_WRONG_AMOUNT",
            "BANK_PAYMENT_UNKNOWN",
            "BANK_PAYMENT_UNKNOWN",
            "BANK_WRONG_AMOUNT",
            "BANK_WITHOUT_ID",
            "BANK_OTHER_ACCOUNT",
        ]
    );
    let grant = world.grant(&cases[0]).await;
    assert!(matches!(
        grant.instalments[0].state,
        InstalmentState::Approved { .. }
    ));
    let listed = entries(&world, false).await;
    let step = clear(&listed[0], "The bank takes the øre back.");
    let cleared = world.take(&finance(), step.clone()).await.unwrap();
    assert_eq!(cleared.state, BankEntryState::Cleared);
    assert_eq!(world.take(&finance(), step).await.unwrap(), cleared);
    refused!(
        world
            .take(&finance(), clear(&listed[0], "Other words."))
            .await,
        Refusal::WrongState {
            state: "cleared",
            ..
        }
    );
    let unknown = ClearBankEntry {
        number: 99,
        ..clear(&listed[0], "Which?")
    };
    refused!(
        world.take(&finance(), unknown).await,
        Refusal::NotFound { .. }
    );
    assert_eq!(entries(&world, false).await.len(), 5);
    assert_eq!(entries(&world, true).await.len(), 6);
}

#[tokio::test]
async fn a_batch_is_sent_from_one_account() {
    let world = World::new().await;
    attested(&world).await;
    let batch = approve(&world).await;
    let file = camt054("N-1", ACCOUNT, &[Booking::of(&batch, 0, true)]);
    assert_eq!(imported(&world, &file).await, [0, 0, 1]);
    assert_eq!(open(&world).await, ["BANK_PAYMENT_NOT_SENT"]);
    let other = Payer {
        account: "86011117947".parse().unwrap(),
        ..payer()
    };
    export(&world, &batch, payer()).await.unwrap();
    export(&world, &batch, payer()).await.unwrap();
    refused!(
        export(&world, &batch, other).await,
        Refusal::InvalidFields(_)
    );
    // Now that it is known to be sent, the bank's next word brings the first one in.
    let status = (batch.payments[0].end_to_end_id.as_str(), "PDNG");
    let next = pain002("ST-1", &batch, "PART", &[status]);
    import(&world, &next).await.unwrap();
    assert_eq!(open(&world).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_rejected_payment_is_paid_under_a_new_id_once_the_account_is_confirmed() {
    let world = World::new().await;
    let (cases, batch) = at_the_bank(&world).await;
    let first = batch.payments[0].end_to_end_id.clone();
    let rejected = pain002("ST-1", &batch, "PART", &[(first.as_str(), "RJCT")]);
    assert_eq!(imported(&world, &rejected).await, [1, 0, 0]);
    let grant = world.grant(&cases[0]).await;
    let instalment = &grant.instalments[0];
    assert_eq!(instalment.state, InstalmentState::Planned);
    assert_eq!(instalment.hand_over, 2);
    let answer = instalment.bank.clone().unwrap();
    assert_eq!(
        (answer.code.as_str(), answer.text.as_str()),
        ("AC01", "Ugyldig konto")
    );
    // Not attested before the account is confirmed, which is possible once.
    assert_eq!(attest(&world).await, 0);
    assert_eq!(
        grant.payment_blocks(None, "2026-03-01".parse().unwrap())[0].code,
        "PAYMENT_ACCOUNT_RETURNED"
    );
    let confirmed = confirm(&world, &grant).await.unwrap();
    assert_eq!(confirmed.account_returned_on, None);
    refused!(
        confirm(&world, &confirmed).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "ACCOUNT_NOT_IN_QUESTION"
    );
    assert_eq!(attest(&world).await, 1);
    let second = approve(&world).await;
    assert_eq!(second.payments.len(), 1);
    assert_eq!(second.payments[0].end_to_end_id, "PT-2026-00001/1-2");
    export(&world, &second, payer()).await.unwrap();
    // The bank books the first hand-over after all: it moves nothing, and a person must look.
    let late = camt054("N-1", ACCOUNT, &[Booking::of(&batch, 0, true)]);
    assert_eq!(imported(&world, &late).await, [0, 0, 1]);
    assert_eq!(open(&world).await, ["BANK_PAYMENT_SUPERSEDED"]);
    let paid = camt054("N-2", ACCOUNT, &[Booking::of(&second, 0, true)]);
    assert_eq!(imported(&world, &paid).await, [1, 0, 0]);
}

#[tokio::test]
async fn an_open_entry_stops_the_next_payment_of_its_grant() {
    let world = World::new().await;
    let (cases, batch) = at_the_bank(&world).await;
    let first = batch.payments[0].end_to_end_id.clone();
    let rejected = pain002("ST-1", &batch, "PART", &[(first.as_str(), "RJCT")]);
    import(&world, &rejected).await.unwrap();
    let grant = world.grant(&cases[0]).await;
    confirm(&world, &grant).await.unwrap();
    let late = camt054("N-1", ACCOUNT, &[Booking::of(&batch, 0, true)]);
    import(&world, &late).await.unwrap();
    assert_eq!(attest(&world).await, 0);
    let listed = entries(&world, false).await;
    let step = clear(&listed[0], "The bank has taken its booking back.");
    world.take(&finance(), step).await.unwrap();
    assert_eq!(attest(&world).await, 1);
}

#[tokio::test]
async fn a_returned_payment_is_planned_again_whichever_word_comes_first() {
    for return_first in [true, false] {
        let world = World::new().await;
        let (cases, batch) = at_the_bank(&world).await;
        let paid = camt054("N-1", ACCOUNT, &[Booking::of(&batch, 1, true)]);
        let returned = camt054("N-2", ACCOUNT, &[Booking::of(&batch, 1, false)]);
        let files = if return_first {
            [&returned, &paid]
        } else {
            [&paid, &returned]
        };
        import(&world, files[0]).await.unwrap();
        let waits: &[&str] = if return_first {
            &["BANK_RETURNED_BEFORE_PAID"]
        } else {
            &[]
        };
        assert_eq!(open(&world).await, waits);
        import(&world, files[1]).await.unwrap();
        assert_eq!(open(&world).await, Vec::<String>::new());
        let grant = world.grant(&cases[1]).await;
        let instalment = &grant.instalments[0];
        assert_eq!(instalment.state, InstalmentState::Planned);
        assert_eq!(instalment.hand_over, 2);
        assert_eq!(
            instalment.bank.as_ref().unwrap().kind,
            BankAnswerKind::Returned
        );
        assert_eq!(grant.account_returned_on, "2026-03-20".parse().ok());
    }
}
