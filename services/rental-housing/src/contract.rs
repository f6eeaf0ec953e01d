//! The form and the indicators from and to the contract's messages. Every constraint that a field's
//! comment states is held in [`inward`].

mod inward;
mod outward;

use contract::rental_housing::v1 as pb;
use contract::{SchemeContract, same_variants};

use crate::RentalHousing;
use crate::form::{
    AgreementKind, CostKind, MarketValueException, Measure, OtherGrantKind, Owner, QualityGain,
    Recommendation, TargetGroup,
};

impl SchemeContract for RentalHousing {
    type FormMessage = pb::Form;
    type IndicatorsMessage = pb::Indicators;
}

same_variants!(pb: Measure { NewBuild, Purchase, Upgrade, AllocationRight });
same_variants!(pb: Owner { Municipality, MunicipalUndertaking, HealthTrust, Other });
same_variants!(pb: AgreementKind { None, Allocation, Referral });
same_variants!(pb: Recommendation { NotNeeded, Recommended, NotRecommended, NotGiven });
same_variants!(pb: TargetGroup {
    SubstanceDependency, MentalIllness, IntellectualDisability, Refugee, WeakEconomy, Young, OtherDisadvantaged,
});
same_variants!(pb: QualityGain { UniversalDesign, Energy, Other });
same_variants!(pb: CostKind {
    Building, Land, ExistingMass, Price, Fees, SharedDebt, Improvement, Upgrade,
});
same_variants!(pb: MarketValueException { District, AddedQualities });
same_variants!(pb: OtherGrantKind { InvestmentGrant, Other });
