//! Named sets of roles. A set may include others.

use std::collections::{BTreeMap, BTreeSet};

use domain::caller::{Role, RolesFault, StaffRoles};
use toml::Value;

use super::quoted;

/// Named sets of roles, each with all it includes. Roles stand for themselves.
#[derive(Debug, Default)]
pub(super) struct Rights(BTreeMap<String, BTreeSet<Role>>);

/// The name of the operator's role.
fn role(name: &str) -> Option<Role> {
    Role::of_staff(name).or_else(|| (name == Role::Operator.name()).then_some(Role::Operator))
}

impl Rights {
    /// Reads the table `rights`.
    pub fn read(table: Option<&Value>, faults: &mut Vec<String>) -> Self {
        let mut written: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let table = match table {
            None => return Self::default(),
            Some(table) => table.as_table(),
        };
        for (name, value) in table.into_iter().flatten() {
            let list = value.clone().try_into::<Vec<String>>();
            match list {
                Ok(_) if role(name).is_some() => {
                    faults.push(format!(
                        "rights.{name}: is the name of a role; choose another"
                    ));
                }
                Ok(list) if list.is_empty() => {
                    faults.push(format!("rights.{name}: gives no role; name one"));
                }
                Ok(list) => {
                    written.insert(name.clone(), list);
                }
                Err(_) => faults.push(format!("rights.{name}: write a list of roles and sets")),
            }
        }
        if table.is_none() {
            faults.push("rights: write a table of lists".to_owned());
        }
        let mut sets = BTreeMap::new();
        for name in written.keys() {
            let mut roles = BTreeSet::new();
            collect(name, &written, &mut Vec::new(), &mut roles, faults);
            if let Some(fault) = apart(&roles) {
                faults.push(format!("rights.{name}: {fault}"));
            }
            sets.insert(name.clone(), roles);
        }
        faults.dedup();
        Self(sets)
    }

    /// Returns the roles that these names give.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn of(&self, names: &[String]) -> Result<BTreeSet<Role>, String> {
        let mut roles = BTreeSet::new();
        for name in names {
            match (self.0.get(name), role(name)) {
                (Some(set), _) => roles.extend(set),
                (None, Some(role)) => {
                    roles.insert(role);
                }
                (None, None) => return Err(unknown(name, self.0.keys())),
            }
        }
        match apart(&roles) {
            Some(fault) => Err(fault),
            None if names.is_empty() => Err("gives no role; name one".to_owned()),
            None => Ok(roles),
        }
    }
}

fn unknown<'a>(name: &str, sets: impl Iterator<Item = &'a String>) -> String {
    let roles = Role::STAFF.iter().map(|role| role.name());
    let known = roles
        .chain([Role::Operator.name()])
        .chain(sets.map(String::as_str));
    format!(
        "{name:?} is neither a role nor a set; choose among {}",
        quoted(known)
    )
}

/// Collects the roles of a set and of those it includes.
fn collect(
    name: &str,
    written: &BTreeMap<String, Vec<String>>,
    way: &mut Vec<String>,
    roles: &mut BTreeSet<Role>,
    faults: &mut Vec<String>,
) {
    if way.iter().any(|passed| passed == name) {
        let from = way.iter().position(|passed| passed == name).unwrap_or(0);
        let round = way[from..].join(", which includes ");
        // Told once, by the set that comes first.
        if way
            .first()
            .is_some_and(|first| way[from..].iter().min() == Some(first))
        {
            faults.push(format!(
                "rights: {round}, which includes {name}: a circle; break it"
            ));
        }
        return;
    }
    way.push(name.to_owned());
    for part in written.get(name).into_iter().flatten() {
        if written.contains_key(part) {
            collect(part, written, way, roles, faults);
        } else if let Some(role) = role(part) {
            roles.insert(role);
        } else if way.len() == 1 {
            faults.push(format!("rights.{name}: {}", unknown(part, written.keys())));
        }
    }
    way.pop();
}

/// Returns what must not meet in one person.
fn apart(roles: &BTreeSet<Role>) -> Option<String> {
    let operator = roles.contains(&Role::Operator) && roles.len() > 1;
    if operator {
        return Some("operator and another role must not meet in one person".to_owned());
    }
    match StaffRoles::new(roles.iter().copied()) {
        Err(fault @ RolesFault::Apart(..)) => Some(fault.to_string()),
        Ok(_) | Err(_) => None,
    }
}
