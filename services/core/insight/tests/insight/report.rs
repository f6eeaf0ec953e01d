use allocation::{Applicant, Rule};
use insight::metrics::{Mismatch, Municipality, Panel};
use insight::report::{Page, Scenario, Unit, html, title};
use std::collections::BTreeSet;
use text::Language;

const APPLICANTS: usize = 60;

fn column(by: i64) -> Vec<i64> {
    (0..APPLICANTS as i64)
        .map(|i| (i * by) % 97 * 10_000 + 10_000)
        .collect()
}

/// A call with every column; all names are `hostile`.
struct Columns {
    claim: Vec<i64>,
    award: Vec<i64>,
    last_year: Vec<Option<i64>>,
    names: Vec<String>,
    counties: Vec<String>,
    county: Vec<u32>,
    towns: Vec<Municipality>,
    town: Vec<u32>,
    flags: Vec<bool>,
    days: Vec<i32>,
    years: Vec<u8>,
    band: Vec<Option<(i64, i64)>>,
    next: Vec<[Option<i64>; 2]>,
}

impl Columns {
    fn new(hostile: &str) -> Self {
        let claim = column(31);
        let award = claim
            .iter()
            .enumerate()
            .map(|(i, claim)| if i % 5 == 0 { 0 } else { claim / 2 });
        let last = column(17).into_iter().enumerate();
        let town = |i: u32| Municipality {
            name: hostile.to_owned(),
            county: i % 3,
            inhabitants: 1_000 * u64::from(i + 1),
        };
        Self {
            award: award.collect(),
            claim,
            last_year: last.map(|(i, last)| (i % 3 > 0).then_some(last)).collect(),
            names: (0..APPLICANTS).map(|i| format!("{hostile} {i}")).collect(),
            counties: vec![format!("{hostile} A"), "B".to_owned(), "C".to_owned()],
            // County B has three applicants.
            county: (0..60)
                .map(|i| if i < 3 { 1 } else { 2 * (i % 2) })
                .collect(),
            towns: (0..20).map(town).collect(),
            town: (0..60).map(|i| i % 20).collect(),
            flags: vec![true; APPLICANTS],
            days: vec![30; APPLICANTS],
            years: vec![3; APPLICANTS],
            band: vec![Some((0, 1_000_000)); APPLICANTS],
            next: vec![[Some(5), None]; APPLICANTS],
        }
    }

    fn panel(&self) -> Panel<'_> {
        Panel {
            claim: &self.claim,
            award: &self.award,
            municipality: &self.town,
            county: &self.county,
            kind: &self.county,
            institution_based: &self.flags,
            new_entrant: &self.flags,
            last_year: &self.last_year,
            band: &self.band,
            notice_days: &self.days,
            committed_years: &self.years,
            indicative: &self.next,
            recommended: &self.award,
            deviation_reasoned: &self.flags,
            refusal_reasoned: &self.flags,
            score: &self.claim,
            municipalities: &self.towns,
            counties: &self.counties,
            kinds: &self.counties,
            size_limits: &[5_000, 15_000],
        }
    }
}

