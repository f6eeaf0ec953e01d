//! One issuer of the sign-in file.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use chrono::TimeDelta;
use domain::identifiers::OrganisationNumber;
use jsonwebtoken::{Algorithm, AlgorithmFamily};
use reqwest::Url;
use serde::Deserialize;
use uuid::Uuid;

use super::Common;
use crate::sign_in::fetch::Discovery;
use crate::sign_in::key_set;
use crate::sign_in::keys::{Keys, Source};
use crate::sign_in::subject::Subjects;
use crate::sign_in::trust::{Form, Issuer, Kind, Machines, Others, Persons};

/// The longest life of a machine's token and of a person's, in seconds, unless the file says so.
const MACHINE_SECONDS: i64 = 1_200;
const PERSON_SECONDS: i64 = 5_400;
/// Hours for which the last good keys are used when the issuer does not answer: a day, and the
/// weekend it may fall in.
const KEPT_HOURS: i64 = 72;

/// The kinds of issuers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindName {
    Maskinporten,
    Entra,
    Ansattporten,
    Openid,
}

/// An issuer as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssuerEntry {
    issuer: String,
    kind: KindName,
    audience: Vec<String>,
    algorithms: Option<Vec<String>>,
    lifetime_max_seconds: Option<i64>,
    discovery: Option<String>,
    key_hosts: Option<Vec<String>>,
    keys_kept_hours: Option<i64>,
    keys: Option<String>,
    applications_scope: Option<String>,
    export_scope: Option<String>,
    export_organisations: Option<Vec<String>>,
    delegation_sources: Option<Vec<String>>,
    scope: Option<String>,
    tenants: Option<Vec<String>>,
    subjects: Option<String>,
    organisation: Option<String>,
    levels: Option<Vec<String>>,
    gives: Option<BTreeMap<String, Vec<String>>>,
}

type Faults = Vec<String>;

impl IssuerEntry {
    /// Checks an issuer, noting every fault.
    pub fn check(self, common: &Common, faults: &mut Faults) -> Option<Issuer> {
        if let Err(fault) = address(&self.issuer) {
            faults.push(format!("issuer: {fault}"));
        }
        if self.audience.is_empty() || self.audience.iter().any(|one| unnamed(one)) {
            faults.push("audience: name what tokens for this service name".to_owned());
        }
        self.misplaced(faults);
        let algorithms = self.algorithms(faults);
        let lifetime_max = self.lifetime(faults);
        let keys = self.keys(common, faults);
        let kind = match self.kind {
            KindName::Maskinporten => self.machines(faults).map(Kind::Machines),
            KindName::Entra | KindName::Ansattporten | KindName::Openid => {
                self.persons(common, faults).map(Kind::Persons)
            }
        };
        Some(Issuer {
            audiences: self.audience,
            algorithms,
            lifetime_max,
            kind: kind?,
            keys: Arc::new(keys?),
            iss: self.issuer,
        })
    }

    /// Notes settings of another kind: they would look as if they held.
    fn misplaced(&self, faults: &mut Faults) {
        use KindName::{Ansattporten, Entra, Maskinporten, Openid};
        let own: [(&str, bool, &[KindName]); 10] = [
            (
                "applications_scope",
                self.applications_scope.is_some(),
                &[Maskinporten],
            ),
            ("export_scope", self.export_scope.is_some(), &[Maskinporten]),
            (
                "export_organisations",
                self.export_organisations.is_some(),
                &[Maskinporten],
            ),
            (
                "delegation_sources",
                self.delegation_sources.is_some(),
                &[Maskinporten],
            ),
            ("scope", self.scope.is_some(), &[Entra, Openid]),
            ("tenants", self.tenants.is_some(), &[Entra]),
            ("subjects", self.subjects.is_some(), &[Openid]),
            ("organisation", self.organisation.is_some(), &[Ansattporten]),
            ("levels", self.levels.is_some(), &[Ansattporten]),
            (
                "gives",
                self.gives.is_some(),
                &[Entra, Ansattporten, Openid],
            ),
        ];
        for (name, given, kinds) in own {
            if given && !kinds.contains(&self.kind) {
                faults.push(format!("{name}: means nothing for this kind; remove it"));
            }
        }
    }

