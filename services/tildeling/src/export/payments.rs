//! Payments as rows of a table and as objects of `payments.json`.

use std::io::Write;

use anyhow::Context;
use contract::v1;
use interchange::payment::Remittance;
use interchange::payments::Payment;
use serde_json::{Value, json};

use super::{Scope, money, ore, time};

/// Returns a payment as a row. The answer has no KID: the text is the payment's id.
///
/// # Errors
/// The answer has something that the table does not take.
pub fn payment(scope: &Scope, payment: &v1::Payment) -> anyhow::Result<Payment> {
    row(scope, payment).with_context(|| format!("payment {}", payment.end_to_end_id))
}

fn row(scope: &Scope, payment: &v1::Payment) -> anyhow::Result<Payment> {
    let id = &payment.end_to_end_id;
    let (case, _) = id.split_once('/').context("no case in the id")?;
    Ok(Payment {
        scheme: scope.scheme.clone(),
        end_to_end_id: id.clone(),
        grant: payment.grant.clone(),
        organisation: payment.organisation_number.parse()?,
        organisation_name: payment.organisation_name.clone(),
        account: payment.account_number.parse()?,
        amount: money(payment.amount),
        chapter_post: payment.chapter_post.parse()?,
        due: payment.due_date.parse()?,
        attested_by: payment.attested_by.clone(),
        approved_by: filled(&payment.payment_approved_by),
        booked: filled(&payment.booked_date)
            .map(|day| day.parse())
            .transpose()?,
        case_reference: case.parse()?,
        remittance: Remittance::Text(id.clone()),
        standard_account: None,
        attested: time(payment.attest_time)?,
        approved: payment
            .payment_approve_time
            .map(|at| time(Some(at)))
            .transpose()?,
        batch: filled(&payment.batch),
        state: state(payment).to_owned(),
    })
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns the state of the instalment.
const fn state(payment: &v1::Payment) -> &'static str {
    if !payment.set_off_case.is_empty() {
        "set_off"
    } else if payment.paid {
        "paid"
    } else if payment.batch.is_empty() {
        "attested"
    } else {
        "approved"
    }
}

/// One payment as an object of `payments.json`.
#[must_use]
pub fn payment_json(scope: &Scope, payment: &v1::Payment) -> Value {
    json!({
        "scheme": scope.scheme,
        "end_to_end_id": payment.end_to_end_id,
        "grant": payment.grant,
        "organisation_number": payment.organisation_number,
        "organisation_name": payment.organisation_name,
        "account_number": payment.account_number,
        "amount_ore": ore(payment.amount),
        "chapter_post": payment.chapter_post,
        "due_date": payment.due_date,
        "attested_by": payment.attested_by,
        "approved_by": payment.approved_by,
        "paid": payment.paid,
        "set_off_case": payment.set_off_case,
        "booked_date": payment.booked_date,
        "bank_answer": payment.bank_answer.as_ref().map(|answer| json!({
            "kind": answer.kind().as_str_name(),
            "reason_code": answer.reason_code,
            "reason": answer.reason,
            "booked_date": answer.booked_date,
        })),
    })
}

/// Writes objects as an indented array, one at a time. Returns their number.
///
/// # Errors
/// Those of the objects and of the output.
pub fn write_array(
    mut out: impl Write,
    objects: impl IntoIterator<Item = anyhow::Result<Value>>,
) -> anyhow::Result<u64> {
    let mut count = 0;
    for object in objects {
        let text = serde_json::to_string_pretty(&object?)?.replace('\n', "\n  ");
        let open = if count == 0 { "[" } else { "," };
        write!(out, "{open}\n  {text}")?;
        count += 1;
    }
    writeln!(out, "{}", if count == 0 { "[]" } else { "\n]" })?;
    out.flush()?;
    Ok(count)
}