/// A page with everything on it; `change` may spoil it.
pub(super) fn page(
    language: Language,
    unit: Unit,
    hostile: &str,
    change: impl FnOnce(&mut Page<'_>),
) -> Result<String, Mismatch> {
    let columns = Columns::new(hostile);
    let other: Vec<i64> = columns.claim.iter().map(|claim| claim * 2 / 5).collect();
    let particulars = [(hostile.to_owned(), hostile.to_owned())];
    let scenarios = [Scenario {
        name: hostile,
        award: &other,
    }];
    let mut page = Page {
        names: &columns.names,
        particulars: &particulars,
        scenarios: &scenarios,
        ..Page::new(hostile, language, unit, columns.panel())
    };
    change(&mut page);
    html(&page)
}

pub(super) fn whole(language: Language) -> String {
    page(language, Unit::Ore, "Håp & Æra", |_| ()).expect("the columns fit")
}

/// Walks through the tags; every one is closed in order.
fn tags(html: &str) -> Vec<&str> {
    let mut open = Vec::new();
    let mut seen = Vec::new();
    for part in html.split('<').skip(1) {
        let tag = part.split_once('>').expect("every tag ends").0;
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed));
        } else if !tag.ends_with('/') && !matches!(name, "!DOCTYPE" | "meta") {
            open.push(name);
        }
        seen.push(tag);
    }
    assert!(open.is_empty(), "{open:?} not closed");
    seen
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[test]
fn the_page_is_well_formed_and_stands_alone() {
    for language in Language::ALL {
        let html = whole(language);
        let tags = tags(&html);
        let title = html
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next());
        assert!(
            title.is_some_and(|title| title.starts_with("Håp &amp; Æra – ")),
            "{title:?}"
        );
        assert!(html.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{language}\">")));
        for outside in [
            "<script", "<link", "<img", "<iframe", "http:", "https:", "url(", "@import", " src=",
        ] {
            assert!(!html.contains(outside), "{outside}");
        }
        let ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "an id twice"
        );
        // Whatever is referred to is there.
        for tag in &tags {
            let named = attribute(tag, "aria-labelledby").unwrap_or_default();
            let target = attribute(tag, "href").and_then(|href| href.strip_prefix('#'));
            assert!(
                named
                    .split_whitespace()
                    .chain(target)
                    .all(|id| ids.contains(&id)),
                "{tag}"
            );
        }
    }
}

#[test]
fn every_picture_has_words_and_a_table() {
    let html = whole(Language::English);
    let pictures: Vec<&str> = html.split("<svg ").skip(1).collect();
    assert_eq!(pictures.len(), 5);
    for picture in pictures {
        let (svg, after) = picture.split_once("</svg>").unwrap();
        assert!(svg.contains("role=\"img\"") && svg.contains("<title ") && svg.contains("<desc "));
        assert!(after.contains("<table>"), "no table after the picture");
    }
    for table in html.split("<table>").skip(1) {
        assert!(table.starts_with("\n<caption>"));
        assert!(table.contains("<th scope=\"col\">") && table.contains("<th scope=\"row\">"));
    }
    assert!(html.contains("@media print"));
}

#[test]
fn every_text_is_in_the_readers_language() {
    let pages = Language::ALL.map(whole);
    for html in &pages {
        assert!(
            !html.contains("report-"),
            "a message is missing: {}",
            html.split("report-").nth(1).unwrap_or_default()
        );
    }
    assert!(
        pages[0].contains("Søkere")
            && pages[1].contains("Søkjarar")
            && pages[2].contains("Applicants")
    );
    assert!(pages[2].contains("0.8") && pages[0].contains("0,8"));
    for unit in [Unit::Places, Unit::Parts(1), Unit::Parts(100)] {
        tags(&page(Language::Nynorsk, unit, "x", |_| ()).unwrap());
    }
}

#[test]
fn a_run_is_called_by_what_was_divided() {
    let called = |applicants: i64, language| {
        let list = (0..applicants).map(|i| Applicant::new(i.to_string(), 10));
        let scenario = allocation::Scenario::new(1_500, Rule::Proportional, list.collect());
        title(&scenario, Unit::Parts(1), language)
    };
    assert_eq!(
        called(2, Language::Bokmal),
        "Fordeling av 1\u{a0}500 mellom 2 søkere"
    );
    assert_eq!(
        called(1, Language::Nynorsk),
        "Fordeling av 1\u{a0}500 til 1 søkjar"
    );
    assert_eq!(
        called(1_200, Language::English),
        "1,500 divided among 1,200 applicants"
    );
}

#[test]
fn what_comes_from_outside_is_escaped() {
    let hostile = "\"><script>alert('x')</script><b a=\u{7}";
    let html = page(Language::Bokmal, Unit::Ore, hostile, |_| ()).unwrap();
    tags(&html);
    assert!(!html.contains("<script") && !html.contains("<b ") && !html.contains('\u{7}'));
    assert!(html.contains("&lt;script&gt;"));
}

