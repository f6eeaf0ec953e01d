//! Rules that several schemes have: those every application is judged by beside the scheme's own,
//! those a scheme's rule table names, and the values that hold for all schemes.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::application::Draft;
use crate::calendar::add_days;
use crate::decision::APPEAL_KINDS;
use crate::delivery::AppealTime;
use crate::findings::{Finding, when};
use crate::grant::{FaultClass, InterestFrom, InterestRate, InterestRules};
use crate::municipalities;
use crate::organisation::ApplicantKind;
use crate::register::EarlierGrant;
use crate::report::Blocked;
use crate::rules::{IfInForce, Reads, RuleBook, RuleError, RuleType, RuleValues};
use crate::scheme::{ApplicantFacts, Case, Found};

/// Weeks to appeal, from the day the party got the notice.
pub const APPEAL_WEEKS: &str = "appeal.weeks";

/// Years from the decision within which a late appeal can be admitted.
const APPEAL_LATE_YEARS: &str = "appeal.late_years";

/// Days from dispatch after which a notice is assumed to have reached the party.
const APPEAL_ASSUMED_DAYS: &str = "appeal.assumed_days";

/// Whether a last day to appeal moves to the next working day.
const APPEAL_TO_WORKING_DAY: &str = "appeal.to_working_day";

/// Days to repay what is claimed, from the day of the decision.
const REPAYMENT_DAYS: &str = "repayment.days";

/// The account that money is repaid to.
pub const REPAYMENT_ACCOUNT: &str = "repayment.account";

/// Days to answer a notice that money will be claimed back.
const RECOVERY_ANSWER_DAYS: &str = "recovery.answer_days";

/// The first day with interest on what is claimed back, by the fault.
const RECOVERY_INTEREST_FROM: &str = "recovery.interest_from";

/// The yearly rate of that interest.
const RECOVERY_INTEREST_RATE: &str = "recovery.interest_rate";

/// The days that the rate is divided by.
const RECOVERY_YEAR_DAYS: &str = "recovery.interest_year_days";

/// The euro from which an award of state aid must be registered.
const REGISTERED_FROM_EURO: &str = "state_aid.registered_from_euro";

const READS: &[Reads] = &[
    Reads {
        as_type: RuleType::Count,
        ids: &[
            APPEAL_WEEKS,
            APPEAL_ASSUMED_DAYS,
            APPEAL_LATE_YEARS,
            REPAYMENT_DAYS,
            RECOVERY_ANSWER_DAYS,
            RECOVERY_YEAR_DAYS,
        ],
    },
    Reads {
        as_type: RuleType::Table,
        ids: &[RECOVERY_INTEREST_FROM],
    },
    Reads {
        as_type: RuleType::Share,
        ids: &[RECOVERY_INTEREST_RATE],
    },
    Reads {
        as_type: RuleType::Text,
        ids: &[REPAYMENT_ACCOUNT],
    },
    Reads {
        as_type: RuleType::Flag,
        ids: &[APPEAL_TO_WORKING_DAY],
    },
    Reads {
        as_type: RuleType::Integer,
        ids: &[REGISTERED_FROM_EURO],
    },
];

/// Values that hold for all schemes. No call pins them: they hold on the day of a decision.
///
/// # Panics
/// Never: a test parses the book that is compiled in.
#[must_use]
pub fn shared_rules() -> &'static RuleBook {
    static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
        RuleBook::parse(include_str!("../rules.toml"), READS)
            .unwrap_or_else(|faults| panic!("rules.toml of domain: {faults:?}"))
    });
    &BOOK
}

/// Returns the euro from which an award of state aid of a day must be registered; none before there
/// was a register.
///
/// # Errors
/// [`RuleError`].
pub fn registered_from_euro(day: NaiveDate) -> Result<Option<i64>, RuleError> {
    let rules = shared_rules().on(day);
    let euro = rules.integer(REGISTERED_FROM_EURO).if_in_force()?;
    Ok(euro.map(|euro| euro.value))
}

/// Returns the rules about the time to appeal a decision of a day.
///
/// # Errors
/// [`RuleError`].
pub fn appeal_time(day: NaiveDate) -> Result<AppealTime, RuleError> {
    let rules = shared_rules().on(day);
    Ok(AppealTime {
        weeks: rules.count(APPEAL_WEEKS)?.value,
        assumed_days: rules.count(APPEAL_ASSUMED_DAYS)?.value,
        to_working_day: rules.flag(APPEAL_TO_WORKING_DAY)?.value,
        late_years: rules.count(APPEAL_LATE_YEARS)?.value,
    })
}

