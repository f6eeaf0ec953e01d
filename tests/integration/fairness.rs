//! The figures of an allocation over gRPC, held against formulas written out here.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tonic::Code;

use crate::support::round::{at_with, only};
use crate::support::schemes::Centres;
use crate::support::world::World;

pub type Scene = World<Centres>;

/// Kroner applied for, kroner last year (0: none), points. Twelve, so that groups are large enough
/// to be shown and small enough to be hidden.
pub const ROUND: [(i64, i64, i32); 12] = [
    (300_000, 280_000, 95),
    (250_000, 250_000, 90),
    (350_000, 0, 88),
    (200_000, 210_000, 85),
    (150_000, 0, 82),
    (400_000, 300_000, 80),
    (100_000, 120_000, 75),
    (320_000, 0, 70),
    (280_000, 200_000, 65),
    (220_000, 230_000, 60),
    (180_000, 150_000, 55),
    (260_000, 260_000, 50),
];

/// The counties of the test's municipalities today, in the order of `municipalities` in the
/// scheme's data.
const COUNTIES: [&str; 8] = [
    "Oslo",
    "Rogaland",
    "Vestland",
    "Trøndelag",
    "Agder",
    "Nordland",
    "Troms",
    "Buskerud",
];

/// Tells if an applicant says that its offer is based in an institution.
const fn in_institution(n: u32) -> bool {
    n % 4 == 1
}

pub async fn assessed(world: &Scene, known_last_year: bool) {
    world.open_call().await;
    for (n, (kroner, last_year, _)) in (1..).zip(ROUND) {
        world.register(n).await;
        let mut application = world.application_to_create(n);
        application["requested"]["ore"] = (kroner * 100).into();
        application["form"]["activities"][0]["applied"]["ore"] = (kroner * 100).into();
        application["form"]["institution_based"] = in_institution(n).into();
        if known_last_year && last_year > 0 {
            application["last_year"] = json!({ "ore": last_year * 100 });
        }
        let applicant = world.applicant(n);
        let create = json!({ "application": application });
        let draft = only(applicant.call("CreateApplication", create).await.unwrap());
        world
            .step(&applicant, "SubmitApplication", &draft)
            .await
            .unwrap();
    }
    world.close_call().await;
    for (n, (_, _, points)) in (1..).zip(ROUND) {
        world
            .assess(&world.case_handler(), n, points)
            .await
            .unwrap();
    }
}

/// The test's own figures of one award: claim, award, calculated, last year, in kroner; its
/// county.
struct Known {
    claim: f64,
    award: f64,
    calculated: f64,
    last_year: Option<f64>,
    county: &'static str,
    in_institution: bool,
}

async fn known(world: &Scene) -> Vec<Known> {
    let parent = json!({ "parent": world.allocation_name(1) });
    let listed = world.case_handler().call("ListAwards", parent).await;
    let listed = listed.unwrap()["awards"].as_array().unwrap().clone();
    let kroner = |amount: &Value| {
        let kroner = i32::try_from(amount["ore"].as_i64().unwrap() / 100);
        f64::from(kroner.unwrap())
    };
    (1..)
        .zip(ROUND)
        .map(|(n, (_, last_year, _))| {
            let name = world.application_name(n);
            let award = listed.iter().find(|award| award["application"] == name);
            let award = award.unwrap();
            let last_year = f64::from(i32::try_from(last_year).unwrap());
            Known {
                claim: kroner(&award["claimed"]),
                award: kroner(&award["amount"]),
                calculated: kroner(&award["calculated"]),
                last_year: (last_year > 0.0).then_some(last_year),
                county: COUNTIES[n as usize % COUNTIES.len()],
                in_institution: in_institution(n),
            }
        })
        .collect()
}

async fn report(world: &Scene, page: bool) -> Value {
    let request = json!({ "name": world.allocation_name(1), "with_page": page });
    world
        .auditor()
        .call("GetFairnessReport", request)
        .await
        .unwrap()
}

/// Tells if a decimal text is a number to six decimals.
fn is(text: &Value, expected: f64) -> bool {
    let text = text.as_str().unwrap();
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    decimals == 6 && (text.parse::<f64>().unwrap() - expected).abs() < 0.000_001
}

fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.sum()
}

fn gini(values: &[f64]) -> f64 {
    let n = f64::from(u32::try_from(values.len()).unwrap());
    let pairs = values
        .iter()
        .flat_map(|a| values.iter().map(move |b| (a - b).abs()));
    sum(pairs) / (2.0 * n * sum(values.iter().copied()))
}

