//! The largest amount an application can be granted: the cost without ordinary operation, less what
//! others pay; where the activity is economic, never more than the room that small state aid
//! leaves.

use std::cmp::min;

use domain::application::Draft;
use domain::application::claim::{Claim, ClaimStep};
use domain::call::Call;
use domain::findings::args;
use domain::money::Money;
use domain::rules::{RuleError, RuleValues};

use crate::de_minimis::{self, Standing};
use crate::form::Form;

/// Cost without ordinary operation, less what others pay.
pub(crate) fn need(form: &Form) -> Money {
    let need = form.cost().ore() - form.ordinary_operation().ore() - form.other_funding().ore();
    Money::from_ore(need.max(0))
}

/// The calculation.
pub(crate) fn claim(
    call: &Call,
    draft: &Draft<Form>,
    rules: &RuleValues,
) -> Result<Claim, RuleError> {
    let (form, grant_year) = (&draft.form, call.terms.grant_year);
    let eligible = Money::from_ore(form.cost().ore() - form.ordinary_operation().ore());
    let need = need(form);
    let mut steps = vec![
        ClaimStep::amount(
            "eligible_cost",
            eligible,
            args([
                ("cost", form.cost().into()),
                ("ordinary", form.ordinary_operation().into()),
            ]),
            &["project.not_ordinary_operation"],
        ),
        ClaimStep::amount(
            "need",
            need,
            args([("others", form.other_funding().into())]),
            &["double_funding.refused"],
        ),
    ];
    let calculated = match de_minimis::standing(form, grant_year, rules)? {
        Standing::NotEconomic => need,
        Standing::Paused => {
            steps.push(ClaimStep::amount(
                "state_aid_paused",
                Money::ZERO,
                args([]),
                &[de_minimis::PAUSED],
            ));
            Money::ZERO
        }
        Standing::Within { room, used, limit } => {
            let within = min(need, room);
            steps.push(ClaimStep::amount(
                "state_aid_room",
                within,
                args([
                    ("limit", limit.into()),
                    ("used", used.into()),
                    ("room", room.into()),
                ]),
                &[de_minimis::LIMIT, de_minimis::WINDOW, de_minimis::EURO_RATE],
            ));
            within
        }
    };
    Ok(Claim::lower_of(calculated, draft.requested, steps))
}
