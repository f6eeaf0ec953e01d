//! Postings of the ledger, and awards with their money.

use domain::identifiers::CallId;
use domain::ledger::{Account, AwardMoney, Movement, Posted};

use crate::outward::{Outward, timestamp};
use crate::{SchemeContract, v1};

impl From<Movement> for v1::MoneyMovement {
    fn from(movement: Movement) -> Self {
        Self {
            posting: movement.posting,
            time: Some(timestamp(movement.at)),
            year: movement.year,
            committed: Some(movement.committed.into()),
            paid: Some(movement.paid.into()),
            repaid: Some(movement.repaid.into()),
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// The dates and the money of an award.
    #[must_use]
    pub fn award_money(&self, money: AwardMoney) -> v1::AwardMoney {
        let tags = money
            .tagged()
            .into_iter()
            .map(|(share, amounts)| v1::TagShare {
                tag: Some(self.tag(&share.tag)),
                weight: share.weight,
                amounts: amounts.as_ref().map(Into::into),
            });
        let (number, name) = money.granted_to.clone().unzip();
        v1::AwardMoney {
            granted_to_organisation_number: number.map(Into::into).unwrap_or_default(),
            granted_to_organisation_name: name.unwrap_or_default(),
            tags: tags.collect(),
            state_aid: money.state_aid,
            applicant_kind: v1::ApplicantKind::from(money.kind).into(),
            applied_date: money.applied.to_string(),
            decided_date: money.decided.to_string(),
            chapter_post: money.item.chapter_post.into(),
            year: money.item.year,
            movements: money
                .movements
                .into_iter()
                .flatten()
                .map(Into::into)
                .collect(),
            committed: Some(money.committed.into()),
            paid: Some(money.paid.into()),
            repaid: Some(money.repaid.into()),
        }
    }

    /// A posting that touches this call.
    #[must_use]
    pub fn posting(&self, call: &CallId, posted: Posted) -> v1::LedgerPosting {
        let (case, kind) = posted.case.unzip();
        let decision = posted.decision;
        v1::LedgerPosting {
            id: posted.id,
            debit: Some(self.account(&posted.posting.to)),
            credit: Some(self.account(&posted.posting.from)),
            amount: Some(posted.posting.amount.into()),
            case_reference: case.map(|case| case.to_string()).unwrap_or_default(),
            applicant_kind: kind.map_or(0, |kind| v1::ApplicantKind::from(kind).into()),
            allocation: decision
                .map(|allocation| self.allocation_name(call, allocation).to_string())
                .unwrap_or_default(),
            event_chain: format!("schemes/{}/{}", S::PROFILE.code, posted.event.chain),
            event_sequence: posted.event.sequence,
            time: Some(timestamp(posted.at)),
        }
    }

    fn account(&self, account: &Account) -> v1::LedgerAccount {
        let item = account.item();
        let sub_frame = account.frame().map(|(_, sub_frame)| sub_frame.to_owned());
        let grant = account.grant();
        v1::LedgerAccount {
            kind: account.kind().to_owned(),
            chapter_post: item.chapter_post.to_string(),
            year: item.year,
            sub_frame: sub_frame.unwrap_or_default(),
            grant: grant
                .map(|key| self.grant_name(&key.call, key.grant).to_string())
                .unwrap_or_default(),
        }
    }
}
