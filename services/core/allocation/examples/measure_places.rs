//! Times apportionment and knapsack at full size:
//! `cargo run --release --example measure_places`.

use allocation::places::apportionment::{Method, Options, Recipient, Weight, apportion};
use allocation::places::knapsack::{Limits, Project, check, select};

#[path = "support/measured.rs"]
mod measured;
use measured::{Numbers, timed};

const APPLICANTS: u64 = 1_000_000;

fn main() {
    let mut numbers = Numbers(1);
    let recipients: Vec<Recipient<u64>> = (0..APPLICANTS)
        .map(|key| Recipient::new(Weight::whole(u128::from(1 + numbers.below(1_000_000))), key))
        .collect();
    for house in [100_000, 10_000_000] {
        for method in Method::ALL {
            let run = || apportion(house, method, &recipients, &Options::default());
            assert!(timed(&format!("apportion {house} places, {method:?}"), run).is_ok());
        }
    }
    let capped: Vec<_> = recipients
        .iter()
        .map(|r| r.clone().bounded(1, Some(3 + r.tie_key % 30)))
        .collect();
    let run = || {
        apportion(
            10_000_000,
            Method::SainteLague,
            &capped,
            &Options::default(),
        )
    };
    assert!(timed("apportion 10000000 places within bounds", run).is_ok());
    measure_knapsacks(&mut numbers);
}

/// Knapsacks as a call has them (points against kroner in whole ten thousands), with unrelated
/// values and costs, and of the kind that is hard for every exact method: value = cost + a
/// constant.
fn measure_knapsacks(numbers: &mut Numbers) {
    for kind in ["points", "unrelated", "hard"] {
        for n in [1_000_u64, 10_000] {
            let projects: Vec<Project<u64>> = (0..n)
                .map(|tie_key| {
                    let (value, cost) = match kind {
                        "points" => (1 + numbers.below(100), 1_000_000 * (1 + numbers.below(500))),
                        "unrelated" => {
                            (1 + numbers.below(1_000_000), 1 + numbers.below(100_000_000))
                        }
                        _ => (0, 1 + numbers.below(100_000_000)),
                    };
                    let value = if value == 0 { cost + 10_000_000 } else { value };
                    Project {
                        value,
                        cost,
                        tie_key,
                    }
                })
                .collect();
            let budget = projects.iter().map(|p| p.cost).sum::<u64>() / 3;
            let what = format!("knapsack of {n}, {kind}");
            if let Ok(best) = timed(&what, || select(budget, &projects, Limits::default())) {
                let verified = timed("  checker", || check(budget, &projects, &best));
                println!(
                    "  {:?} {:?} {verified:?}",
                    best.certificate.proof, best.ties
                );
            }
        }
    }
}
