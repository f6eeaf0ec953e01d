//! Times of figures and explanations, measured on the engine's whole round.

use crate::explain::{Style, lines};
use crate::metrics::{self, Municipality, Panel};
use allocation::bench::{REGIONS, TOWNS, Whole, best};
use allocation::{Amount, Applicant, allocate};
use text::Language;

/// Awards that are explained, to tell how long one takes.
const EXPLAINED: usize = 10_000;

/// Times of a whole round in nanoseconds, each the best of several runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times {
    /// Every figure about fairness and predictability, per applicant.
    pub metrics: f64,
    /// Explaining one award in words.
    pub explanation: f64,
}

/// Measures with the caller's clock. Returns `None` if the round contradicts itself.
pub fn measure(whole: &Whole, runs: u32, clock: impl Fn() -> u64) -> Option<Times> {
    let scenario = whole.scenario();
    let allocation = allocate(scenario).ok()?;
    let mut award = vec![0; scenario.applicants.len()];
    for (award, applicant) in award.iter_mut().zip(&scenario.applicants) {
        *award = allocation.award(&applicant.id)?.amount.get();
    }
    let municipalities: Vec<Municipality> = (0..TOWNS)
        .map(|at| Municipality {
            name: format!("town {at}"),
            county: at % REGIONS,
            inhabitants: 500 + u64::from(at) * 150,
        })
        .collect();
    let counties: Vec<String> = (0..REGIONS).map(|at| format!("county {at}")).collect();
    let column = |of: fn(&Applicant) -> i64| scenario.applicants.iter().map(of).collect();
    let claim: Vec<i64> = column(|applicant| applicant.claim.get());
    let last_year: Vec<Option<i64>> = {
        let applicants = scenario.applicants.iter();
        applicants.map(|a| a.last_year.map(Amount::get)).collect()
    };
    let county: Vec<u32> = whole.towns().iter().map(|at| at % REGIONS).collect();
    let panel = Panel {
        claim: &claim,
        award: &award,
        municipality: whole.towns(),
        county: &county,
        last_year: &last_year,
        municipalities: &municipalities,
        counties: &counties,
        size_limits: &[5_000, 20_000],
        ..Panel::default()
    };
    let figured = || std::hint::black_box(metrics::figures(&panel)).is_ok();
    let explained = &allocation.awards[..allocation.awards.len().min(EXPLAINED)];
    let explanations = || {
        explained.iter().all(|award| {
            let style = Style::default();
            !lines(&allocation, scenario, award, style, Language::Bokmal).is_empty()
        })
    };
    #[expect(clippy::cast_precision_loss, reason = "a time for people to read")]
    let each = |work: &dyn Fn() -> bool, count: usize| {
        best(runs, &clock, work) as f64 / count.max(1) as f64
    };
    Some(Times {
        metrics: each(&figured, claim.len()),
        explanation: each(&explanations, explained.len()),
    })
}
