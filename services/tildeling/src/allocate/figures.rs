//! The figures of fairness and predictability for a scenario, and the page that shows them.

use std::collections::BTreeMap;
use std::path::Path;

use allocation::{Allocation, Amount, Applicant, Rule, Scenario, allocate};
use insight::metrics::{Figures, NO_GROUP, Panel, figures};
use insight::report::{
    Page, Scenario as Other, Unit, file_label, html, particulars, rule_name, title,
};

use super::{Counted, Options, input};

/// The applicants of a scenario in the order of their awards, column by column. The first part of a
/// group path counts as the county.
pub(super) struct Columns {
    ids: Vec<String>,
    claim: Vec<i64>,
    award: Vec<i64>,
    county: Vec<u32>,
    counties: Vec<String>,
    last_year: Vec<Option<i64>>,
}

impl Columns {
    pub(super) fn of(scenario: &Scenario, allocation: &Allocation) -> Self {
        let applicants: BTreeMap<&str, &Applicant> = scenario
            .applicants
            .iter()
            .map(|applicant| (applicant.id.as_str(), applicant))
            .collect();
        let in_order: Vec<&Applicant> = allocation
            .awards
            .iter()
            .filter_map(|award| applicants.get(award.id.as_str()).copied())
            .collect();
        let mut counties: Vec<String> = in_order
            .iter()
            .filter_map(|applicant| applicant.group.first().cloned())
            .collect();
        counties.sort();
        counties.dedup();
        let county = |applicant: &Applicant| {
            let place = applicant
                .group
                .first()
                .and_then(|name| counties.binary_search(name).ok());
            place
                .and_then(|place| u32::try_from(place).ok())
                .unwrap_or(NO_GROUP)
        };
        Self {
            ids: in_order
                .iter()
                .map(|applicant| applicant.id.clone())
                .collect(),
            claim: in_order
                .iter()
                .map(|applicant| applicant.claim.get())
                .collect(),
            award: allocation
                .awards
                .iter()
                .map(|award| award.amount.get())
                .collect(),
            county: in_order.iter().map(|applicant| county(applicant)).collect(),
            last_year: in_order
                .iter()
                .map(|applicant| applicant.last_year.map(Amount::get))
                .collect(),
            counties,
        }
    }

    fn panel(&self) -> Panel<'_> {
        let remembered = self.last_year.iter().any(Option::is_some);
        Panel {
            claim: &self.claim,
            award: &self.award,
            county: if self.counties.is_empty() {
                &[]
            } else {
                &self.county
            },
            counties: &self.counties,
            last_year: if remembered { &self.last_year } else { &[] },
            ..Panel::default()
        }
    }

    /// The figures there are columns for; `None` when amounts sum to more than can be counted.
    pub(super) fn figures(&self) -> Option<Figures> {
        figures(&self.panel()).ok()
    }
}

/// Writes the page: the division, and beside it what the simple rules would have given the same
/// applicants.
///
/// # Errors
/// A sentence, when the figures cannot be computed or the file cannot be written.
pub(super) fn report(
    path: &Path,
    options: &Options,
    scenario: &Scenario,
    allocation: &Allocation,
) -> Result<(), String> {
    let language = options.language;
    let columns = Columns::of(scenario, allocation);
    let simple: Vec<(String, Vec<i64>)> = [
        Rule::Proportional,
        Rule::ConstrainedEqualAwards,
        Rule::ConstrainedEqualLosses,
    ]
    .into_iter()
    .filter(|rule| *rule != scenario.rule)
    .filter_map(|rule| {
        let name = rule_name(&rule, language);
        let other = allocate(&Scenario {
            rule,
            ..scenario.clone()
        })
        .ok()?;
        Some((
            name,
            other
                .awards
                .iter()
                .map(|award| award.amount.get())
                .collect(),
        ))
    })
    .collect();
    let scenarios: Vec<Other<'_>> = simple
        .iter()
        .map(|(name, award)| Other { name, award })
        .collect();
    let parts = u32::try_from(scenario.scale.amount).unwrap_or(1);
    let apportions = matches!(scenario.rule, Rule::Apportionment { .. });
    let by_rule = if apportions {
        Counted::Places
    } else {
        Counted::Kroner
    };
    let unit = match options.unit.unwrap_or(by_rule) {
        Counted::Kroner => Unit::Kroner(parts),
        Counted::Places if parts == 1 => Unit::Places,
        Counted::Places | Counted::Units => Unit::Parts(parts),
    };
    let file = input::read_from(options).and_then(Path::file_name);
    let file = file.map(|name| (file_label(language), name.to_string_lossy().into_owned()));
    let facts = particulars(scenario, allocation, unit, language);
    let particulars: Vec<_> = file.into_iter().chain(facts).collect();
    let title = title(scenario, unit, language);
    let page = Page {
        names: &columns.ids,
        particulars: &particulars,
        scenarios: &scenarios,
        ..Page::new(&title, language, unit, columns.panel())
    };
    let page = html(&page).map_err(|problem| problem.to_string())?;
    std::fs::write(path, page).map_err(|problem| format!("{}: {problem}", path.display()))
}
