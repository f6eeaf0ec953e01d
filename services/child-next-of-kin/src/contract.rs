//! The form and the indicators from and to the contract's messages. Every constraint that a field's
//! comment states is held in [`inward`].

mod inward;
mod outward;

use contract::child_next_of_kin::v1 as pb;
use contract::{SchemeContract, same_variants};

use crate::ChildNextOfKin;
use crate::form::{AnchoringBody, BudgetKind, OtherGrantKind, Phase, Service};

impl SchemeContract for ChildNextOfKin {
    type FormMessage = pb::Form;
    type IndicatorsMessage = pb::Indicators;
}

same_variants!(pb: Phase { Develop, Implement });
same_variants!(pb: AnchoringBody { Council, ChiefExecutive, ServiceHead });
same_variants!(pb: Service {
    HealthStation, Kindergarten, School, ChildWelfare, Nav, MentalHealthAndDrug, Ppt, GeneralPractitioner, FamilyCounselling, Police,
    SpecialistHealth, Other,
});
same_variants!(pb: BudgetKind {
    PersonnelRelease, Material, Training, Implementation, CrossAgencyCompetence, Equipment, Operation,
});
same_variants!(pb: OtherGrantKind { Bti, Bufdir, Other });