/// Theil T of awards, each applicant counting once: whole, between, within.
fn theil(known: &[Known]) -> [f64; 3] {
    let n = f64::from(u32::try_from(known.len()).unwrap());
    let all = sum(known.iter().map(|one| one.award));
    let term = |share: f64, of: f64| {
        if share > 0.0 {
            share * (share / of).ln()
        } else {
            0.0
        }
    };
    let total = sum(known.iter().map(|one| term(one.award / all, 1.0 / n)));
    let mut counties: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for one in known {
        counties.entry(one.county).or_default().push(one.award);
    }
    let parts = counties.values().map(|awards| {
        let members = f64::from(u32::try_from(awards.len()).unwrap());
        let of_county = sum(awards.iter().copied());
        let inside = sum(awards
            .iter()
            .map(|award| term(award / of_county.max(1.0), 1.0 / members)));
        (term(of_county / all, members / n), of_county / all * inside)
    });
    let (between, within) = parts.fold((0.0, 0.0), |sums, part| (sums.0 + part.0, sums.1 + part.1));
    [total, between, within]
}

fn assert_figures(report: &Value, known: &[Known]) {
    let all = sum(known.iter().map(|one| one.award));
    let claimed = sum(known.iter().map(|one| one.claim));
    let awards: Vec<f64> = known.iter().map(|one| one.award).collect();
    let ratios: Vec<f64> = known.iter().map(|one| one.award / one.claim).collect();
    let n = f64::from(u32::try_from(known.len()).unwrap());
    assert!(is(&report["award"]["gini"], gini(&awards)), "{report}");
    assert!(is(&report["award_per_claim"]["gini"], gini(&ratios)));
    let hoover = sum(known
        .iter()
        .map(|one| (one.award / all - one.claim / claimed).abs()))
        / 2.0;
    assert!(is(&report["award_per_claim"]["hoover"], hoover));
    let squares = sum(ratios.iter().map(|ratio| ratio * ratio));
    let jain = sum(ratios.iter().copied()).powi(2) / (n * squares);
    assert!(is(&report["award_per_claim"]["jain"], jain));
    let [total, between, within] = theil(known);
    let told = &report["theil_award"];
    assert!(
        is(&told["total"], total) && is(&told["between"], between) && is(&told["within"], within)
    );
    let micros = |text: &Value| {
        text.as_str()
            .unwrap()
            .replace('.', "")
            .parse::<i64>()
            .unwrap()
    };
    assert_eq!(
        micros(&told["between"]) + micros(&told["within"]),
        micros(&told["total"])
    );
    let mut sorted = awards.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let concentration = &report["concentration"];
    assert!(is(
        &concentration["top_5"],
        sum(sorted.iter().take(5).copied()) / all
    ));
    assert!(is(
        &concentration["hhi"],
        sum(awards.iter().map(|award| (award / all).powi(2)))
    ));
    let new = known.iter().filter(|one| one.last_year.is_none());
    assert!(is(
        &concentration["new_entrants"],
        sum(new.map(|one| one.award)) / all
    ));
    let based = known.iter().filter(|one| one.in_institution);
    assert!(is(
        &concentration["institution_based"],
        sum(based.map(|one| one.award)) / all
    ));
    let funded = known.iter().filter(|one| one.award > 0.0).count();
    let funded = f64::from(u32::try_from(funded).unwrap());
    assert!(is(&report["coverage"]["share_funded"], funded / n));
    assert!(is(&report["coverage"]["need_met"], all / claimed));
    assert_change(&report["year_on_year"], known);
}

fn assert_change(told: &Value, known: &[Known]) {
    let pairs = || {
        known
            .iter()
            .filter_map(|one| Some((one.award, one.last_year?)))
    };
    let moved = sum(pairs().map(|(now, last)| (now - last).abs()));
    let index = 1.0 - moved / sum(pairs().map(|(now, last)| now + last));
    assert!(is(&told["predictability"], index), "{told}");
    let both = f64::from(u32::try_from(pairs().count()).unwrap());
    let mut withheld = 0;
    for (field, part) in [
        ("losing_over_5", 0.05),
        ("losing_over_10", 0.10),
        ("losing_over_20", 0.20),
    ] {
        let losing = pairs()
            .filter(|(now, last)| (last - now) / last > part)
            .count();
        if told[field]["withheld"] == true {
            assert_eq!(told[field]["value"], "", "{field}");
            withheld += 1;
        } else {
            assert!(!(1..5).contains(&losing), "{field}: {told}");
            let losing = f64::from(u32::try_from(losing).unwrap());
            assert!(is(&told[field]["value"], losing / both), "{field}: {told}");
        }
    }
    assert!(withheld > 0, "six are too few to tell all bands: {told}");
}

