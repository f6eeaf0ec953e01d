//! The indicators. Every fault of every field is noted, none hides another.

use contract::fields::{choice, count, narrow, unique};
use contract::rental_housing::v1 as pb;
use domain::violations::Violations;

use super::UNITS_MAX;
use crate::indicators::{Indicators, UnitsInUse};

fn units_in_use(faults: &mut Violations, line: &pb::UnitsInUse) -> Option<UnitsInUse> {
    let target_group = choice(faults, "target_group", line.target_group);
    let units = count(faults, "units", line.units, 0..=UNITS_MAX);
    Some(UnitsInUse {
        target_group: target_group?,
        units: units?,
    })
}

impl TryFrom<pb::Indicators> for Indicators {
    type Error = Violations;

    fn try_from(indicators: pb::Indicators) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let in_use = faults
            .list_size("in_use", indicators.in_use.len(), 0..=7)
            .and_then(|_| faults.each("in_use", &indicators.in_use, units_in_use));
        let groups: Vec<_> = in_use
            .iter()
            .flatten()
            .map(|line| line.target_group)
            .collect();
        // The fault it notes is what counts: nothing is finished with one.
        unique(&mut faults, "in_use", ".target_group", &groups);
        let vacant = count(&mut faults, "vacant", indicators.vacant, 0..=UNITS_MAX);
        let other_use = count(
            &mut faults,
            "other_use",
            indicators.other_use,
            0..=UNITS_MAX,
        );
        let sold = count(&mut faults, "sold", indicators.sold, 0..=UNITS_MAX);
        let read = (|| {
            Some(Indicators {
                in_use: in_use?,
                vacant: vacant?,
                other_use: other_use?,
                sold: sold?,
            })
        })();
        faults.finish(read)
    }
}

impl From<Indicators> for pb::Indicators {
    fn from(indicators: Indicators) -> Self {
        pb::Indicators {
            in_use: indicators
                .in_use
                .into_iter()
                .map(|line| pb::UnitsInUse {
                    target_group: pb::TargetGroup::from(line.target_group).into(),
                    units: narrow(line.units),
                })
                .collect(),
            vacant: narrow(indicators.vacant),
            other_use: narrow(indicators.other_use),
            sold: narrow(indicators.sold),
        }
    }
}
