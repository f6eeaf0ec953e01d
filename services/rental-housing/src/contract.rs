//! The form and the indicators from and to the contract's messages. Every constraint that a field's comment states is held in [`inward`].

mod inward;
mod outward;

use contract::SchemeContract;
use contract::rental_housing::v1 as pb;
use contract::v1::Money as MoneyMessage;
use domain::money::Money;
use domain::violations::Violations;

use crate::RentalHousing;
use crate::form::{
    AgreementKind, CostKind, MarketValueException, Measure, OtherGrantKind, Owner, QualityGain,
    Recommendation, TargetGroup,
};

impl SchemeContract for RentalHousing {
    type FormMessage = pb::Form;
    type IndicatorsMessage = pb::Indicators;
}

/// A local enum with the same variants as the contract's.
trait Coded: Sized + Copy + PartialEq + 'static {
    /// The contract's enum.
    type Message: TryFrom<i32>;
    /// The local variant; `None` where nothing was given.
    fn read(message: Self::Message) -> Option<Self>;
}

macro_rules! same_variants {
    ($name:ident as $message:ident: $($variant:ident),+ $(,)?) => {
        impl Coded for $name {
            type Message = pb::$message;

            fn read(message: pb::$message) -> Option<Self> {
                match message {
                    pb::$message::Unspecified => None,
                    $(pb::$message::$variant => Some(Self::$variant),)+
                }
            }
        }

        impl From<$name> for pb::$message {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$variant => Self::$variant,)+
                }
            }
        }
    };
}

same_variants!(Measure as Measure: NewBuild, Purchase, Upgrade, AllocationRight);
same_variants!(Owner as Owner: Municipality, MunicipalUndertaking, HealthTrust, Other);
same_variants!(AgreementKind as Agreement: None, Allocation, Referral);
same_variants!(Recommendation as Recommendation: NotNeeded, Recommended, NotRecommended, NotGiven);
same_variants!(TargetGroup as TargetGroup:
    SubstanceDependency, MentalIllness, IntellectualDisability, Refugee, WeakEconomy, Young, OtherDisadvantaged);
same_variants!(QualityGain as QualityGain: UniversalDesign, Energy, Other);
same_variants!(CostKind as CostKind:
    Building, Land, ExistingMass, Price, Fees, SharedDebt, Improvement, Upgrade);
same_variants!(MarketValueException as MarketValueException: District, AddedQualities);
same_variants!(OtherGrantKind as OtherGrantKind: InvestmentGrant, Other);

/// One of an enum's values, or none. The outer `None` is a fault: a number the contract does not have.
fn optional_choice<T: Coded>(
    faults: &mut Violations,
    field: &str,
    number: i32,
) -> Option<Option<T>> {
    let known = T::Message::try_from(number);
    faults
        .take(
            field,
            known.map_err(|_| "is not one of the contract's values; choose one of them"),
        )
        .map(T::read)
}

/// One of an enum's values, which must be given.
fn choice<T: Coded>(faults: &mut Violations, field: &str, number: i32) -> Option<T> {
    let given = optional_choice(faults, field, number)?;
    faults.required(field, given)
}

/// Several of an enum's values, each once.
fn choices<T: Coded>(
    faults: &mut Violations,
    field: &str,
    numbers: &[i32],
    bounds: std::ops::RangeInclusive<usize>,
) -> Option<Vec<T>> {
    faults.list_size(field, numbers.len(), bounds)?;
    let mut read = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let value = choice(faults, &format!("{field}[{at}]"), *number)?;
        if read.contains(&value) {
            faults.add(
                &format!("{field}[{at}]"),
                "is there twice; name each value once",
            );
            return None;
        }
        read.push(value);
    }
    Some(read)
}

/// A whole number within bounds, as the form keeps it.
fn count(faults: &mut Violations, field: &str, number: i32, most: i32) -> Option<u32> {
    let number = faults.number(field, number, 0..=most)?;
    u32::try_from(number).ok()
}

/// An amount that must be there and may be nothing.
fn money(faults: &mut Violations, field: &str, amount: Option<MoneyMessage>) -> Option<Money> {
    let amount = faults.required(field, amount)?;
    faults.money(field, amount.ore)
}

/// An amount that must be there and be more than nothing.
fn positive_money(
    faults: &mut Violations,
    field: &str,
    amount: Option<MoneyMessage>,
) -> Option<Money> {
    let amount = faults.required(field, amount)?;
    faults.positive_money(field, amount.ore)
}
