use proptest::prelude::*;

use super::*;

/// Tags of one goal whose target groups have these weights.
fn weighted(weights: &[i64]) -> Tags {
    let shares = weights.iter().enumerate().map(|(index, weight)| {
        let target_group = format!("group_{index:02}");
        let tag = Tag {
            target_group,
            ..Tag::default()
        };
        TaggedShare {
            tag,
            weight: *weight,
        }
    });
    Tags::stored(shares.collect()).unwrap()
}

fn ore(parts: &[Money]) -> Vec<i64> {
    parts.iter().map(|part| part.ore()).collect()
}

type Division = fn(&[i64], Money) -> Vec<Money>;

fn divided(weights: &[i64], amount: Money) -> Vec<Money> {
    weighted(weights).divide(amount)
}

/// Each share rounded by itself: the wrong way.
fn rounded(weights: &[i64], amount: Money) -> Vec<Money> {
    let whole = Money::from_ore(weights.iter().sum());
    let shares = weights.iter().map(|weight| {
        let part = Money::from_ore(*weight);
        amount.times_share(part, whole, crate::money::Rounding::HalfUp)
    });
    shares.map(Result::unwrap).collect()
}

/// Running sums, rounded down: it sums, but a part may fall when the amount grows.
fn split(weights: &[i64], amount: Money) -> Vec<Money> {
    let weights: Vec<Money> = weights.iter().copied().map(Money::from_ore).collect();
    amount.split(&weights)
}

fn sums(divide: Division, weights: &[i64], amount: i64) -> bool {
    let parts = divide(weights, Money::from_ore(amount));
    parts.len() == weights.len() && ore(&parts).iter().sum::<i64>() == amount
}

fn never_falls(divide: Division, weights: &[i64], amount: i64, more: i64) -> bool {
    let less = divide(weights, Money::from_ore(amount));
    let whole = divide(weights, Money::from_ore(amount + more));
    less.iter().zip(whole).all(|(part, of)| *part <= of)
}

fn weights() -> impl Strategy<Value = Vec<i64>> {
    let one = prop_oneof![1..8_i64, 1..100_000_i64, 1..=i64::from(u32::MAX)];
    prop::collection::vec(one, 1..16)
}

fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![0..40_i64, 0..=Money::MAX.ore()]
}

proptest! {
    #[test]
    fn shares_sum_to_the_amount_and_stay_with_their_weights(
        weights in weights(), amount in amount(),
    ) {
        prop_assert!(sums(divided, &weights, amount));
        prop_assert!(sums(divided, &weights, -amount));
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (weight, part) in weights.iter().zip(divided(&weights, Money::from_ore(amount))) {
            let exact = i128::from(amount) * i128::from(*weight);
            let part = i128::from(part.ore());
            prop_assert!(part * whole > exact - whole, "a whole øre below its share");
            prop_assert!(part <= exact / whole + weights.len() as i128);
        }
    }

    #[test]
    fn no_share_falls_when_the_amount_grows(
        weights in weights(), amount in amount(), more in 0..40_i64,
    ) {
        prop_assert!(never_falls(divided, &weights, amount, more));
    }
}

/// Negative controls: the same checks catch ways that are wrong.
#[test]
fn other_ways_to_divide_are_caught() {
    assert!(!sums(rounded, &[1, 1, 1], 100));
    assert!(sums(split, &[2, 1, 2], 2) && !never_falls(split, &[2, 1, 2], 2, 1));
}

#[test]
fn an_ore_that_is_left_goes_to_the_largest_weight_per_ore() {
    let of = |weights: &[i64], amount| ore(&divided(weights, Money::from_ore(amount)));
    assert_eq!(of(&[1, 1, 1], 100), [34, 33, 33]);
    assert_eq!(of(&[3, 2, 1], 100), [51, 33, 16]);
    assert_eq!(of(&[3, 1], 0), [0, 0]);
    assert_eq!(of(&[3, 1], -5), [-4, -1]);
    assert_eq!(of(&[7], Money::MAX.ore()), [Money::MAX.ore()]);
}

const BOOK: &str = r#"
[[value]]
id = "tags.plan_line"
value = "housing"
unit = "text"
from = 2016-01-01
source = "configurable"

[[value]]
id = "tags.goals"
value = ["g4", "g3"]
unit = "text"
from = 2016-01-01
source = "configurable"
"#;

fn tags(date: &str, groups: &[(&'static str, u32)]) -> Vec<(String, i64)> {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    let form = FormTags {
        measure: "m",
        target_groups: groups.to_vec(),
    };
    let tags = Tags::of(&form, &book.on(date.parse().unwrap())).unwrap();
    let shares = tags.shares().iter().map(|TaggedShare { tag, weight }| {
        let codes = [&tag.plan_line, &tag.goal, &tag.target_group, &tag.measure];
        (codes.map(String::as_str).join("/"), *weight)
    });
    shares.collect()
}

#[test]
fn each_goal_has_each_target_group_once() {
    let groups = [("young", 1), ("old", 4), ("young", 2), ("nobody", 0)];
    let expected = [
        ("housing/g3/old/m", 4),
        ("housing/g3/young/m", 3),
        ("housing/g4/old/m", 4),
        ("housing/g4/young/m", 3),
    ]
    .map(|(tag, weight)| (tag.to_owned(), weight));
    assert_eq!(tags("2018-01-01", &groups), expected);
}

#[test]
fn what_is_not_known_has_no_code() {
    assert_eq!(tags("2012-01-01", &[]), [("///m".to_owned(), 1)]);
    assert_eq!(
        Tags::none().divide(Money::from_ore(7)),
        [Money::from_ore(7)]
    );
}

#[test]
fn stored_tags_need_a_weight() {
    assert_eq!(Tags::stored(Vec::new()), None);
    let share = TaggedShare {
        tag: Tag::default(),
        weight: 0,
    };
    assert_eq!(Tags::stored(vec![share]), None);
}

#[test]
fn a_summary_takes_the_tags_of_its_filter() {
    let sums = TaggedSums {
        committed: Money::from_ore(101),
        paid: Money::from_ore(33),
        ..TaggedSums::default()
    };
    let tags = weighted(&[1, 2]);
    let (mut all, mut some) = (TagSummary::default(), TagSummary::default());
    let filter = TagFilter {
        target_group: Some("group_01".to_owned()),
        ..TagFilter::default()
    };
    for year in [2026, 2027] {
        all.add(year, (&tags, &sums), &TagFilter::default());
        some.add(year, (&tags, &sums), &filter);
    }
    assert_eq!((all.rows.len(), some.rows.len()), (4, 2));
    assert_eq!((all.total.committed.ore(), all.total.paid.ore()), (202, 66));
    assert_eq!(
        (some.total.committed.ore(), some.total.paid.ore()),
        (134, 44)
    );
}

#[test]
fn a_book_names_its_codes() {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    assert_eq!(Vec::from_iter(plan_lines(&book)), ["housing"]);
    assert_eq!(Vec::from_iter(goals(&book)), ["g3", "g4"]);
}
