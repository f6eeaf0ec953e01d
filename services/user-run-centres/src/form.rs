//! The application form: the plain types behind `tildeling.user_run_centres.v1.Form`.

use chrono::NaiveDate;
use domain::coded;
use domain::grant;
use domain::identifiers::{MunicipalityNumber, OrganisationNumber};
use domain::money::Money;
use domain::tags::FormTags;
use serde::{Deserialize, Serialize};

coded! {
    /// Kinds of organisations.
    pub OrganisationType {
        /// *Interesseorganisasjon*.
        InterestOrganisation = "interest_organisation",
        /// *Brukerstyrt senter eller tiltak*.
        UserRunCentre = "user_run_centre",
        /// *Pårørendesenter*.
        NextOfKinCentre = "next_of_kin_centre",
        /// *Selvhjelpsgruppe*.
        SelfHelpGroup = "self_help_group",
        /// *Regionalt brukerstyrt senter*.
        RegionalCentre = "regional_centre",
    }
}

coded! {
    /// The two frames of the budget (*delrammer*). Their codes are those of the sub-frames.
    pub Frame {
        /// National user and next-of-kin organisations.
        National = "national",
        /// Local and regional user-run measures and projects.
        LocalRegional = "local_regional",
    }
}

coded! {
    /// The relation of an organisation to the applicant.
    pub Relation {
        /// *Mor*.
        Parent = "parent",
        /// *Søster*.
        Sister = "sister",
        /// *Datter*.
        Daughter = "daughter",
    }
}

coded! {
    /// Kinds of funders.
    pub FunderKind {
        /// The state, this scheme not counted.
        State = "state",
        /// *Fylkeskommune*.
        County = "county",
        /// *Kommune*.
        Municipality = "municipality",
        /// A foundation, a collection, a company.
        Private = "private",
        /// The organisation itself (*egenfinansiering*).
        Own = "own",
    }
}

impl FunderKind {
    /// Returns whether the money is public.
    #[must_use]
    pub const fn is_public(self) -> bool {
        match self {
            FunderKind::State | FunderKind::County | FunderKind::Municipality => true,
            FunderKind::Private | FunderKind::Own => false,
        }
    }
}

coded! {
    /// The capacity of a signatory.
    pub SignatoryCapacity {
        /// *Styreleder*.
        Chair = "chair",
        /// *Prokura*.
        Procuration = "procuration",
    }
}

/// The one target group that commitments are tagged with. Activities name theirs in free words, of
/// which no code can be made.
pub const TARGET_GROUP: &str = "users_and_next_of_kin";

/// A county (*fylke*) by its number: two digits as text, leading zero kept (Oslo is `03`). Which
/// counties there are has changed three times since 2016; here they are only counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct County(String);

/// The text is not a county's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a county is two digits with the leading zero kept (Oslo is 03), not 00; write it as text")]
pub struct CountyError;

impl std::str::FromStr for County {
    type Err = CountyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && text != "00" {
            Ok(County(text.to_owned()))
        } else {
            Err(CountyError)
        }
    }
}

impl TryFrom<String> for County {
    type Error = CountyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<County> for String {
    fn from(county: County) -> String {
        county.0
    }
}

/// A registration in *Frivillighetsregisteret*, as the applicant declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoluntaryRegistration {
    /// The number registered: the organisation's own.
    pub organisation_number: OrganisationNumber,
    /// The day of registration.
    pub registered: NaiveDate,
}

/// The articles of association (*vedtekter*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Articles {
    /// The clause that states the purpose.
    pub purpose_clause: String,
    /// *Ideelt formål*.
    pub ideal_purpose: bool,
    /// They show that the core business is user or next-of-kin involvement.
    pub core_business_user_involvement: bool,
}

/// Board, members and branches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Users and next of kin on the board, per cent.
    pub user_share_of_board_percent: u32,
    /// Members.
    pub members: u32,
    /// *Lokallag*.
    pub local_branches: u32,
    /// *Fylker* it is active in.
    pub counties: Vec<County>,
}

/// A parent, sister or daughter organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedOrganisation {
    /// Its number.
    pub organisation_number: OrganisationNumber,
    /// Its name.
    pub name: String,
    /// The relation to the applicant.
    pub relation: Relation,
}

/// One line of an activity's budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Code, unique in the activity.
    pub code: String,
    /// The purpose.
    pub description: String,
    /// The amount.
    pub amount: Money,
}

/// A part of an activity's cost that another funder pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funding {
    /// The payer.
    pub funder: String,
    /// The kind of funder.
    pub kind: FunderKind,
    /// The amount.
    pub amount: Money,
    /// It is promised.
    pub confirmed: bool,
    /// The funder demands that the municipality gives as much.
    pub requires_equal_municipal_contribution: bool,
}

