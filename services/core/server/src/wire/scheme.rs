//! The scheme.

use casework::scheme::GetScheme;
use contract::names::{ResourceName, SchemeName};
use contract::{SchemeContract, v1};
use domain::rules_of_day::RulesOfDay;
use domain::violations::Violations;

use super::{Inward, respond};

respond! {
    |_step, rules: RulesOfDay, outward| { scheme: Some(outward.scheme_description(&rules)) }
    for GetScheme => GetSchemeResponse;
}

impl<S: SchemeContract> Inward<S> for GetScheme {
    type Message = v1::GetSchemeRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let name = SchemeName::read(&mut faults, "name", &message.name, S::PROFILE.code);
        let date = faults.optional_date("date", &message.date);
        faults.finish(name.and(date).map(|date| Self { date }))
    }
}
