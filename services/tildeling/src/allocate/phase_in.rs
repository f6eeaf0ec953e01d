//! A division phased in over some years (`phase_in` in the scenario): all years at once, a column
//! each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use allocation::{Allocation, Amount, Error, Scenario, allocate};
use insight::explain::{Style, lines};
use insight::phase_in::{Year, phase_in, sentence};
use scenario_file::{document, publish, to_json};
use serde_json::{Value, json};
use text::Language;

use super::{Options, figures};
use crate::table::table;

/// The years of a division, and where they lead.
pub(super) struct Phased<'a> {
    scenario: &'a Scenario,
    goal: Allocation,
    pub years: Vec<Year>,
}

impl<'a> Phased<'a> {
    /// All years of the scenario; none where it phases nothing in.
    ///
    /// # Errors
    /// The scenario contradicts itself, or a year's floors do not fit.
    pub(super) fn of(scenario: &'a Scenario) -> Result<Self, Error> {
        Ok(Self {
            scenario,
            goal: allocate(scenario)?,
            years: phase_in(scenario, scenario.phase_in.unwrap_or(0))?,
        })
    }

    /// Returns what the options ask to be printed.
    ///
    /// # Errors
    /// A sentence, where no applicant has the id that is to be explained.
    pub(super) fn render(&self, options: &Options) -> Result<String, String> {
        if options.json {
            let years: Vec<Value> = self
                .years
                .iter()
                .map(|year| self.document(year, options.language))
                .collect();
            let goal = document(
                &self.goal,
                self.scenario,
                Style::Plain,
                options.language,
                None,
            );
            let all = json!({ "years": years, "goal": goal });
            return Ok(format!("{all:#}\n"));
        }
        match &options.explain {
            Some(id) => self.explained(id, options.language),
            None => Ok(self.overview()),
        }
    }

    /// Every year's run in the form that `tildeling verify` reads, and its file: the name with the
    /// year at its end.
    pub(super) fn published(&self, path: &Path, language: Language) -> Vec<(PathBuf, String)> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let ending = path.extension().map(|ending| ending.to_string_lossy());
        let ending = ending.map_or_else(String::new, |ending| format!(".{ending}"));
        let one = |year: &Year| {
            let name = format!("{stem}-{}{ending}", year.year);
            let text = publish(&year.scenario, &year.allocation, Style::Plain, language);
            (path.with_file_name(name), text)
        };
        self.years.iter().map(one).collect()
    }

    /// Last year's amount and the new one.
    fn ends(&self, id: &str) -> (Amount, Amount) {
        let mut applicants = self.scenario.applicants.iter();
        let old = applicants.find(|one| one.id == id);
        let new = self.goal.award(id).map(|award| award.amount);
        let old = old.and_then(|one| one.last_year);
        (old.unwrap_or_default(), new.unwrap_or_default())
    }

    /// One year as the document of a division, each award explained by the part of the way it has
    /// come.
    fn document(&self, year: &Year, language: Language) -> Value {
        let figures = figures::Columns::of(self.scenario, &year.allocation).figures();
        let figures = figures.map(|figures| json!(figures));
        let allocation = &year.allocation;
        let mut written = document(allocation, &year.scenario, Style::Plain, language, figures);
        written["year"] = json!(year.year);
        for award in written["awards"].as_array_mut().into_iter().flatten() {
            let (old, new) = self.ends(award["id"].as_str().unwrap_or_default());
            award["explanation"] = json!([sentence(year, old, new, Style::Plain, language)]);
        }
        written
    }

    /// The way to one's new award, and how that came about.
    fn explained(&self, id: &str, language: Language) -> Result<String, String> {
        let new = self.goal.award(id);
        let new = new.ok_or_else(|| format!("{id:?} is not an applicant of this scenario"))?;
        let mut said = lines(&self.goal, self.scenario, new, Style::Plain, language);
        let (old, amount) = self.ends(id);
        for (year, awards) in self.years.iter().zip(self.amounts()) {
            let paid = awards.get(id).cloned().unwrap_or_default();
            let way = sentence(year, old, amount, Style::Plain, language);
            said.push(format!("{way} {paid}"));
        }
        Ok(said.join("\n") + "\n")
    }

    /// Each year's awards as decimal text, by id.
    fn amounts(&self) -> Vec<BTreeMap<String, String>> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let one = |year: &Year| {
            let (scenario, language) = (&year.scenario, Language::English);
            let written = document(&year.allocation, scenario, Style::Plain, language, None);
            let awards = written["awards"].as_array().into_iter().flatten();
            awards
                .map(|award| (text(&award["id"]), text(&award["amount"])))
                .collect()
        };
        self.years.iter().map(one).collect()
    }

    /// A column a year, and below it each year's sum and run.
    fn overview(&self) -> String {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let years = self.amounts();
        let mut headings = vec!["applicant".to_owned(), "claim".into(), "last year".into()];
        headings.extend(self.years.iter().map(|year| format!("year {}", year.year)));
        let inputs = to_json(self.scenario);
        let rows = inputs["applicants"].as_array().into_iter().flatten();
        let rows = rows.map(|applicant| {
            let id = text(&applicant["id"]);
            let paid = years
                .iter()
                .map(|awards| awards.get(&id).cloned().unwrap_or_default());
            let paid: Vec<String> = paid.collect();
            let before = [id, text(&applicant["claim"]), text(&applicant["last_year"])];
            before.into_iter().chain(paid).collect()
        });
        let names: Vec<&str> = headings.iter().map(String::as_str).collect();
        let numbers: Vec<usize> = (1..headings.len()).collect();
        let mut said = format!("{}\n", table(&names, &numbers, rows));
        for year in &self.years {
            let (scenario, language) = (&year.scenario, Language::English);
            let written = document(&year.allocation, scenario, Style::Plain, language, None);
            let sums = &written["certificate"];
            said += &format!(
                "year {}   budget {}   awarded {}   run {}\n",
                year.year,
                text(&sums["budget"]),
                text(&sums["spent"]),
                year.allocation.run_hash,
            );
        }
        said
    }
}
