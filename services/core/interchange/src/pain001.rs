//! ISO 20022 pain.001: the order to a bank to make the payments of a batch.
//!
//! Version 001.09 is the default. Banks stop taking 001.03 in November 2026 and then ask for
//! structured addresses; both versions are written with them.
//!
//! Numbers and sums stand before the payments they count. So the caller says first what will come
//! ([`Order::groups`]), and the file is an error unless exactly that came.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::AccountNumber;
use domain::money::{Money, MoneyError};
use serde::Serialize;

use crate::amount::decimal;
use crate::digest::{Hash, Hashing};
use crate::payment::{BankPayment, LONGEST_ID, Payment, Remittance, is_identifier};
use crate::xml::Xml;

#[cfg(test)]
mod tests;

/// Versions of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Version {
    /// pain.001.001.03, of 2009.
    V03,
    /// pain.001.001.09, of 2019.
    #[default]
    V09,
}

impl Version {
    fn namespace(self) -> &'static str {
        match self {
            Version::V03 => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03",
            Version::V09 => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09",
        }
    }
}

/// The payer: who orders and whose account is debited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payer {
    /// Name, at most 140 characters of the banks' set.
    pub name: String,
    /// Customer number agreed with the bank (scheme CUST), at most 35 characters.
    pub customer_id: String,
    /// Agreement or division (scheme BANK), at most 35 characters.
    pub agreement_id: String,
    /// Account to debit.
    pub account: AccountNumber,
    /// BIC of the account's bank, 8 or 11 characters.
    pub bic: String,
}

/// Payments of one day: a payment information block of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Day to pay.
    pub due: NaiveDate,
    /// Number of payments.
    pub count: u64,
    /// Their sum.
    pub sum: Money,
}

/// The head of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Version of the message.
    pub version: Version,
    /// Id of the file, unique for ever, 1–30 characters: with a number it is the id of a block.
    pub message_id: String,
    /// Time of the file. The same batch keeps its time, so that its bytes stay the same.
    pub created: DateTime<Utc>,
    /// The payer.
    pub payer: Payer,
    /// The payments to come, by day in rising order.
    pub groups: Vec<Group>,
}

/// A file that was written whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Number of payments (`NbOfTxs`).
    pub count: u64,
    /// Their sum (`CtrlSum`).
    pub sum: Money,
    /// SHA-256 of the file.
    pub sha256: Hash,
}

