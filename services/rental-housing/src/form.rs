//! The application form: the plain types behind `tildeling.rental_housing.v1.Form`.

use chrono::NaiveDate;
use domain::coded;
use domain::grant::BudgetLine;
use domain::identifiers::{MunicipalityNumber, PropertyNumber};
use domain::money::Money;
use domain::tags::FormTags;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

coded! {
    /// The measure that the money pays (*tiltak*).
    pub Measure {
        /// *Oppføring*.
        NewBuild = "new_build",
        /// *Kjøp*, improvement included.
        Purchase = "purchase",
        /// *Oppgradering*; not maintenance.
        Upgrade = "upgrade",
        /// The municipality gets a *tildelingsrett* to dwellings that others own.
        AllocationRight = "allocation_right",
    }
}

coded! {
    /// The future owner of the dwellings.
    pub Owner {
        /// *Kommune*.
        Municipality = "municipality",
        /// A foundation or company that a municipality owns or has founded.
        MunicipalUndertaking = "municipal_undertaking",
        /// *Statlig helseforetak*.
        HealthTrust = "health_trust",
        /// Any other owner.
        Other = "other",
    }
}

coded! {
    /// The agreement with the municipality about who gets to live in the dwellings.
    pub AgreementKind {
        /// None.
        None = "none",
        /// *Tildelingsavtale*: the municipality allocates.
        Allocation = "allocation",
        /// *Tilvisningsavtale*: the municipality refers. Enough for a loan, not for the grant.
        Referral = "referral",
    }
}

coded! {
    /// The municipality's word on a project that is not its own.
    pub Recommendation {
        /// The municipality itself applies.
        NotNeeded = "not_needed",
        /// It recommends the project.
        Recommended = "recommended",
        /// It does not.
        NotRecommended = "not_recommended",
        /// It has not answered.
        NotGiven = "not_given",
    }
}

coded! {
    /// Groups the dwellings are meant for (*målgruppe*).
    pub TargetGroup {
        /// *Rusavhengighet*.
        SubstanceDependency = "substance_dependency",
        /// *Psykisk lidelse*.
        MentalIllness = "mental_illness",
        /// *Utviklingshemming*.
        IntellectualDisability = "intellectual_disability",
        /// Refugees.
        Refugee = "refugee",
        /// Weak economy.
        WeakEconomy = "weak_economy",
        /// Young people.
        Young = "young",
        /// Other *vanskeligstilte*.
        OtherDisadvantaged = "other_disadvantaged",
    }
}

coded! {
    /// A quality that an upgrade raises. An upgrade that raises none is maintenance.
    pub QualityGain {
        /// Universal design.
        UniversalDesign = "universal_design",
        /// Energy.
        Energy = "energy",
        /// Another raise above the quality the dwelling was built with.
        Other = "other",
    }
}

coded! {
    /// The purpose of a cost line. The rule value `approved_cost.<measure>` names the kinds that
    /// count.
    pub CostKind {
        /// *Byggekostnader*.
        Building = "building",
        /// *Tomt*.
        Land = "land",
        /// Existing building mass.
        ExistingMass = "existing_mass",
        /// Price of what is bought.
        Price = "price",
        /// *Omkostninger* of the purchase.
        Fees = "fees",
        /// *Fellesgjeld*.
        SharedDebt = "shared_debt",
        /// Improvement (*utbedring*) of what is bought.
        Improvement = "improvement",
        /// Upgrade (*oppgradering*) of what is owned.
        Upgrade = "upgrade",
    }
}

coded! {
    /// Why the cost may be above the market value.
    pub MarketValueException {
        /// The market of the district pays less than building costs.
        District = "district",
        /// Qualities that the market does not pay for.
        AddedQualities = "added_qualities",
    }
}

coded! {
    /// Kinds of other grants.
    pub OtherGrantKind {
        /// *Investeringstilskudd til heldøgns omsorgsplasser*.
        InvestmentGrant = "investment_grant",
        /// Any other public grant.
        Other = "other",
    }
}

/// The measure *Housing First*.
const HOUSING_FIRST: &str = "housing_first";

/// All other dwellings.
const OTHER_DWELLINGS: &str = "other_dwellings";

/// The measures that commitments are tagged with.
pub const MEASURES: &[&str] = &[HOUSING_FIRST, OTHER_DWELLINGS];

/// A dwelling is for one to seven groups: each number of them divides this one.
const PARTS_OF_A_DWELLING: u32 = 420;

/// One dwelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Primary area (*P-ROM*) in dm²: 1 m² is 100.
    pub primary_area_dm2: u32,
    /// Rooms for sleeping and living.
    pub rooms: u32,
    /// Planned rent a month.
    pub monthly_rent: Money,
    /// The groups it is meant for; the first is the main group.
    pub target_groups: Vec<TargetGroup>,
}

impl Unit {
    /// Primary area in m², exact.
    #[must_use]
    pub fn primary_area_m2(&self) -> Decimal {
        Decimal::new(i64::from(self.primary_area_dm2), 2)
    }
}

/// One line of the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostLine {
    /// The purpose.
    pub kind: CostKind,
    /// The amount.
    pub amount: Money,
}

