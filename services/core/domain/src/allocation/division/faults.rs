//! Faults of a division as a whole, beyond each field: what the engine could only call a
//! contradiction.

use allocation::Rounding;

use super::{Division, Grouping, Part, WHOLE};
use crate::money::Money;
use crate::violations::{FieldViolation, Violations};

impl Division {
    /// Returns what is wrong with it as a whole. Fields are named as the contract's `Division`
    /// names them. `classes` is how many priority classes the sub-frame has, at least one.
    #[must_use]
    pub fn faults(&self, classes: u32) -> Vec<FieldViolation> {
        let mut faults = Violations::new();
        if self.step < Money::from_ore(1) {
            faults.add("step", "must be at least one øre; leave it out for one øre");
        }
        if self.rounding == Rounding::None {
            faults.add(
                "rounding",
                "must give whole steps; choose how shares are rounded",
            );
        }
        if self.floor.is_some() && self.rule.is_ranked() {
            faults.add(
                "floor",
                "has no meaning in a ranked list, where an award is a whole claim or nothing; \
                    choose another rule, or the tail rule that offers a reduced amount",
            );
        }
        if let (Some(floor), Some(cap)) = (self.floor, self.cap)
            && floor > cap
        {
            faults.add("floor", "is above the cap; lower it or raise the cap");
        }
        for (at, class) in self.first_claims.iter().enumerate() {
            if !(1..=classes).contains(class) {
                faults.add(
                    &format!("first_claims[{at}]"),
                    format_args!("is no priority class of the sub-frame, which has {classes}"),
                );
            }
        }
        self.grouping_faults(&mut faults);
        self.group_faults(&mut faults);
        faults.into_vec()
    }

    fn grouping_faults(&self, faults: &mut Violations) {
        for (at, grouping) in self.grouping.iter().enumerate() {
            let before = &self.grouping[..at];
            if before.iter().any(|other| other.name() == grouping.name()) {
                faults.add(
                    &format!("grouping[{at}]"),
                    "stands in the list already; name it once",
                );
            }
            if let Grouping::MunicipalitySize { limits } = grouping
                && !limits.windows(2).all(|pair| pair[0] < pair[1])
            {
                faults.add(
                    &format!("grouping[{at}].size_limits"),
                    "must rise; put the smallest first and each once",
                );
            }
        }
    }

    fn group_faults(&self, faults: &mut Violations) {
        for (at, quota) in self.quotas.iter().enumerate() {
            let field = format!("quotas[{at}]");
            self.path_faults(faults, &field, &quota.path);
            if self.quotas[..at]
                .iter()
                .any(|other| other.path == quota.path)
            {
                faults.add(
                    &format!("{field}.path"),
                    "is the group of another quota; give each group one, with least \
                        and most together",
                );
            }
            match (quota.least, quota.most) {
                (None, None) => faults.add(&field, "has neither least nor most; give one of them"),
                (Some(Part::Amount(least)), Some(Part::Amount(most))) if least > most => {
                    faults.add(
                        &format!("{field}.least"),
                        "is above most; correct one of the two",
                    );
                }
                (Some(Part::Share(least)), Some(Part::Share(most))) if least > most => {
                    faults.add(
                        &format!("{field}.least"),
                        "is above most; correct one of the two",
                    );
                }
                // An amount beside a share can only be compared once the frame is known: the engine
                // does.
                _ => {}
            }
        }
        for (at, reserved) in self.reserved.iter().enumerate() {
            self.path_faults(faults, &format!("reserved[{at}]"), &reserved.path);
            if self.reserved[..at]
                .iter()
                .any(|other| other.path == reserved.path)
            {
                faults.add(
                    &format!("reserved[{at}].path"),
                    "is the group of another reserved part; give each group one",
                );
            }
        }
        let shares: u64 = self
            .reserved
            .iter()
            .map(|reserved| match reserved.part {
                Part::Share(points) => u64::from(points),
                Part::Amount(_) => 0,
            })
            .sum();
        if shares > u64::from(WHOLE) {
            faults.add(
                "reserved",
                "reserves more than the whole frame; lower a share",
            );
        }
    }

    fn path_faults(&self, faults: &mut Violations, field: &str, path: &[String]) {
        let depth = self.grouping.len();
        if depth == 0 {
            faults.add(
                &format!("{field}.path"),
                "names a group, but applicants are not grouped; say in grouping by what",
            );
        } else if !(1..=depth).contains(&path.len()) {
            faults.add(
                &format!("{field}.path"),
                format_args!(
                    "must name from 1 to {depth} groups, outermost first, one for each grouping"
                ),
            );
        }
    }
}
