//! Sums of a played year that must be equal, wherever they stand.

use contract::v1;
use domain::money::Money;
use interchange::{awards, three_sixty};

use super::bank;
use super::play::Played;
use crate::export::ore;

/// Sums of one year that must be equal, in øre, each with where it stands.
#[derive(Debug, Default)]
pub(super) struct Sums {
    committed: Vec<(&'static str, i64)>,
    paid: Vec<(&'static str, i64)>,
    repaid: Vec<(&'static str, i64)>,
    batched: Vec<(&'static str, i64)>,
    appropriated: Vec<(&'static str, i64)>,
}

impl Sums {
    /// Sums the files, the ledger, the budget and the tags of a year.
    ///
    /// # Errors
    /// A row or a file of the bank cannot be read.
    pub fn of(played: &Played, published: &three_sixty::Published) -> anyhow::Result<Self> {
        let rows: Vec<awards::Award> = played.award_rows().collect::<Result<_, _>>()?;
        let sum = |part: fn(&awards::Award) -> Money| -> i64 {
            rows.iter().map(|award| part(award).ore()).sum()
        };
        let repaid = sum(|award| award.repaid);
        let item = played.budget.item.clone().unwrap_or_default();
        let totals = item.totals.unwrap_or_default();
        let paid = played.payments.iter().filter(|payment| payment.paid);
        let set_off = played.set_off_ore();
        Ok(Self {
            committed: vec![
                ("awards.csv", sum(|award| award.committed)),
                ("360giving.json", published.committed.ore()),
                (
                    "the ledger",
                    entered(played, &["committed", "attested", "paid", "repaid"]),
                ),
                ("the budget", ore(totals.committed)),
                ("the tags", tagged(played, |of| of.committed)),
                (
                    "the tags of awards",
                    tags_of_awards(played, |of| of.committed),
                ),
            ],
            paid: vec![
                ("awards.csv", sum(|award| award.paid)),
                (
                    "payments.csv",
                    paid.map(|payment| ore(payment.amount)).sum(),
                ),
                ("360giving.json", published.disbursed.ore() + repaid),
                ("the ledger", entered(played, &["paid", "repaid"])),
                ("the budget", ore(totals.paid)),
                ("the tags", tagged(played, |of| of.paid)),
                ("the tags of awards", tags_of_awards(played, |of| of.paid)),
                (
                    "camt054.xml and what was set off",
                    sum_of(&played.notifications, bank::booked_out)? + set_off,
                ),
            ],
            repaid: vec![
                ("awards.csv", repaid),
                ("the ledger", entered(played, &["repaid"])),
                ("the budget", ore(totals.repaid)),
                ("the tags", tagged(played, |of| of.repaid)),
                ("the tags of awards", tags_of_awards(played, |of| of.repaid)),
                (
                    "camt054-in.xml and what was set off",
                    set_off - sum_of(&played.credits, bank::booked_out)?,
                ),
            ],
            batched: vec![
                ("the batches", played.batched_ore),
                (
                    "pain001.xml",
                    sum_of(&played.bank_files, bank::control_sum)?,
                ),
            ],
            appropriated: vec![
                ("the appropriation", ore(item.appropriated)),
                ("committed and left", ore(totals.committed) + ore(item.left)),
            ],
        })
    }

    /// Returns a sentence for each set of sums that are not equal.
    pub fn untied(&self) -> impl Iterator<Item = String> {
        let sets = [
            ("commitments", &self.committed),
            ("payments", &self.paid),
            ("repayments", &self.repaid),
            ("batches", &self.batched),
            ("appropriated", &self.appropriated),
        ];
        let untied = sets
            .into_iter()
            .filter(|(_, sums)| sums.iter().any(|(_, ore)| Some(ore) != first(sums)));
        untied.map(|(what, sums)| {
            let sums = sums.iter().map(|(place, ore)| format!("{place} {ore} øre"));
            format!("{what} differ: {}", sums.collect::<Vec<_>>().join(", "))
        })
    }
}

fn first<'s>(sums: &'s [(&'static str, i64)]) -> Option<&'s i64> {
    sums.first().map(|(_, ore)| ore)
}

/// Returns the sum of what each file holds.
fn sum_of(files: &[Vec<u8>], read: fn(&[u8]) -> anyhow::Result<i64>) -> anyhow::Result<i64> {
    files.iter().map(|file| read(file)).sum()
}

/// A part of the money of a tag.
type Part = fn(&v1::TaggedAmounts) -> Option<v1::Money>;

/// Sums a part of the money of all tags.
fn tagged(played: &Played, part: Part) -> i64 {
    let sums = played.tags.sums.iter();
    sum_part(sums.map(|sum| sum.amounts), part)
}

/// Sums a part of the money of the tags of each award.
fn tags_of_awards(played: &Played, part: Part) -> i64 {
    let shares = played.money.iter().flat_map(|money| &money.tags);
    sum_part(shares.map(|share| share.amounts), part)
}

fn sum_part(amounts: impl Iterator<Item = Option<v1::TaggedAmounts>>, part: Part) -> i64 {
    amounts.flatten().map(|of| ore(part(&of))).sum()
}

/// Returns what came to some kinds of accounts from others, less what left them.
fn entered(played: &Played, kinds: &[&str]) -> i64 {
    let inside = |account: &Option<v1::LedgerAccount>| {
        let account = account.as_ref();
        i64::from(account.is_some_and(|account| kinds.contains(&account.kind.as_str())))
    };
    let postings = played.postings.iter();
    let changes = postings
        .map(|posting| (inside(&posting.debit) - inside(&posting.credit)) * ore(posting.amount));
    changes.sum()
}

#[cfg(test)]
mod tests {
    use domain::calendar::{Clock, SystemClock};

    use super::*;
    use crate::export::tests::{award, money, posting};
    use crate::export::{self, Agency};

    fn played() -> Played {
        let totals = v1::BudgetTotals {
            committed: Some(v1::Money { ore: 9_000 }),
            paid: Some(v1::Money { ore: 4_000 }),
            ..v1::BudgetTotals::default()
        };
        let item = v1::ItemBudget {
            appropriated: Some(v1::Money { ore: 10_000 }),
            left: Some(v1::Money { ore: 1_000 }),
            totals: Some(totals),
            ..v1::ItemBudget::default()
        };
        let payment = v1::Payment {
            amount: Some(v1::Money { ore: 4_000 }),
            paid: true,
            ..v1::Payment::default()
        };
        Played {
            awards: vec![award(), award()],
            money: vec![
                money(&[(6_000, 0), (-1_000, 0), (0, 4_000)]),
                money(&[(4_000, 0)]),
            ],
            payments: vec![payment],
            notifications: vec![bank::notification_of(Money::from_ore(4_000))],
            postings: vec![
                posting("frame", "committed", 6_000),
                posting("committed", "frame", 1_000),
                posting("committed", "attested", 4_000),
                posting("attested", "paid", 4_000),
                posting("frame", "committed", 4_000),
            ],
            budget: v1::GetBudgetResponse {
                item: Some(item),
                ..v1::GetBudgetResponse::default()
            },
            tags: v1::SummarizeTagsResponse {
                sums: vec![v1::TagSum {
                    amounts: Some(v1::TaggedAmounts {
                        committed: Some(v1::Money { ore: 9_000 }),
                        paid: Some(v1::Money { ore: 4_000 }),
                        ..v1::TaggedAmounts::default()
                    }),
                    ..v1::TagSum::default()
                }],
                ..v1::SummarizeTagsResponse::default()
            },
            ..Played::default()
        }
    }

    fn untied(played: &Played) -> Vec<String> {
        let grants = played.awards.iter().zip(&played.money);
        let grants = grants.map(|(award, money)| export::grant(&played.titles, award, money));
        let agency = Agency::example("942114184", "Husbanken", "husbanken");
        let package = export::package(&agency, &played.titles, "S", SystemClock.now()).unwrap();
        let published = three_sixty::write_json::<_, anyhow::Error>(Vec::new(), &package, grants);
        let sums = Sums::of(played, &published.unwrap()).unwrap();
        sums.untied().collect()
    }

    #[test]
    fn sums_of_a_whole_year_are_equal() {
        assert_eq!(untied(&played()), Vec::<String>::new());
    }

    #[test]
    fn whatever_is_left_out_is_noticed() {
        let mut without_award = played();
        without_award.awards.pop();
        without_award.money.pop();
        let mut without_payment = played();
        without_payment.payments.pop();
        let mut without_notification = played();
        without_notification.notifications.pop();
        let mut set_off = played();
        set_off.payments[0].set_off_case = "WT-2024-00001".to_owned();
        let mut without_file = played();
        without_file.batched_ore = 4_000;
        let mut without_posting = played();
        without_posting.postings.pop();
        let mut without_an_ore = played();
        without_an_ore.money[0] = money(&[(4_999, 0), (0, 4_000)]);
        let mut without_repayment = played();
        without_repayment
            .postings
            .push(posting("paid", "repaid", 100));
        let mut without_tags = played();
        without_tags.tags.sums.clear();
        let mut without_appropriation = played();
        without_appropriation.budget.item.as_mut().unwrap().left = None;
        for (case, what) in [
            (without_award, "commitments"),
            (without_payment, "payments"),
            (without_notification, "payments"),
            (set_off, "repayments"),
            (without_file, "batches"),
            (without_posting, "commitments"),
            (without_an_ore, "commitments"),
            (without_repayment, "repayments"),
            (without_tags, "payments"),
            (without_appropriation, "appropriated"),
        ] {
            let untied = untied(&case);
            assert!(
                untied.iter().any(|fault| fault.starts_with(what)),
                "{untied:?}"
            );
        }
    }
}