/// Returns the last day to answer a notice of a day that money will be claimed back.
///
/// # Errors
/// [`RuleError`].
pub fn recovery_answer_by(day: NaiveDate) -> Result<NaiveDate, RuleError> {
    let days = shared_rules().on(day).count(RECOVERY_ANSWER_DAYS)?.value;
    // Some weeks ahead: no calendar ends there.
    Ok(add_days(day, days).unwrap_or(day))
}

/// Returns the last day to repay what is claimed on a day.
///
/// # Errors
/// [`RuleError`].
pub fn repay_by(day: NaiveDate) -> Result<NaiveDate, RuleError> {
    let days = shared_rules().on(day).count(REPAYMENT_DAYS)?.value;
    Ok(add_days(day, days).unwrap_or(day))
}

/// Returns the rules about interest on what is claimed back on a day.
///
/// # Errors
/// [`RuleError`].
pub fn interest_rules(day: NaiveDate) -> Result<InterestRules, RuleError> {
    let rules = shared_rules().on(day);
    let begins = rules.table(RECOVERY_INTEREST_FROM)?.value;
    let begins = FaultClass::ALL.iter().filter_map(|fault| {
        let from = begins.get(fault.code())?.as_text()?;
        Some((*fault, InterestFrom::from_code(from)?))
    });
    let entries = shared_rules().entries();
    let rates = entries.filter(|entry| entry.id == RECOVERY_INTEREST_RATE);
    let rates = rates.map(|entry| {
        let basis_points = shared_rules().on(entry.from);
        Ok(InterestRate {
            from: entry.from,
            to: entry.to,
            basis_points: basis_points.basis_points(RECOVERY_INTEREST_RATE)?.value,
        })
    });
    Ok(InterestRules {
        from: begins.collect(),
        rates: rates.collect::<Result<_, RuleError>>()?,
        days_in_year: rules.count(RECOVERY_YEAR_DAYS)?.value,
    })
}

/// Returns whether a party of this kind may appeal decisions, by the rules of its scheme.
///
/// # Errors
/// [`RuleError`].
pub fn may_appeal(party: ApplicantKind, rules: &RuleValues) -> Result<bool, RuleError> {
    Ok(rules.texts(APPEAL_KINDS)?.value.contains(&party.code()))
}

/// Returns the findings of the rules that every application is judged by, under the rules of a day.
#[must_use]
pub fn application_findings<F>(draft: &Draft<F>, rules_date: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    let applicant = &draft.applicant;
    // The table begins in 2015; older rules are judged by the municipalities of its first day.
    let date = rules_date.max(municipalities::covered_from());
    if municipalities::valid_on(&applicant.municipality, date).is_none() {
        findings.push(
            Finding::blocking("MUNICIPALITY_UNKNOWN", "SSB, standard for kommuneinndeling")
                .on("applicant.municipality_number")
                .with("number", applicant.municipality.as_str())
                .with("date", date),
        );
    }
    if applicant.invented_number {
        findings.push(
            Finding::notice("ORGANISATION_NUMBER_INVENTED", "configurable")
                .on("applicant.organisation_number"),
        );
    }
    findings.extend(when(draft.contact.is_none(), || {
        Finding::notice("CONTACT_MISSING", "configurable").on("contact")
    }));
    findings
}

/// Returns a finding for each earlier grant whose report is overdue, where the rules say that this
/// blocks new applications: it must be delivered before the decision.
///
/// # Errors
/// [`RuleError`] when the value is no list of texts.
pub fn overdue_reports(facts: &ApplicantFacts, rules: &RuleValues) -> Found {
    let Some(citation) = Blocked::Application.by_overdue(rules)? else {
        return Ok(Vec::new());
    };
    let overdue = facts.earlier_grants.iter().filter(|grant| !grant.delivered);
    let finding = |grant: &EarlierGrant| {
        Finding::before_decision("APPLICATION_REPORT_OVERDUE", citation.clone())
            .on("applicant.organisation_number")
            // A year as text: numbers are grouped in thousands.
            .with("year", grant.grant_year.to_string())
    };
    Ok(overdue.map(finding).collect())
}

