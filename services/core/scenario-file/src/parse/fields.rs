//! Reading one field of an object: what it must be, and the fault where it is not.

use super::fault::{Fault, Problem, named, shown};
use super::json::{Node, Spot};
use super::numbers::{self, Measured};
use allocation::scenario::Scenario;

/// A name in the file and what it stands for.
pub(super) type Names<T> = &'static [(&'static str, T)];

/// Reads settings into a scenario and collects faults.
pub(super) struct Settings<'a> {
    pub scenario: &'a mut Scenario,
    pub faults: &'a mut Vec<Fault>,
}

/// The fields of an object, each at most once.
pub(super) struct Fields<'s, 'a> {
    prefix: String,
    line: usize,
    fields: &'s [(std::borrow::Cow<'a, str>, Spot<'a>)],
}

impl<'s, 'a> Fields<'s, 'a> {
    /// The fields of the whole document.
    pub(super) fn new(line: usize, fields: &'s [(std::borrow::Cow<'a, str>, Spot<'a>)]) -> Self {
        Self {
            prefix: String::new(),
            line,
            fields,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'s Spot<'a>> {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, spot)| spot)
            .filter(|spot| spot.node != Node::Null)
    }

    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

impl Settings<'_> {
    pub(super) fn fault(&mut self, fields: &Fields<'_, '_>, name: &str, problem: Problem) {
        let line = fields.get(name).map_or(fields.line, |spot| spot.line);
        self.faults
            .push(Fault::new(line, fields.path(name), problem));
    }

    /// Tells fields that no applicant knows, and those that stand twice.
    pub(super) fn only(&mut self, fields: &Fields<'_, '_>, names: &[&str]) {
        for (place, (name, spot)) in fields.fields.iter().enumerate() {
            if fields.fields[..place]
                .iter()
                .any(|(earlier, _)| earlier == name)
            {
                self.faults.push(Fault::new(
                    spot.line,
                    fields.path(&named(name)),
                    Problem::RepeatedField,
                ));
            } else if !names.contains(&name.as_ref()) {
                let path = fields.path(&named(name));
                self.faults.push(Fault::new(
                    spot.line,
                    path,
                    Problem::Unknown { nearest: None },
                ));
            }
        }
    }

    pub(super) fn number<T: Measured>(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<T> {
        fields
            .get(name)
            .and_then(|spot| self.units(spot, fields.path(name)))
    }

    pub(super) fn needed<T: Measured>(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<T> {
        if fields.get(name).is_none() {
            self.fault(fields, name, Problem::Missing);
        }
        self.number(fields, name)
    }

    pub(super) fn units<T: Measured>(&mut self, spot: &Spot<'_>, path: String) -> Option<T> {
        let read = scalar(spot).and_then(|text| numbers::units(self.scenario, text));
        read.map_err(|problem| self.faults.push(Fault::new(spot.line, path, problem)))
            .ok()
    }

    pub(super) fn percent(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<u32> {
        let read = scalar(fields.get(name)?).and_then(numbers::basis_points);
        read.map_err(|problem| self.fault(fields, name, problem))
            .ok()
    }

    pub(super) fn text(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<String> {
        let read = scalar(fields.get(name)?).map(str::to_owned);
        read.map_err(|problem| self.fault(fields, name, problem))
            .ok()
    }

    /// A date: only its form is checked, since all that happens to it is a comparison.
    pub(super) fn date(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<String> {
        let date = self.text(fields, name)?;
        let form = date.len() == 10
            && date.bytes().enumerate().all(|(at, b)| {
                if at == 4 || at == 7 {
                    b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        if !form {
            let (found, allowed) = (shown(&date), "2026-12-31".to_owned());
            self.fault(fields, name, Problem::NotAllowed { found, allowed });
        }
        form.then_some(date)
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        fields: &Fields<'_, '_>,
        name: &str,
        names: Names<T>,
    ) -> Option<T> {
        let text = self.text(fields, name)?;
        let found = names
            .iter()
            .find(|(known, _)| *known == text)
            .map(|(_, value)| *value);
        if found.is_none() {
            let allowed = names
                .iter()
                .map(|(known, _)| *known)
                .collect::<Vec<_>>()
                .join(", ");
            self.fault(
                fields,
                name,
                Problem::NotAllowed {
                    found: shown(&text),
                    allowed,
                },
            );
        }
        found
    }

    pub(super) fn kind(
        &mut self,
        fields: &Fields<'_, '_>,
        kinds: &'static [&'static str],
    ) -> Option<&'static str> {
        if fields.get("kind").is_none() {
            self.fault(fields, "kind", Problem::Missing);
        }
        let text = self.text(fields, "kind")?;
        let found = kinds.iter().find(|known| **known == text).copied();
        if found.is_none() {
            let (found, allowed) = (shown(&text), kinds.join(", "));
            self.fault(fields, "kind", Problem::NotAllowed { found, allowed });
        }
        found
    }

    pub(super) fn path(&mut self, fields: &Fields<'_, '_>) -> Vec<String> {
        let Some(spot) = fields.get("path") else {
            self.fault(fields, "path", Problem::Missing);
            return Vec::new();
        };
        path(spot).unwrap_or_else(|problem| {
            self.fault(fields, "path", problem);
            Vec::new()
        })
    }

    pub(super) fn object<'s, 'a>(
        &mut self,
        parent: &Fields<'s, 'a>,
        name: &str,
    ) -> Option<Fields<'s, 'a>> {
        parent
            .get(name)
            .and_then(|spot| self.fields(spot, parent.path(name)))
    }

    pub(super) fn fields<'s, 'a>(
        &mut self,
        spot: &'s Spot<'a>,
        path: String,
    ) -> Option<Fields<'s, 'a>> {
        if let Node::Object(fields) = &spot.node {
            return Some(Fields {
                prefix: format!("{path}."),
                line: spot.line,
                fields,
            });
        }
        self.faults.push(Fault::new(
            spot.line,
            path,
            Problem::WrongKind {
                needed: "object".into(),
            },
        ));
        None
    }

    pub(super) fn list<'s, 'a>(&mut self, parent: &Fields<'s, 'a>, name: &str) -> &'s [Spot<'a>] {
        match parent.get(name).map(|spot| &spot.node) {
            None => &[],
            Some(Node::List(list)) => list,
            Some(_) => {
                self.fault(
                    parent,
                    name,
                    Problem::WrongKind {
                        needed: "list".into(),
                    },
                );
                &[]
            }
        }
    }
}

/// A text or number as text.
pub(super) fn scalar<'s>(spot: &'s Spot<'_>) -> Result<&'s str, Problem> {
    match &spot.node {
        Node::Number(text) => Ok(text),
        Node::Text(text) => Ok(text),
        Node::Null | Node::Bool | Node::List(_) | Node::Object(_) => Err(Problem::WrongKind {
            needed: "text".into(),
        }),
    }
}

/// A path of groups: a list of texts, or one text with `/` between the parts.
pub(super) fn path(spot: &Spot<'_>) -> Result<Vec<String>, Problem> {
    match &spot.node {
        Node::List(parts) => parts
            .iter()
            .map(|part| scalar(part).map(str::to_owned))
            .collect(),
        Node::Text(text) => Ok(text.split('/').map(|part| part.trim().to_owned()).collect()),
        Node::Null | Node::Bool | Node::Number(_) | Node::Object(_) => Err(Problem::WrongKind {
            needed: "list".into(),
        }),
    }
}
