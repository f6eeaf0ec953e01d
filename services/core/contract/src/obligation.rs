//! Duties to repay, their breaches, and the facts that must be known before payment.

use chrono::NaiveDate;
use domain::document::DOCUMENTS_MAX;
use domain::findings::{message_id, sentence};
use domain::grant::{PaymentFact, UnitArea};
use domain::identifiers::{CallId, DocumentId, MunicipalityNumber, PropertyNumber};
use domain::obligation::{BreachKind, Claim, Obligation, basis_points, repayment_table};
use domain::violations::Violations;

use crate::fields::{each_once, narrow, unique};
use crate::names::{CallName, ResourceName};
use crate::outward::{Outward, day};
use crate::{SchemeContract, v1};

/// The most duties of a grant, as many as a form has things to pay for.
const DUTIES_MAX: u16 = 200;

/// The largest area of a unit, dm²: a hectare.
const AREA_MAX_DM2: i32 = 1_000_000;

/// Characters of a reference in the land register.
const REFERENCE_MAX: usize = 120;

/// Returns the domain's name of a state, by which lists are filtered.
#[must_use]
pub fn state_name(state: v1::ObligationState) -> Option<&'static str> {
    match state {
        v1::ObligationState::Unspecified => None,
        v1::ObligationState::Planned => Some("planned"),
        v1::ObligationState::Running => Some("running"),
        v1::ObligationState::Ended => Some("ended"),
        v1::ObligationState::Claimed => Some("claimed"),
        v1::ObligationState::Released => Some("released"),
    }
}

fn state(name: &str) -> v1::ObligationState {
    match name {
        "planned" => v1::ObligationState::Planned,
        "running" => v1::ObligationState::Running,
        "ended" => v1::ObligationState::Ended,
        "claimed" => v1::ObligationState::Claimed,
        _ => v1::ObligationState::Released,
    }
}

/// Returns the domain's kind of a breach.
#[must_use]
pub fn breach_kind(kind: v1::BreachKind) -> Option<BreachKind> {
    match kind {
        v1::BreachKind::Unspecified => None,
        v1::BreachKind::Sale => Some(BreachKind::Sale),
        v1::BreachKind::WrongUse => Some(BreachKind::WrongUse),
        v1::BreachKind::LawBreach => Some(BreachKind::LawBreach),
        v1::BreachKind::WrongInformation => Some(BreachKind::WrongInformation),
    }
}

impl From<BreachKind> for v1::BreachKind {
    fn from(kind: BreachKind) -> Self {
        match kind {
            BreachKind::Sale => Self::Sale,
            BreachKind::WrongUse => Self::WrongUse,
            BreachKind::LawBreach => Self::LawBreach,
            BreachKind::WrongInformation => Self::WrongInformation,
        }
    }
}

/// Reads the name of a call, or `calls/-` for all of a scheme. The outer `None` is a fault.
pub fn calls(faults: &mut Violations, text: &str, scheme: &str) -> Option<Option<CallId>> {
    if text == format!("schemes/{scheme}/calls/-") {
        return Some(None);
    }
    CallName::read(faults, "parent", text, scheme).map(|name| Some(name.call))
}

/// Reads numbers of duties, each once.
pub fn numbers(faults: &mut Violations, numbers: Vec<i32>) -> Option<Vec<i32>> {
    faults.list_size("numbers", numbers.len(), 1..=DUTIES_MAX.into())?;
    let read: Vec<Option<i32>> = numbers
        .into_iter()
        .enumerate()
        .map(|(at, number)| faults.number(&format!("numbers[{at}]"), number, 1..=DUTIES_MAX.into()))
        .collect();
    let read: Vec<i32> = read.into_iter().collect::<Option<_>>()?;
    unique(faults, "numbers", "", &read)?;
    Some(read)
}

/// Reads ids of documents of a grant, each once.
pub fn documents(faults: &mut Violations, texts: &[String]) -> Option<Vec<DocumentId>> {
    each_once(faults, "documents", texts, 0..=DOCUMENTS_MAX)
}

/// Reads a reference in the land register.
pub fn reference(faults: &mut Violations, text: &str) -> Option<String> {
    faults.line("reference", text, REFERENCE_MAX)
}

/// Reads properties, where they are given. The outer `None` is a fault.
pub fn properties(
    faults: &mut Violations,
    from: Option<v1::PropertyFact>,
) -> Option<Option<(MunicipalityNumber, Vec<PropertyNumber>)>> {
    let Some(from) = from else { return Some(None) };
    faults.within("property", |faults| {
        let municipality = faults.parse("municipality_number", &from.municipality_number);
        let numbers = &from.property_numbers;
        let numbers = each_once(faults, "property_numbers", numbers, 1..=DUTIES_MAX.into());
        Some(Some((municipality?, numbers?)))
    })
}

/// Reads a registration, where one is given. The outer `None` is a fault.
pub fn registration(
    faults: &mut Violations,
    from: Option<v1::RegistrationFact>,
) -> Option<Option<(NaiveDate, String)>> {
    let Some(from) = from else { return Some(None) };
    faults.within("registration", |faults| {
        let date = faults.date("date", &from.date);
        let reference = reference(faults, &from.reference);
        Some(Some((date?, reference?)))
    })
}

