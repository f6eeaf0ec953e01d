//! Times the figures about a million awards: `cargo run --release -p insight --example
//! measure_figures`.

use insight::metrics::change::change;
use insight::metrics::concentration::concentration;
use insight::metrics::coverage::coverage;
use insight::metrics::inequality::theil;
use insight::metrics::procedure::procedure;
use insight::metrics::timing::timing;
use insight::metrics::{Inequality, Municipality, Panel, figures};

#[path = "../../allocation/examples/support/measured.rs"]
mod measured;
use measured::{Numbers, timed};

const APPLICANTS: u64 = 1_000_000;

fn main() {
    measure_figures(&mut Numbers(1));
}

fn measure_figures(numbers: &mut Numbers) {
    let mut column = |limit: u64| -> Vec<i64> {
        (0..APPLICANTS)
            .map(|_| i64::try_from(numbers.below(limit)).unwrap_or(0))
            .collect()
    };
    let claim: Vec<i64> = column(1_000_000).iter().map(|x| x + 1).collect();
    let award: Vec<i64> = claim
        .iter()
        .zip(column(100))
        .map(|(claim, percent)| claim * percent / 100)
        .collect();
    let last_year: Vec<Option<i64>> = column(1_000_000).into_iter().map(Some).collect();
    let band: Vec<Option<(i64, i64)>> = award
        .iter()
        .map(|award| Some((award / 2, award * 2)))
        .collect();
    let score = column(100);
    let mut group = |limit: u64| -> Vec<u32> {
        column(limit)
            .iter()
            .map(|g| u32::try_from(*g).unwrap_or(0))
            .collect()
    };
    let (municipality, county, kind) = (group(357), group(15), group(3));
    let flags: Vec<bool> = award.iter().map(|award| award % 2 == 0).collect();
    let names = |n: u32| (0..n).map(|i| format!("group {i}")).collect::<Vec<_>>();
    let municipalities: Vec<Municipality> = (0..357_u32)
        .map(|i| Municipality {
            name: i.to_string(),
            county: i % 15,
            inhabitants: 300 + u64::from(i) * 997 % 90_000,
        })
        .collect();
    let (counties, kinds) = (names(15), names(3));
    let panel = Panel {
        claim: &claim,
        award: &award,
        municipality: &municipality,
        county: &county,
        kind: &kind,
        institution_based: &flags,
        new_entrant: &flags,
        last_year: &last_year,
        band: &band,
        notice_days: &vec![30; claim.len()],
        committed_years: &vec![2; claim.len()],
        indicative: &vec![[Some(1), None]; claim.len()],
        recommended: &award,
        deviation_reasoned: &flags,
        refusal_reasoned: &flags,
        score: &score,
        municipalities: &municipalities,
        counties: &counties,
        kinds: &kinds,
        size_limits: &[5_000, 20_000],
    };
    timed("  Gini etc. of awards", || Inequality::of_amounts(&award));
    timed("  Gini etc. of award per claim", || {
        Inequality::of_ratios(&award, &claim)
    });
    timed("  Theil", || theil(&award, &vec![1; award.len()], &county));
    timed("  coverage", || coverage(&panel));
    timed("  concentration", || concentration(&panel));
    timed("  change", || change(&panel));
    timed("  timing", || timing(&panel));
    timed("  procedure", || procedure(&panel));
    let figures = timed("all figures, one million applicants", || figures(&panel));
    println!("  {:?}", figures.map(|f| (f.award.gini, f.theil_award)));
}