/// Why a file could not be written. What was written by then is no file.
#[derive(Debug, thiserror::Error)]
pub enum Pain001Error {
    /// The file has no payments.
    #[error("a payment file needs at least one payment")]
    Empty,
    /// A field of the head is too long, empty, or has characters that banks do not take.
    #[error("{0} must be filled, short enough and of the banks' characters")]
    Head(&'static str),
    /// The days are not in rising order.
    #[error("the groups of {0} and later are not in the order of their days")]
    GroupOrder(NaiveDate),
    /// A payment came that its group does not expect: another day, or one too many.
    #[error("the payment {0} is not among those announced for its day")]
    Unexpected(String),
    /// Payments of a day are missing, or their sum is another.
    #[error("{due}: {count} payments of {sum:?} announced, {found_count} of {found_sum:?} came")]
    Totals {
        /// The day.
        due: NaiveDate,
        /// Announced number.
        count: u64,
        /// Announced sum.
        sum: Money,
        /// Number that came.
        found_count: u64,
        /// Sum that came.
        found_sum: Money,
    },
    /// The sum does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Counts and sums payments by day, in rising order of days: what an [`Order`] announces.
///
/// # Errors
/// [`MoneyError::Overflow`] when a sum does not fit.
pub fn groups(
    payments: impl IntoIterator<Item = (NaiveDate, Money)>,
) -> Result<Vec<Group>, MoneyError> {
    let mut groups = std::collections::BTreeMap::new();
    for (due, amount) in payments {
        let group = groups.entry(due).or_insert(Group {
            due,
            count: 0,
            sum: Money::ZERO,
        });
        group.count += 1;
        group.sum = group.sum.checked_add(amount)?;
    }
    Ok(groups.into_values().collect())
}

/// Writes a file. Payments come in the order of their days; end-to-end ids are the caller's to keep
/// unique.
///
/// # Errors
/// [`Pain001Error`]; the output is then to be thrown away.
pub fn write<W, E>(
    out: W,
    order: &Order,
    payments: impl IntoIterator<Item = Result<BankPayment, E>>,
) -> Result<Written, E>
where
    W: Write,
    E: From<Pain001Error>,
{
    let (count, sum) = announced(order)?;
    let mut file = File::begin(out, order, count, sum).map_err(Pain001Error::from)?;
    let mut payments = payments.into_iter();
    let mut number = 0;
    for group in &order.groups {
        number += 1;
        file.open_group(group, number).map_err(Pain001Error::from)?;
        let (mut found_count, mut found_sum) = (0, Money::ZERO);
        while found_count < group.count {
            let Some(payment) = payments.next() else {
                break;
            };
            let payment = payment?;
            let payment = payment.payment();
            if payment.due != group.due {
                return Err(Pain001Error::Unexpected(payment.end_to_end_id.clone()).into());
            }
            found_count += 1;
            found_sum = found_sum
                .checked_add(payment.amount)
                .map_err(Pain001Error::from)?;
            file.payment(payment).map_err(Pain001Error::from)?;
        }
        if (found_count, found_sum) != (group.count, group.sum) {
            return Err(Pain001Error::Totals {
                due: group.due,
                count: group.count,
                sum: group.sum,
                found_count,
                found_sum,
            }
            .into());
        }
        file.xml.close(1).map_err(Pain001Error::from)?;
    }
    if let Some(payment) = payments.next() {
        let id = payment?.payment().end_to_end_id.clone();
        return Err(Pain001Error::Unexpected(id).into());
    }
    let hashing = file.xml.finish().map_err(Pain001Error::from)?;
    let sha256 = hashing.finish().map_err(Pain001Error::from)?;
    Ok(Written { count, sum, sha256 })
}

/// Checks the head and returns the number and sum of all payments.
fn announced(order: &Order) -> Result<(u64, Money), Pain001Error> {
    let id =
        |text: &str| !text.is_empty() && text.chars().count() <= LONGEST_ID && is_identifier(text);
    let payer = &order.payer;
    let fields = [
        (
            "the message id",
            id(&order.message_id) && order.message_id.len() <= 30,
        ),
        ("the customer id", id(&payer.customer_id)),
        ("the agreement id", id(&payer.agreement_id)),
        (
            "the BIC",
            matches!(payer.bic.len(), 8 | 11) && id(&payer.bic),
        ),
        (
            "the payer's name",
            matches!(payer.name.chars().count(), 1..=140),
        ),
    ];
    if let Some((field, _)) = fields.iter().find(|(_, good)| !good) {
        return Err(Pain001Error::Head(field));
    }
    let pairs = order.groups.iter().zip(order.groups.iter().skip(1));
    if let Some((group, _)) = pairs.clone().find(|(one, next)| one.due >= next.due) {
        return Err(Pain001Error::GroupOrder(group.due));
    }
    let count = order.groups.iter().map(|group| group.count).sum();
    if count == 0 || order.groups.iter().any(|group| group.count == 0) {
        return Err(Pain001Error::Empty);
    }
    let sum = Money::sum(order.groups.iter().map(|group| group.sum))?;
    Ok((count, sum))
}

/// A file being written.
struct File<'o, W: Write> {
    xml: Xml<Hashing<W>>,
    order: &'o Order,
}

impl<'o, W: Write> File<'o, W> {
    fn begin(out: W, order: &'o Order, count: u64, sum: Money) -> io::Result<Self> {
        let namespace = order.version.namespace();
        let mut xml = Xml::document(Hashing::new(out), "Document", namespace)?;
        xml.open("CstmrCdtTrfInitn")?;
        xml.open("GrpHdr")?;
        xml.leaf("MsgId", &order.message_id)?;
        let created = order.created.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        xml.leaf("CreDtTm", &created)?;
        xml.leaf("NbOfTxs", &count.to_string())?;
        xml.leaf("CtrlSum", &decimal(sum))?;
        xml.open("InitgPty")?;
        party(
            &mut xml,
            &order.payer.name,
            &order.payer.customer_id,
            "CUST",
        )?;
        xml.close(2)?;
        Ok(Self { xml, order })
    }