/// Reads areas as built, where they are given. The outer `None` is a fault.
pub fn areas(faults: &mut Violations, from: Option<v1::AreasFact>) -> Option<Option<Vec<u32>>> {
    let Some(from) = from else { return Some(None) };
    faults.within("areas", |faults| {
        faults.list_size("units", from.units.len(), 1..=DUTIES_MAX.into())?;
        let mut expected = 1..=i32::from(DUTIES_MAX);
        let built = faults.each("units", from.units, |faults, unit| {
            if Some(unit.number) != expected.next() {
                let problem = "is not the next number; number the units from 1 without gaps";
                faults.add("number", problem);
            }
            faults.number("built_dm2", unit.built_dm2, 1..=AREA_MAX_DM2)
        });
        let built = built?.into_iter();
        let built: Result<Vec<u32>, _> = built.map(u32::try_from).collect();
        Some(Some(built.ok()?))
    })
}

/// The area of a unit.
pub(crate) fn unit_area(area: UnitArea) -> v1::UnitArea {
    v1::UnitArea {
        number: narrow(area.number),
        counted_dm2: narrow(area.counted),
        built_dm2: narrow(area.built.unwrap_or_default()),
    }
}

/// The table of what is left of duties together.
pub(crate) fn repayment_rows(duties: &[Obligation]) -> Vec<v1::RepaymentRow> {
    let rows = repayment_table(duties).into_iter();
    rows.map(|(years, left)| v1::RepaymentRow {
        completed_years: narrow(years),
        left: Some(left.into()),
    })
    .collect()
}

impl<S: SchemeContract> Outward<S> {
    /// Duties to repay on a day.
    pub(crate) fn obligations(&self, duties: &[Obligation], on: NaiveDate) -> Vec<v1::Obligation> {
        let duties = duties.iter();
        duties.map(|one| self.obligation(one, on)).collect()
    }

    /// A duty to repay on a day.
    #[must_use]
    pub fn obligation(&self, one: &Obligation, on: NaiveDate) -> v1::Obligation {
        let id = message_id("obligation-", &one.code);
        let release = one.release.as_ref();
        v1::Obligation {
            number: one.number,
            title: sentence(self.catalogues(), self.language, &id, &one.args),
            amount: Some(one.amount.into()),
            state: state(one.state_name()).into(),
            begin_date: day(one.began()),
            end_date: day(one.ends_on()),
            years: narrow(one.plan.years),
            yearly_basis_points: basis_points(one.plan.share_per_year),
            completed_years: narrow(one.completed_years(on)),
            balance: Some(one.balance_on(on).into()),
            claim: one.claim().map(|claim| self.claim_of_duty(one, claim)),
            release: release.map(|release| self.step(&release.record, false)),
            release_reference: release.map_or_else(String::new, |one| one.reference.clone()),
        }
    }

    /// The claim of what was left of a duty.
    fn claim_of_duty(&self, one: &Obligation, claim: &Claim) -> v1::ObligationClaim {
        v1::ObligationClaim {
            breach: v1::BreachKind::from(claim.breach).into(),
            breach_date: claim.on.to_string(),
            completed_years: narrow(claim.completed_years),
            basis_points_left: basis_points(one.share_left(claim.completed_years)),
            amount: Some(claim.amount.into()),
            documents: claim.documents.iter().map(ToString::to_string).collect(),
            step: Some(self.step(&claim.record, false)),
        }
    }

    /// A fact that must be known before payment.
    pub(crate) fn fact(&self, fact: &PaymentFact) -> v1::PaymentFact {
        use v1::payment_fact::Fact;

        let (citation, known, record, fact) = match fact {
            PaymentFact::Property {
                municipality,
                citation,
                given,
            } => {
                let numbers = given.iter().flat_map(|given| &given.numbers);
                let at = given
                    .as_ref()
                    .map_or(municipality, |given| &given.municipality);
                let fact = Fact::Property(v1::PropertyFact {
                    municipality_number: at.to_string(),
                    property_numbers: numbers.map(ToString::to_string).collect(),
                });
                let record = given.as_ref().and_then(|given| given.record.as_ref());
                (citation, given.is_some(), record, fact)
            }
            PaymentFact::Registration { citation, given } => {
                let given = given.as_ref();
                let fact = Fact::Registration(v1::RegistrationFact {
                    date: day(given.map(|given| given.date)),
                    reference: given.map_or_else(String::new, |given| given.reference.clone()),
                });
                let record = given.and_then(|given| given.record.as_ref());
                (citation, given.is_some(), record, fact)
            }
            PaymentFact::Areas {
                citation, given, ..
            } => {
                let units = fact.unit_areas().into_iter().map(unit_area);
                let fact = Fact::Areas(v1::AreasFact {
                    units: units.collect(),
                });
                let record = given.as_ref().map(|given| &given.record);
                (citation, given.is_some(), record, fact)
            }
        };
        v1::PaymentFact {
            citation: citation.clone().into_owned(),
            known,
            step: record.map(|record| self.step(record, false)),
            fact: Some(fact),
        }
    }
}