    fn algorithms(&self, faults: &mut Faults) -> Vec<Algorithm> {
        let Some(names) = &self.algorithms else {
            return match self.kind {
                KindName::Maskinporten => {
                    vec![Algorithm::RS256, Algorithm::RS384, Algorithm::RS512]
                }
                KindName::Entra | KindName::Ansattporten | KindName::Openid => {
                    vec![Algorithm::RS256]
                }
            };
        };
        let read = names.iter().map(|name| {
            let algorithm = Algorithm::from_str(name).ok();
            algorithm
                .filter(|algorithm| algorithm.family() != AlgorithmFamily::Hmac)
                .ok_or_else(|| {
                    format!("algorithms: {name:?} signs with no public key that is taken")
                })
        });
        let (good, bad): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
        faults.extend(bad.into_iter().filter_map(Result::err));
        if names.is_empty() {
            faults.push("algorithms: name one, as in [\"RS256\"]".to_owned());
        }
        good.into_iter().filter_map(Result::ok).collect()
    }

    fn lifetime(&self, faults: &mut Faults) -> TimeDelta {
        let usual = match self.kind {
            KindName::Maskinporten => MACHINE_SECONDS,
            KindName::Entra | KindName::Ansattporten | KindName::Openid => PERSON_SECONDS,
        };
        let seconds = self.lifetime_max_seconds.unwrap_or(usual);
        if !(1..=86_400).contains(&seconds) {
            faults.push("lifetime_max_seconds: choose a number from 1 to 86400".to_owned());
            return TimeDelta::zero();
        }
        TimeDelta::seconds(seconds)
    }

    fn keys(&self, common: &Common, faults: &mut Faults) -> Option<Keys> {
        match (&self.discovery, &self.keys) {
            (Some(discovery), None) => {
                let hours = self.keys_kept_hours.unwrap_or(KEPT_HOURS);
                if !(24..=720).contains(&hours) {
                    faults.push("keys_kept_hours: choose a number from 24 to 720".to_owned());
                    return None;
                }
                let url = address(discovery).map_err(|fault| format!("discovery: {fault}"));
                let at = Discovery {
                    issuer: self.issuer.clone(),
                    url: url.map_err(|fault| faults.push(fault)).ok()?,
                    key_hosts: self.key_hosts.clone().unwrap_or_default(),
                };
                let client = common.client.clone();
                let kept = TimeDelta::hours(hours);
                Some(Keys::of(
                    &self.issuer,
                    Source::Discovery { at, client, kept },
                ))
            }
            (None, Some(file)) => {
                let read = std::fs::read(common.folder.join(file))
                    .map_err(|problem| format!("{file} cannot be read: {problem}"));
                let set = read.and_then(|bytes| {
                    key_set::read(&bytes, file).map_err(|fault| fault.to_string())
                });
                let set = set
                    .map_err(|fault| faults.push(format!("keys: {fault}")))
                    .ok()?;
                Some(Keys::fixed(&self.issuer, set))
            }
            (Some(_), Some(_)) | (None, None) => {
                faults.push(
                    "name either `discovery`, the address of the issuer's metadata, or `keys`, a \
                     file with its key set"
                        .to_owned(),
                );
                None
            }
        }
    }