    fn open_group(&mut self, group: &Group, number: usize) -> io::Result<()> {
        let (xml, payer) = (&mut self.xml, &self.order.payer);
        let v03 = self.order.version == Version::V03;
        xml.open("PmtInf")?;
        xml.leaf("PmtInfId", &format!("{}-{number}", self.order.message_id))?;
        xml.leaf("PmtMtd", "TRF")?;
        xml.leaf("BtchBookg", "false")?;
        xml.leaf("NbOfTxs", &group.count.to_string())?;
        xml.leaf("CtrlSum", &decimal(group.sum))?;
        xml.open("PmtTpInf")?;
        xml.leaf("InstrPrty", "NORM")?;
        xml.path(&["SvcLvl", "Cd"], "NURG")?;
        xml.path(&["CtgyPurp", "Cd"], "SUPP")?;
        xml.close(1)?;
        let day: &[_] = if v03 {
            &["ReqdExctnDt"]
        } else {
            &["ReqdExctnDt", "Dt"]
        };
        xml.path(day, &group.due.to_string())?;
        xml.open("Dbtr")?;
        party(xml, &payer.name, &payer.agreement_id, "BANK")?;
        xml.close(1)?;
        xml.open("DbtrAcct")?;
        account(xml, &payer.account)?;
        xml.leaf("Ccy", "NOK")?;
        xml.close(1)?;
        let bic = if v03 { "BIC" } else { "BICFI" };
        xml.path(&["DbtrAgt", "FinInstnId", bic], &payer.bic)?;
        xml.leaf("ChrgBr", "SHAR")
    }

    fn payment(&mut self, payment: &Payment) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.open("CdtTrfTxInf")?;
        xml.path(&["PmtId", "EndToEndId"], &payment.end_to_end_id)?;
        xml.open("Amt")?;
        xml.leaf_with("InstdAmt", ("Ccy", "NOK"), &decimal(payment.amount))?;
        xml.close(1)?;
        xml.open("Cdtr")?;
        xml.leaf("Nm", &payment.name)?;
        xml.open("PstlAdr")?;
        let address = &payment.address;
        if let Some(street) = &address.street {
            xml.leaf("StrtNm", street)?;
        }
        if let Some(code) = &address.postal_code {
            xml.leaf("PstCd", code)?;
        }
        xml.leaf("TwnNm", &address.town)?;
        xml.leaf("Ctry", &address.country)?;
        xml.close(1)?;
        organisation(xml, payment.organisation.as_str(), "COID")?;
        xml.close(1)?;
        xml.open("CdtrAcct")?;
        account(xml, &payment.account)?;
        xml.close(1)?;
        xml.open("RmtInf")?;
        match &payment.remittance {
            Remittance::Text(text) => xml.leaf("Ustrd", text)?,
            Remittance::Kid(kid) => {
                xml.open("Strd")?;
                xml.open("CdtrRefInf")?;
                xml.path(&["Tp", "CdOrPrtry", "Cd"], "SCOR")?;
                xml.leaf("Ref", kid.as_str())?;
                xml.close(2)?;
            }
        }
        xml.close(2)
    }
}

fn party<W: Write>(xml: &mut Xml<W>, name: &str, id: &str, scheme: &str) -> io::Result<()> {
    xml.leaf("Nm", name)?;
    organisation(xml, id, scheme)
}

fn organisation<W: Write>(xml: &mut Xml<W>, id: &str, scheme: &str) -> io::Result<()> {
    xml.open("Id")?;
    xml.open("OrgId")?;
    other(xml, id, scheme)?;
    xml.close(2)
}

fn account<W: Write>(xml: &mut Xml<W>, account: &AccountNumber) -> io::Result<()> {
    xml.open("Id")?;
    other(xml, account.as_str(), "BBAN")?;
    xml.close(1)
}

fn other<W: Write>(xml: &mut Xml<W>, id: &str, scheme: &str) -> io::Result<()> {
    xml.open("Othr")?;
    xml.leaf("Id", id)?;
    xml.path(&["SchmeNm", "Cd"], scheme)?;
    xml.close(1)
}
