//! Six years of real decisions beside the engine with a collar, on the same claims and the same
//! yearly totals of places: `cargo run --release -p allocation --example panel_2020_2025 --
//! ../shared/data/myh_applications_2020_2025.csv`
//!
//! The data are every application to the Swedish agency for higher vocational education (MYH),
//! summed by applicant and year. The engine starts from the actual awards of the first year and
//! then from its own. An award is proportional to the places sought, at least 80 % and at most 110
//! % of last year's; who was not funded last year is a newcomer and has no collar.

use allocation::{Allocation, Applicant, Collar, Damping, Rule, Scenario, allocate};
use std::collections::BTreeMap;
use std::error::Error;

/// Places sought and granted, by applicant.
type Year = BTreeMap<String, (i64, i64)>;

/// Awards by applicant.
type Awards = BTreeMap<String, i64>;

/// Largest fall and rise from one year to the next, in basis points.
const COLLAR: Damping = Damping::Collar(Collar {
    down: Some(2_000),
    up: Some(1_000),
});

fn read(path: &str) -> Result<BTreeMap<u32, Year>, Box<dyn Error>> {
    let mut years: BTreeMap<u32, Year> = BTreeMap::new();
    let mut file = csv::Reader::from_path(path)?;
    let header = file.headers()?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|field| field == name);
        found.ok_or_else(|| format!("{path} has no column {name:?}"))
    };
    let (year, applicant) = (column("year")?, column("applicant")?);
    let (sought, granted) = (column("places_sought")?, column("places_granted")?);
    for row in file.records() {
        let row = row?;
        let places = |at: usize| match &row[at] {
            "" => Ok(0),
            text => text.parse::<i64>(),
        };
        let of_year = years.entry(row[year].parse()?).or_default();
        let sums = of_year.entry(row[applicant].to_owned()).or_default();
        *sums = (sums.0 + places(sought)?, sums.1 + places(granted)?);
    }
    Ok(years)
}

/// Predictability over all pairs of years, of those who applied in both.
#[derive(Default)]
struct Predictability {
    moved: i64,
    total: i64,
    funded: i64,
    lost_a_fifth: i64,
}

impl Predictability {
    fn add(&mut self, applicants: &Year, last: &Awards, now: &Awards) {
        for (id, before) in last.iter().filter(|(id, _)| applicants.contains_key(*id)) {
            let after = now.get(id).copied().unwrap_or(0);
            self.moved += (after - before).abs();
            self.total += after + before;
            self.funded += i64::from(*before > 0);
            self.lost_a_fifth += i64::from(*before > 0 && 5 * after < 4 * before);
        }
    }

    fn print(&self, what: &str) {
        // In thousandths, half up: integers, as everywhere.
        let thousandths = |part: i64, of: i64| (2_000 * part + of) / (2 * of.max(1));
        let index = 1_000 - thousandths(self.moved, self.total);
        let lost = thousandths(self.lost_a_fifth, self.funded);
        println!(
            "{what:<20} predictability 0.{index:03}   lost more than a fifth {}.{} % ({} of {})",
            lost / 10,
            lost % 10,
            self.lost_a_fifth,
            self.funded
        );
    }
}

fn divide(applicants: &Year, last: &Awards, damping: Option<Damping>) -> Result<Awards, String> {
    let one = |(id, (sought, _)): (&String, &(i64, i64))| Applicant {
        last_year: last
            .get(id)
            .filter(|award| **award > 0)
            .map(|award| (*award).into()),
        ..Applicant::new(id.clone(), *sought)
    };
    let budget = applicants.values().map(|(_, granted)| granted).sum();
    let list = applicants.iter().map(one).collect();
    let mut scenario = Scenario::new(budget, Rule::Proportional, list);
    scenario.damping = damping;
    let allocation: Allocation = allocate(&scenario).map_err(|error| error.to_string())?;
    let spent = allocation.certificate.spent.get();
    if spent != budget {
        return Err(format!("{spent} of {budget} places were used"));
    }
    let awards = allocation.awards.into_iter();
    Ok(awards.map(|award| (award.id, award.amount.get())).collect())
}

/// Places that those not funded last year got.
fn to_newcomers(last: &Awards, now: &Awards) -> i64 {
    let new = |(id, _): &(&String, &i64)| last.get(*id).is_none_or(|award| *award == 0);
    now.iter().filter(new).map(|(_, award)| award).sum()
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1);
    let years = read(&path.ok_or("name the file myh_applications_2020_2025.csv")?)?;
    let (mut actual, mut collared) = (Predictability::default(), Predictability::default());
    let mut before: Option<(Awards, Awards)> = None;
    println!(
        "year    places   to newcomers: actual   collar   no collar that year   price of the collar"
    );
    for (year, applicants) in &years {
        let granted = applicants
            .iter()
            .map(|(id, (_, granted))| (id.clone(), *granted));
        let granted: Awards = granted.collect();
        let Some((last_actual, last)) = before.take() else {
            before = Some((granted.clone(), granted));
            continue;
        };
        let now = divide(applicants, &last, Some(COLLAR))?;
        let free = divide(applicants, &last, None)?;
        actual.add(applicants, &last_actual, &granted);
        collared.add(applicants, &last, &now);
        let (with, without) = (to_newcomers(&last, &now), to_newcomers(&last, &free));
        println!(
            "{year} {:>9} {:>22} {with:>8} {without:>21} {:>21}",
            granted.values().sum::<i64>(),
            to_newcomers(&last_actual, &granted),
            without - with
        );
        before = Some((granted, now));
    }
    actual.print("actual decisions");
    collared.print("engine with collar");
    Ok(())
}