#[test]
fn small_groups_are_nowhere_on_the_page() {
    let html = whole(Language::English);
    let row = html
        .split("<th scope=\"row\">B</th>")
        .nth(1)
        .unwrap()
        .split("</tr>")
        .next()
        .unwrap();
    assert_eq!(row.matches("<td>withheld</td>").count(), 5, "{row}");
}

#[test]
fn few_winners_cannot_be_worked_out_from_the_losers() {
    // Three win, all others lose: their number is withheld with that of the winners.
    let html = page(Language::English, Unit::Ore, "x", |page| {
        let other = page.panel.claim.iter().enumerate();
        let other: Vec<i64> = other
            .map(|(i, claim)| if i < 3 { *claim } else { 0 })
            .collect();
        page.panel.award = page
            .panel
            .claim
            .iter()
            .map(|claim| claim / 2)
            .collect::<Vec<_>>()
            .leak();
        page.scenarios = vec![Scenario {
            name: "other",
            award: other.leak(),
        }]
        .leak();
    })
    .unwrap();
    let row = html.split("<th scope=\"row\">other</th>").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    assert_eq!(row.matches("<td>withheld</td>").count(), 2, "{row}");
}

#[test]
fn columns_that_do_not_fit_are_refused_and_an_empty_call_is_not() {
    let names = page(Language::Bokmal, Unit::Ore, "x", |page| {
        page.names = &page.names[1..]
    });
    assert_eq!(
        names,
        Err(Mismatch::Length {
            column: "names",
            rows: 59,
            expected: 60
        })
    );
    let scenario = page(Language::Bokmal, Unit::Ore, "x", |page| {
        page.scenarios = &[Scenario {
            name: "",
            award: &[],
        }]
    });
    assert_eq!(
        scenario,
        Err(Mismatch::Length {
            column: "scenario",
            rows: 0,
            expected: 60
        })
    );
    tags(
        &html(&Page::new(
            "",
            Language::English,
            Unit::Places,
            Panel::default(),
        ))
        .unwrap(),
    );
}

#[test]
fn many_applicants_and_giants_make_a_page_of_modest_size() {
    let claim: Vec<i64> = (0..20_000_i64)
        .map(|i| (i * 7_919) % 10_000 + 1 + if i == 7 { 10_000_000_000 } else { 0 })
        .collect();
    let last: Vec<Option<i64>> = claim.iter().map(|claim| Some(claim / 3)).collect();
    let panel = Panel {
        claim: &claim,
        award: &claim,
        last_year: &last,
        ..Panel::default()
    };
    let html = html(&Page::new("x", Language::Bokmal, Unit::Ore, panel)).unwrap();
    assert!(html.len() < 200_000, "{} bytes", html.len());
    // Axes by tens, since one claim is a million times the middle one.
    assert!(html.contains("100 mill.") && html.contains("Aksene går i tiere"));
}

/// Relative luminance contrast as WCAG 2 defines it.
fn contrast(a: &str, b: &str) -> f64 {
    let luminance = |colour: &str| {
        let channel = |at: usize| {
            f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hex")) / 255.0
        };
        let linear = |c: f64| {
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(channel(1)) + 0.7152 * linear(channel(3)) + 0.0722 * linear(channel(5))
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_can_be_read() {
    let css = include_str!("../../src/report/report.css");
    // The light page comes first in the file, the dark one second.
    for (page, place) in [("light", 1), ("dark", 2)] {
        let colour = |name: &str| {
            css.split(&format!("--{name}: "))
                .nth(place)
                .expect("a colour")
                .get(..7)
                .expect("seven characters")
        };
        for ink in ["ink", "muted", "first", "second"] {
            for paper in ["paper", "shade"] {
                assert!(
                    contrast(colour(ink), colour(paper)) >= 4.5,
                    "{ink} on {paper}, {page}"
                );
            }
        }
        // Control: the grid is too pale to be read, and need not be.
        assert!(contrast(colour("line"), colour("paper")) < 4.5);
    }
}
