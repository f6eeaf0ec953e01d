//! Files that other systems read and write: bank, accounting, archives, open data.
//!
//! Every writer takes an iterator and a [`Write`](std::io::Write) and holds one record at a time;
//! every reader streams. There is no clock, no database and no file system here: what a file says
//! of its time or its origin is passed in.
//!
//! | module | format | direction |
//! |---|---|---|
//! | [`payment`] | the record that bank formats share, and its checks | |
//! | [`pain001`] | ISO 20022 pain.001.001.09 and .03: payments to make | out |
//! | [`bank`] | ISO 20022 pain.002 and camt.054: what became of them | in |
//! | [`table`] | CSV and XLSX of named, versioned columns, mapped by a file | out |
//! | [`awards`], [`payments`], [`reconciliation`] | tables of awards, payments, months | out |
//! | [`three_sixty`] | 360Giving 1.4, JSON and CSV | out |
//! | [`ledger`] | ledger CSV and SAF-T Financial NO 1.30 | out |
//! | `parquet` | Apache Parquet of any table | out |
//! | [`noark`] | Noark 5 archive structure and journals | out |
//! | [`cloud_events`] | CloudEvents 1.0 of the event log | out |

pub mod amount;
pub mod awards;
pub mod bank;
pub mod cloud_events;
pub mod digest;
pub mod ledger;
pub mod noark;
pub mod pain001;
pub mod parquet;
pub mod payment;
pub mod payments;
pub mod reconciliation;
pub mod state_aid;
pub mod table;
pub mod three_sixty;
mod xml;

#[cfg(test)]
mod specimen;