/// One activity (*tiltak*), with its own budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The name of the activity in budgets, accounts and reports.
    pub key: String,
    /// Name.
    pub name: String,
    /// The goal.
    pub goal: String,
    /// The target group.
    pub target_group: String,
    /// Users it plans to reach, each counted once.
    pub users_planned: u32,
    /// Opening hours a week.
    pub opening_hours_week: u32,
    /// It takes place in Norway.
    pub in_norway: bool,
    /// The cost.
    pub budget: Vec<BudgetLine>,
    /// The other payers.
    pub funding: Vec<Funding>,
    /// The amount applied for.
    pub applied: Money,
}

impl Activity {
    /// The cost.
    #[must_use]
    pub fn cost(&self) -> Money {
        Money::saturating_sum(self.budget.iter().map(|line| line.amount))
    }

    /// The sum that others pay.
    #[must_use]
    pub fn other_funding(&self) -> Money {
        Money::saturating_sum(self.funding.iter().map(|part| part.amount))
    }

    /// The public money that others pay.
    #[must_use]
    pub fn public_funding(&self) -> Money {
        Money::saturating_sum(
            self.funding
                .iter()
                .filter(|part| part.kind.is_public())
                .map(|part| part.amount),
        )
    }

    /// The sum that municipalities pay.
    #[must_use]
    pub fn municipal_contribution(&self) -> Money {
        Money::saturating_sum(
            self.funding
                .iter()
                .filter(|part| part.kind == FunderKind::Municipality)
                .map(|part| part.amount),
        )
    }
}

/// An agreement with a municipality on the offer (*samarbeidsavtale*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CooperationAgreement {
    /// The municipality.
    pub municipality: MunicipalityNumber,
    /// The day it was signed; none while it is not.
    pub signed: Option<NaiveDate>,
}

/// Another public grant sought for the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherApplication {
    /// The other scheme.
    pub scheme: String,
    /// The activity it is for, when it is one of the form's.
    pub activity_key: Option<String>,
    /// The amount sought there.
    pub amount: Money,
}

/// The signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Name.
    pub name: String,
    /// In what capacity.
    pub capacity: SignatoryCapacity,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The type of organisation.
    pub organisation_type: OrganisationType,
    /// The frame it competes in.
    pub frame: Frame,
    /// Its registration in *Frivillighetsregisteret*; none when it is not registered.
    pub voluntary_registration: Option<VoluntaryRegistration>,
    /// The articles of association.
    pub articles: Articles,
    /// Board, members and branches.
    pub membership: Membership,
    /// Parent, sister and daughter organisations.
    pub related_organisations: Vec<RelatedOrganisation>,
    /// The activities.
    pub activities: Vec<Activity>,
    /// Agreements with municipalities.
    pub cooperation_agreements: Vec<CooperationAgreement>,
    /// Other public grants sought.
    pub other_applications: Vec<OtherApplication>,
    /// *Kontrolltiltak*.
    pub control_measures: String,
    /// Its offer is in or from an institution (*institusjonsbasert*): for the figures
    /// alone. Those who applied before it was asked have not said so.
    #[serde(default)]
    pub institution_based: bool,
    /// The signature.
    pub signature: Signature,
}

impl Form {
    /// Returns whether the measure is based in an institution (*institusjonsbasert*).
    #[must_use]
    pub const fn institution_based(&self) -> Option<bool> {
        Some(self.institution_based)
    }

    /// Returns the tags: one group, and the type of organisation as the measure.
    #[must_use]
    pub fn tags(&self) -> FormTags {
        FormTags {
            measure: self.organisation_type.code(),
            target_groups: vec![(TARGET_GROUP, 1)],
        }
    }

    /// The budgets of the activities, each line under the activity's key and its own code.
    #[must_use]
    pub fn budget_lines(&self) -> Vec<grant::BudgetLine> {
        let line = |activity: &Activity, line: &BudgetLine| grant::BudgetLine {
            code: format!("{}.{}", activity.key, line.code),
            title: format!("{}: {}", activity.name, line.description),
            amount: line.amount,
        };
        let activities = self.activities.iter();
        let lines = activities.flat_map(|of| of.budget.iter().map(move |one| line(of, one)));
        lines.collect()
    }

    /// The form without what was written in it.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            organisation_type: self.organisation_type,
            frame: self.frame,
            voluntary_registration: None,
            articles: Articles {
                purpose_clause: String::new(),
                ..self.articles.clone()
            },
            membership: Membership {
                user_share_of_board_percent: 0,
                members: 0,
                local_branches: 0,
                counties: Vec::new(),
            },
            related_organisations: Vec::new(),
            activities: Vec::new(),
            cooperation_agreements: Vec::new(),
            other_applications: Vec::new(),
            control_measures: String::new(),
            institution_based: self.institution_based,
            signature: Signature {
                name: String::new(),
                capacity: self.signature.capacity,
            },
        }
    }

    /// The sum applied for.
    #[must_use]
    pub fn applied(&self) -> Money {
        Money::saturating_sum(self.activities.iter().map(|activity| activity.applied))
    }
}
