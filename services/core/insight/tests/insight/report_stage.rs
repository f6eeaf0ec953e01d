//! The page says what was decided, by whom, and in which unit.

use insight::report::{Stage, Standing, Unit, standing};
use text::Language;

use crate::report::{page, whole};

#[test]
fn whole_amounts_have_no_decimals_and_kroner_are_called_kroner() {
    let html = page(Language::Bokmal, Unit::Ore, "x", |_| ()).unwrap();
    assert!(html.contains("kr</dd>"));
    for cents in [",00\u{a0}kr", ",00 kr", ",00 – "] {
        assert!(!html.contains(cents), "{cents}");
    }
    let html = page(Language::Bokmal, Unit::Kroner(1), "x", |_| ()).unwrap();
    assert!(html.contains("(kr)") && !html.contains("(enheter)"));
}

#[test]
fn the_page_says_what_has_been_decided_and_by_whom() {
    let at = |stage| page(Language::Bokmal, Unit::Ore, "x", |page| page.stage = stage).unwrap();
    let calls = [
        (
            Stage::Calculated,
            ["mot fordelingen", "mot vedtaket", "forslag"],
        ),
        (
            Stage::Proposed,
            ["mot forslaget", "mot vedtaket", "mot fordelingen"],
        ),
        (
            Stage::Approved,
            ["mot vedtaket", "forslag", "mot fordelingen"],
        ),
    ];
    for (stage, [said, never, nor]) in calls {
        let html = at(stage);
        assert!(html.contains(said), "{stage:?}");
        assert!(!html.contains(never) && !html.contains(nor), "{stage:?}");
    }
    let decided = Standing {
        stage: Stage::Approved,
        date: (2016, 5, 17),
        proposed_by: "ola",
        approved_by: "kari",
    };
    let [call, state] = standing("2016-1", &decided, Language::Bokmal);
    assert_eq!(call.1, "2016-1");
    assert_eq!(state.1, "Vedtatt 17. mai 2016 av kari, foreslått av ola");
}

#[test]
fn applicants_without_a_last_year_are_counted_beside_the_bands() {
    let html = whole(Language::Bokmal);
    assert!(html.contains("ikke står om de fikk noe i fjor: 20."));
}