#[tokio::test]
async fn the_figures_of_an_allocation() {
    let world = Scene::start().await;
    assessed(&world, true).await;
    let kari = world.case_handler();
    let name = json!({ "name": world.allocation_name(1) });
    let draft = only(kari.call("CreateAllocation", name).await.unwrap());
    let adjust = json!({ "application": world.application_name(4), "amount": { "ore": 12_000_000 },
        "reason": "En del av tiltaket er dekket av kommunen." });
    let adjusted = kari
        .call("AdjustAward", at_with(&draft, adjust))
        .await
        .unwrap();
    let before = report(&world, false).await["report"].clone();
    assert_figures(&before, &known(&world).await);
    assert!(
        before["notice"]["median_days"].is_null(),
        "nothing is decided: {}",
        before["notice"]
    );

    let proposed = world
        .step(&kari, "ProposeAllocation", &adjusted["allocation"])
        .await;
    world.approve(&proposed.unwrap()).await.unwrap();
    let decided = report(&world, false).await;
    assert!(decided["report_html"].is_null());
    let decided = &decided["report"];
    let known = known(&world).await;
    assert_figures(decided, &known);
    // Decided on 16 February in Norway, for the year that had begun 46 days before.
    assert_eq!(decided["notice"]["median_days"], -46);
    assert!(is(&decided["notice"]["notified_before_the_year"], 0.0));
    assert!(is(&decided["notice"]["committed_beyond_the_year"], 0.0));
    ahead(decided, &known);
    assert_eq!(decided["handling"]["unexplained_overrides"], 0);
    suppressed(decided);

    // The control: an award is cut with a database client.
    world
        .forge(
            "update casework.award set amount_ore = amount_ore - 100000
             where reason ->> 'by' = 'engine' and amount_ore = calculated_ore and amount_ore > 1000000",
        )
        .await;
    let meddled = report(&world, false).await["report"].clone();
    let faults = meddled["handling"]["unexplained_overrides"]
        .as_i64()
        .unwrap();
    assert!(faults > 0, "{meddled}");
    assert_ne!(meddled["award"]["gini"], decided["award"]["gini"]);
}

/// This scheme's plan has no collar: a year in which nothing changes gives what this year's
/// calculation gave.
fn ahead(report: &Value, known: &[Known]) {
    let years = report["notice"]["indicative"].as_array().unwrap();
    let named: Vec<&Value> = years.iter().map(|year| &year["year"]).collect();
    assert_eq!(named, [2027, 2028]);
    let calculated = sum(known.iter().map(|one| one.calculated));
    for year in years {
        let kroner = i32::try_from(year["amount"]["ore"].as_i64().unwrap() / 100).unwrap();
        assert!((f64::from(kroner) - calculated).abs() < 1.0, "{year}");
    }
}

/// Each county has one or two applications: none of its counts may stand there.
fn suppressed(report: &Value) {
    let counties = report["coverage"]["counties"].as_array().unwrap();
    let hidden = counties
        .iter()
        .filter(|county| county["applications"]["withheld"] == true);
    assert_eq!(hidden.count(), COUNTIES.len(), "{counties:?}");
    for county in counties
        .iter()
        .filter(|county| county["applications"]["withheld"] == true)
    {
        assert_eq!(county["applications"]["value"], 0);
        assert_eq!(county["awarded_ore"]["value"], 0);
        assert_eq!(county["share_funded"]["value"], "");
    }
    let kinds = report["coverage"]["kinds"].as_array().unwrap();
    let voluntary = kinds
        .iter()
        .find(|kind| kind["group"] == "VOLUNTARY_ORGANISATION")
        .unwrap();
    assert_eq!(
        voluntary["applications"]["value"], 12,
        "the control: a large group is shown"
    );
}

#[tokio::test]
async fn the_page_names_nobody_and_is_staffs() {
    let world = Scene::start().await;
    assessed(&world, true).await;
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    let request = json!({ "name": world.allocation_name(1), "with_page": true });
    let denied = world
        .applicant(1)
        .call("GetFairnessReport", request.clone())
        .await;
    assert_eq!(
        denied.unwrap_err().is(),
        (Code::PermissionDenied, "ROLE_NOT_ALLOWED")
    );
    for (language, word, state) in [
        ("nb", "Frivillig organisasjon", "Vedtatt "),
        ("nn", "Frivillig organisasjon", "Vedteke "),
        ("en", "Voluntary organisation", "Approved "),
    ] {
        let person = world.case_handler().speaking(language);
        let answer = person
            .call("GetFairnessReport", request.clone())
            .await
            .unwrap();
        let page = answer["report_html"].as_str().unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        assert!(page.contains(word) && page.contains(state), "{language}");
        assert!(
            page.contains("Brukerstyrte sentre 2026"),
            "the call's title"
        );
        for secret in ["Brukerhuset", "<script", "http://", "https://", "{ $"] {
            assert!(!page.contains(secret), "{secret} stands in the page");
        }
    }
}