    fn machines(&self, faults: &mut Faults) -> Option<Machines> {
        if self.applications_scope.is_none() && self.export_scope.is_none() {
            faults.push("name applications_scope, export_scope or both".to_owned());
        }
        let scopes = [&self.applications_scope, &self.export_scope];
        for scope in scopes.into_iter().flatten() {
            if unnamed(scope) || scope.contains(' ') {
                faults.push(format!("{scope:?} is no scope"));
            }
        }
        if self.applications_scope.is_some() && self.applications_scope == self.export_scope {
            faults.push("applications_scope and export_scope must differ".to_owned());
        }
        let numbers = self.export_organisations.as_deref().unwrap_or_default();
        let organisations = organisations(numbers, faults);
        if self.export_scope.is_some() == numbers.is_empty() {
            faults.push(
                "export_scope and export_organisations, whose finance systems may hold it, go \
                 together"
                    .to_owned(),
            );
        }
        Some(Machines {
            applications: self.applications_scope.clone(),
            exports: self
                .export_scope
                .clone()
                .map(|scope| (scope, Some(organisations))),
            delegation_sources: self.delegation_sources.clone().unwrap_or_default(),
            plain_subjects: false,
        })
    }

    fn persons(&self, common: &Common, faults: &mut Faults) -> Option<Persons> {
        let mut rights = BTreeMap::new();
        for (value, names) in self.gives.iter().flatten() {
            match common.rights.of(names) {
                Ok(roles) => {
                    rights.insert(value.clone(), roles);
                }
                Err(fault) => faults.push(format!("gives.{value:?}: {fault}")),
            }
        }
        if self.gives.as_ref().is_none_or(BTreeMap::is_empty) {
            faults.push("gives: say which roles a group or role of the issuer gives".to_owned());
        }
        let form = self.form(faults)?;
        Some(Persons {
            form,
            rights,
            others: Others::Ignored,
        })
    }

    fn form(&self, faults: &mut Faults) -> Option<Form> {
        match self.kind {
            KindName::Entra => {
                let written = self.tenants.as_deref().unwrap_or_default();
                let tenants: Option<Vec<String>> = written
                    .iter()
                    .map(|text| Uuid::try_parse(text).ok().map(|id| id.to_string()))
                    .collect();
                let tenants = tenants.filter(|tenants| !tenants.is_empty());
                if tenants.is_none() {
                    faults
                        .push("tenants: name the tenants that are trusted, each a UUID".to_owned());
                }
                let scope = self.scope.clone();
                Some(Form::Entra {
                    tenants: tenants?,
                    scope,
                })
            }
            KindName::Ansattporten => {
                let written = self.organisation.as_slice();
                let organisation = organisations(written, faults).pop();
                if written.is_empty() {
                    faults.push("organisation: name ours, that people must act for".to_owned());
                }
                let levels = self.levels.clone().unwrap_or_default();
                if levels.is_empty() {
                    faults.push("levels: name the levels of `acr` that are taken".to_owned());
                }
                Some(Form::Ansattporten {
                    organisation: organisation?,
                    levels,
                })
            }
            KindName::Openid => {
                let subjects = match self.subjects.as_deref() {
                    None | Some("ids") => Some(Subjects::Opaque),
                    Some("names") => Some(Subjects::Names),
                    Some(_) => None,
                };
                if subjects.is_none() {
                    faults.push("subjects: choose ids or names".to_owned());
                }
                Some(Form::OpenId {
                    subjects: subjects?,
                    scope: self.scope.clone(),
                    plain_subjects: false,
                })
            }
            KindName::Maskinporten => None,
        }
    }
}

fn organisations(numbers: &[String], faults: &mut Faults) -> Vec<OrganisationNumber> {
    let mut good = Vec::new();
    for number in numbers {
        match number.parse() {
            Ok(number) => good.push(number),
            Err(_) => faults.push(format!("{number:?} is no organisation number")),
        }
    }
    good
}

/// Audiences and scopes that name nothing. Maskinporten writes the second where none was asked for.
fn unnamed(text: &str) -> bool {
    text.trim().is_empty() || text == "unspecified"
}

/// Reads an address: over HTTPS, or on this machine.
fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| format!("{text:?} is no address"))?;
    let here = match url.host_str() {
        Some("localhost" | "127.0.0.1" | "[::1]") => true,
        Some(_) => false,
        None => return Err(format!("{text:?} names no host")),
    };
    if url.scheme() == "https" || (url.scheme() == "http" && here) {
        return Ok(url);
    }
    Err(format!(
        "{text:?} is not https; over http the keys could be changed on the way"
    ))
}