/// The financing plan (*finansieringsplan*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinancingPlan {
    /// Loans.
    pub loan: Money,
    /// This grant, as applied for.
    pub grant: Money,
    /// Own money.
    pub own: Money,
    /// Everything else.
    pub other: Money,
}

impl FinancingPlan {
    /// Code of the grant among the sources.
    pub const GRANT: &'static str = "grant";
    /// Codes of the sources, as the form names them.
    pub const SOURCES: &'static [&'static str] = &["loan", Self::GRANT, "own", "other"];

    /// The sum of the plan.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::saturating_sum([self.loan, self.grant, self.own, self.other])
    }
}

/// Another public grant for the same dwellings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherGrant {
    /// The kind.
    pub kind: OtherGrantKind,
    /// Its name.
    pub scheme: String,
    /// The amount.
    pub amount: Money,
    /// It is for the same dwellings.
    pub same_units: bool,
}

/// The project: measure, place, owner and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The municipality the dwellings lie in.
    pub municipality: MunicipalityNumber,
    /// *Gårds- og bruksnummer*; none while it is not known.
    pub property: Option<PropertyNumber>,
    /// The activities.
    pub measure: Measure,
    /// The future owner of the dwellings.
    pub owner: Owner,
    /// The applicant is an *utbygger* that builds or buys for others.
    pub developer: bool,
    /// A private partner takes part.
    pub private_partner: bool,
    /// The day the need was announced locally.
    pub need_announced: Option<NaiveDate>,
    /// The municipality takes part in the *kommuneprogram*.
    pub programme_municipality: bool,
    /// The qualities that an upgrade raises.
    pub quality_gains: Vec<QualityGain>,
    /// The day the buyer takes over.
    pub takeover: Option<NaiveDate>,
    /// The day the dwellings are to be completed and in use.
    pub completion: NaiveDate,
    /// The builder has *sentral godkjenning*.
    pub builder_centrally_approved: bool,
    /// Levels of subcontractors.
    pub subcontractor_levels: u32,
}

/// The ties of the dwellings to the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The agreement.
    pub kind: AgreementKind,
    /// The years it lasts.
    pub years: u32,
    /// A *klausul* on use is registered on the property.
    pub registered_clause: bool,
    /// The municipality's word.
    pub recommendation: Recommendation,
}

/// Cost and financing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Economy {
    /// The cost, line by line.
    pub costs: Vec<CostLine>,
    /// The assumed market value of the finished dwellings.
    pub market_value: Option<Money>,
    /// Why the cost may be above it.
    pub market_value_exception: Option<MarketValueException>,
    /// The financing plan.
    pub financing: FinancingPlan,
    /// Expected net income of each year; the last one goes on.
    pub yearly_cash_flows: Vec<Money>,
    /// Other public grants.
    pub other_grants: Vec<OtherGrant>,
    /// The project could get the investment grant for care homes.
    pub investment_grant_possible: bool,
}

impl Economy {
    /// All cost lines.
    #[must_use]
    pub fn cost(&self) -> Money {
        Money::saturating_sum(self.costs.iter().map(|line| line.amount))
    }
}

/// Why the dwellings are needed and what life in them will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Dwellings for the target groups that the municipality has more afterwards (*netto
    /// tilvekst*).
    pub net_addition: u32,
    /// The municipality's challenge.
    pub housing_challenge: String,
    /// *Bomiljø*.
    pub living_environment: String,
    /// The surroundings suit children.
    pub child_friendly: bool,
    /// The plan to follow up residents; empty without one.
    pub follow_up_services: String,
    /// The dwellings are for *Housing First*: for the figures alone. Those who applied before it
    /// was asked have not said so.
    #[serde(default)]
    pub housing_first: bool,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The project.
    pub project: Project,
    /// The ties of the dwellings to the municipality.
    pub agreement: Agreement,
    /// The dwellings.
    pub units: Vec<Unit>,
    /// Cost and financing.
    pub economy: Economy,
    /// Why the dwellings are needed.
    pub setting: Setting,
}

impl Form {
    /// The form does not ask whether the measure is based in an institution.
    #[must_use]
    pub const fn institution_based(&self) -> Option<bool> {
        None
    }

    /// The cost, a line a purpose.
    #[must_use]
    pub fn budget_lines(&self) -> Vec<BudgetLine> {
        let lines = self.economy.costs.iter().map(|line| BudgetLine {
            code: line.kind.code().to_owned(),
            title: String::new(),
            amount: line.amount,
        });
        lines.collect()
    }

    /// Returns the tags: each dwelling counts as much as the next, and each of its groups as much
    /// as its others.
    #[must_use]
    pub fn tags(&self) -> FormTags {
        let groups = self.units.iter().flat_map(|unit| {
            let count = u32::try_from(unit.target_groups.len()).unwrap_or(1);
            let weight = PARTS_OF_A_DWELLING / count.max(1);
            let groups = unit.target_groups.iter();
            groups.map(move |group| (group.code(), weight))
        });
        FormTags {
            measure: if self.setting.housing_first {
                HOUSING_FIRST
            } else {
                OTHER_DWELLINGS
            },
            target_groups: groups.collect(),
        }
    }

    /// The number of dwellings.
    #[must_use]
    pub fn unit_count(&self) -> u32 {
        // The contract allows 200.
        u32::try_from(self.units.len()).unwrap_or(u32::MAX)
    }
}
