//! What every scheme asks of an application, beside the scheme's own rules.

use chrono::NaiveDate;

use crate::application::Draft;
use crate::findings::Finding;
use crate::municipalities;

/// What the shared rules say of an application under the rules of a day.
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
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::Applicant;
    use crate::identifiers::OrganisationNumber;
    use crate::money::Money;
    use crate::organisation::ApplicantKind;

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
            form: (),
        };
        application_findings(&draft, rules_date.parse().unwrap())
            .into_iter()
            .map(|finding| finding.code.into_owned())
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
    fn an_invented_number_is_noted() {
        assert_eq!(
            codes("1120", true, "2026-01-01"),
            ["ORGANISATION_NUMBER_INVENTED"]
        );
    }
}