/// Returns a notice for each earlier grant that money is claimed back of and not come in: the
/// applicant's own, and those of its group.
#[must_use]
pub fn debts(facts: &ApplicantFacts) -> Vec<Finding> {
    let finding = |code, grant: &EarlierGrant| {
        Finding::notice(code, "configurable")
            .on("applicant.organisation_number")
            .with("case", grant.case.to_string())
            .with("amount", grant.debt)
    };
    let own = facts.earlier_grants.iter();
    let own = own.filter(|grant| grant.debt.is_positive());
    let own = own.map(|grant| finding("APPLICATION_DEBT", grant));
    let group = facts.group_grants.iter();
    let group = group.filter(|(_, grant)| grant.debt.is_positive());
    let group = group.map(|(organisation, grant)| {
        finding("APPLICATION_GROUP_DEBT", grant).with("organisation", organisation.to_string())
    });
    own.chain(group).collect()
}

/// Checks that the kind of applicant is one the scheme names; the finding has the scheme's code.
///
/// # Errors
/// [`RuleError`] when the kinds are not in force.
pub fn applicant_kind<F>(case: &Case<'_, F>, rules: &RuleValues, code: &'static str) -> Found {
    let kinds = rules.texts("applicant.kinds")?;
    let allowed = kinds.value.contains(&case.applicant().kind.code());
    Ok(when(!allowed, || {
        Finding::blocking(code, &kinds).on("applicant.kind")
    }))
}

/// Checks that the files a case calls for are attached: the rule value names the kinds of files,
/// the flag says whether this case calls for them. A missing file is noted, because a case handler
/// asks for it (*mangelbrev*).
///
/// # Errors
/// [`RuleError`] when a list is not in force.
pub fn attachments<F>(
    case: &Case<'_, F>,
    rules: &RuleValues,
    code: &'static str,
    called_for: &[(&str, bool)],
) -> Found {
    let mut findings = Vec::new();
    for (id, is_called_for) in called_for {
        let kinds = rules.texts(id)?;
        for kind in kinds.value.iter().filter(|_| *is_called_for) {
            let missing = case.attachment_kinds.iter().all(|given| given != kind);
            findings.extend(when(missing, || {
                Finding::notice(code, &kinds)
                    .on("attachments")
                    .with("kind", *kind)
            }));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use text::Language;

    use super::*;
    use crate::application::Applicant;
    use crate::identifiers::OrganisationNumber;
    use crate::money::Money;

    fn codes(municipality: &str, invented_number: bool, rules_date: &str) -> Vec<String> {
        let draft = Draft {
            applicant: Applicant {
                organisation: OrganisationNumber::invented(1),
                name: "Klepp kommune".into(),
                kind: ApplicantKind::Municipality,
                municipality: municipality.parse().unwrap(),
                invented_number,
            },
            requested: Money::kroner(1),
            last_year: None,
            letter_language: Language::Bokmal,
            contact: None,
            address: None,
            form: (),
        };
        application_findings(&draft, rules_date.parse().unwrap())
            .into_iter()
            .map(|finding| finding.code.into_owned())
            .filter(|code| code != "CONTACT_MISSING")
            .collect()
    }

    #[test]
    fn a_municipality_must_exist_on_the_day_of_the_rules() {
        let cases = [
            ("1120", "2026-01-01", true),
            // Andebu became part of Sandefjord in 2017.
            ("0719", "2016-06-01", true),
            ("0719", "2018-01-01", false),
            ("0719", "2012-01-01", true),
            // Never a number.
            ("9998", "2026-01-01", false),
        ];
        for (number, date, known) in cases {
            let expected: &[&str] = if known {
                &[]
            } else {
                &["MUNICIPALITY_UNKNOWN"]
            };
            assert_eq!(codes(number, false, date), expected, "{number} on {date}");
        }
    }

    #[test]
    fn an_appeal_takes_three_weeks_by_law() {
        let rules = shared_rules().on("2017-03-15".parse().unwrap());
        let weeks = rules.count(APPEAL_WEEKS).unwrap();
        assert_eq!(
            (weeks.value, weeks.citation()),
            (3, "Forvaltningsloven § 29".into())
        );
        let time = appeal_time("2017-03-15".parse().unwrap()).unwrap();
        assert_eq!((time.weeks, time.late_years), (3, 1));
    }

    #[test]
    fn state_aid_is_registered_from_the_threshold_of_its_day() {
        for (day, euro) in [
            ("2016-06-30", None),
            ("2016-07-01", Some(500_000)),
            ("2023-12-10", Some(500_000)),
            ("2023-12-11", Some(100_000)),
        ] {
            let day = day.parse().unwrap();
            assert_eq!(registered_from_euro(day).unwrap(), euro, "{day}");
        }
    }

    #[test]
    fn an_invented_number_is_noted() {
        assert_eq!(
            codes("1120", true, "2026-01-01"),
            ["ORGANISATION_NUMBER_INVENTED"]
        );
    }
}
