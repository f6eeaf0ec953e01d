//! The indicators. Every fault of every field is noted, none hides another.

use contract::child_next_of_kin::v1 as pb;
use contract::fields::{choices, count, date_text, narrow};
use contract::indicators::full_time_equivalents;
use domain::violations::Violations;

use super::{PEOPLE_MAX, TEXT_MAX, services};
use crate::indicators::Indicators;

impl TryFrom<pb::Indicators> for Indicators {
    type Error = Violations;

    fn try_from(indicators: pb::Indicators) -> Result<Self, Self::Error> {
        let mut found = Violations::new();
        let faults = &mut found;
        let date = faults.optional_date("model_in_place_date", &indicators.model_in_place_date);
        if date.is_some_and(|date| date.is_some() != indicators.model_in_place) {
            faults.add(
                "model_in_place_date",
                "is required when the model is in place, and only then; correct one of the two",
            );
        }
        let services = choices(
            faults,
            "services_using_model",
            &indicators.services_using_model,
            0..=12,
        );
        let deviation = faults.optional_text("deviation", &indicators.deviation, TEXT_MAX);
        let mut people = |field, number| count(faults, field, number, 0..=PEOPLE_MAX);
        let trained = people("employees_trained", indicators.employees_trained);
        let identified = people("children_identified", indicators.children_identified);
        let followed_up = people("children_followed_up", indicators.children_followed_up);
        let families = people("families_followed_up", indicators.families_followed_up);
        let positions = full_time_equivalents(faults, indicators.full_time_equivalents);
        let read = (|| {
            Some(Indicators {
                employees_trained: trained?,
                model_in_place: date?,
                children_identified: identified?,
                children_followed_up: followed_up?,
                families_followed_up: families?,
                services_using_model: services?,
                deviation: deviation?,
                full_time_equivalents: positions?,
            })
        })();
        found.finish(read)
    }
}

impl From<Indicators> for pb::Indicators {
    fn from(indicators: Indicators) -> Self {
        pb::Indicators {
            employees_trained: narrow(indicators.employees_trained),
            model_in_place: indicators.model_in_place.is_some(),
            model_in_place_date: date_text(indicators.model_in_place),
            children_identified: narrow(indicators.children_identified),
            children_followed_up: narrow(indicators.children_followed_up),
            families_followed_up: narrow(indicators.families_followed_up),
            services_using_model: services(indicators.services_using_model),
            deviation: indicators.deviation,
            full_time_equivalents: indicators.full_time_equivalents.map(Into::into),
        }
    }
}
