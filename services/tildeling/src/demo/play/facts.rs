//! Recipients supply what payment waits for: the registration of a clause.

use anyhow::Context;
use contract::v1;
use contract::v1::payment_fact::Fact;
use domain::calendar::{Clock, local_date};

use super::{Play, told};
use crate::demo::year::Year;

impl<Y: Year> Play<Y> {
    /// The grant with a registration of its clause, where it needs one and has none.
    pub(super) async fn with_facts(&self, grant: v1::Grant) -> anyhow::Result<v1::Grant> {
        let waits = |fact: &v1::PaymentFact| {
            !fact.known && matches!(fact.fact, Some(Fact::Registration(_)))
        };
        if !grant.payment_facts.iter().any(waits) {
            return Ok(grant);
        }
        let organisation = grant.organisation_number.parse();
        let organisation = organisation.context("organisation number of a grant")?;
        let request = v1::SupplyFactsRequest {
            name: grant.name,
            etag: grant.etag,
            property: None,
            areas: None,
            registration: Some(v1::RegistrationFact {
                date: local_date(self.clock.now()).to_string(),
                reference: format!("{}/200 (generert)", grant.case_reference),
            }),
        };
        let portal = self.portal(&organisation);
        let answer = portal.grants().supply_facts(request).await;
        let supplied = answer.map_err(told)?.into_inner().grant;
        supplied.context("no grant in the answer")
    }
}
